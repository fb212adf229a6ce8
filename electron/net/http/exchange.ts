import type { Transform } from 'node:stream';
import type { FindingId } from '../../../shared/findings.ts';
import { codeOf } from '../failures.ts';
import type { NetworkLimits } from '../limits.ts';
import { elapsedMs } from '../measure.ts';
import type { Tls } from '../tls/index.ts';
import { bodyLimitBytes } from '../types.ts';
import type { HttpExchange, HttpRequest, HttpResponse, NetworkFailure } from '../types.ts';
import { readBody, type ReadBody } from './body.ts';
import { decodeText } from './charset.ts';
import { ConnectionRefusal, openConnection, type ConnectPhases } from './connection.ts';
import type { Connections } from './connections.ts';
import { httpCodeOf } from './error-codes.ts';
import { codingsOf, headerOf, requestHeaders } from './headers.ts';
import { brokenCompression, httpFailure, portOf, unknownCompression, unsendable } from './http-failure.ts';
import { send, type ReplyHead, type SentRequest } from './send.ts';
import type { Wire } from './wire.ts';

/** More codings than any server has a reason to apply. */
const mostCodings = 4;

export interface HttpContext {
  connections: Connections;
  /** Loaded when a first address asks for it. */
  tls: () => Promise<Tls>;
  limits: NetworkLimits;
}

/**
 * One request and its reply. Only a GET goes over a connection that was used before, and once more over another when the
 * server had closed that one meanwhile: sending it twice is safe (RFC 9110, section 9.2.2), sending a token request is not.
 */
export async function exchange(
  request: HttpRequest,
  url: URL,
  context: HttpContext,
  signal: AbortSignal,
): Promise<HttpExchange> {
  const startedAt = performance.now();
  const reuse = request.method === 'GET';
  const { headers, invalid } = requestHeaders(url, request, reuse ? 'keep-alive' : 'close');
  const phases: ConnectPhases = { dnsMs: null, tcpMs: null, tlsMs: null, remoteAddress: null };
  const timings = { firstByteMs: null as number | null, bodyMs: null as number | null };
  const told = { method: request.method, url: url.href, headers, body: request.body ?? null };
  const ended = (response: HttpResponse | null, failure: NetworkFailure | null): HttpExchange => {
    const { remoteAddress, ...connecting } = phases;
    const measured = { ...connecting, ...timings, totalMs: elapsedMs(startedAt) };
    return { request: told, response, failure, remoteAddress, timings: measured };
  };
  if (invalid !== null) {
    return ended(null, unsendable(`The header "${printable(invalid)}" holds characters that cannot be sent.`));
  }

  const attempt = (fresh: boolean): Promise<SentRequest> =>
    send({
      url,
      method: request.method,
      headers,
      body: request.body,
      connections: context.connections,
      reuse: reuse && !fresh,
      keep: reuse,
      connect: () => openConnection(url, phases, context.tls, context.limits, signal),
      signal,
    });
  let sent = await attempt(false);
  if (sent.head === null && sent.reused && !sent.replyBegan) {
    sent.release();
    signal.throwIfAborted();
    sent = await attempt(true);
  }
  phases.remoteAddress = sent.remoteAddress ?? phases.remoteAddress;
  try {
    if (sent.head === null) {
      signal.throwIfAborted();
      return ended(null, await noReply(url, sent, context, signal));
    }
    timings.firstByteMs = sent.firstByteMs;
    const bodyAt = performance.now();
    const { response, failure } = await readReply(sent.head, sent.wire, url);
    signal.throwIfAborted();
    timings.bodyMs = elapsedMs(bodyAt);
    return ended(response, failure);
  } finally {
    sent.release();
  }
}

/** What a server's objection to the client certificate, or to its absence, is told as. */
const clientCertificateFindings: readonly FindingId[] = [
  'tls-client-certificate-wanted',
  'client-certificate-unusable',
  'client-certificate-refused',
];

/** A server that wants a client certificate often just ends the connection, which a look at its TLS alone tells. */
async function noReply(
  url: URL,
  sent: SentRequest,
  { tls }: HttpContext,
  signal: AbortSignal,
): Promise<NetworkFailure> {
  const { error } = sent;
  if (error instanceof ConnectionRefusal) return error.failure;
  const progress = sent.replyBegan ? 'head' : 'none';
  if (error !== null && httpCodeOf(error, progress) === null) throw error;
  if (url.protocol === 'https:' && !sent.replyBegan) {
    const target = { hostname: url.hostname, port: portOf(url) };
    const { failures } = await (await tls()).inspect(target, signal);
    const refused = failures.find(({ finding }) => clientCertificateFindings.includes(finding));
    if (refused !== undefined) return refused;
  }
  return httpFailure(url, error, progress);
}

async function readReply(
  { headers, ...line }: ReplyHead,
  wire: Wire | null,
  url: URL,
): Promise<{ response: HttpResponse; failure: NetworkFailure | null }> {
  const codings = codingsOf(headerOf(headers, 'content-encoding') ?? '');
  const decoders = await decodersOf(codings);
  const body = wire === null ? noBody : await readBody(wire, decoders ?? [], bodyLimitBytes);
  const cut = body.truncated || body.error !== null;
  const { text, charset } = await decodeText(body.bytes, headerOf(headers, 'content-type') ?? '', cut);
  const response: HttpResponse = {
    ...line,
    headers,
    body: text,
    bodyBytes: body.wireBytes,
    charset,
    truncated: body.truncated,
  };
  const packed = codings.join(', ');
  if (body.error?.kind === 'compression') {
    return { response, failure: brokenCompression(url, packed, codeOf(body.error.error)) };
  }
  if (body.error !== null) return { response, failure: httpFailure(url, body.error.error, 'body') };
  if (decoders === null && body.wireBytes > 0) return { response, failure: unknownCompression(url, packed) };
  return { response, failure: null };
}

/** What undoes the codings, the last one first; null when that cannot be done. Most replies have none and need no zlib. */
async function decodersOf(codings: readonly string[]): Promise<Transform[] | null> {
  if (codings.length === 0) return [];
  if (codings.length > mostCodings) return null;
  const { decoderOf } = await import('./content-coding.ts');
  const known = codings.map(decoderOf).filter((decoder) => decoder !== null);
  return known.length === codings.length ? known.toReversed() : null;
}

const noBody: ReadBody = { bytes: Buffer.alloc(0), wireBytes: 0, truncated: false, error: null };

const printable = (name: string): string => name.replace(/[^\x21-\x7e]/g, '?');
