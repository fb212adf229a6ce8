import { changed, deviation, finding, found, together, type Found } from './found.ts';
import type { Granted } from './token-reply.ts';
import type { ExplanationContext } from './types.ts';
import { byDirection, secondsInWords } from './words.ts';

/** Grants in which a user took part, and a refresh token may be had. */
const userGrants = ['authorization_code', 'device_code', 'urn:ietf:params:oauth:grant-type:device_code', 'password'];
/** Scopes by which services hand out a refresh token. */
const offlineScopes = ['offline_access', 'offline', 'refresh_token'];

/** What is not as it was asked for, although a token came: scopes that were dropped, a refresh token that is missing. */
export const explainGranted = (granted: Granted, context: ExplanationContext): Found =>
  together(
    droppedScopes(granted, context),
    missingRefreshToken(granted, context),
    unwantedRefreshToken(granted, context),
  );

/** Scopes that were asked for and are neither in the reply nor in the token (RFC 6749, section 5.1: `scope`). */
function droppedScopes(granted: Granted, context: ExplanationContext): Found {
  const { direction, requestedScopes = [], token, grant } = context;
  const given = granted.scopes ?? token?.scopes ?? null;
  if (given === null) return found([]);
  // offline_access is answered with a refresh token, openid with an id token.
  const answered = [
    ...(granted.hasRefreshToken ? offlineScopes : []),
    ...(granted.hasIdToken ? ['openid', 'profile', 'email'] : []),
  ];
  const dropped = requestedScopes.filter((scope) => !given.includes(scope) && !answered.includes(scope));
  if (
    dropped.length === 0 ||
    (granted.hasRefreshToken === false && dropped.every((scope) => offlineScopes.includes(scope)))
  )
    return found([]);
  const evidence = [
    `Asked for: ${requestedScopes.join(' ')}.`,
    `Granted: ${given.length === 0 ? 'none' : given.join(' ')}.`,
  ];
  const title = `The server left out ${dropped.length === 1 ? 'a scope' : 'scopes'} that ${dropped.length === 1 ? 'was' : 'were'} asked for: ${dropped.join(' ')}.`;
  const withUser = userGrants.includes(grant ?? '');
  return found(
    [
      finding(
        'scopes-dropped',
        'shown',
        title,
        byDirection(
          direction,
          'token-invalid-scope',
          withUser ? 'web-service-scopes-denied' : 'web-service-scopes-differ',
        ),
        evidence,
      ),
      ...(direction === 'web-service' && withUser
        ? [
            finding(
              'scopes-not-in-application',
              'possible',
              'The application at the web service may not have these scopes in its own settings.',
              'web-service-scopes-differ',
            ),
          ]
        : []),
    ],
    ...(withUser ? [changed('sign-in-again', { kind: 'sign-in', scopes: requestedScopes })] : []),
  );
}

function missingRefreshToken(granted: Granted, context: ExplanationContext): Found {
  const { direction, grant = '', requestedScopes = [], token, refreshTokenIssuedBefore = false } = context;
  if (granted.hasRefreshToken || !userGrants.includes(grant)) return found([]);
  const entry = (id: string) => byDirection(direction, 'authorization-code-grant', id);
  const lifetime =
    granted.expiresIn !== null && granted.expiresIn > 0
      ? `The access token holds for ${secondsInWords(granted.expiresIn)}.`
      : '';
  const missing = finding(
    'refresh-token-missing',
    'shown',
    'The reply holds no refresh token, so the access ends with the access token.',
    entry('web-service-refresh-token-missing'),
    [lifetime],
  );
  if ((granted.expiresIn ?? 0) === 0 && (token?.expiresAt ?? null) === null) {
    const title = 'The reply names no end of the access token. If it has none, no refresh token is needed.';
    const unneeded = finding('refresh-token-unneeded', 'likely', title, entry('web-service-refresh-token-unneeded'), [
      'expires_in is absent or 0.',
    ]);
    return found(
      [unneeded, ...otherCases(entry)],
      'introspect',
      asksOffline(requestedScopes) ? 'revoke-and-sign-in' : offlineExperiment(requestedScopes),
    );
  }
  if (context.offeredGrants !== undefined && !context.offeredGrants.includes('refresh_token')) {
    // Some servers issue refresh tokens and do not say so.
    const title = 'The server does not name renewal among what it offers.';
    return found(
      [
        missing,
        finding('refresh-token-unsupported', 'likely', title, entry('web-service-refresh-token-unsupported'), [
          `grant_types_supported: ${context.offeredGrants.join(' ')}.`,
        ]),
      ],
      asksOffline(requestedScopes) ? 'revoke-and-sign-in' : offlineExperiment(requestedScopes),
    );
  }
  if (refreshTokenIssuedBefore) {
    const title = 'This user got a refresh token before, and the server issues it only once while it is in force.';
    return found(
      [
        missing,
        finding('refresh-token-issued-once', 'likely', title, entry('web-service-refresh-token-issued-once'), [
          'An earlier sign-in of the same user and client brought one.',
        ]),
      ],
      'revoke-and-sign-in',
    );
  }
  if (!asksOffline(requestedScopes)) {
    const offered = context.offeredScopes?.some((scope) => offlineScopes.includes(scope)) ?? false;
    const title = 'No scope for a refresh token was asked for. Many services issue one only with offline_access.';
    return found(
      [
        missing,
        finding(
          'refresh-token-scope-needed',
          offered ? 'likely' : 'possible',
          title,
          entry('web-service-refresh-token-disabled'),
          [
            requestedScopes.length === 0 ? 'No scope was asked for.' : `Asked for: ${requestedScopes.join(' ')}.`,
            offered ? 'The server lists the scope in its discovery document.' : '',
          ],
        ),
        ...(offered ? [] : otherCases(entry)),
      ],
      offlineExperiment(requestedScopes),
      'revoke-and-sign-in',
    );
  }
  return found([missing, ...otherCases(entry)], 'revoke-and-sign-in');
}

/** RFC 6749, section 4.4.3. */
const unwantedRefreshToken = (granted: Granted, { grant, direction }: ExplanationContext): Found =>
  granted.hasRefreshToken && grant === 'client_credentials'
    ? found([
        deviation(
          'refresh-token-unexpected',
          'it holds a refresh token, which does not go with client credentials',
          byDirection(direction, 'token-non-conforming', 'oauth-reply-unusual'),
        ),
      ])
    : found([]);

const asksOffline = (scopes: readonly string[]): boolean => scopes.some((scope) => offlineScopes.includes(scope));

const offlineExperiment = (scopes: readonly string[]) =>
  changed('offline-access', { kind: 'sign-in', scopes: [...scopes, 'offline_access'] });

/** The cases that one exchange cannot tell apart. */
const otherCases = (entry: (id: string) => string) => [
  finding(
    'refresh-token-issued-once',
    'possible',
    'The service may issue a refresh token only once for each user, and has done so before.',
    entry('web-service-refresh-token-issued-once'),
  ),
  finding(
    'refresh-token-unsupported',
    'possible',
    'The service may not renew access tokens at all.',
    entry('web-service-refresh-token-unsupported'),
  ),
];
