import type { ExchangeEvidence } from '../../shared/report.ts';
import type { HttpExchange, ProxyPart } from '../net/index.ts';
import type { Mask } from './mask/mask.ts';
import { maskHeader } from './mask/patterns.ts';

/** How many characters of a body a report keeps. */
export const keptBodyCharacters = 64 * 1024;

const keptProxyReplyCharacters = 2_000;

/** Masks more than is kept, so that a secret at the cut does not survive by half. */
function keptBody(body: string, mask: Mask): { body: string; cut: boolean } {
  const masked = mask.apply(body.slice(0, 2 * keptBodyCharacters));
  return { body: masked.slice(0, keptBodyCharacters), cut: masked.length > keptBodyCharacters };
}

/** How many secrets the mask knew when a piece of evidence was made. */
const maskedWith = new WeakMap<ExchangeEvidence, number>();

/** True while the mask has learnt nothing new since this evidence was made. */
export const isMasked = (evidence: ExchangeEvidence, mask: Mask): boolean => maskedWith.get(evidence) === mask.size;

/** What was sent and what came back, for the report: everything masked, bodies cut to a readable length. */
export function exchangeEvidence(title: string, exchange: HttpExchange, mask: Mask): ExchangeEvidence {
  const evidence = maskedExchange(title, exchange, mask);
  maskedWith.set(evidence, mask.size);
  return evidence;
}

/** What a proxy answered is cut only after it was masked, as bodies are. */
const maskedProxy = ({ name, request, reply }: ProxyPart, mask: Mask): NonNullable<ExchangeEvidence['proxy']> => ({
  name,
  request: mask.apply(request),
  reply: reply === null ? null : mask.apply(reply).slice(0, keptProxyReplyCharacters),
});

function maskedExchange(title: string, exchange: HttpExchange, mask: Mask): ExchangeEvidence {
  const { request, response, failure, remoteAddress, timings, proxy } = exchange;
  const headersOf = (headers: readonly [string, string][]): [string, string][] =>
    headers.map(([name, value]) => [mask.apply(name), mask.apply(maskHeader(name, value))]);
  const reply = response === null ? null : keptBody(response.body, mask);
  return {
    kind: 'exchange',
    title: mask.apply(title),
    request: {
      method: request.method,
      url: mask.apply(request.url),
      headers: headersOf(request.headers),
      body: request.body === null ? null : keptBody(request.body, mask).body,
    },
    response:
      response === null || reply === null
        ? null
        : {
            status: response.status,
            statusText: mask.apply(response.statusText),
            httpVersion: response.httpVersion,
            headers: headersOf(response.headers),
            body: reply.body,
            bodyBytes: response.bodyBytes,
            charset: response.charset,
            truncated: response.truncated || reply.cut,
          },
    failure: failure === null ? null : mask.apply(failure.message),
    remoteAddress,
    timings,
    ...(proxy ? { proxy: maskedProxy(proxy, mask) } : {}),
  };
}
