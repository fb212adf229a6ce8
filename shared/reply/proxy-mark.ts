import { headerOf, looksLikeHtml, type WithHeaders } from './headers.ts';

/** Phrases that only the pages of forward proxies and web filters carry. */
const productPages =
  /Generated .{0,80}\(squid|ERR_(?:CONNECT_FAIL|DNS_FAIL|ACCESS_DENIED|CANNOT_FORWARD|READ_TIMEOUT|CACHE_ACCESS_DENIED)\b|<!--\s*Squid|zscaler|blue ?coat|proxysg|fortigate|fortiguard|fortiproxy|websense|forcepoint|(?:mcafee|skyhigh)\s+(?:secure\s+)?web gateway|ironport|sophos web|checkpoint usercheck|barracuda web|privoxy|tinyproxy|your cache administrator/i;

const productServers =
  /squid|bluecoat|blue coat|zscaler|mcafee web gateway|tinyproxy|privoxy|fortiproxy|websense|ironport|\bmwg\b/i;

const creatioServers = /^(?:microsoft-|kestrel)/i;

/**
 * What in a reply shows that a proxy on the way answered instead of the server, in words, or null. A reverse proxy that
 * belongs to the site (nginx, IIS as a proxy) leaves no such mark: its 502 is the web server's. One that was asked to pass the
 * request on (`forwarded`) writes its Via into every reply, so that this proves nothing.
 */
export function proxyMarkOf(
  response: WithHeaders & { status: number; body: string },
  forwarded = false,
): string | null {
  const { status } = response;
  if (status === 407) return 'the status 407, with which only a proxy asks for a login (RFC 9110)';
  if (status === 511) return 'the status 511, with which a network asks for a login (RFC 6585)';
  if (status < 400 && !looksLikeHtml(response.body)) return null;
  if (headerOf(response, 'x-squid-error') !== '') return 'the header X-Squid-Error';
  if (headerOf(response, 'proxy-authenticate') !== '') return 'the header Proxy-Authenticate';
  const server = headerOf(response, 'server');
  if (productServers.test(server)) return `the header Server: ${server}`;
  if (status >= 400 && /;\s*error\s*=/i.test(headerOf(response, 'proxy-status'))) {
    return 'an error in the header Proxy-Status (RFC 9209)';
  }
  const via = headerOf(response, 'via');
  if (!forwarded && via !== '' && [502, 503, 504].includes(status) && !creatioServers.test(server)) {
    return `the header Via: ${via} on a status ${status}`;
  }
  const phrase = looksLikeHtml(response.body) ? productPages.exec(response.body.slice(0, 64 * 1024)) : null;
  return phrase === null ? null : `the words “${phrase[0]}” in the page`;
}
