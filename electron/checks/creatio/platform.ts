import { pathPrefixOf, platforms, platformTitles, type Platform } from '../../../shared/profile.ts';
import type { Evidence, FactsEvidence } from '../../../shared/report.ts';
import type { Check, CheckContext, Finding, Pings, Probe } from '../types.ts';
import { loginPageUrl } from './addresses.ts';
import { probe } from './probe.ts';

type Probes = Readonly<Record<Platform, Probe>>;

/** The one platform whose probe was answered; null when none or both were. */
const onlyOne = (probes: Pings): Platform | null => {
  const [platform = null, another] = platforms.filter((each) => probes[each]?.ok === true);
  return another === undefined ? platform : null;
};

interface Decision {
  platform: Platform | null;
  /** The probe that decided, for people. */
  because: string | null;
  evidence: Evidence[];
}

const rowsOf = (probes: Pings) =>
  platforms.flatMap((platform) => probes[platform] ?? []).map(({ url, answer }) => ({ label: url, value: answer }));

/** Decides by the pings; where they leave it open, by the login pages that only one of the platforms has. */
async function decide(context: CheckContext, signal: AbortSignal): Promise<Decision> {
  const { pings } = context.facts;
  // Where not even a ping was answered there is nothing to learn from further requests.
  if (pings === undefined || !platforms.some((platform) => pings[platform]?.answered === true)) {
    return { platform: null, because: null, evidence: [] };
  }
  const byPing = onlyOne(pings);
  if (byPing !== null) {
    const evidence: FactsEvidence = { kind: 'facts', title: 'Probes of the platform', rows: rowsOf(pings) };
    const only = evidence.rows.length > 1 ? ' only' : '';
    return { platform: byPing, because: `its ping answers at ${pings[byPing]?.url}${only}`, evidence: [evidence] };
  }
  const { creatioUrl } = context.profile;
  const [framework, net] = await Promise.all([
    probe(context, loginPageUrl(creatioUrl, 'net-framework'), signal),
    probe(context, loginPageUrl(creatioUrl, 'net'), signal),
  ]);
  const pages: Probes = { 'net-framework': framework.probe, net: net.probe };
  const platform = onlyOne(pages);
  return {
    platform,
    because: platform === null ? null : `its login page is at ${pages[platform].url}`,
    evidence: [
      { kind: 'facts', title: 'Probes of the platform', rows: [...rowsOf(pings), ...rowsOf(pages)] },
      ...framework.evidence,
      ...net.evidence,
    ],
  };
}

const pathsOf = (platform: Platform): string =>
  pathPrefixOf[platform] === '' ? 'services without /0' : `services under ${pathPrefixOf[platform]}`;

/**
 * Finds out on which platform Creatio runs and shows how. Where the environment states one and the probes clearly show
 * the other, the checks go on with what is there, and a warning says so.
 */
export const platformCheck: Check = {
  id: 'creatio.platform',
  title: 'Platform of Creatio',
  needs: ['creatio.tcp', 'creatio.tls'],
  after: ['creatio.ping'],
  applies: () => true,
  async run(context, signal): Promise<Finding> {
    const { profile, facts } = context;
    const { platform, because, evidence } = await decide(context, signal);
    const stated = profile.platform === 'auto' ? null : profile.platform;
    const decided = platform ?? stated;
    if (decided !== null) facts.platform = decided;

    if (platform !== null && stated !== null && platform !== stated) {
      return {
        status: 'warn',
        summary: `The environment is set to ${platformTitles[stated]}, but Creatio runs on ${platformTitles[platform]}: ${because}. The checks go on with ${platformTitles[platform]}.`,
        evidence,
        remediation: 'platform-differs',
      };
    }
    if (platform !== null) {
      return {
        status: 'pass',
        summary: `Creatio runs on ${platformTitles[platform]} (${pathsOf(platform)}): ${because}.`,
        evidence,
        remediation: null,
      };
    }
    if (stated !== null) {
      return {
        status: 'pass',
        summary: `The environment is set to ${platformTitles[stated]} (${pathsOf(stated)}); the probes neither confirm nor contradict it.`,
        evidence,
        remediation: null,
      };
    }
    return {
      status: 'warn',
      summary:
        'The probes do not tell on which platform Creatio runs, so the health check is asked for with and without /0.',
      evidence,
      remediation: 'platform-unknown',
    };
  },
};
