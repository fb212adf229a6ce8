import { describe, expect, it } from 'vitest';
import { practiceScenarios } from '../../../electron/practice/index.ts';
import { verdictOfOutcome } from '../../../shared/outcomes.ts';
import { checkIds } from '../../../shared/check-ids.ts';
import { reportSchema } from '../../../shared/report.ts';
import { diagnosePractice } from './practice-diagnosis.ts';

/** Where nothing comes at all, only the time limit ends a check. */
const timeLimitOf = (scenario: string): number => (scenario.includes('silent') ? 2 : 20);

describe.concurrent('a diagnosis of the practice environment', () => {
  it.each(practiceScenarios.map(({ name, outcome }) => [name, outcome] as const))(
    '%s ends in %s',
    async (name, outcome) => {
      const { report, clientSecret } = await diagnosePractice(name, { timeLimitSeconds: timeLimitOf(name) });
      const told = report.checks.map(({ id, status, summary }) => `${id} ${status} ${summary}`);
      expect([report.outcome, ...told]).toEqual([outcome, ...told]);
      expect([verdictOfOutcome[outcome], 'warn']).toContain(report.verdict);
      expect(reportSchema.safeParse(report).error).toBeUndefined();
      expect(report.checks.map(({ id }) => id)).toEqual(checkIds);
      expect(report.checks.filter(({ status }) => status === 'crash')).toEqual([]);
      expect(JSON.stringify(report)).not.toContain(clientSecret);
      expect(report.emptySettings.length > 0).toBe(outcome.startsWith('setting'));
      expect(report.remediation).not.toBeNull();
    },
    60_000,
  );
});

it('waits for a silent Identity Service once', async () => {
  const { report } = await diagnosePractice('identity-service-silent', { timeLimitSeconds: 1 });
  const found = (id: string) => report.checks.find((check) => check.id === id);
  expect(found('identity.discovery')?.status).toBe('timeout');
  expect(found('token.request')).toMatchObject({ status: 'skip', summary: expect.stringContaining('kept silent') });
  expect(found('token.use')?.status).toBe('skip');
});

describe.concurrent('a TLS fault of the practice environment', () => {
  it.each([
    ['certificate-expires-soon', 'tls-expires-soon'],
    ['certificate-expired', 'tls-expired'],
    ['certificate-not-yet-valid', 'tls-not-yet-valid'],
    ['certificate-wrong-name', 'tls-wrong-name'],
    ['certificate-self-signed', 'tls-self-signed'],
    ['certificate-unknown-authority', 'tls-unknown-authority'],
    ['certificate-intermediate-missing', 'tls-intermediate-missing'],
    ['plain-http', 'tls-plain-http'],
    ['protocol-too-old', 'tls-protocol-too-old'],
    ['client-certificate-wanted', 'tls-client-certificate-wanted'],
  ])('%s is found as %s', async (fault, finding) => {
    const { report } = await diagnosePractice(`creatio-${fault}`);
    expect(report.checks.find(({ id }) => id === 'creatio.tls')?.remediation).toBe(finding);
  });
});
