import { headerOf } from '../reply/headers.ts';
import { isLoginPage } from '../reply/login.ts';
import { loginTarget } from './addresses.ts';
import { readChallenges } from './challenge.ts';
import { bodyInWords, type Members, type ReadBody } from './body.ts';
import { explainRefusedClient } from './client-refused.ts';
import { finding, found, type Found } from './found.ts';
import { explainError, serverFailed } from './oauth-errors.ts';
import { readError, readWords } from './token-reply.ts';
import type { ExplanationContext, SeenExchange } from './types.ts';
import { byDirection, quoted, serverName, statusInWords } from './words.ts';

type Response = NonNullable<SeenExchange['response']>;

const addressNames: Partial<Record<ExplanationContext['purpose'], string>> = {
  token: 'token address',
  revocation: 'revocation address',
  introspection: 'introspection address',
  'device-authorization': 'address of the device flow',
};

/** A reply without a token and without an error in the words of OAuth, at an endpoint that should have either. */
export function explainNoOAuth(
  exchange: SeenExchange,
  response: Response,
  body: ReadBody,
  context: ExplanationContext,
): Found {
  const { direction, purpose } = context;
  const name = addressNames[purpose] ?? 'address';
  const words = body.kind === 'members' ? wordsOf(body.members) : '';
  const answer = [
    `${statusInWords(response)} with ${bodyInWords[body.kind]}.`,
    words === '' ? '' : `The server says: ${quoted(words)}.`,
  ];
  const login = loginTarget(response, exchange.request.url);
  const missing = byDirection(
    direction,
    purpose === 'token' ? 'token-endpoint-missing' : 'revoke-token',
    'web-service-settings-outdated',
  );
  if (login !== null || (response.status < 400 && isLoginPage(response.body))) {
    const title = `A login page answered in place of the ${name}, so this is an address for people, or something in front of the server wants a sign-in.`;
    return found(
      [
        finding(
          'login-page',
          'shown',
          title,
          byDirection(direction, 'token-not-json', 'web-service-settings-outdated'),
          [...answer, login === null ? '' : `It leads to ${quoted(login)}.`],
        ),
      ],
      'discovery',
    );
  }
  switch (response.status) {
    case 404:
    case 410:
      return found(
        [
          finding(
            'address-not-found',
            'shown',
            `There is no ${name} at ${exchange.request.url.replace(/\?.*$/s, '')}.`,
            missing,
            answer,
          ),
        ],
        'discovery',
      );
    case 405:
    case 501:
      return methodRefused(exchange, response, context, missing, answer);
    case 401: {
      const wanted = elseWanted(response, context, answer);
      if (wanted !== null) return wanted;
      const error = readChallenges(headerOf(response, 'www-authenticate'))
        .map(({ parameters }) => ({
          error: parameters.get('error')?.toLowerCase() ?? '',
          description: parameters.get('error_description') ?? '',
        }))
        .find((each) => each.error !== '');
      return error === undefined
        ? explainRefusedClient(response, context, [...answer, challengeOf(response)])
        : explainError(error, response, context);
    }
    case 403:
      return found(
        [
          finding(
            'refused-without-reason',
            'shown',
            `${serverName(direction)} refuses the request${words === '' ? ' and gives no reason' : ' without an error of the standard'}.`,
            byDirection(direction, 'token-not-json', 'web-service-access-restricted'),
            [...answer, challengeOf(response)],
          ),
        ],
        'compare-modes',
        'repeat',
      );
    case 415:
      return found([
        finding(
          'form-refused',
          'shown',
          `${serverName(direction)} does not take a form here, as the standard has it.`,
          byDirection(direction, 'token-invalid-request', 'oauth-request-malformed'),
          answer,
        ),
      ]);
    default:
  }
  if (response.status >= 500) return serverFailed(context, answer);
  if (body.kind === 'empty') {
    const title = `${serverName(direction)} answered ${statusInWords(response)} with an empty reply, without a token and without an error.`;
    return found([finding('empty-reply', 'shown', title, nonConforming(direction), answer)], 'repeat', 'discovery');
  }
  if (body.kind === 'members' || body.kind === 'json') {
    const isForm = body.deviations.some(({ id }) => id === 'form-encoded');
    const title = `The reply is ${isForm ? 'a form' : 'JSON'}, but it holds ${purpose === 'token' ? 'neither an access token nor an error' : 'not what belongs there'}.`;
    const names =
      body.kind === 'members' ? `Its members are ${quoted(Object.keys(body.members).slice(0, 20).join(', '))}.` : '';
    return found([finding('token-missing', 'shown', title, nonConforming(direction), [...answer, names])], 'discovery');
  }
  if (body.kind === 'damaged-json') {
    const title = 'The reply begins as JSON and is damaged or cut off.';
    return found([finding('damaged-json', 'shown', title, nonConforming(direction), answer)], 'repeat');
  }
  const title = `The ${name} answered ${bodyInWords[body.kind]} in place of JSON, so something else answers there.`;
  const type = headerOf(response, 'content-type');
  return found(
    [
      finding('not-json', 'shown', title, byDirection(direction, 'token-not-json', 'web-service-settings-outdated'), [
        ...answer,
        type === '' ? '' : `Content-Type: ${quoted(type)}`,
      ]),
    ],
    'discovery',
  );
}

/** What a reply says in words, also within other members; frameworks repeat the status there. */
const wordsOf = (members: Members): string => {
  const { error = '', description = '' } = readError(members) ?? { description: readWords(members) };
  return [error, description].filter((each) => each !== '').join(', ');
};

/** A 401 of something else than a token endpoint: of a web server that wants Windows accounts, or of an API that wants a token. */
function elseWanted(response: Response, { direction }: ExplanationContext, answer: readonly string[]): Found | null {
  const schemes = readChallenges(headerOf(response, 'www-authenticate')).map(({ scheme }) => scheme);
  const remediation = byDirection(direction, 'token-not-json', 'web-service-settings-outdated');
  const evidence = [...answer, challengeOf(response)];
  if (schemes.includes('basic')) return null;
  if (schemes.some((scheme) => ['negotiate', 'ntlm', 'kerberos'].includes(scheme))) {
    const title =
      'The web server wants a Windows account (Negotiate, NTLM) before the request reaches the application, so id and secret were not looked at.';
    return found([finding('windows-account-wanted', 'shown', title, remediation, evidence)]);
  }
  if (schemes.length === 1 && schemes[0] === 'bearer' && !/error\s*=/i.test(headerOf(response, 'www-authenticate'))) {
    const title = 'This address wants an access token itself, so it seems to be one of an API and no token address.';
    return found([finding('token-wanted', 'likely', title, remediation, evidence)], 'discovery');
  }
  return null;
}

function methodRefused(
  { request }: SeenExchange,
  response: Response,
  { direction }: ExplanationContext,
  missing: string,
  answer: readonly string[],
): Found {
  const allow = headerOf(response, 'allow');
  const evidence = [...answer, allow === '' ? '' : `Allow: ${quoted(allow)}`];
  if (request.method === 'GET') {
    return found(
      [
        finding(
          'get-refused',
          'shown',
          `${serverName(direction)} does not take this request with GET, so id and secret cannot stand in the query string.`,
          byDirection(direction, 'token-invalid-request', 'web-service-credentials-elsewhere'),
          evidence,
        ),
      ],
      'compare-modes',
    );
  }
  if (/\bget\b/i.test(allow) && !/\bpost\b/i.test(allow)) {
    return found(
      [
        finding(
          'get-wanted',
          'likely',
          'The server takes GET here. Either this is an address for people, or it wants all parameters in the query string.',
          byDirection(direction, missing, 'web-service-credentials-elsewhere'),
          evidence,
        ),
      ],
      'compare-modes',
      'discovery',
    );
  }
  const title = `This address does not take ${request.method}, so it is not the one that was meant.`;
  return found([finding('address-not-found', 'shown', title, missing, evidence)], 'discovery');
}

const challengeOf = (response: Response): string => {
  const challenge = headerOf(response, 'www-authenticate');
  return challenge === '' ? '' : `WWW-Authenticate: ${quoted(challenge)}`;
};

/** A reply that does not follow the standard, by who gave it. */
export const nonConforming = (direction: ExplanationContext['direction']): string =>
  byDirection(direction, 'token-non-conforming', 'oauth-reply-unusual');
