import { pathPrefixOf, platformTitles, type Platform } from '../../../shared/profile.ts';
import type { Evidence } from '../../../shared/report.ts';
import type { HttpOutcome } from '../../net/index.ts';
import { below } from '../../oauth/addresses.ts';
import { durationInWords } from '../../oauth/moments.ts';
import { readClock } from '../identity/clock-reading.ts';
import type { Problem } from '../reply/readable.ts';
import type { Check, CheckContext, Finding } from '../types.ts';
import { recordsInWords } from './odata-reply.ts';
import { useEvidence } from './use-evidence.ts';
import { judgeUse, type UseReading } from './use-judgement.ts';

/** Reads one record from Creatio with the new token (Creatio Academy, "OData authentication by OAuth 2.0"). */
export const use: Check = {
  id: 'token.use',
  title: 'Access token used on Creatio',
  needs: ['token.request', 'creatio.address', 'creatio.tcp', 'creatio.tls'],
  afterUnlessSlow: ['creatio.platform'],
  applies: () => true,
  async run(context, signal): Promise<Finding> {
    const token = context.facts.accessToken?.value;
    if (token === undefined) return noToken;
    const [first, second] = platformsToTry(context);
    const answer = await ask(context, first, token, signal);
    if (answer.problem?.finding !== 'use-not-found') return conclude(answer, answer.evidence);
    const other = await ask(context, second, token, signal);
    const evidence = [...answer.evidence, ...other.evidence];
    // Under the prefix of the other platform a server may answer anything, so there only data counts.
    return conclude(other.problem === null ? other : answer, evidence);
  },
};

const noToken: Finding = {
  status: 'skip',
  summary: 'There is no access token to use.',
  evidence: [],
  remediation: null,
};

/** The platform that is known, and the other one in case there is no OData at its address. */
function platformsToTry({ facts, profile }: CheckContext): [first: Platform, second: Platform] {
  const known = facts.platform ?? (profile.platform === 'auto' ? 'net-framework' : profile.platform);
  return [known, known === 'net' ? 'net-framework' : 'net'];
}

type Answer = UseReading & { platform: Platform; evidence: Evidence[] };

async function ask(context: CheckContext, platform: Platform, token: string, signal: AbortSignal): Promise<Answer> {
  const outcome = await context.network.request({
    method: 'GET',
    url: below(context.profile.creatioUrl, `${pathPrefixOf[platform]}/odata/Contact?$top=1`.slice(1)),
    headers: { accept: 'application/json', authorization: `Bearer ${token}` },
    carriesCredential: true,
    endsAt: context.endsAt,
    signal,
  });
  const reading = judgeUse(outcome);
  const problem = reading.problem && withClock(reading.problem, outcome, context);
  return {
    ...(problem === null ? reading : { records: null, problem }),
    platform,
    evidence: useEvidence(context, outcome),
  };
}

/** The tolerance that validators of tokens have by default. */
const toleratedMs = 300_000;

/** A token that is not accepted may look expired, or not valid yet, to a Creatio whose clock is wrong. */
function withClock(problem: Problem, outcome: HttpOutcome, { facts, now }: CheckContext): Problem {
  const clock = problem.finding === 'use-unauthorized' ? readClock(outcome, now()) : null;
  const differenceMs = clock === null ? 0 : clock.differenceMs - (facts.identityClock?.differenceMs ?? 0);
  if (Math.abs(differenceMs) <= toleratedMs) return problem;
  const [direction, looks] = differenceMs > 0 ? ['ahead of', 'expired'] : ['behind', 'not valid yet'];
  const than = facts.identityClock ? 'the Identity Service' : 'this computer';
  const sentence = `By the date of this reply the clock of Creatio is ${durationInWords(differenceMs)} ${direction} that of ${than}, so the token can look ${looks} to it.`;
  return { ...problem, sentence: `${problem.sentence} ${sentence}` };
}

const conclude = ({ records, problem, platform }: Answer, evidence: Evidence[]): Finding =>
  problem === null
    ? {
        status: 'pass',
        summary: `Creatio accepts the access token: it answered the OData request (${platformTitles[platform]}) with ${recordsInWords(records)}.`,
        evidence,
        remediation: null,
      }
    : { status: 'fail', summary: problem.sentence, evidence, remediation: problem.finding };
