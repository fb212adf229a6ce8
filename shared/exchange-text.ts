import type { ExchangeEvidence } from './report.ts';

/** A request as it went over the wire. */
export function requestAsText({ request }: Pick<ExchangeEvidence, 'request'>): string {
  const head = [`${request.method} ${request.url}`, ...request.headers.map(([name, value]) => `${name}: ${value}`)];
  return [...head, ...(request.body === null ? [] : ['', request.body])].join('\n');
}

/** What a proxy was asked to lead to the host, and what it answered to that; the empty text without a proxy. */
export function proxyAsText({ proxy }: Pick<ExchangeEvidence, 'proxy'>): string {
  if (!proxy) return '';
  return [`Proxy ${proxy.name}`, proxy.request, ...(proxy.reply === null ? [] : ['', proxy.reply])].join('\n');
}

/** A reply as it came over the wire; the empty text when none came. */
export function replyAsText({ response }: Pick<ExchangeEvidence, 'response'>): string {
  if (!response) return '';
  return [
    `HTTP/${response.httpVersion} ${response.status} ${response.statusText}`.trimEnd(),
    ...response.headers.map(([name, value]) => `${name}: ${value}`),
    '',
    response.body,
  ].join('\n');
}

const phaseTitles = [
  ['dnsMs', 'Name resolution'],
  ['tcpMs', 'Connection'],
  ['proxyMs', 'Way through the proxy'],
  ['tlsMs', 'Secure connection'],
  ['firstByteMs', 'First byte'],
  ['bodyMs', 'Body'],
] as const;

/** The phases that took place, in their order. */
export const phasesOf = ({ timings }: Pick<ExchangeEvidence, 'timings'>): { title: string; ms: number }[] =>
  phaseTitles.flatMap(([key, title]) => {
    const ms = timings[key];
    return ms === null || ms === undefined ? [] : [{ title, ms }];
  });
