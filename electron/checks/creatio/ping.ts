import { platforms, type Platform } from '../../../shared/profile.ts';
import { looksLikeHtml } from '../reply/headers.ts';
import type { Check, Finding, Pings, Probe } from '../types.ts';
import { pingUrl } from './addresses.ts';
import { probe } from './probe.ts';

/**
 * Asks the ping of the stated platform, and that of the other one where it does not answer; with no platform stated, both
 * at once. Which of them answers tells the platform later.
 */
export const pingCheck: Check = {
  id: 'creatio.ping',
  title: 'Sign of life of Creatio',
  needs: ['creatio.tcp', 'creatio.tls'],
  applies: () => true,
  async run(context, signal): Promise<Finding> {
    const { profile, facts } = context;
    const ask = async (platform: Platform) => {
      const result = await probe(context, pingUrl(profile.creatioUrl, platform), signal);
      // A page for people, such as a login page that answers everything, is no sign of this service.
      const isPage = result.probe.ok && looksLikeHtml(result.body);
      const ping: Probe = isPage
        ? { ...result.probe, ok: false, answer: `${result.probe.answer} and a web page` }
        : result.probe;
      return { ...result, platform, probe: ping };
    };
    const stated = profile.platform === 'auto' ? null : await ask(profile.platform);
    const others = platforms.filter((platform) => platform !== stated?.platform);
    const asked = [
      ...(stated === null ? [] : [stated]),
      ...(stated?.probe.ok ? [] : await Promise.all(others.map(ask))),
    ];
    const pings: Pings = Object.fromEntries(asked.map((each) => [each.platform, each.probe]));
    facts.pings = pings;
    // Of a server that may be another one, or a proxy, the clock is no witness.
    facts.creatioClock = asked.find((each) => each.probe.ok)?.clock ?? null;
    const evidence = asked.flatMap((each) => each.evidence);

    const alive = asked.find((each) => each.probe.ok)?.probe;
    if (alive !== undefined) {
      return { status: 'pass', summary: `Creatio answers its ping at ${alive.url}.`, evidence, remediation: null };
    }
    const failure = asked.find((each) => each.failure !== null)?.failure;
    if (failure && asked.every((each) => !each.probe.answered)) {
      return { status: 'fail', summary: failure.message, evidence, remediation: failure.finding };
    }
    return {
      status: 'warn',
      summary: `A web server answers, but Creatio's ping does not (${pings['net-framework']?.answer} with /0, ${pings.net?.answer} without).`,
      evidence,
      remediation: 'ping-failed',
    };
  },
};
