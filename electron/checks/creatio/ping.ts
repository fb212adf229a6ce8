import { platforms, type Platform } from '../../../shared/profile.ts';
import { looksLikeHtml } from '../reply/headers.ts';
import type { Check, Finding, Probe } from '../types.ts';
import { pingUrl } from './addresses.ts';
import { probe } from './probe.ts';

/** Asks both platforms' ping at once; which of the two answers tells the platform later. */
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
      const ping: Probe = { ...result.probe, ok: result.probe.ok && !looksLikeHtml(result.body) };
      return { ...result, probe: ping };
    };
    const [framework, net] = await Promise.all([ask('net-framework'), ask('net')]);
    facts.pings = { 'net-framework': framework.probe, net: net.probe };
    const evidence = [...framework.evidence, ...net.evidence];

    const alive = platforms.map((platform) => facts.pings?.[platform]).find((ping) => ping?.ok === true);
    if (alive !== undefined) {
      return { status: 'pass', summary: `Creatio answers its ping at ${alive.url}.`, evidence, remediation: null };
    }
    const failure = framework.failure ?? net.failure;
    if (failure !== null && !framework.probe.answered && !net.probe.answered) {
      return { status: 'fail', summary: failure.message, evidence, remediation: failure.finding };
    }
    return {
      status: 'warn',
      summary: `A web server answers, but Creatio's ping does not (${framework.probe.answer} with /0, ${net.probe.answer} without).`,
      evidence,
      remediation: 'ping-failed',
    };
  },
};
