import type { FindingId } from '../../../shared/findings.ts';
import { proxyMarkOf } from '../../../shared/reply/proxy-mark.ts';
import type { HttpExchange } from '../../net/index.ts';

/** A reply that a proxy wrote in place of the server. */
export interface ProxyReply {
  finding: FindingId;
  /** What shows it, in words. */
  mark: string;
}

/** Statuses with which proxies tell that they got nowhere; tinyproxy has 500 for it. */
const gotNowhere: readonly number[] = [500, 502, 503, 504];

/** An HTTP proxy reads what it passes on, and can answer itself; through a tunnel it cannot. */
const isForwarded = ({ proxy, request }: HttpExchange): boolean =>
  proxy !== undefined && proxy !== null && !proxy.name.startsWith('socks') && request.url.startsWith('http:');

/** Whether a proxy answered in place of the server: one that happens to be on the way, or the one that was asked. */
export function proxyReplyOf(exchange: HttpExchange): ProxyReply | null {
  const { response } = exchange;
  const mark = response === null ? null : proxyMarkOf(response, isForwarded(exchange));
  if (response === null || mark === null) return null;
  if (!isForwarded(exchange)) return { finding: 'proxy-in-the-way', mark };
  if (gotNowhere.includes(response.status)) return { finding: 'proxy-target-failed', mark };
  // tinyproxy answers a wrong login so.
  if (response.status === 401) return { finding: 'proxy-login-refused', mark };
  return { finding: response.status === 403 ? 'proxy-not-allowed' : 'proxy-in-the-way', mark };
}

/** Of an error that the asked proxy may have written as well as the server: that this cannot be told; else nothing. */
export function doubtAboutProxy(exchange: HttpExchange): string {
  const { response, proxy } = exchange;
  if (!proxy || response === null || !isForwarded(exchange)) return '';
  return response.status >= 400 && response.status !== 401
    ? ` It came through the proxy ${proxy.name}, and nothing in it tells which of the two wrote it.`
    : '';
}
