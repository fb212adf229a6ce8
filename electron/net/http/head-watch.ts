import type { Socket } from 'node:net';
import { largestHeadBytes } from './connections.ts';
import type { HeaderList } from './headers.ts';

/** The first line of a reply (RFC 9112, section 4). */
export interface StatusLine {
  httpVersion: string;
  status: number;
  statusText: string;
}

/** What undici does not tell of a reply. */
export interface HeadWatch {
  /** True when a part of the reply came. */
  replyBegan(): boolean;
  /** The status line of the reply, after those of interim replies; null while it has not come whole. */
  statusLine(): StatusLine | null;
  /** The headers of a reply that switches to another protocol, which undici refuses. */
  switchHeaders(): HeaderList;
  /** To be called when the head is known, or none will come. */
  stop(): void;
}

/**
 * Looks on as a reply comes in on a socket that undici reads already. Calls back when the head grows beyond all measure,
 * of which undici counts the headers only.
 */
export function watchHead(socket: Socket, onOverflow: () => void): HeadWatch {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const onData = (chunk: Buffer): void => {
    if (bytes === 0) passOverContinue(chunk);
    if (bytes > largestHeadBytes) onOverflow();
    bytes += chunk.length;
    chunks.push(chunk);
  };
  const text = (): string => Buffer.concat(chunks).toString('latin1');
  socket.on('data', onData);
  return {
    replyBegan: () => bytes > 0,
    statusLine: () => lastStatusLine(text()),
    switchHeaders: () => headersAfter(text(), '101'),
    stop() {
      socket.removeListener('data', onData);
      chunks.length = 0;
    },
  };
}

/**
 * Some old servers send "100 Continue" without being asked, which a client has to pass over (RFC 9110, section 15.2).
 * undici does so with every interim reply except this one; so it gets to read 102.
 */
function passOverContinue(chunk: Buffer): void {
  if (/^HTTP\/1\.\d 100$/.test(chunk.toString('latin1', 0, 12))) chunk.write('102', 9, 'latin1');
}

function lastStatusLine(text: string): StatusLine | null {
  for (const [, httpVersion = '', code, statusText = ''] of text.matchAll(
    /^HTTP\/(\d\.\d) (\d{3})(?: ([^\r\n]*))?\r?\n/gm,
  )) {
    const status = Number(code);
    if (status >= 200 || status === 101) return { httpVersion, status, statusText };
  }
  return null;
}

function headersAfter(text: string, status: string): HeaderList {
  const [, ...lines] = text.slice(text.search(new RegExp(`^HTTP/\\d\\.\\d ${status}`, 'm'))).split(/\r?\n/);
  return lines.slice(0, lines.indexOf('')).map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
}
