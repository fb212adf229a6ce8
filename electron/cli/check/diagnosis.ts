import { findRemediation } from '../../../shared/remediation/index.ts';
import { defaultTimeLimitSeconds, practiceProfileId, type Profile } from '../../../shared/profile.ts';
import type { Report } from '../../../shared/report.ts';
import { application, currentHost } from '../../application.ts';
import { diagnose, type EngineEvent } from '../../checks/index.ts';
import { createNetwork } from '../../net/index.ts';
import type { Environment } from './environments.ts';

export interface DiagnosisSettings {
  clientSecret: string | null;
  timeLimitSeconds: number | undefined;
  signal: AbortSignal;
  onEvent?: (event: EngineEvent) => void;
}

/** Diagnoses one environment; the practice environment is started for it and closed again. */
export async function diagnoseEnvironment(environment: Environment, settings: DiagnosisSettings): Promise<Report> {
  if (environment !== practiceProfileId) return diagnoseProfile(environment, settings, []);
  const { startPractice } = await import('../../practice/index.ts');
  const practice = await startPractice();
  try {
    const profile: Profile = {
      id: practiceProfileId,
      name: 'Practice environment',
      creatioUrl: practice.creatioUrl,
      platform: 'auto',
      identityServiceUrl: practice.identityServiceUrl,
      clientId: practice.clientId,
      timeLimitSeconds: defaultTimeLimitSeconds,
    };
    const clientSecret = settings.clientSecret ?? practice.clientSecret;
    return await diagnoseProfile(profile, { ...settings, clientSecret }, practice.trustedCertificates);
  } finally {
    await practice.close();
  }
}

async function diagnoseProfile(
  profile: Profile,
  { clientSecret, timeLimitSeconds = profile.timeLimitSeconds, signal, onEvent }: DiagnosisSettings,
  additionalCertificates: readonly string[],
): Promise<Report> {
  const network = createNetwork({ trust: { additionalCertificates } });
  try {
    return await diagnose({
      profile: { ...profile, timeLimitSeconds },
      clientSecret,
      network,
      signal,
      ...(onEvent === undefined ? {} : { onEvent }),
      tool: application,
      host: currentHost(),
      findRemediation,
    });
  } finally {
    await network.close();
  }
}
