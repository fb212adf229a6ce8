import { profileDefaults } from '../../../shared/profile.ts';
import { createNetwork } from '../../../electron/net/index.ts';
import { diagnose, type DiagnoseOptions } from '../../../electron/checks/index.ts';
import { startPractice } from '../../../electron/practice/index.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { Report } from '../../../shared/report.ts';
import { findRemediation } from '../../../shared/remediation/index.ts';

export const frame = {
  tool: { name: 'OAuth Console for Creatio', version: '0.0.0' },
  host: { name: 'TEST-PC', os: 'Test OS' },
  findRemediation,
} satisfies Partial<DiagnoseOptions>;

export const profileFor = (creatioUrl: string, changes: Partial<Profile> = {}): Profile => ({
  ...profileDefaults,
  id: 'test',
  name: 'Test',
  creatioUrl,
  platform: 'auto',
  identityServiceUrl: null,
  clientId: null,
  timeLimitSeconds: 10,
  ...changes,
});

export interface PracticeDiagnosis {
  report: Report;
  clientSecret: string;
}

/** Plays one scenario in a practice environment of its own and diagnoses it. */
export async function diagnosePractice(
  scenario: string,
  changes: Partial<Profile> = {},
  onEvent: NonNullable<DiagnoseOptions['onEvent']> = () => {},
): Promise<PracticeDiagnosis> {
  const practice = await startPractice({ scenario });
  const network = createNetwork({ trust: { additionalCertificates: practice.trustedCertificates } });
  try {
    const report = await diagnose({
      ...frame,
      profile: profileFor(practice.creatioUrl, {
        identityServiceUrl: practice.identityServiceUrl,
        clientId: practice.clientId,
        ...changes,
      }),
      clientSecret: practice.clientSecret,
      network,
      signal: new AbortController().signal,
      onEvent,
    });
    return { report, clientSecret: practice.clientSecret };
  } finally {
    await network.close();
    await practice.close();
  }
}
