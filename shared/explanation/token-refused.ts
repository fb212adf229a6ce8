import { finding, found, together, type Found } from './found.ts';
import { namesSeveralReasons, saysExpired } from './grant-refused.ts';
import type { Direction, ExplanationContext, ExplanationFinding } from './types.ts';
import { byDirection, secondsInWords } from './words.ts';

/** Who was called with a token, as the subject of a sentence. */
export const calleeName = (direction: Direction): string => (direction === 'creatio' ? 'Creatio' : 'The web service');

/** `invalid_token` (RFC 6750, section 3.1): expired, not valid yet, revoked, or meant for another server. */
export function tokenRefused(context: ExplanationContext, words: string, evidence: readonly string[]): Found {
  const { direction, token, receivedAt } = context;
  const now = receivedAt === undefined ? null : receivedAt / 1_000;
  const over = now !== null && token?.expiresAt ? now - token.expiresAt : null;
  const early = now !== null && token?.notBefore ? token.notBefore - now : null;
  const entry = byDirection(direction, 'use-unauthorized', 'oauth-token-refused');
  if ((over !== null && over >= 0) || saysExpired(words)) {
    const when = over !== null && over >= 0 ? ` It ended ${secondsInWords(over)} ago.` : '';
    const title = `The access token has expired.${when}`;
    return found(
      [
        finding(
          'token-expired',
          'shown',
          title,
          byDirection(direction, 'use-unauthorized', 'oauth-token-refused'),
          evidence,
        ),
      ],
      'refresh',
      'new-token',
    );
  }
  if (early !== null && early > 0) {
    const title = `The access token is not valid yet: it begins in ${secondsInWords(early)}. The clocks differ.`;
    return found([finding('token-not-yet-valid', 'shown', title, 'token-not-yet-valid', evidence)], 'diagnosis');
  }
  const cause: [RegExp, string, string][] = [
    [/audience|\baud\b/i, 'audience-refused', 'The token is meant for another server (audience).'],
    [/issuer|\biss\b|IDX10205/i, 'issuer-refused', 'The server expects tokens of another issuer.'],
    [/signature|IDX105\d\d|\bkey\b/i, 'signature-refused', 'The server cannot verify the signature of the token.'],
    [/revoked|inactive|invalidated|session has/i, 'token-revoked', 'The access was taken away: the token was revoked.'],
  ];
  const named = namesSeveralReasons(words) ? undefined : cause.find(([pattern]) => pattern.test(words));
  const entryOf: Readonly<Record<string, string>> = {
    'audience-refused': byDirection(direction, 'token-audience-missing', 'oauth-token-refused'),
    'issuer-refused': byDirection(direction, 'issuer-mismatch', 'oauth-token-refused'),
    'signature-refused': byDirection(direction, 'token-signature-invalid', 'oauth-token-refused'),
    'token-revoked': byDirection(direction, 'use-unauthorized', 'web-service-refresh-token-invalidated'),
  };
  const title = `${calleeName(context.direction)} does not accept the token.`;
  return together(
    found(named === undefined ? [] : [finding(named[1], 'likely', named[2], entryOf[named[1]] ?? entry, evidence)]),
    found(
      [
        finding('token-refused', 'shown', title, entry, evidence),
        ...(named === undefined ? [otherCause(direction)] : []),
      ],
      'new-token',
      'refresh',
      'inspect-token',
    ),
  );
}

const otherCause = (direction: Direction): ExplanationFinding =>
  direction === 'creatio'
    ? finding(
        'scope-or-resource-missing',
        'possible',
        'Before version 8.3.2 Creatio answers so as well when scope, resource or client definition is missing.',
        'use-unauthorized',
      )
    : finding(
        'refresh-token-invalidated',
        'possible',
        'The web service may have taken the access away, while the old tokens are still in use.',
        'web-service-refresh-token-invalidated',
      );
