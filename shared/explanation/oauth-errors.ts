import { explainRefusedClient, isAboutClient } from './client-refused.ts';
import { interactions, requestForms, synonyms } from './error-codes.ts';
import { changed, finding, found, together, type Found } from './found.ts';
import {
  accessRestricted,
  explainRefusedGrant,
  isAboutRedirect,
  isAboutRestriction,
  redirectDiffers,
} from './grant-refused.ts';
import { explainMalformed, explainScope } from './request-refused.ts';
import type { Refused } from './token-reply.ts';
import type { ExplanationContext, SeenExchange } from './types.ts';
import { byDirection, quoted, serverName } from './words.ts';

type Response = NonNullable<SeenExchange['response']>;
type Explain = (context: ExplanationContext, words: string, evidence: readonly string[], response: Response) => Found;

const grantWords = (context: ExplanationContext): string =>
  context.grant === undefined ? 'this grant' : `the grant ${context.grant}`;

/** The errors of token, device, revocation and introspection endpoints (RFC 6749 5.2, RFC 7009 2.2.1, RFC 8628 3.5, RFC 8707). */
const errors: Readonly<Record<string, Explain>> = {
  invalid_client: (context, _words, evidence, response) => explainRefusedClient(response, context, evidence),
  invalid_grant: explainRefusedGrant,
  redirect_uri_mismatch: (context, _words, evidence) => redirectDiffers(context, evidence),
  access_restricted: (context, _words, evidence) => accessRestricted(context, evidence),
  invalid_request: explainMalformed,
  invalid_scope: explainScope,

  unauthorized_client(context, words, evidence, response) {
    if (isAboutClient(words)) return explainRefusedClient(response, context, evidence);
    const title = `${serverName(context.direction)} knows this client, but does not allow it ${grantWords(context)}.`;
    const entry =
      context.grant === 'refresh_token' ? 'web-service-refresh-token-unsupported' : 'oauth-grant-not-allowed';
    return found([
      finding(
        'grant-not-allowed',
        'shown',
        title,
        byDirection(context.direction, creatioGrantEntry(context), entry),
        evidence,
      ),
    ]);
  },

  unsupported_grant_type(context, _words, evidence) {
    const title = `${serverName(context.direction)} does not offer ${grantWords(context)}, or did not see it in the request.`;
    const entry =
      context.grant === 'refresh_token' ? 'web-service-refresh-token-unsupported' : 'oauth-grant-not-allowed';
    return found(
      [
        finding(
          'grant-unsupported',
          'shown',
          title,
          byDirection(context.direction, 'token-unsupported-grant-type', entry),
          evidence,
        ),
      ],
      'discovery',
    );
  },

  invalid_target: (_context, _words, evidence) =>
    found([
      finding(
        'resource-unknown',
        'shown',
        'The server does not know the resource or the audience that was asked for (RFC 8707).',
        'oauth-resource-unknown',
        evidence,
      ),
    ]),

  access_denied(context, _words, evidence) {
    const title =
      context.purpose === 'authorization'
        ? 'The user or the server said no: consent was not given, or this user may not use the application.'
        : `${serverName(context.direction)} denies access to this client or this user.`;
    return together(
      found([finding('access-denied', 'shown', title, 'oauth-access-denied', evidence)]),
      context.direction === 'web-service' && (context.requestedScopes ?? []).length > 0
        ? found(
            [
              finding(
                'scopes-denied',
                'possible',
                'The user may have refused the scopes that were asked for.',
                'web-service-scopes-denied',
              ),
            ],
            'sign-in-again',
          )
        : found([]),
    );
  },

  server_error: (context, _words, evidence) => serverFailed(context, evidence),
  temporarily_unavailable: (context, _words, evidence) =>
    found(
      [
        finding(
          'paused',
          'shown',
          `${serverName(context.direction)} is overloaded or under maintenance.`,
          'oauth-rate-limited',
          evidence,
        ),
      ],
      'wait',
    ),
  slow_down: (context, _words, evidence) =>
    found(
      [
        finding(
          'rate-limited',
          'shown',
          `${serverName(context.direction)} was asked too often and refuses further requests for a while.`,
          'oauth-rate-limited',
          evidence,
        ),
      ],
      changed('wait', { kind: 'wait', seconds: 5 }),
    ),

  authorization_pending: (_context, _words, evidence) =>
    found(
      [
        finding(
          'authorization-pending',
          'shown',
          'The user has not finished signing in on the other device yet. This is no fault.',
          'oauth-device-flow',
          evidence,
        ),
      ],
      changed('wait', { kind: 'wait', seconds: 5 }),
    ),
  expired_token: (_context, _words, evidence) =>
    found([
      finding(
        'device-code-expired',
        'shown',
        'The device code has expired before the user signed in.',
        'oauth-device-flow',
        evidence,
      ),
    ]),
  device_flow_disabled: (_context, _words, evidence) =>
    found([
      finding(
        'grant-not-allowed',
        'shown',
        'The device flow is switched off for this client.',
        'oauth-device-flow',
        evidence,
      ),
    ]),

  invalid_token: (_context, _words, evidence) =>
    found([
      finding(
        'token-refused',
        'shown',
        'The server does not accept the token that came along.',
        'oauth-token-refused',
        evidence,
      ),
    ]),
  insufficient_scope: (context, _words, evidence) =>
    found([
      finding(
        'scope-insufficient',
        'shown',
        'The server wants a scope for this request that the caller does not have.',
        byDirection(context.direction, 'token-invalid-scope', 'web-service-scopes-insufficient'),
        evidence,
      ),
    ]),

  unsupported_token_type: (_context, _words, evidence) =>
    found([
      finding(
        'token-kind-not-revocable',
        'shown',
        'The server does not revoke tokens of this kind (RFC 7009).',
        'revoke-token',
        evidence,
      ),
    ]),
  unsupported_response_type: (context, _words, evidence) =>
    found(
      [
        finding(
          'grant-unsupported',
          'shown',
          'The server does not hand out authorization codes to this client (response_type code).',
          byDirection(context.direction, 'authorization-code-grant', 'oauth-grant-not-allowed'),
          evidence,
        ),
      ],
      'discovery',
    ),
};

/** The error of the standard for one that a service uses in its place; `words` are what the service says with it. */
export function standardError(error: string, words: string): string {
  const code = error.trim().toLowerCase();
  const own = Object.hasOwn(errors, code) ? code : (synonyms.get(code) ?? code);
  return own === 'unauthorized_client' && isAboutClient(words) ? 'invalid_client' : own;
}

/** Whether an error is one that has a meaning of its own, and not only what the server says beside the status. */
export const isKnownError = (error: string): boolean =>
  Object.hasOwn(errors, error) || synonyms.has(error) || interactions.has(error) || requestForms.test(error);

/** What an error in the words of OAuth means, at whichever endpoint. */
export function explainError({ error, description }: Refused, response: Response, context: ExplanationContext): Found {
  const evidence = [
    `The server says: ${quoted(error === '' ? 'an error without a code' : error)}${description === '' ? '' : `, ${quoted(description)}`}.`,
  ];
  const code = errors[error] === undefined ? (synonyms.get(error) ?? error) : error;
  const words = `${error} ${description}`;
  const known = Object.hasOwn(errors, code) ? errors[code] : undefined;
  if (known !== undefined) return known(context, words, evidence, response);
  const interaction = interactions.get(code);
  if (interaction !== undefined) {
    return found(
      [finding('interaction-required', 'shown', interaction, 'oauth-sign-in-needed', evidence)],
      'sign-in-again',
    );
  }
  if (requestForms.test(code)) {
    const title = `The server wants another form of request (${quoted(code)}) than the standard one that was sent.`;
    return found([finding('request-form', 'shown', title, 'oauth-request-malformed', evidence)]);
  }
  if (response.status >= 500) return serverFailed(context, evidence);
  return byDescription(words, response, context, evidence);
}

/** Of an error that no standard knows: what its description is about. */
function byDescription(
  words: string,
  response: Response,
  context: ExplanationContext,
  evidence: readonly string[],
): Found {
  if (isAboutRestriction(words)) return accessRestricted(context, evidence);
  if (isAboutRedirect(words)) return redirectDiffers(context, evidence);
  const { grant } = context;
  const isAboutGrant =
    (grant === 'authorization_code' && /\b(?:authori[sz]ation|verification) code\b/i.test(words)) ||
    (grant === 'refresh_token' && /\brefresh[ _]token\b/i.test(words));
  if (isAboutGrant) return explainRefusedGrant(context, words, evidence);
  const title = `${serverName(context.direction)} refused with an error that the standard does not have for this request.`;
  const unknown = finding(
    'error-unknown',
    'shown',
    title,
    byDirection(context.direction, 'token-non-conforming', 'oauth-reply-unusual'),
    evidence,
  );
  if (/client|credential|secret|app(?:lication)?.?(?:id|key)|unauthori[sz]ed|oauthexception/i.test(words)) {
    const client = explainRefusedClient(response, context, evidence);
    const asCause = client.findings.map((each) =>
      each.certainty === 'shown' ? { ...each, certainty: 'likely' as const } : each,
    );
    return together(found([unknown]), { ...client, findings: asCause });
  }
  return found([unknown], 'repeat');
}

const creatioGrantEntry = ({ grant }: ExplanationContext): string =>
  grant === undefined || grant === 'client_credentials' ? 'token-unauthorized-client' : 'authorization-code-grant';

/** 5xx, or `server_error`: the fault is on the other side, and the reply does not say which. */
export const serverFailed = (context: ExplanationContext, evidence: readonly string[]): Found =>
  found(
    [
      finding(
        'server-failed',
        'shown',
        `${serverName(context.direction)} failed while it handled the request.`,
        byDirection(context.direction, 'token-server-error', 'oauth-server-failed'),
        evidence,
      ),
    ],
    ...(context.direction === 'creatio' ? (['search-log-error', 'repeat'] as const) : (['repeat'] as const)),
  );
