import { headerOf } from '../reply/headers.ts';
import { isLoginAddress, isLoginPage } from '../reply/login.ts';
import type { ReadBody } from './body.ts';
import { changed, finding, found, type Found } from './found.ts';
import { absolute } from './transport.ts';
import type { ExplanationContext, SeenExchange } from './types.ts';
import { byDirection, pathOf, quoted, sameAddress, statusInWords } from './words.ts';

type Response = NonNullable<SeenExchange['response']>;

const authorizationPath =
  /(?:^|\/)(?:oauth2?_?)?(?:authori[sz]e|authori[sz]ation|auth|consent|dialog\/oauth)(?:\.\w+)?$/;
const tokenPath = /(?:^|\/)(?:access_?)?token(?:\.\w+)?$/;
const discoveryPath = /\/\.well-known\/(?:openid-configuration|oauth-authorization-server)$/;

/** What was entered as one address and is another one; null where nothing says so. */
export function explainAddress(
  { request }: SeenExchange,
  response: Response,
  body: ReadBody,
  context: ExplanationContext,
): Found | null {
  const { purpose, direction } = context;
  if (purpose === 'token') return ofTokenAddress(request.url, response, body, context);
  if (purpose !== 'authorization') return null;
  const same = sameAddress(request.url, context.tokenEndpoint);
  if (!same && !(tokenPath.test(pathOf(request.url)) && (response.status >= 400 || body.kind === 'members')))
    return null;
  return found(
    [
      finding(
        'authorization-address-is-token-address',
        same ? 'shown' : 'likely',
        'The browser was sent to the token address. Auth code request URL and Access token request URL are mixed up.',
        byDirection(direction, 'oauth-addresses-mixed-up', 'oauth-addresses-mixed-up'),
        [`The address is ${request.url.replace(/\?.*$/s, '')}.`, statusInWords(response)],
      ),
    ],
    'exchange-endpoints',
    'discovery',
  );
}

function ofTokenAddress(url: string, response: Response, body: ReadBody, context: ExplanationContext): Found | null {
  const members = body.kind === 'members' ? body.members : {};
  const named = members['token_endpoint'];
  if (typeof members['issuer'] === 'string' && typeof named === 'string') {
    return found(
      [
        finding(
          'token-address-is-discovery-address',
          'shown',
          'The address of the discovery document was entered as the token address. The document names the right one.',
          byDirection(context.direction, 'token-endpoint-missing', 'oauth-addresses-mixed-up'),
          [
            `token_endpoint in the reply: ${quoted(named)}.`,
            discoveryPath.test(pathOf(url)) ? `The address is ${url}.` : '',
          ],
        ),
      ],
      changed('other-token-endpoint', { kind: 'token-endpoint', url: named }),
    );
  }
  const answered = body.kind === 'members' && response.status < 500;
  const same = sameAddress(url, context.authorizationEndpoint);
  if (answered || !(same || authorizationPath.test(pathOf(url)))) return null;
  const leads = loginTarget(response, url) !== null || isLoginPage(response.body);
  return found(
    [
      finding(
        'token-address-is-authorization-address',
        same || leads ? 'shown' : 'likely',
        'The token was asked for at the address where users sign in. Auth code request URL and Access token request URL are mixed up.',
        'oauth-addresses-mixed-up',
        [`The address is ${url.replace(/\?.*$/s, '')}.`, statusInWords(response)],
      ),
    ],
    'exchange-endpoints',
    'discovery',
  );
}

/** Where a reply redirects to for a login; null where it does not. */
export function loginTarget(response: Response, asked: string): string | null {
  if (response.status < 300 || response.status > 399) return null;
  const target = absolute(headerOf(response, 'location'), asked);
  return target !== null && isLoginAddress(target, asked) ? target : null;
}
