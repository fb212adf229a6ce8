import { headerOf, looksLikeHtml, type WithHeaders } from './headers.ts';

const refusingWords =
  /attention required! \| cloudflare|just a moment\.\.\.|cf-error-details|access denied[^]{0,2000}reference(?:\s|&#32;)*(?:&#35;|#)|request unsuccessful\. incapsula|the requested url was rejected\. please consult|web application firewall|<title>\s*(?:request rejected|blocked)/i;

/** Whether a reply is the page with which a firewall for web applications refuses a caller. */
export const isGatewayRefusal = ({ status, body }: { status: number; body: string }): boolean =>
  status >= 400 && looksLikeHtml(body) && refusingWords.test(body.slice(0, 65_536));

/** The statuses with which Cloudflare alone tells what it met behind it (Cloudflare, "5xx errors"). */
const troubleOfCloudflare: ReadonlyMap<number, string> = new Map([
  [520, 'got a reply that it cannot use from'],
  [521, 'was refused the connection by'],
  [522, 'got no connection in time to'],
  [523, 'finds no way to'],
  [524, 'waited in vain for the reply of'],
  [525, 'could set up no secure connection with'],
  [526, 'does not trust the certificate of'],
]);
const nobodyReady =
  /no healthy upstream|no server is available|no available server|upstream connect error|backend fetch failed/i;

/**
 * What a gateway in front of the server met behind it, as a sentence, where its reply shows that; else null. JSON is taken for
 * that of the server, except with 504, which says that there was none.
 */
export function gatewayTroubleIn(response: WithHeaders & { status: number; body: string }): string | null {
  const { status, body } = response;
  const ofCloudflare = /^cloudflare/i.test(headerOf(response, 'server')) || headerOf(response, 'cf-ray') !== '';
  const met = ofCloudflare ? troubleOfCloudflare.get(status) : undefined;
  const gateway = ofCloudflare ? 'Cloudflare' : 'A gateway';
  if (met !== undefined) return `${gateway} ${met} the server behind it.`;
  if (status === 504) return `${gateway} waited in vain for the reply of the server behind it.`;
  if (/^\s*[[{]/.test(body)) return null;
  if (status === 502) return `${gateway} got no usable reply from the server behind it.`;
  if (status === 503 && nobodyReady.test(body.slice(0, 64 * 1024)))
    return `${gateway} has no server behind it that is ready.`;
  return null;
}
