import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Services } from '../../electron/ipc/index.ts';
import { createSelfSigned, type KeyPairCertificate } from '../../electron/practice/certificates.ts';
import { startPractice, type Practice } from '../../electron/practice/index.ts';
import { reportAsText } from '../../electron/reports/index.ts';
import { reportAsText as pageText } from '../../renderer/evidence/as-text.ts';
import type { ConsoleEvent, ProfileView } from '../../shared/contract.ts';
import { settingDefaults, type Profile } from '../../shared/profile.ts';
import type { CheckResult, Report } from '../../shared/report.ts';
import { runDiagnosis, servicesIn } from '../fixtures/console-services.ts';
import { fingerprintOf, startCreatioOverTls, type CreatioOverTls } from '../fixtures/creatio-over-tls.ts';

let practice: Practice;
let first: KeyPairCertificate;
let second: KeyPairCertificate;
let folder: string;
let services: Services;
let creatio: CreatioOverTls;
let happened: ConsoleEvent[];
let profileId: string;

beforeAll(async () => {
  practice = await startPractice();
  first = await createSelfSigned({ commonName: 'first' });
  second = await createSelfSigned({ commonName: 'second' });
});
afterAll(() => practice.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trust-'));
  creatio = await startCreatioOverTls(practice.creatioUrl, first);
  happened = [];
  services = servicesIn(folder);
  services.subscribe((event) => happened.push(event));
  profileId = '';
  profileId = (await save({})).id;
});
afterEach(async () => {
  await services.close();
  await creatio.close();
  await rm(folder, { recursive: true, force: true });
});

const save = (trust: Partial<Profile['trust']>): Promise<ProfileView> =>
  services.handlers['profiles.save']({
    profile: {
      ...(profileId === '' ? {} : { id: profileId }),
      ...settingDefaults,
      name: 'Own CRM',
      creatioUrl: creatio.url,
      platform: 'net-framework',
      identityServiceUrl: practice.identityServiceUrl,
      clientId: practice.clientId,
      timeLimitSeconds: 10,
      trust: { ...settingDefaults.trust, ...trust },
    },
    secrets: {},
  });

const diagnose = (): Promise<Report> => runDiagnosis(services, profileId);

const secureConnection = (report: Report): CheckResult | undefined =>
  report.checks.find(({ id }) => id === 'creatio.tls');
const exceptions = async () =>
  (await services.handlers['profiles.list'](null)).find(({ id }) => id === profileId)?.trust.acceptedCertificates;
const notices = () => happened.flatMap((event) => (event.name === 'notice' ? [event.payload.message] : []));
const choice = (accepted: KeyPairCertificate) => ({
  profileId,
  server: creatio.server,
  fingerprint256: fingerprintOf(accepted),
});
const accept = (accepted = first) => services.handlers['profiles.acceptCertificate'](choice(accepted));

it('accepts nothing but what the last run saw and did not trust', async () => {
  const unseen = { code: 'certificate-unseen' };
  await expect(accept()).rejects.toMatchObject(unseen);
  expect(secureConnection(await diagnose())).toMatchObject({ status: 'fail', remediation: 'tls-self-signed' });
  await expect(accept(second)).rejects.toMatchObject(unseen);
  const elsewhere = { ...choice(first), server: 'crm.example.com:443' };
  await expect(services.handlers['profiles.acceptCertificate'](elsewhere)).rejects.toMatchObject(unseen);
  await expect(
    services.handlers['profiles.acceptCertificate']({ ...choice(first), profileId: 'practice' }),
  ).rejects.toMatchObject(unseen);
  expect(await exceptions()).toEqual([]);
  expect(creatio.requests()).toBe(0);
});

it('says in every form of the report that an exception is in force', async () => {
  await diagnose();
  await accept();
  expect(await exceptions()).toEqual([
    {
      server: creatio.server,
      fingerprint256: fingerprintOf(first),
      subject: 'CN=first',
      acceptedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    },
  ]);
  const report = await diagnose();
  expect(report).toMatchObject({ outcome: 'healthy' });
  expect(secureConnection(report)).toMatchObject({ status: 'warn', remediation: 'tls-accepted-certificate' });
  expect(secureConnection(report)?.summary).toMatch(/was accepted as an exception on .* is self-signed/);
  const note = new RegExp(
    `An exception is in force: the certificate “CN=first” of ${creatio.server}.*${fingerprintOf(first)}`,
  );
  expect(report.notes.join('\n')).toMatch(note);
  expect(reportAsText(report)).toMatch(note);
  expect(pageText(report)).toMatch(note);
  expect(notices()).toEqual([]);
});

it('ends an exception when the certificate changes, and tells', async () => {
  await diagnose();
  await accept();
  await diagnose();
  const reached = creatio.requests();
  creatio.present(second);
  const changed = await diagnose();
  expect(secureConnection(changed)).toMatchObject({ status: 'fail', remediation: 'tls-certificate-changed' });
  expect(secureConnection(changed)?.summary).toContain(fingerprintOf(second));
  expect(changed.notes.join('\n')).toMatch(/The exception for the certificate “CN=first” of .* has ended/);
  expect(changed.notes.join('\n')).not.toContain('in force');
  expect(creatio.requests()).toBe(reached);
  await expect.poll(exceptions).toEqual([]);
  await expect
    .poll(notices)
    .toEqual([
      `The exception for the certificate of ${creatio.server} was removed from the environment “Own CRM”, because the server presents another certificate now.`,
    ]);
  expect(secureConnection(await diagnose())).toMatchObject({ status: 'fail', remediation: 'tls-self-signed' });
  // The former certificate has come back: it has to be accepted anew.
  creatio.present(first);
  expect(secureConnection(await diagnose())).toMatchObject({ status: 'fail', remediation: 'tls-self-signed' });
  await accept();
  expect((await diagnose()).outcome).toBe('healthy');
});

it('ends an exception when it is asked to', async () => {
  await diagnose();
  await accept();
  await services.handlers['profiles.dropCertificate'](choice(second));
  expect(await exceptions()).toHaveLength(1);
  await services.handlers['profiles.dropCertificate'](choice(first));
  expect(await exceptions()).toEqual([]);
  expect((await diagnose()).outcome).toBe('unreachable');
});

it('lets a form leave an exception out, but neither add one nor bring one back', async () => {
  const acceptedAt = '2026-11-09T10:00:00.000Z';
  const made = { server: creatio.server, fingerprint256: fingerprintOf(first), subject: 'CN=first', acceptedAt };
  await save({ acceptedCertificates: [made] });
  expect(await exceptions()).toEqual([]);
  await diagnose();
  await accept();
  await save({ acceptedCertificates: [made, { ...made, fingerprint256: fingerprintOf(second) }] });
  expect(await exceptions()).toMatchObject([{ fingerprint256: fingerprintOf(first) }]);
  await save({});
  expect(await exceptions()).toEqual([]);
});

it('keeps what another console changed in the meantime', async () => {
  await diagnose();
  const other = servicesIn(folder);
  const { builtIn: _, secrets: __, lastRun: ___, mutedChecks: ____, ...profile } = await save({});
  await other.handlers['profiles.save']({ profile: { ...profile, notes: 'Changed elsewhere' }, secrets: {} });
  await accept();
  const [, stored] = await other.handlers['profiles.list'](null);
  expect(stored).toMatchObject({
    notes: 'Changed elsewhere',
    trust: { acceptedCertificates: [{ subject: 'CN=first' }] },
  });
  await other.close();
});

it('warns of a variable that switches verification off elsewhere', async () => {
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  try {
    const report = await diagnose();
    expect(report.notes.join('\n')).toContain('NODE_TLS_REJECT_UNAUTHORIZED is 0');
    expect(reportAsText(report)).toContain('NODE_TLS_REJECT_UNAUTHORIZED is 0');
    expect(pageText(report)).toContain('NODE_TLS_REJECT_UNAUTHORIZED is 0');
    expect(secureConnection(report)).toMatchObject({ status: 'fail', remediation: 'tls-self-signed' });
    expect(creatio.requests()).toBe(0);
  } finally {
    delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  }
  expect((await diagnose()).notes.join('\n')).not.toContain('NODE_TLS_REJECT_UNAUTHORIZED');
});
