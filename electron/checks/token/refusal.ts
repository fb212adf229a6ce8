import type { HttpResponse } from '../../net/index.ts';
import type { TokenReply } from '../../oauth/token-reply.ts';
import { contentOf, serverErrorInWords } from '../reply/content.ts';
import { statusInWords, type Problem } from '../reply/readable.ts';
import { inBrief } from '../reply/words.ts';

type Refusal = Extract<TokenReply, { kind: 'refused' }>;

/**
 * The errors of a token endpoint (RFC 6749, section 5.2) and what they mean at an Identity Service, which answers all of
 * them with 400 and seldom says more.
 */
const refusals: ReadonlyMap<string, Problem> = new Map<string, Problem>([
  [
    'invalid_client',
    {
      finding: 'token-invalid-client',
      sentence:
        'The Identity Service does not accept this client. It does not say why: the id may be unknown or disabled, or the secret wrong. Its log can tell.',
    },
  ],
  [
    'invalid_request',
    {
      finding: 'token-invalid-request',
      sentence: 'The Identity Service rejects the token request as malformed or not allowed.',
    },
  ],
  [
    'invalid_scope',
    {
      finding: 'token-invalid-scope',
      sentence: 'The Identity Service accepts the client but no scope for it; it may have none configured.',
    },
  ],
  [
    'invalid_grant',
    {
      finding: 'token-invalid-grant',
      sentence: 'The Identity Service does not accept the grant, which is unusual for client credentials.',
    },
  ],
  [
    'unauthorized_client',
    {
      finding: 'token-unauthorized-client',
      sentence: 'The Identity Service knows this client, but does not allow it the grant client_credentials.',
    },
  ],
  [
    'unsupported_grant_type',
    {
      finding: 'token-unsupported-grant-type',
      sentence: 'The Identity Service does not offer the grant client_credentials.',
    },
  ],
]);

/** What a reply with an OAuth error means. `doubts` are what this computer can see in the credentials itself. */
export function refusalProblem(response: HttpResponse, refusal: Refusal, doubts: readonly string[]): Problem {
  const { error, description } = refusal;
  if (response.status >= 500) return serverError(response, ` and the error ${quoted(error)}`);
  if (response.status < 400) {
    return {
      finding: 'token-non-conforming',
      sentence: `The Identity Service refused with the error ${quoted(error)}, yet with the status ${statusInWords(response)}, which by the standard means success.`,
    };
  }
  // Some servers have this word for wrong credentials and say so in the description.
  const isAboutCredentials = error === 'unauthorized_client' && /credential|\bsecret\b/i.test(description ?? '');
  const known = refusals.get(isAboutCredentials ? 'invalid_client' : error);
  if (known === undefined) {
    return {
      finding: 'token-non-conforming',
      sentence: `The Identity Service refused with ${quoted(error)} (${statusInWords(response)}), an error that the standard does not know.`,
    };
  }
  const seen = known.finding === 'token-invalid-client' ? doubts : [];
  const said =
    description === null || description === ''
      ? []
      : [`Its own words: ${quoted(description, 300)}${/[.!?]$/.test(description) ? '' : '.'}`];
  return { ...known, sentence: [known.sentence, ...said, ...seen].join(' ') };
}

/** What a reply without token and without OAuth error means. */
export function unreadableProblem(
  response: HttpResponse,
  url: string,
  reading: Exclude<TokenReply, { kind: 'refused' }>,
): Problem {
  const { status } = response;
  const answer = statusInWords(response);
  if (missingStatuses.includes(status)) {
    return { finding: 'token-endpoint-missing', sentence: `There is no token endpoint at ${url} (${answer}).` };
  }
  if (status >= 500) return serverError(response, '');
  if (reading.kind === 'not-json' && status === 403) {
    return {
      finding: 'access-refused',
      sentence: `The token request was refused with ${contentOf(response.body)} (${answer}), which is not how an Identity Service refuses: the web server or a gateway may restrict access.`,
    };
  }
  if (reading.kind === 'not-json') {
    return {
      finding: 'token-not-json',
      sentence: `The token endpoint answered ${contentOf(response.body)} (${answer}) in place of JSON, so something else than an Identity Service may answer there.`,
    };
  }
  const reason = reading.kind === 'granted' ? 'it holds a token although its status means failure' : reading.reason;
  return {
    finding: 'token-non-conforming',
    sentence: `The reply of the token endpoint (${answer}) does not follow the standard: ${reason}.`,
  };
}

const missingStatuses: readonly number[] = [404, 405, 410];

const serverError = (response: HttpResponse, more: string): Problem => ({
  finding: 'token-server-error',
  sentence: `The Identity Service failed when asked for a token (${statusInWords(response)}${more}).${serverErrorInWords(response)}`,
});

const quoted = (words: string, longest = 60): string => `“${inBrief(words, longest)}”`;
