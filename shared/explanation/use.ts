import { headerOf, looksLikeHtml } from '../reply/headers.ts';
import { isLoginPage } from '../reply/login.ts';
import { loginTarget } from './addresses.ts';
import { readBody } from './body.ts';
import { readChallenges, type Challenge } from './challenge.ts';
import { changed, finding, found, type Found } from './found.ts';
import { isAboutRestriction } from './grant-refused.ts';
import { queryParameter } from './form.ts';
import { serverFailed } from './oauth-errors.ts';
import { calleeName, tokenRefused } from './token-refused.ts';
import { readError, type Refused } from './token-reply.ts';
import type { ExplanationContext, SeenExchange } from './types.ts';
import { byDirection, pathOf, quoted, statusInWords } from './words.ts';

type Response = NonNullable<SeenExchange['response']>;

/** A call with an access token, or one that should have carried it (RFC 6750, section 3). */
export function explainUse(exchange: SeenExchange, response: Response, context: ExplanationContext): Found {
  const header = headerOf(response, 'www-authenticate');
  const challenges = readChallenges(header);
  const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
  const { error, description } = errorOf(response, bearer);
  const evidence = [
    statusInWords(response),
    header === '' ? '' : `WWW-Authenticate: ${quoted(header)}`,
    bearer === undefined && error !== '' ? `The reply says ${quoted(error)}.` : '',
  ];
  const login = loginTarget(response, exchange.request.url);
  // Data is asked for at these addresses, so that any page in its place is one of the login.
  const wantsData = /\/(?:odata|dataservice|rest|servicemodel)\//i.test(`${pathOf(exchange.request.url)}/`);
  const loginPage = response.status < 300 && looksLikeHtml(response.body) && (wantsData || isLoginPage(response.body));
  const refused = response.status === 401 || response.status === 403 || login !== null || loginPage;
  if (refused && !carriesToken(exchange))
    return notSent(context, [...evidence, 'The request carried no Authorization header.']);
  if (refused && !carriesBearer(exchange)) return otherAuthentication(context, response, evidence);
  if (error === 'insufficient_user_authentication') {
    const title = 'The server wants a stronger or a newer sign-in of the user for this call (RFC 9470).';
    return found([finding('interaction-required', 'shown', title, 'oauth-sign-in-needed', evidence)], 'sign-in-again');
  }
  if (response.status === 401 && bearer === undefined && challenges.some(({ scheme }) => scheme === 'basic')) {
    const title = 'The server asks for Basic authentication, and the call carried a token.';
    const entry = byDirection(context.direction, 'use-unauthorized', 'web-service-authentication-unused');
    return found([finding('authentication-of-another-kind', 'likely', title, entry, evidence)]);
  }
  if (error === 'insufficient_scope' || error === 'missing_scope')
    return scopeLacking(context, bearer?.parameters.get('scope') ?? '', evidence);
  if (login !== null || loginPage) {
    const title = `${calleeName(context.direction)} answers with a login page in place of data, so it does not accept the token.`;
    return found(
      [
        finding(
          'token-refused',
          'shown',
          title,
          byDirection(context.direction, 'use-unauthorized', 'oauth-token-refused'),
          evidence,
        ),
      ],
      'new-token',
      'inspect-token',
    );
  }
  if (error === 'invalid_token' || (response.status !== 401 && aboutToken.test(`${error} ${description}`.trim())))
    return tokenRefused(context, `${error} ${description}`, evidence);
  switch (response.status) {
    case 401:
      return tokenRefused(context, `${error} ${description}`, evidence);
    case 403:
      return forbidden(context, response, evidence);
    case 404:
      return found([
        finding(
          'use-not-found',
          'shown',
          `${calleeName(context.direction)} has nothing at this address.`,
          byDirection(context.direction, 'use-not-found', 'web-service-settings-outdated'),
          evidence,
        ),
      ]);
    default:
  }
  if (response.status >= 500) {
    const failed = serverFailed(context, evidence);
    const findings = failed.findings.map((each) => ({
      ...each,
      title: `${calleeName(context.direction)} failed while it handled the call.`,
      remediation: byDirection(context.direction, 'use-failed', 'oauth-server-failed'),
    }));
    return { ...failed, findings };
  }
  if (response.status < 400 && error === '') return found([]);
  if (response.status === 431) {
    const words =
      'The headers of the call are longer than the server takes; most often that is a token with many claims.';
    const entry = byDirection(context.direction, 'use-failed', 'oauth-request-malformed');
    return found([finding('token-too-long', 'likely', words, entry, evidence)], 'inspect-token');
  }
  const title = `${calleeName(context.direction)} refuses the call itself; the token is not what it names.`;
  return found([
    finding(
      'call-refused',
      'shown',
      title,
      byDirection(context.direction, 'use-failed', 'oauth-request-malformed'),
      evidence,
    ),
  ]);
}

/** The error of the challenge (RFC 6750, section 3.1); some servers write it into the body alone, one even with status 200. */
function errorOf(response: Response, bearer: Challenge | undefined): Refused {
  const inHeader = bearer?.parameters.get('error');
  if (inHeader !== undefined) {
    return { error: inHeader.toLowerCase(), description: bearer?.parameters.get('error_description') ?? '' };
  }
  const body = readBody(response);
  if (body.kind !== 'members' || (response.status < 400 && body.members['ok'] !== false)) return noError;
  return readError(body.members) ?? noError;
}

const noError: Refused = { error: '', description: '' };
const aboutToken =
  /(?:access|bearer|oauth|auth)[ _-]?token.{0,80}(?:invalid|expired|revoked|malformed|not valid)|(?:invalid|expired|revoked).{0,20}(?:access|bearer|oauth|auth)[ _-]?token|session has (?:been )?(?:expired|invalidated)|^(?:invalid_auth|token_expired|token_revoked|not_authed|account_inactive)\b/i;

const authorizationOf = ({ request }: SeenExchange): string => headerOf(request, 'authorization');
const inBodyOrQuery = ({ request }: SeenExchange): boolean =>
  queryParameter(request.url, 'access_token') !== null || /(?:^|&)access_token=/.test(request.body ?? '');
const carriesToken = (exchange: SeenExchange): boolean => authorizationOf(exchange) !== '' || inBodyOrQuery(exchange);
const carriesBearer = (exchange: SeenExchange): boolean =>
  /^(?:bearer|dpop)\b/i.test(authorizationOf(exchange).trim()) || inBodyOrQuery(exchange);

/** Creatio calls without a token when Use authentication is not set. */
function notSent(context: ExplanationContext, evidence: readonly string[]): Found {
  const title = 'The call was made without a token, so it was refused.';
  const entry = byDirection(context.direction, 'use-unauthorized', 'web-service-authentication-unused');
  return found([finding('authentication-not-sent', 'shown', title, entry, evidence)], 'send-token');
}

function otherAuthentication(context: ExplanationContext, response: Response, evidence: readonly string[]): Found {
  const schemes = readChallenges(headerOf(response, 'www-authenticate')).map(({ scheme }) => scheme);
  if (schemes.includes('basic')) {
    const title = 'The server does not accept the user name or the password of the Basic authentication.';
    const entry = byDirection(context.direction, 'use-unauthorized', 'web-service-basic-authentication');
    return found([finding('basic-refused', response.status === 401 ? 'shown' : 'likely', title, entry, evidence)]);
  }
  const title = 'The call was made with another kind of authentication than a token.';
  const entry = byDirection(context.direction, 'use-unauthorized', 'web-service-authentication-unused');
  return found([finding('authentication-of-another-kind', 'likely', title, entry, evidence)], 'send-token');
}

function scopeLacking(context: ExplanationContext, wanted: string, evidence: readonly string[]): Found {
  const { direction, requestedScopes, token } = context;
  const names = wanted.split(/\s+/).filter((each) => each !== '');
  const asked = names.length > 0 && names.every((name) => requestedScopes?.includes(name) ?? false);
  const scopes = names.length === 0 ? '' : ` It wants ${names.join(' ')}.`;
  const title = `The token is accepted, but it lacks a scope for this call.${scopes}`;
  const withToken = [...evidence, token?.scopes ? `The token has: ${token.scopes.join(' ') || 'none'}.` : ''];
  const experiments = changed('more-scopes', {
    kind: 'sign-in',
    scopes: [...new Set([...(requestedScopes ?? []), ...names])],
  });
  if (!asked) {
    const entry = byDirection(direction, 'use-forbidden', 'web-service-scopes-insufficient');
    return found([finding('scope-insufficient', 'shown', title, entry, withToken)], experiments);
  }
  return found(
    [
      finding(
        'scopes-denied',
        'likely',
        `${title} The scope was asked for and not granted.`,
        byDirection(direction, 'use-forbidden', 'web-service-scopes-denied'),
        withToken,
      ),
      finding(
        'scopes-not-in-application',
        'possible',
        'The application may not have this scope in its settings at the service.',
        byDirection(direction, 'use-forbidden', 'web-service-scopes-differ-call'),
      ),
    ],
    experiments,
  );
}

function forbidden(context: ExplanationContext, response: Response, evidence: readonly string[]): Found {
  const { direction } = context;
  const body = response.body.slice(0, 65_536);
  if (direction === 'creatio') {
    const odata = /CanUseODataService|OData/i.test(body);
    return found(
      [
        odata
          ? finding(
              'odata-not-allowed',
              'shown',
              'Creatio accepts the token, but its user may not use OData.',
              'use-forbidden',
              evidence,
            )
          : finding(
              'rights-lacking',
              'likely',
              'Creatio accepts the token, but its user may not read this data.',
              'use-forbidden',
              evidence,
            ),
        ...(odata
          ? []
          : [
              finding(
                'scope-or-resource-missing',
                'possible',
                'From version 8.3.2 on, a missing scope, resource or client definition is answered with 403 as well.',
                'use-forbidden',
              ),
            ]),
      ],
      'inspect-token',
    );
  }
  const restricted = isAboutRestriction(body);
  const restriction = finding(
    'access-restricted',
    restricted ? 'likely' : 'possible',
    'The web service lets only known addresses or domains in.',
    'web-service-access-restricted',
    restricted ? evidence : [],
  );
  if (restricted) return found([restriction], 'repeat');
  const scope = /scope|permission|privilege|insufficient|not authori[sz]ed/i.test(body);
  const title = 'The web service does not allow this call; most often the token lacks a scope.';
  const refused = 'The web service may not accept the token any more, and answers that with 403 as well.';
  return found(
    [
      finding('scope-insufficient', scope ? 'likely' : 'possible', title, 'web-service-scopes-insufficient', evidence),
      ...(scope ? [] : [finding('token-refused', 'possible', refused, 'oauth-token-refused')]),
      restriction,
    ],
    ...(scope ? [] : (['new-token'] as const)),
    'inspect-token',
    'more-scopes',
  );
}
