import { randomUUID } from 'node:crypto';
import type { CredentialMode } from '../../../shared/client/choices.ts';
import type { Exchange, ExchangePurpose } from '../../../shared/test-client.ts';
import {
  routeInWords,
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
  try {
    const route = routeInWords(await network.route(request.url, limit.signal));
    const { exchanges, final, redirectsTo } = await network.request({ ...request, signal: limit.signal });
    return exchanges.map((exchange) => describe(exchange, route, exchange === final ? redirectsTo : null));
  } catch (error) {
    signal.throwIfAborted();
    if (!limit.signal.aborted) throw error;
    return [describe(unanswered(request, timeLimitMs), '', null)];
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
): HttpExchange {
  const seconds = timeLimitMs / 1_000;
  return {
    request: { method, url, headers: Object.entries(headers), body: body ?? null },
    response: null,
    failure: {
      layer: 'http',
      finding: 'http-no-reply',
      message: `${new URL(url).host} gave no whole reply within ${seconds} ${seconds === 1 ? 'second' : 'seconds'}, the time limit of this environment.`,
      code: 'time-limit',
    },
    remoteAddress: null,
    timings: { dnsMs: null, tcpMs: null, tlsMs: null, firstByteMs: null, bodyMs: null, totalMs: timeLimitMs },
  };
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
