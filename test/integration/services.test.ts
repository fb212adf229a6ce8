import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConsoleEvent } from '../../shared/contract.ts';
import type { Report } from '../../shared/report.ts';
import type { Services } from '../../electron/ipc/index.ts';
import { startPractice } from '../../electron/practice/index.ts';
import { createProfileStore } from '../../electron/profiles/index.ts';
import { runDiagnosis, servicesIn } from '../fixtures/console-services.ts';
import { production as profile } from '../fixtures/environment.ts';

const secret = 'canary-2b7e-client-secret';
let folder: string;
let services: Services;
let happened: ConsoleEvent[];
let opened: string[];
let lines: string[];

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'services-')), 'data');
  [happened, opened, lines] = [[], [], []];
  services = servicesIn(folder, { openLink: async (url) => void opened.push(url), log: (line) => lines.push(line) });
  services.subscribe((event) => happened.push(event));
});
afterEach(async () => {
  await services.close();
  await rm(join(folder, '..'), { recursive: true, force: true });
});

const names = () => happened.map(({ name }) => name);

const diagnose = (profileId: string): Promise<Report> => runDiagnosis(services, profileId);

it('shows the practice environment first, and starts nothing for that', async () => {
  const [practice, ...others] = await services.handlers['profiles.list'](null);
  expect(practice).toMatchObject({ id: 'practice', name: 'Practice environment', builtIn: true, lastRun: null });
  expect(others).toEqual([]);
  const status = await services.handlers['practice.status'](null);
  expect(status).toMatchObject({ scenario: 'healthy', creatioUrl: null, identityServiceUrl: null });
  expect(status.scenarios.length).toBeGreaterThan(10);
  expect(happened).toEqual([]);
  await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('keeps an environment in the folder, and a secret for the session nowhere but in memory', async () => {
  const saved = await services.handlers['profiles.save']({
    profile,
    secrets: { 'client-secret': { action: 'set', value: secret } },
    keepSecrets: 'session',
  });
  expect(saved).toMatchObject({
    ...profile,
    builtIn: false,
    secrets: [{ name: 'client-secret', kept: 'session' }],
    lastRun: null,
  });
  const kept = await services.handlers['profiles.save']({
    profile: { ...profile, id: saved.id, name: 'Production CRM' },
    secrets: {},
  });
  expect(kept).toMatchObject({ name: 'Production CRM', secrets: [{ name: 'client-secret', kept: 'session' }] });
  const files = await readdir(folder);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  expect(texts.join()).toContain('Production CRM');
  expect(JSON.stringify([texts, happened, await services.handlers['profiles.list'](null)])).not.toContain(secret);

  const without = await services.handlers['profiles.save']({
    profile: { ...profile, id: kept.id },
    secrets: { 'client-secret': { action: 'remove' } },
  });
  expect(without.secrets).toEqual([]);
  await services.handlers['profiles.remove']({ id: saved.id });
  expect(await services.handlers['profiles.list'](null)).toHaveLength(1);
  expect(names()).toEqual(Array.from({ length: 4 }, () => 'profiles.changed'));
});

it('copies an environment with its secrets, and keeps the order that it is told', async () => {
  const original = await services.handlers['profiles.save']({
    profile,
    secrets: { 'client-secret': { action: 'set', value: secret } },
    keepSecrets: 'session',
  });
  const copy = await services.handlers['profiles.duplicate']({ id: original.id });
  expect(copy).toMatchObject({ name: 'Production (copy)', secrets: [{ name: 'client-secret' }] });
  await services.handlers['profiles.save']({
    profile: { ...profile, id: original.id },
    secrets: { 'client-secret': { action: 'remove' } },
  });
  await services.handlers['profiles.arrange']({ ids: [copy.id, original.id] });
  const [, first, second] = await services.handlers['profiles.list'](null);
  expect([first?.name, second?.name]).toEqual(['Production (copy)', 'Production']);
  expect([first?.secrets.length, second?.secrets.length]).toEqual([1, 0]);
  expect(names()).toEqual(Array.from({ length: 4 }, () => 'profiles.changed'));
  expect(JSON.stringify([happened, first, second])).not.toContain(secret);
});

it('keeps the practice environment at hand where the file cannot be read', async () => {
  await mkdir(join(folder, 'profiles.json'), { recursive: true });
  const unreadable = { name: 'UserError', code: 'profiles-unreadable' };
  await expect(services.handlers['profiles.list'](null)).rejects.toMatchObject(unreadable);
  expect(await services.handlers['profiles.list'](null)).toMatchObject([{ id: 'practice' }]);
  expect(await diagnose('practice')).toMatchObject({ outcome: 'healthy' });
  expect(await services.handlers['remediation.get']({ id: 'tls-expired', profileId: 'practice' })).not.toBeNull();
});

it.each([
  ['torn', '{ "schemaVersion": 1, "profi', 'is damaged'],
  ['of a newer console', '{ "schemaVersion": 99 }', 'newer version of the console'],
])('lists what there is where the file is %s, and says so', async (_what, content, why) => {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'profiles.json'), content);
  expect(await services.handlers['profiles.list'](null)).toMatchObject([{ id: 'practice' }]);
  expect(happened).toEqual([{ name: 'notice', payload: { message: expect.stringContaining(why) } }]);
});

it('shows what another console changes, and says when a damaged file was set aside', async () => {
  await services.handlers['profiles.save']({ profile, secrets: {} });
  await services.handlers['profiles.list'](null);
  const next = (name: ConsoleEvent['name']) =>
    new Promise<void>((resolve) => {
      services.subscribe((event) => {
        if (event.name === name) resolve();
      });
    });
  let changed = next('profiles.changed');
  await createProfileStore({ folder }).save({ ...profile, name: 'From the other console' });
  await changed;
  changed = next('profiles.changed');
  await writeFile(join(folder, 'profiles.json'), '{"schemaVersion":1,"prof');
  await changed;
  const listed = await services.handlers['profiles.list'](null);
  expect(listed.map(({ name }) => name)).toEqual(['Practice environment', 'Production', 'From the other console']);
  const message = expect.stringMatching(/is damaged .*profiles\.set-aside-damaged-.*profiles\.backup-1\.json/);
  expect(happened.filter(({ name }) => name === 'notice')).toEqual([{ name: 'notice', payload: { message } }]);
  expect(lines).toEqual([message]);
});

it('diagnoses the practice environment, which starts for it', async () => {
  const report = await diagnose('practice');
  expect(report).toMatchObject({ outcome: 'healthy', verdict: 'pass' });
  expect(names().slice(0, 2)).toEqual(['practice.changed', 'profiles.changed']);
  expect(names().slice(-2)).toEqual(['diagnosis.finished', 'profiles.changed']);
  const [practice] = await services.handlers['profiles.list'](null);
  expect(practice).toMatchObject({ creatioUrl: report.profile.creatioUrl, lastRun: { outcome: 'healthy' } });
  expect(await services.handlers['diagnosis.last']({ profileId: 'practice' })).toMatchObject({ report });
});

it('plays another scenario and runs one check of the run again', async () => {
  await services.handlers['practice.switch']({ scenario: 'settings-empty' });
  const report = await diagnose('practice');
  expect(report).toMatchObject({ outcome: 'settings-empty', verdict: 'fail' });
  expect(report.remediation?.steps.length).toBeGreaterThan(0);
  const last = await services.handlers['diagnosis.last']({ profileId: 'practice' });
  await services.handlers['practice.switch']({ scenario: 'healthy' });
  const again = new Promise<Report>((resolve) => {
    services.subscribe((event) => {
      if (event.name === 'diagnosis.finished') resolve(event.payload.report);
    });
  });
  await services.handlers['diagnosis.rerun']({ runId: last?.runId ?? '', checkId: 'creatio.health' });
  expect(await again).toMatchObject({ outcome: 'healthy' });
});

it('trusts the authority of the practice environment there, and nowhere else', async () => {
  await services.handlers['practice.switch']({ scenario: 'https' });
  expect(await diagnose('practice')).toMatchObject({ outcome: 'healthy' });

  const other = await startPractice({ scenario: 'https' });
  try {
    const { id } = await services.handlers['profiles.save']({
      profile: { ...profile, creatioUrl: other.creatioUrl },
      secrets: {},
    });
    const report = await diagnose(id);
    expect(report.outcome).toBe('unreachable');
    expect(report.checks.find((check) => check.id === 'creatio.tls')).toMatchObject({ status: 'fail' });
  } finally {
    await other.close();
  }
});

it('cancels a run of either kind', async () => {
  await services.handlers['practice.switch']({ scenario: 'creatio-silent' });
  const finished = new Promise<Report>((resolve) => {
    services.subscribe((event) => {
      if (event.name === 'diagnosis.finished') resolve(event.payload.report);
    });
  });
  const { runId } = await services.handlers['diagnosis.start']({ profileId: 'practice' });
  await services.handlers['diagnosis.cancel']({ runId });
  expect((await finished).outcome).toBe('cancelled');
  await expect(services.handlers['diagnosis.cancel']({ runId: 'none' })).rejects.toMatchObject({ name: 'UserError' });
});

it('ends a run that is under way when it is closed', async () => {
  await services.handlers['practice.switch']({ scenario: 'creatio-silent' });
  await services.handlers['diagnosis.start']({ profileId: 'practice' });
  await services.close();
  expect(names()).toContain('diagnosis.finished');
  expect(lines).toEqual([]);
});

it('opens the pages that the catalogue links to, and no others', async () => {
  const open = (url: string) => services.handlers['desktop.openLink']({ url });
  await open('https://academy.creatio.com/docs');
  await expect(open('https://example.com/')).rejects.toMatchObject({ code: 'link-refused' });
  await expect(open('http://academy.creatio.com/')).rejects.toMatchObject({ code: 'link-refused' });
  expect(opened).toEqual(['https://academy.creatio.com/docs']);
});

it('explains a finding, with the addresses of an environment', async () => {
  expect(await services.handlers['remediation.get']({ id: 'tls-expired' })).toMatchObject({ id: 'tls-expired' });
  expect(await services.handlers['remediation.get']({ id: 'nothing' })).toBeNull();
  const { id: profileId } = await services.handlers['profiles.save']({
    profile: { ...profile, identityServiceUrl: 'https://identity.example.com' },
    secrets: {},
  });
  const filledIn = await services.handlers['remediation.get']({ id: 'discovery-missing', profileId });
  expect(JSON.stringify(filledIn)).toContain('identity.example.com');
});

it('explains it for the version and the platform of an environment, guides included', async () => {
  const explained = async (creatioVersion: string | null) => {
    const { id: profileId } = await services.handlers['profiles.save']({
      profile: { ...profile, name: `Version ${creatioVersion}`, platform: 'net-framework', creatioVersion },
      secrets: {},
    });
    return JSON.stringify(await services.handlers['remediation.get']({ id: 'connect-identity-service', profileId }));
  };
  const [older, newer, unknown] = [await explained('8.0'), await explained('8.3.1'), await explained(null)];
  for (const text of [older, unknown]) expect(text).toContain('"Actions","Create default resource"');
  for (const text of [newer, unknown]) expect(text).toContain('"Diagnostic","Open settings"');
  expect(older).not.toContain('"Open settings"');
  expect(newer).not.toContain('"Actions"');
});

it('explains it for the platform that a run found out, and without what is a secret in an address', async () => {
  const explained = async (profileId: string) =>
    JSON.stringify(await services.handlers['remediation.get']({ id: 'endpoint-missing', profileId }));
  expect(await explained('practice')).toContain('/0/api/OAuthHealthCheck');
  await services.handlers['practice.switch']({ scenario: 'platform-net' });
  const finished = new Promise<void>((resolve) => {
    services.subscribe(({ name }) => name === 'diagnosis.finished' && resolve());
  });
  await services.handlers['diagnosis.start']({ profileId: 'practice' });
  await finished;
  expect(await explained('practice')).not.toContain('/0/api/OAuthHealthCheck');

  const { id } = await services.handlers['profiles.save']({
    profile: { ...profile, creatioUrl: `https://ann:${secret}@crm.example.com` },
    secrets: {},
  });
  const text = await explained(id);
  expect(text).toContain('crm.example.com');
  expect(text).not.toContain(secret);
});
