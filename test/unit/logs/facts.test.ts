import { expect, it } from 'vitest';
import { clockDifferencesOf, systemFacts } from '../../../electron/logs/index.ts';
import { profileDefaults } from '../../../shared/profile.ts';
import { loadCatalogue } from '../../../shared/remediation/index.ts';
import { tellingLines } from '../../../shared/telling-lines.ts';
import type { CheckResult } from '../../../shared/report.ts';

const at = Date.UTC(2026, 10, 21, 10);

/** A check whose reply has a date so many milliseconds ahead. */
const check = (id: CheckResult['id'], aheadMs: number, durationMs: number): CheckResult => ({
  id,
  title: id,
  status: 'pass',
  startedAt: new Date(at).toISOString(),
  durationMs,
  summary: '',
  remediation: null,
  evidence: [
    {
      kind: 'exchange',
      title: 'a',
      request: { method: 'GET', url: 'https://crm.example.com', headers: [], body: null },
      response: {
        status: 200,
        statusText: 'OK',
        httpVersion: '1.1',
        headers: [['date', new Date(at + aheadMs).toUTCString()]],
        body: '',
        bodyBytes: 0,
        charset: 'utf-8',
        truncated: false,
      },
      failure: null,
      remoteAddress: null,
      timings: { dnsMs: null, tcpMs: null, tlsMs: null, firstByteMs: null, bodyMs: null, totalMs: durationMs },
    },
  ],
});

it('tells the difference of clocks by the quickest reply, and none where it may be the time on the way', () => {
  const differences = clockDifferencesOf({
    checks: [
      check('creatio.ping', 3_600_000, 200),
      check('creatio.health', 3_590_000, 9_000),
      check('identity.discovery', 1_000, 800),
    ],
  });
  expect(differences.creatioMs).toBeGreaterThan(3_598_000);
  expect(differences.creatioMs).toBeLessThan(3_602_000);
  expect(differences.identityServiceMs).toBe(0);
  expect(clockDifferencesOf(null)).toEqual({ creatioMs: null, identityServiceMs: null });
});

it('gives facts of the system and the environment, and no secret', () => {
  const facts = systemFacts(
    {
      ...profileDefaults,
      id: 'a',
      name: 'Production',
      creatioUrl: 'https://crm.example.com',
      platform: 'auto',
      identityServiceUrl: 'https://identity.example.com:8090',
      clientId: 'client',
      timeLimitSeconds: 15,
      creatioVersion: '8.3.1',
      notes: 'canary-notes',
      caseNumber: 'SR-1',
    },
    null,
  );
  expect(facts).toMatchObject({
    tool: { name: 'OAuth Console for Creatio' },
    runtime: { node: process.versions.node, electron: null },
    environment: {
      name: 'Production',
      platform: 'not known',
      creatioVersion: '8.3.1',
      caseNumber: 'SR-1',
      proxy: 'system',
    },
  });
  expect(JSON.stringify(facts)).not.toContain('canary');
});

it('leads from each telling line to an entry of the catalogue', async () => {
  expect(new Set(tellingLines.map(({ id }) => id)).size).toBe(tellingLines.length);
  const catalogue = await loadCatalogue();
  for (const { id, fault, remediation } of tellingLines) {
    expect(remediation !== null, id).toBe(fault);
    if (remediation !== null) expect(catalogue.find(remediation, { platform: 'auto' }), id).not.toBeNull();
  }
});
