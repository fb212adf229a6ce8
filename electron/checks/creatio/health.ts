import { pathPrefixOf, platforms, platformTitles, type Platform } from '../../../shared/profile.ts';
import type { Evidence } from '../../../shared/report.ts';
import { classifyHealthReply, type HealthReply } from '../health-reply.ts';
import type { Check, CheckContext, Finding } from '../types.ts';
import { healthUrl } from './addresses.ts';

interface Answer {
  platform: Platform;
  reply: HealthReply;
  evidence: Evidence[];
}

async function ask(context: CheckContext, platform: Platform, signal: AbortSignal): Promise<Answer> {
  const url = healthUrl(context.profile.creatioUrl, platform);
  const outcome = await context.network.request({
    method: 'GET',
    url,
    headers: { accept: 'application/json' },
    endsAt: context.endsAt,
    signal,
  });
  const evidence = outcome.exchanges.map((exchange, hop) =>
    context.exchangeEvidence(hop === 0 ? `Request to ${new URL(url).pathname}` : `Redirect ${hop}`, exchange),
  );
  return { platform, reply: classifyHealthReply(outcome), evidence };
}

/** How much an answer tells: the documented JSON most, a missing endpoint or no answer least. */
const worth = ({ reply }: Answer): number => {
  if (reply.flags !== null) return 3;
  if (reply.outcome === 'unreachable') return 0;
  return reply.outcome === 'endpoint-missing' ? 1 : 2;
};

const where = (platform: Platform): string => (pathPrefixOf[platform] === '' ? 'without /0' : 'with /0');
const otherThan = (platform: Platform): Platform => (platform === 'net' ? 'net-framework' : 'net');

/**
 * Asks the health endpoint of the platform found before; where that is missing, or the platform is unknown, of the
 * other one too.
 */
async function askAll(context: CheckContext, platform: Platform | undefined, signal: AbortSignal): Promise<Answer[]> {
  if (platform === undefined) return Promise.all(platforms.map((each) => ask(context, each, signal)));
  const first = await ask(context, platform, signal);
  if (first.reply.outcome !== 'endpoint-missing') return [first];
  return [first, await ask(context, otherThan(platform), signal)];
}

/**
 * The answer that counts. Under the prefix of the other platform a server may answer anything (a login, say), so there
 * only the documented JSON counts; with the platform unknown, the answer that tells most.
 */
function choose(asked: readonly Answer[], platform: Platform | undefined): Answer {
  return asked.reduce((best, answer) => {
    const better = platform === undefined ? worth(answer) > worth(best) : answer.reply.flags !== null;
    return better ? answer : best;
  });
}

function remarkOn(chosen: Answer, asked: readonly Answer[], expected: Platform | undefined): string {
  // Where nobody answered, it does not matter for what was asked.
  if (asked.length === 1 || asked.every(({ reply }) => reply.outcome === 'unreachable')) return '';
  if (chosen.reply.outcome === 'endpoint-missing') return ' The console asked with and without /0.';
  const answer = `${where(chosen.platform)} (${platformTitles[chosen.platform]})`;
  return expected === undefined
    ? ` The console asked with and without /0; this is the answer ${answer}.`
    : ` There is no health endpoint ${where(expected)}, so the console asked ${answer}; this is the answer from there.`;
}

/** Asks Creatio itself how its OAuth is; the answer decides the outcome of the run. */
export const healthCheck: Check = {
  id: 'creatio.health',
  title: 'OAuth health check of Creatio',
  needs: ['creatio.tcp', 'creatio.tls'],
  // A Creatio that leaves the ping without an answer may still answer this, and must not take two time limits.
  afterUnlessSlow: ['creatio.platform'],
  applies: () => true,
  async run(context, signal): Promise<Finding> {
    const { facts, profile } = context;
    const stated = profile.platform === 'auto' ? undefined : profile.platform;
    // It can still be found out while the requests are under way.
    const platform = facts.platform ?? stated;
    const asked = await askAll(context, platform, signal);
    const chosen = choose(asked, platform);
    const { reply } = chosen;
    facts.health = reply;
    const summary = reply.summary + remarkOn(chosen, asked, platform);
    const evidence = asked.flatMap((answer) => answer.evidence);
    if (reply.outcome !== 'healthy') return { status: 'fail', summary, evidence, remediation: reply.remediation };
    if (profile.platform === 'auto' || profile.platform === chosen.platform) {
      return { status: 'pass', summary, evidence, remediation: null };
    }
    const differs = `It answers ${where(chosen.platform)}, while the environment is set to ${platformTitles[profile.platform]}.`;
    return { status: 'warn', summary: `${summary} ${differs}`, evidence, remediation: 'platform-differs' };
  },
};
