import { headerOf } from '../reply/headers.ts';
import { readBody } from './body.ts';
import { explainCallback } from './callback.ts';
import { finding, found, type Found } from './found.ts';
import { isAboutRedirect, isAboutRestriction, redirectDiffers } from './grant-refused.ts';
import { explainError, serverFailed } from './oauth-errors.ts';
import { readError } from './token-reply.ts';
import { absolute } from './transport.ts';
import type { ExplanationContext, SeenExchange } from './types.ts';
import { byDirection, quoted, sameAddress, statusInWords } from './words.ts';

type Response = NonNullable<SeenExchange['response']>;

const unknownClient =
  /(?:unknown|invalid|unauthori[sz]ed|not found|doesn.t exist|deleted).{0,40}client|client.{0,40}(?:unknown|invalid|not found|was not|deleted)|invalid_client|AADSTS700016|app not (?:setup|active)|incorrect_client/i;
const words = (html: string): string => html.slice(0, 65_536).replaceAll(/<[^<>]{0,2000}>/g, ' ');

/** What the authorization endpoint itself answers: a page for people, a redirect, or an error that it shows and never sends back. */
export function explainAuthorizationPage(
  exchange: SeenExchange,
  response: Response,
  context: ExplanationContext,
): Found {
  const location = absolute(headerOf(response, 'location'), exchange.request.url);
  if (response.status >= 300 && response.status < 400) {
    const back = location !== null && sameAddress(location, context.redirectUri);
    return back
      ? explainCallback({ url: location, expectedState: null, expectedIssuer: null, ...context.callback }, context)
      : found([]);
  }
  const body = readBody(response);
  if (body.kind === 'members') {
    const refused = readError(body.members);
    if (refused !== null) return explainError(refused, response, context);
  }
  if (response.status < 400) return found([]);
  const text = body.kind === 'members' ? JSON.stringify(body.members).slice(0, 65_536) : words(response.body);
  const evidence = [`${statusInWords(response)} in the browser, in place of a redirect.`];
  const { direction } = context;
  if (isAboutRedirect(text)) return redirectDiffers(context, evidence);
  if (unknownClient.test(text)) {
    const title = 'The server does not know this client id.';
    return found([
      finding(
        'client-unknown',
        'likely',
        title,
        byDirection(direction, 'authorization-code-grant', 'web-service-settings-outdated'),
        evidence,
      ),
    ]);
  }
  if (isAboutRestriction(text)) {
    const title = 'The server lets only known addresses or domains in.';
    return found([
      finding(
        'access-restricted',
        'likely',
        title,
        byDirection(direction, 'use-forbidden', 'web-service-access-restricted'),
        evidence,
      ),
    ]);
  }
  if (response.status === 404 || response.status === 405) {
    const title = `There is no sign-in page at ${quoted(exchange.request.url.replace(/\?.*$/s, ''))}.`;
    return found(
      [
        finding(
          'address-not-found',
          'shown',
          title,
          byDirection(direction, 'authorization-code-grant', 'web-service-settings-outdated'),
          evidence,
        ),
      ],
      'discovery',
    );
  }
  if (response.status >= 500) return serverFailed(context, evidence);
  const title =
    'The server shows an error to the user and sends nothing back: most often the client id or the redirect address is unknown to it.';
  return found(
    [
      finding(
        'client-unknown',
        'possible',
        title,
        byDirection(direction, 'authorization-code-grant', 'web-service-settings-outdated'),
        evidence,
      ),
      finding(
        'redirect-url-differs',
        'possible',
        'The redirect address may be another one than the server knows.',
        byDirection(direction, 'authorization-code-grant', 'web-service-redirect-url'),
        context.redirectUri ? [`The request named ${context.redirectUri}.`] : [],
      ),
    ],
    'discovery',
  );
}
