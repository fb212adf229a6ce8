import { expect, test } from 'vitest';
import { diagnose } from '../../../electron/checks/index.ts';
import { createNetwork } from '../../../electron/net/index.ts';
import { practiceScenarios, startPractice } from '../../../electron/practice/index.ts';
import { reportSchema, type Report } from '../../../shared/report.ts';

const neverAnswers = /-(tls-)?silent$/;

/** Diagnoses the practice environment of one scenario as the built-in profile does. */
async function diagnoseScenario(scenario: string): Promise<Report> {
  const practice = await startPractice({ scenario });
  const network = createNetwork({ trust: { additionalCertificates: practice.trustedCertificates } });
  try {
    const report = await diagnose({
      profile: {
        id: 'practice',
        name: 'Practice environment',
        creatioUrl: practice.creatioUrl,
        platform: 'auto',
        identityServiceUrl: practice.identityServiceUrl,
        clientId: practice.clientId,
        timeLimitSeconds: neverAnswers.test(scenario) ? 1 : 30,
      },
      clientSecret: practice.clientSecret,
      network,
      signal: new AbortController().signal,
      tool: { name: 'test', version: '0' },
      host: { name: 'test', os: 'test' },
      findRemediation: () => null,
    });
    expect(JSON.stringify(report)).not.toContain(practice.clientSecret);
    return report;
  } finally {
    await network.close();
    await practice.close();
  }
}

// Some scenarios wait for seconds, so they are played side by side.
test.concurrent.each(practiceScenarios)('$name ends in $outcome', async ({ name, outcome }) => {
  const report = reportSchema.parse(await diagnoseScenario(name));
  expect(report.outcome).toBe(outcome);
  expect(report.checks.filter(({ status }) => status === 'crash')).toEqual([]);
});
