import { finding, found, type Found } from './found.ts';
import type { ExplanationContext } from './types.ts';
import { byDirection, secondsInWords, serverName } from './words.ts';

const aboutRedirect = /redirect|AADSTS50011|reply (?:url|address)/i;
const aboutVerifier = /code.?(?:verifier|challenge)|pkce|AADSTS(?:501481|50148)/i;
const alreadyUsed =
  /already (?:been )?(?:used|redeemed|exchanged|consumed)|(?:was|has been) (?:used|redeemed|consumed)|AADSTS54005|reuse/i;
/** "Expired or already used" does not tell which. */
const usedAmongOthers = /\bor\b[^.]{0,30}\b(?:used|redeemed|consumed)|\b(?:used|redeemed|consumed)\b[^.]{0,12}\bor\b/i;
const mentionsEnd = /expired|too old|timed? ?out|AADSTS(?:70008|700082|700084)/i;
/** "Expired, revoked, malformed or otherwise invalid" tells nothing. */
const listsReasons = /\bor (?:has )?(?:been )?(?:expired|revoked)|(?:expired|revoked)(?:,| or\b)/i;

/** Whether words say that something is past its end, and not only that this is one of several reasons. */
export const saysExpired = (words: string): boolean => mentionsEnd.test(words) && !listsReasons.test(words);
/** Whether words name several reasons, of which one holds. */
export const namesSeveralReasons = (words: string): boolean => listsReasons.test(words);
const restricted =
  /\bip\b.{0,30}(?:restrict|not allowed|denied)|(?:domain|address|network|location).{0,40}(?:restrict|not allowed)/i;

/** Codes live this long at IdentityServer4; RFC 6749, section 4.1.2, allows ten minutes at most. */
const codeLifetimeSeconds = 300;

/** `invalid_grant` (RFC 6749, section 5.2): a code, a refresh token or a password that is not accepted. */
export function explainRefusedGrant(context: ExplanationContext, words: string, evidence: readonly string[]): Found {
  if (restricted.test(words)) return accessRestricted(context, evidence);
  switch (context.grant) {
    case 'refresh_token':
      return refreshToken(context, words, evidence);
    case 'authorization_code':
      return code(context, words, evidence);
    default: {
      const title = `${serverName(context.direction)} does not accept what was presented${
        context.grant === 'client_credentials' ? ', which is unusual for client credentials' : ''
      }.`;
      const remediation = byDirection(context.direction, 'token-invalid-grant', 'web-service-settings-outdated');
      return found([finding('grant-refused', 'shown', title, remediation, evidence)]);
    }
  }
}

/** A server that lets only known addresses or domains in. */
export const accessRestricted = ({ direction }: ExplanationContext, evidence: readonly string[]): Found =>
  found([
    finding(
      'access-restricted',
      'likely',
      'The server lets only known addresses or domains in, and says that this one is none of them.',
      byDirection(direction, 'use-forbidden', 'web-service-access-restricted'),
      evidence,
    ),
  ]);

function refreshToken(context: ExplanationContext, words: string, evidence: readonly string[]): Found {
  const { direction, refreshTokenWorkedBefore: worked = false } = context;
  const remediation = byDirection(direction, 'token-invalid-grant', 'web-service-refresh-token-invalidated');
  const expired = saysExpired(words);
  const title = expired
    ? `The refresh token has expired, so the user has to sign in again.`
    : `${serverName(direction)} no longer accepts this refresh token: it was revoked, has expired, or was used up by an earlier renewal.`;
  return found(
    [
      finding(
        expired ? 'refresh-token-expired' : 'refresh-token-invalidated',
        expired || worked ? 'shown' : 'likely',
        title,
        remediation,
        [...evidence, worked ? 'The same refresh token worked before.' : ''],
      ),
      ...(worked || expired
        ? []
        : [
            finding(
              'refresh-token-of-another-client',
              'possible',
              'The refresh token may belong to another client than the one that presents it.',
              byDirection(direction, 'token-invalid-grant', 'web-service-settings-outdated'),
            ),
          ]),
    ],
    'sign-in-again',
  );
}

function code(context: ExplanationContext, words: string, evidence: readonly string[]): Found {
  const { direction, codeAgeSeconds, redirectUri } = context;
  const entry = 'token-invalid-grant';
  const age = codeAgeSeconds === undefined ? '' : `The code was ${secondsInWords(codeAgeSeconds)} old.`;
  if (aboutRedirect.test(words)) return redirectDiffers(context, evidence);
  if (aboutVerifier.test(words)) {
    const title =
      'The code verifier does not belong to the code challenge with which the sign-in began, or it is missing (PKCE).';
    return found([finding('code-verifier-refused', 'shown', title, entry, evidence)], 'sign-in-again');
  }
  const usedUp = alreadyUsed.test(words) && !usedAmongOthers.test(words);
  if (usedUp || saysExpired(words)) {
    const title = usedUp
      ? 'The authorization code was exchanged before; it holds for one exchange.'
      : 'The authorization code has expired; it holds for a few minutes.';
    const id = usedUp ? 'code-used' : 'code-expired';
    return found([finding(id, 'shown', title, entry, [...evidence, age])], 'sign-in-again');
  }
  const isOld = (codeAgeSeconds ?? 0) > codeLifetimeSeconds;
  return found(
    [
      finding(
        'code-refused',
        'shown',
        `${serverName(direction)} does not accept the authorization code. It does not say why.`,
        entry,
        [...evidence, age],
      ),
      isOld
        ? finding('code-expired', 'likely', 'The code was older than most servers allow.', entry, [age])
        : finding('code-used', 'possible', 'The code may have been exchanged before, or be too old.', entry),
      finding(
        'redirect-url-differs',
        'possible',
        'The redirect address of the exchange may be another one than that of the sign-in.',
        byDirection(direction, entry, 'web-service-redirect-url'),
        redirectUri ? [`It was ${redirectUri}.`] : [],
      ),
      finding('code-verifier-refused', 'possible', 'The code verifier may not fit the code challenge (PKCE).', entry),
    ],
    'sign-in-again',
    ...(direction === 'creatio' ? (['search-log-code'] as const) : []),
  );
}

/** A redirect address that the server does not know for this client. */
export const redirectDiffers = ({ direction, redirectUri }: ExplanationContext, evidence: readonly string[]): Found =>
  found([
    finding(
      'redirect-url-differs',
      'shown',
      'The server knows another redirect address for this client. It has to be the same letter by letter, with port and slash.',
      byDirection(direction, 'authorization-code-grant', 'web-service-redirect-url'),
      [...evidence, redirectUri ? `The request named ${redirectUri}.` : ''],
    ),
  ]);

export const isAboutRedirect = (words: string): boolean => aboutRedirect.test(words);
export const isAboutVerifier = (words: string): boolean => aboutVerifier.test(words);
export const isAboutRestriction = (words: string): boolean => restricted.test(words);
