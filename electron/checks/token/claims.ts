import { toleratedClockDifferenceMs } from '../../../shared/tolerances.ts';
import { durationInWords } from '../../oauth/moments.ts';
import type { TokenClaims } from '../../oauth/json-web-token.ts';
import type { Problem } from '../reply/readable.ts';
import { inBrief } from '../reply/words.ts';

/** A problem of a token, and whether it makes the token useless. */
export interface ClaimProblem extends Problem {
  status: 'warn' | 'fail';
}

/** No token lives for a hundred years. */
const longestMs = 100 * 365 * 86_400_000;
/** Times in tokens have whole seconds, and the clocks were not read at the same instant. */
const resolutionMs = 5_000;

/**
 * Looks at the claims of a token that was issued a moment ago (RFC 7519, section 4.1; RFC 9068, section 2.2).
 * @param clockDifferenceMs Clock of the Identity Service minus this computer's; null when it is not known.
 */
export function claimProblems(
  claims: TokenClaims,
  nowMs: number,
  clockDifferenceMs: number | null,
  issuer: string | null,
): ClaimProblem[] {
  return [
    expiryProblem(claims, nowMs, clockDifferenceMs),
    startProblem(claims, nowMs, clockDifferenceMs),
    issuerProblem(claims, issuer),
    audienceProblem(claims),
  ].filter((problem) => problem !== null);
}

function expiryProblem(
  { expiresAt, names }: TokenClaims,
  nowMs: number,
  differenceMs: number | null,
): ClaimProblem | null {
  if (expiresAt === null) {
    return {
      status: 'warn',
      finding: 'token-non-conforming',
      sentence: names.includes('exp')
        ? 'The access token says when it expires (exp), but not as a number of seconds that is a moment in the calendar.'
        : 'The access token does not say when it expires.',
    };
  }
  const leftMs = expiresAt * 1_000 - nowMs;
  if (leftMs > longestMs) {
    return {
      status: 'warn',
      finding: 'token-non-conforming',
      sentence: `The access token would expire in ${durationInWords(leftMs)}: its exp seems to be in milliseconds, while the standard has seconds.`,
    };
  }
  if (leftMs > 0) return null;
  // For the service itself the token may still be good.
  const onlyHere = leftMs - (differenceMs ?? 0) > 0;
  return {
    status: onlyHere ? 'warn' : 'fail',
    finding: 'token-expired',
    sentence: `The new access token expired ${durationInWords(leftMs)} ago by the clock of this computer${clockWords(differenceMs)}.`,
  };
}

function startProblem(
  { notBefore, issuedAt }: TokenClaims,
  nowMs: number,
  differenceMs: number | null,
): ClaimProblem | null {
  const startMs = Math.max(notBefore ?? 0, issuedAt ?? 0) * 1_000;
  const aheadMs = startMs - nowMs;
  if (aheadMs <= resolutionMs) return null;
  const onlyHere = aheadMs - (differenceMs ?? 0) <= resolutionMs;
  return {
    status: onlyHere || aheadMs <= toleratedClockDifferenceMs ? 'warn' : 'fail',
    finding: 'token-not-yet-valid',
    sentence: `The new access token begins ${durationInWords(aheadMs)} in the future by the clock of this computer${clockWords(differenceMs)}.`,
  };
}

const clockWords = (differenceMs: number | null): string =>
  differenceMs === null || Math.abs(differenceMs) <= resolutionMs
    ? ''
    : `; the clock of the Identity Service is ${durationInWords(differenceMs)} ${differenceMs > 0 ? 'ahead of it' : 'behind it'}`;

function issuerProblem(claims: TokenClaims, issuer: string | null): ClaimProblem | null {
  if (issuer === null || claims.issuer === issuer) return null;
  return {
    status: 'warn',
    finding: 'token-issuer-differs',
    sentence:
      claims.issuer === null
        ? `The access token names no issuer, while the discovery document names ${inBrief(issuer)}.`
        : `The access token names the issuer ${inBrief(claims.issuer)}, the discovery document ${inBrief(issuer)}, so that the token can be refused (IDX10205).`,
  };
}

function audienceProblem({ audience }: TokenClaims): ClaimProblem | null {
  if (audience.length > 0) return null;
  return {
    status: 'warn',
    finding: 'token-audience-missing',
    sentence: 'The access token does not name for whom it is meant (aud), so that Creatio can refuse it.',
  };
}
