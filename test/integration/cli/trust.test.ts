import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSelfSigned, type KeyPairCertificate } from '../../../electron/practice/certificates.ts';
import { startPractice, type Practice } from '../../../electron/practice/index.ts';
import { createProfileStore } from '../../../electron/profiles/index.ts';
import { settingDefaults } from '../../../shared/profile.ts';
import { reportSchema, type Report } from '../../../shared/report.ts';
import { fingerprintOf, startCreatioOverTls, type CreatioOverTls } from '../../fixtures/creatio-over-tls.ts';
import { runCommand } from './command-line.ts';

let practice: Practice;
let pair: KeyPairCertificate;
let creatio: CreatioOverTls;
let home: string;
beforeAll(async () => {
  practice = await startPractice();
  pair = await createSelfSigned({ commonName: 'pinned' });
  creatio = await startCreatioOverTls(practice.creatioUrl, pair);
  home = await mkdtemp(path.join(os.tmpdir(), 'cli-trust-'));
  const accepted = { subject: 'CN=pinned', acceptedAt: '2026-11-09T10:00:00.000Z' };
  await store().save({
    ...settingDefaults,
    name: 'Pinned',
    creatioUrl: creatio.url,
    platform: 'net-framework',
    identityServiceUrl: null,
    clientId: null,
    timeLimitSeconds: 15,
    trust: {
      ...settingDefaults.trust,
      acceptedCertificates: [{ ...accepted, server: creatio.server, fingerprint256: fingerprintOf(pair) }],
    },
  });
});
afterAll(async () => {
  await creatio.close();
  await practice.close();
  await rm(home, { recursive: true, force: true });
});

const store = () => createProfileStore({ folder: home });
const check = (format: 'text' | 'json', variables: Readonly<Record<string, string>> = {}) =>
  runCommand(['check', 'Pinned', '--format', format], { CREATIO_OAUTH_HOME: home, ...variables });
const secureConnection = (report: Report) => report.checks.find(({ id }) => id === 'creatio.tls');

it('uses an exception and says so, in text and in JSON', async () => {
  const [json, text] = await Promise.all([check('json'), check('text')]);
  const report = reportSchema.parse(JSON.parse(json.stdout));
  expect(report).toMatchObject({ outcome: 'healthy', verdict: 'pass' });
  expect(secureConnection(report)).toMatchObject({ status: 'warn', remediation: 'tls-accepted-certificate' });
  expect(report.notes.join('\n')).toContain('An exception is in force: the certificate “CN=pinned”');
  expect(text.stdout).toContain('An exception is in force: the certificate “CN=pinned”');
  expect([json.code, text.code]).toEqual([0, 0]);
});

it('warns of NODE_TLS_REJECT_UNAUTHORIZED=0, and verifies all the same', async () => {
  const stranger = await startCreatioOverTls(practice.creatioUrl, pair);
  const run = (format: string) =>
    runCommand(['check', '--url', stranger.url, '--format', format], { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
  const [json, text] = await Promise.all([run('json'), run('text')]);
  const report = reportSchema.parse(JSON.parse(json.stdout));
  expect(report.notes.join('\n')).toContain('NODE_TLS_REJECT_UNAUTHORIZED is 0');
  expect(text.stdout).toContain('NODE_TLS_REJECT_UNAUTHORIZED is 0');
  expect(secureConnection(report)).toMatchObject({ status: 'fail', remediation: 'tls-self-signed' });
  expect(stranger.requests()).toBe(0);
  expect(json.code).toBe(2);
  const other = await runCommand(['check', 'practice'], { NODE_TLS_REJECT_UNAUTHORIZED: '1' });
  expect(other.stdout).not.toContain('NODE_TLS_REJECT_UNAUTHORIZED');
  await stranger.close();
});

it('ends an exception whose server presents another certificate, and says so', async () => {
  creatio.present(await createSelfSigned({ commonName: 'other' }));
  const { code, stdout, stderr } = await check('json');
  expect(secureConnection(reportSchema.parse(JSON.parse(stdout)))).toMatchObject({
    status: 'fail',
    remediation: 'tls-certificate-changed',
  });
  expect(stderr).toContain(`The exception for the certificate of ${creatio.server} was removed`);
  expect(code).toBe(2);
  const [stored] = await store().list();
  expect(stored?.trust.acceptedCertificates).toEqual([]);
});
