import { parseUrl } from '../url.ts';
import { looksLikeHtml } from './headers.ts';

const loginSegment =
  /^(?:nui|simple|web|external|user|account|sso|saml2?|oauth2?|auth)*[-_]?(?:log-?in|log-?on|sign-?in|sso|saml2?|adfs|wsfed|authorize|authenticate)(?:page)?(?:\.\w+)?$/i;
const returnParameter = /^(?:return_?url|return_?to|redirect_?uri|samlrequest|wa|continue)$/i;
const loginHost = /^(?:log-?in|log-?on|sign-?in|sso|adfs|idp|auth|accounts?)\./i;

/**
 * Whether a redirect leads to an address where people log in: Creatio's own pages, single sign-on, identity providers.
 * What the asked address has in common with it tells nothing.
 */
export function isLoginAddress(target: string, asked: string): boolean {
  const url = parseUrl(target);
  const from = parseUrl(asked);
  if (url === null || from === null) return false;
  const known = new Set(from.pathname.split('/'));
  return (
    (url.hostname !== from.hostname && loginHost.test(url.hostname)) ||
    url.pathname.split('/').some((segment) => !known.has(segment) && loginSegment.test(segment)) ||
    [...url.searchParams.keys()].some((name) => returnParameter.test(name))
  );
}

/** Whether a page asks for a login: a password field, or what Creatio's login page loads. */
export const isLoginPage = (body: string): boolean =>
  looksLikeHtml(body) &&
  /<input\b[^>]*\btype\s*=\s*["']?password\b|NuiLogin|AuthService\.svc|\/Login\/Login\.html|LoginPage|login-?page|<title>[^<]*(?:log ?in|log ?on|sign ?in)\b/i.test(
    body,
  );
