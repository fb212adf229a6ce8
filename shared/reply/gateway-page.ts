import { looksLikeHtml } from './headers.ts';

const refusingWords =
  /attention required! \| cloudflare|just a moment\.\.\.|cf-error-details|access denied[^]{0,2000}reference(?:\s|&#32;)*(?:&#35;|#)|request unsuccessful\. incapsula|the requested url was rejected\. please consult|web application firewall|<title>\s*(?:request rejected|blocked)/i;

/** Whether a reply is the page with which a firewall for web applications refuses a caller. */
export const isGatewayRefusal = ({ status, body }: { status: number; body: string }): boolean =>
  status >= 400 && looksLikeHtml(body) && refusingWords.test(body.slice(0, 65_536));
