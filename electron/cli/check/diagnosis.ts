import { defaultTimeLimitSeconds, practiceProfileId, profileDefaults, type Profile } from '../../../shared/profile.ts';
import { loadRemediation } from '../../../shared/remediation/load.ts';
import type { MutedCheck, Report } from '../../../shared/report.ts';
import { application, currentHost } from '../../application.ts';
import { diagnose, type EngineEvent } from '../../checks/index.ts';
import { createNetwork, type Network, type ProfileNetworks } from '../../net/index.ts';
import type { Environment } from './environments.ts';
import { leaveReplyParserAsItIs, loadAsUsual } from './reply-parser.ts';

export interface DiagnosisSettings {
  /** The way out for every environment but the practice one; environments on the same server share its connections. */
  networks: ProfileNetworks;
  clientSecret: string | null;
  /** Why the client secret that is set could not be read. */
  secretProblem: string | null;
  /** By the environment's id. */
  mutedChecks: ReadonlyMap<string, readonly MutedCheck[]>;
  timeLimitSeconds: number | undefined;
  signal: AbortSignal;
  onEvent?: (event: EngineEvent) => void;
}

/** Diagnoses one environment; the practice environment is started for it and closed again. */
export async function diagnoseEnvironment(environment: Environment, settings: DiagnosisSettings): Promise<Report> {
  if (environment === practiceProfileId) return diagnosePractice(settings);
  return diagnoseProfile(environment, await settings.networks.of(environment), settings);
}

async function diagnosePractice(settings: DiagnosisSettings): Promise<Report> {
  const { startPractice } = await import('../../practice/index.ts');
  const practice = await startPractice();
  const network = createNetwork({ trust: { additionalCertificates: practice.trustedCertificates } });
  const profile: Profile = {
    ...profileDefaults,
    id: practiceProfileId,
    name: 'Practice environment',
    creatioUrl: practice.creatioUrl,
    platform: 'auto',
    identityServiceUrl: practice.identityServiceUrl,
    clientId: practice.clientId,
    timeLimitSeconds: defaultTimeLimitSeconds,
  };
  try {
    const clientSecret = settings.clientSecret ?? practice.clientSecret;
    return await diagnoseProfile(profile, network, { ...settings, clientSecret });
  } finally {
    await network.close();
    await practice.close();
  }
}

function diagnoseProfile(
  profile: Profile,
  network: Network,
  {
    clientSecret,
    secretProblem,
    mutedChecks,
    timeLimitSeconds = profile.timeLimitSeconds,
    signal,
    onEvent,
  }: DiagnosisSettings,
): Promise<Report> {
  leaveReplyParserAsItIs();
  return diagnose({
    profile: { ...profile, timeLimitSeconds },
    clientSecret,
    secretProblem,
    network,
    muted: mutedChecks.get(profile.id) ?? [],
    signal,
    ...(onEvent === undefined ? {} : { onEvent }),
    tool: application,
    host: currentHost(),
    findRemediation(id, facts) {
      loadAsUsual();
      return loadRemediation(id, facts);
    },
  });
}
