import { randomUUID } from 'node:crypto';
import type { CredentialMode } from '../../../shared/client/choices.ts';
import type { Exchange, ExchangePurpose } from '../../../shared/test-client.ts';
import {
  routeInWords,
  waysOf,
  type Connecting,
  type HttpExchange,
  type HttpRequest,
  type Network,
  type NetworkFailure,
} from '../../net/index.ts';
import { withTimeLimit } from './time-limit.ts';

/** What a request is sent with, whatever it is for. */
export interface Sending {
  network: Network;
  /** Of one request. */
  timeLimitMs: number;
  /** Ends everything of an attempt. */
  signal: AbortSignal;
}

export interface Outgoing extends Omit<HttpRequest, 'signal'> {
  purpose: ExchangePurpose;
  credentials: CredentialMode | null;
}

/**
 * Sends a request and records what went over the wire, each redirect that was followed by itself. Failures of the network and an end
 * of the time limit are recorded as well; only the signal of the attempt rejects, with its reason. Never empty.
 */
export async function recordExchange(
  outgoing: Outgoing,
  { network, timeLimitMs, signal }: Sending,
): Promise<Exchange[]> {
  const { purpose, credentials, ...request } = outgoing;
  const startedAt = new Date();
  const limit = withTimeLimit(signal, timeLimitMs);
  const describe = (exchange: HttpExchange, route: string, redirectsTo: string | null): Exchange => ({
    id: randomUUID(),
    purpose,
    startedAt: startedAt.toISOString(),
    credentials,
    ...wireOf(exchange),
    redirectsTo,
    route,
  });
  let connecting: Connecting | null = null;
  const onConnecting = (now: Connecting): void => void (connecting = now);
  try {
    const way = await network.route(request.url, limit.signal);
    const route = routeInWords(way);
    // On the way to a proxy the phases are those of the proxy.
    const watched = waysOf(way)[0] === null ? { ...request, onConnecting } : request;
    const { exchanges, final, redirectsTo } = await network.request({ ...watched, signal: limit.signal });
    return exchanges.map((exchange) => describe(exchange, route, exchange === final ? redirectsTo : null));
  } catch (error) {
    signal.throwIfAborted();
    if (!limit.signal.aborted) throw error;
    return [describe(unanswered(request, timeLimitMs, connecting), '', null)];
  } finally {
    limit.clear();
  }
}

type Wire = Pick<Exchange, 'request' | 'response' | 'failure' | 'remoteAddress' | 'timings' | 'proxy' | 'tls'>;

function wireOf({ request, response, failure, remoteAddress, timings, proxy, tls }: HttpExchange): Wire {
  return {
    request,
    response: response && withBytes(response),
    failure: failure && plainFailure(failure),
    remoteAddress,
    timings,
    ...(proxy && { proxy }),
    tls: tls
      ? {
          protocol: tls.protocol,
          cipher: tls.cipher,
          subject: tls.certificate?.subject ?? null,
          issuer: tls.certificate?.issuer ?? null,
          validTo: tls.certificate?.validTo ?? null,
          fingerprint256: tls.certificate?.fingerprint256 ?? null,
        }
      : null,
  };
}

function withBytes({ base64, ...response }: NonNullable<HttpExchange['response']>): NonNullable<Exchange['response']> {
  return { ...response, bodyBase64: base64 ?? null };
}

const plainFailure = ({ layer, finding, message, code }: NetworkFailure): NonNullable<Exchange['failure']> => ({
  layer,
  finding,
  message,
  code,
});

function unanswered(
  { method, url, headers = {}, body }: Omit<HttpRequest, 'signal'>,
  timeLimitMs: number,
  connecting: Connecting | null,
): HttpExchange {
  return {
    request: { method, url, headers: Object.entries(headers), body: body ?? null },
    response: null,
    failure: { ...silence(connecting ?? { url, phases: unknown }, timeLimitMs / 1_000), code: 'time-limit' },
    remoteAddress: null,
    timings: { dnsMs: null, tcpMs: null, tlsMs: null, firstByteMs: null, bodyMs: null, totalMs: timeLimitMs },
  };
}

const unknown = { dnsMs: null, tcpMs: null, tlsMs: null };

/** Which layer said nothing until the time was up: a short limit ends before the network itself gives up. */
function silence({ url, phases }: Connecting, seconds: number): Omit<NetworkFailure, 'code'> {
  const { host, protocol } = new URL(url);
  const within = `within ${seconds} ${seconds === 1 ? 'second' : 'seconds'}, the time limit of this request`;
  if (phases.dnsMs !== null && phases.tcpMs === null) {
    const message = `${host} did not accept a connection ${within}. A firewall may drop it, or the machine may be off.`;
    return { layer: 'tcp', finding: 'tcp-silent', message };
  }
  if (phases.tcpMs !== null && phases.tlsMs === null && protocol === 'https:') {
    const message = `${host} accepted the connection but did not begin TLS ${within}. The server may be overloaded, or another service may be listening there.`;
    return { layer: 'tls', finding: 'tls-silent', message };
  }
  return { layer: 'http', finding: 'http-no-reply', message: `${host} gave no whole reply ${within}.` };
}

/** The last exchange, which tells what came of a request. */
export function lastOf(exchanges: readonly Exchange[]): Exchange {
  const last = exchanges.at(-1);
  if (last === undefined) throw new Error('A request leaves at least one exchange.');
  return last;
}

/** The value of a header of a reply, the empty text without one. */
export const replyHeader = ({ response }: Exchange, name: string): string =>
  (response?.headers ?? [])
    .filter(([each]) => each.toLowerCase() === name)
    .map(([, value]) => value)
    .join(', ');
