import { readChallenges } from '../../../shared/explanation/challenge.ts';
import type { FindingId } from '../../../shared/findings.ts';
import { gatewayTroubleIn, isGatewayRefusal } from '../../../shared/reply/gateway-page.ts';
import type { HttpResponse } from '../../net/index.ts';
import { headerOf } from './headers.ts';
import { comeBackInWords, titleOf } from './content.ts';

/** Something in front of an application that answered in its place. */
export interface InFront {
  finding: Extract<FindingId, 'access-refused' | 'rate-limited' | 'gateway-no-answer'>;
  /** What it says, as a sentence. */
  meaning: string;
}

/** Who answers before the application that was asked has a say, where the reply shows it; else null. */
export function inFrontOf(response: HttpResponse): InFront | null {
  const { status } = response;
  if (status < 400) return null;
  if (status === 429) {
    return { finding: 'rate-limited', meaning: `The server was asked too often.${comeBackInWords(response)}` };
  }
  const account = windowsAccountWanted(response);
  if (account !== null) {
    const meaning = `The web server wants a Windows account (${account}) before the request reaches the application.`;
    return { finding: 'access-refused', meaning };
  }
  if (isGatewayRefusal(response)) {
    const title = titleOf(response.body);
    const named = title === null ? '' : ` with the title “${title}”`;
    const meaning = `A gateway or firewall in front of the server refuses the request with a page of its own${named}.`;
    return { finding: 'access-refused', meaning };
  }
  const trouble = gatewayTroubleIn(response);
  return trouble === null ? null : { finding: 'gateway-no-answer', meaning: trouble };
}

/** The schemes by which Windows accounts sign in, as the server spells them; null where it wants none, or offers another way. */
function windowsAccountWanted(response: HttpResponse): string | null {
  if (response.status !== 401) return null;
  const schemes = readChallenges(headerOf(response, 'www-authenticate')).map(({ scheme }) => scheme);
  const isOfWindows = (scheme: string): boolean => ['negotiate', 'ntlm', 'kerberos'].includes(scheme);
  if (schemes.length === 0 || !schemes.every(isOfWindows)) return null;
  return schemes
    .map((scheme) => (scheme === 'ntlm' ? 'NTLM' : `${scheme.charAt(0).toUpperCase()}${scheme.slice(1)}`))
    .join(', ');
}
