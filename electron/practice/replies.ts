import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A request as the practice servers see it. */
export interface PracticeRequest {
  method: string;
  path: string;
  /** What follows the question mark; absent without one. */
  query?: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
  /** Scheme and authority by which the server was addressed. */
  origin: string;
}

export interface Reply {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** A stream is made anew for each reply and read no faster than the client takes it. */
  body: string | Uint8Array | (() => Readable);
}

export type ReplyHeaders = Reply['headers'];

export const json = (status: number, value: unknown, headers: ReplyHeaders = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value, null, 4),
});

export const html = (status: number, body: string, headers: ReplyHeaders = {}): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  body,
});

export const empty = (status: number, headers: ReplyHeaders = {}): Reply => ({ status, headers, body: '' });

export const redirect = (location: string): Reply =>
  html(302, `<html><head><title>Object moved</title></head><body><h2>Object moved</h2></body></html>`, { location });

/** A web page in one line. */
export const page = (title: string, text: string): string =>
  `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>\n`;

const pauseBeforeResetMs = 50;

/**
 * Writes a reply. With `breakOff` only its first half is sent and the connection is then reset; the pause lets the
 * half arrive, since a reset may overtake it.
 */
export async function send(response: ServerResponse, reply: Reply, breakOff: boolean): Promise<void> {
  if (typeof reply.body === 'function') {
    response.writeHead(reply.status, reply.headers);
    // The client may well hang up before the end of an enormous body; that is its right.
    await pipeline(reply.body(), response).catch(() => undefined);
    return;
  }
  const body = Buffer.from(reply.body);
  if (!breakOff) {
    response.writeHead(reply.status, { ...reply.headers, 'content-length': body.length }).end(body);
    return;
  }
  const promised = body.length + 1_000;
  response.writeHead(reply.status, { ...reply.headers, 'content-length': promised });
  response.flushHeaders();
  response.write(body.subarray(0, Math.ceil(body.length / 2)));
  const timer = setTimeout(() => response.socket?.resetAndDestroy(), pauseBeforeResetMs);
  response.once('close', () => clearTimeout(timer));
}
