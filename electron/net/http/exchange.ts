import type { Transform } from 'node:stream';
import type { FindingId } from '../../../shared/findings.ts';
import { codeOf } from '../failures.ts';
import type { NetworkLimits } from '../limits.ts';
import { elapsedMs } from '../measure.ts';
import { isWayBlocked, loginFailure } from '../proxy/failures.ts';
import { forwarderFailure } from '../proxy/forwarder.ts';
import { inspectOver } from '../proxy/inspect.ts';
import { noPhases, openWay } from '../proxy/open.ts';
import { overWays, routeOver, type Way } from '../proxy/route.ts';
import { unusableRoute, type Routes } from '../proxy/routes.ts';
import { ConnectionRefusal } from '../refusal.ts';
import { bareHost } from '../resolve.ts';
import type { Tls } from '../tls/index.ts';
import { binaryLimitBytes, bodyLimitBytes } from '../types.ts';
import type { HttpExchange, HttpRequest, HttpResponse, NetworkFailure, TlsFacts } from '../types.ts';
import { readBody, type ReadBody } from './body.ts';
import { decodeText, hasByteOrderMark } from './charset.ts';
import { isForwarded, openConnection, tlsFactsOf } from './connection.ts';
import type { Connections } from './connections.ts';
import { httpCodeOf } from './error-codes.ts';
import { codingsOf, headerOf, requestHeaders } from './headers.ts';
import {
  brokenCompression,
  httpFailure,
  httpsWanted,
  portOf,
  unfinished,
  unknownCompression,
  unsendable,
} from './http-failure.ts';
import { send, type ReplyHead, type SentRequest } from './send.ts';
import type { Wire } from './wire.ts';

/** More codings than any server has a reason to apply. */
const mostCodings = 4;

export interface HttpContext {
  connections: Connections;
  routes: Routes;
  /** Loaded when a first address asks for it. */
  tls: () => Promise<Tls>;
  limits: NetworkLimits;
}

/** One request and its reply, on the first way of its route that leads on. */
export async function exchange(
  request: HttpRequest,
  url: URL,
  context: HttpContext,
  signal: AbortSignal,
): Promise<HttpExchange> {
  const decided = context.routes.of(url);
  const route = decided instanceof Promise ? await decided : decided;
  const result = await overWays(
    route,
    (way) => exchangeOver(way, request, url, context, signal),
    ({ refusal }) => (refusal !== null && isWayBlocked(refusal) ? refusal : null),
  );
  if (result !== null) return result.exchange;
  const timings = { dnsMs: null, tcpMs: null, tlsMs: null, firstByteMs: null, bodyMs: null, totalMs: 0 };
  const told = { method: request.method, url: url.href, headers: [], body: request.body ?? null };
  return { request: told, response: null, failure: unusableRoute(route), remoteAddress: null, timings };
}

/** An exchange, and why there was not even a connection for it. */
interface Attempt {
  exchange: HttpExchange;
  refusal: NetworkFailure | null;
}

/**
 * Only a GET that changes nothing goes over a connection that was used before, and once more over another when the
 * server had closed that one meanwhile, or then does with 408: sending it twice is safe (RFC 9110, section 9.2.2), sending a token request is not.
 */
async function exchangeOver(
  way: Way,
  request: HttpRequest,
  url: URL,
  context: HttpContext,
  signal: AbortSignal,
): Promise<Attempt> {
  const startedAt = performance.now();
  const reuse = request.method === 'GET' && request.once !== true;
  const forwarder = isForwarded(url, way) ? way : null;
  const { headers, invalid } = requestHeaders(url, request, reuse ? 'keep-alive' : 'close', forwarder);
  const target = forwarder === null ? `${url.pathname}${url.search}` : url.href;
  const phases = noPhases();
  request.onConnecting?.({ url: url.href, phases });
  const timings = { firstByteMs: null as number | null, bodyMs: null as number | null };
  const told = { method: request.method, url: url.href, headers, body: request.body ?? null };
  let tls: TlsFacts | null = null;
  const ended = (response: HttpResponse | null, failure: NetworkFailure | null): HttpExchange => {
    const { remoteAddress, proxyMs, proxy, ...connecting } = phases;
    const measured = { ...connecting, ...timings, totalMs: elapsedMs(startedAt) };
    const seen = { request: told, response, failure, remoteAddress, ...(tls && { tls }) };
    if (way === null) return { ...seen, timings: measured };
    const asked = forwarder === null ? (proxy?.request ?? usedBefore) : `${request.method} ${target} HTTP/1.1`;
    const part = { name: way.name, request: asked, reply: proxy?.reply ?? null };
    return { ...seen, timings: { ...measured, proxyMs }, proxy: part };
  };
  if (invalid !== null) {
    const failure = unsendable(`The header "${printable(invalid)}" holds characters that cannot be sent.`);
    return { exchange: ended(null, failure), refusal: null };
  }

  const attempt = (onUsedConnection: boolean): Promise<SentRequest> =>
    send({
      url,
      target,
      way: way?.name ?? 'direct',
      method: request.method,
      headers,
      body: request.body,
      connections: context.connections,
      reuse: onUsedConnection,
      keep: reuse,
      connect: () => openConnection(url, way, phases, context, signal),
      signal,
    });
  let sent = await attempt(reuse);
  if (sent.reused && (sent.head === null ? !sent.replyBegan : sent.head.status === requestTimeout)) {
    sent.release();
    signal.throwIfAborted();
    sent = await attempt(false);
  }
  phases.remoteAddress = sent.remoteAddress ?? phases.remoteAddress;
  tls = sent.socket && tlsFactsOf(sent.socket);
  try {
    if (sent.head === null) {
      signal.throwIfAborted();
      const refusal = sent.error instanceof ConnectionRefusal ? sent.error.failure : null;
      return { exchange: ended(null, refusal ?? (await noReply(url, way, sent, context, signal))), refusal };
    }
    timings.firstByteMs = sent.firstByteMs;
    const bodyAt = performance.now();
    const { response, failure } = await readReply(sent.head, sent.wire, url, request.endsAt);
    signal.throwIfAborted();
    timings.bodyMs = elapsedMs(bodyAt);
    const wantsLogin = forwarder !== null && response.status === 407;
    const login = wantsLogin
      ? loginFailure(forwarder, 407, headerOf(response.headers, 'proxy-authenticate') ?? '')
      : null;
    return { exchange: ended(response, login ?? failure), refusal: null };
  } finally {
    sent.release();
  }
}

/** With this status a server ends a connection on which it has waited too long (RFC 9110, section 15.5.9). */
const requestTimeout = 408;

/** What stands for the first request to a proxy where its connection was made for another one. */
const usedBefore = 'a connection that was made for an earlier request';

/** What a server's objection to the client certificate, or to its absence, is told as. */
const clientCertificateFindings: readonly FindingId[] = [
  'tls-client-certificate-wanted',
  'client-certificate-unusable',
  'client-certificate-refused',
];

/** A server that wants a client certificate often just ends the connection, which a look at its TLS alone tells. */
async function noReply(
  url: URL,
  way: Way,
  sent: SentRequest,
  context: HttpContext,
  signal: AbortSignal,
): Promise<NetworkFailure> {
  const { error } = sent;
  const progress = sent.replyBegan ? 'head' : 'none';
  if (error !== null && httpCodeOf(error, progress) === null) throw error;
  if (url.protocol === 'https:' && !sent.replyBegan) {
    const target = { hostname: url.hostname, port: portOf(url) };
    const { failures } = await inspectOver(routeOver([way], ''), target, context, signal);
    const refused = failures.find(({ finding }) => clientCertificateFindings.includes(finding));
    if (refused !== undefined) return refused;
  }
  if (url.protocol === 'http:' && !sent.replyBegan && !isForwarded(url, way)) {
    if (await speaksTls(url, way, context, signal)) return httpsWanted(url);
  }
  const failure = httpFailure(url, error, progress);
  return way !== null && isForwarded(url, way) ? forwarderFailure(failure, way, progress, context, signal) : failure;
}

/** A server of TLS has a second to show itself. */
const tlsProbeMs = 1_000;

/** Many servers end a connection without a word when they are asked in plain HTTP at a port for https. */
async function speaksTls(url: URL, way: Way, context: HttpContext, signal: AbortSignal): Promise<boolean> {
  const { probe } = await import('../tls/probe.ts');
  const target = { hostname: bareHost(url.hostname), port: portOf(url), tunnel: true };
  const open = async () => (await openWay(target, way, noPhases(), context, signal)).socket;
  const { kind } = await probe(target.hostname, open, tlsProbeMs, signal);
  return kind === 'tls' || kind === 'alert';
}

async function readReply(
  { headers, ...line }: ReplyHead,
  wire: Wire | null,
  url: URL,
  endsAt: number | undefined,
): Promise<{ response: HttpResponse; failure: NetworkFailure | null }> {
  const codings = codingsOf(headerOf(headers, 'content-encoding') ?? '');
  const decoders = await decodersOf(codings);
  const body = wire === null ? noBody : await readBody(wire, decoders ?? [], bodyLimitBytes, endsAt);
  const cut = body.truncated || body.error !== null;
  const { text, charset } = await decodeText(body.bytes, headerOf(headers, 'content-type') ?? '', cut);
  const response: HttpResponse = {
    ...line,
    headers,
    body: text,
    bodyBytes: body.wireBytes,
    charset,
    truncated: body.truncated,
    ...(hasByteOrderMark(body.bytes) ? { byteOrderMark: true as const } : {}),
    ...(isText(text) ? {} : { base64: body.bytes.subarray(0, binaryLimitBytes).toString('base64') }),
  };
  const packed = codings.join(', ');
  if (body.error?.kind === 'time') return { response, failure: unfinished(url, response.status) };
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

/** Whether a text has nothing in it that only bytes of another kind become: control characters, or what could not be decoded. */
const isText = (text: string): boolean => !/[^\P{Cc}\s]|\ufffd/u.test(text);

const noBody: ReadBody = { bytes: Buffer.alloc(0), wireBytes: 0, truncated: false, error: null };

const printable = (name: string): string => name.replace(/[^\x21-\x7e]/g, '?');
