import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Services } from '../../../electron/ipc/index.ts';
import { emptyRequest } from '../../../electron/oauth/client/index.ts';
import { startPractice } from '../../../electron/practice/index.ts';
import { createProfileStore } from '../../../electron/profiles/index.ts';
import { createEnvironmentSecrets, createSecretStore } from '../../../electron/secrets/index.ts';
import { createEnvironments } from '../../../electron/services/environments.ts';
import { createPracticeEnvironment } from '../../../electron/services/practice-environment.ts';
import type { ConsoleEvent } from '../../../shared/contract.ts';
import type { Report } from '../../../shared/report.ts';
import { runDiagnosis, servicesIn } from '../../fixtures/console-services.ts';
import { production as profile } from '../../fixtures/environment.ts';
import { startKeyring, withoutSession, type Keyring } from '../../fixtures/keyring.ts';

const canary = (of: string) => `canary-77c0-${of}`;
const set = (value: string) => ({ action: 'set', value }) as const;
let folder: string;
let keyring: Keyring;
let services: Services;
let happened: ConsoleEvent[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'secrets-'));
  keyring = await startKeyring();
  for (const [name, value] of Object.entries(keyring.env)) vi.stubEnv(name, value);
  happened = [];
  services = start();
});
afterEach(async () => {
  await services.close();
  vi.unstubAllEnvs();
  await keyring.close();
  await rm(folder, { recursive: true, force: true });
});

function start(): Services {
  const started = servicesIn(folder);
  started.subscribe((event) => happened.push(event));
  return started;
}

async function startAgain(): Promise<void> {
  await services.close();
  services = start();
}

const save = (request: Parameters<Services['handlers']['profiles.save']>[0]) =>
  services.handlers['profiles.save'](request);
const listed = async () => (await services.handlers['profiles.list'](null)).filter(({ builtIn }) => !builtIn);

async function everyFile(): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8').catch(() => '')))).join('\n');
}

const diagnose = (profileId: string): Promise<Report> => runDiagnosis(services, profileId);

const tokenCheck = (report: Report) => report.checks.find(({ id }) => id === 'token.request');

it('keeps the secret and the refresh token of a saved request, in copies too, and leaves none behind', async () => {
  const { id } = await save({ profile, secrets: {} });
  const [secret, refreshToken] = [canary('request'), canary('refresh').repeat(200)];
  const saved = await services.handlers['client.saveRequest']({
    profileId: id,
    name: 'Partner',
    request: { ...emptyRequest, tokenUrl: 'https://partner.example.com/token' },
    secret: { action: 'set', value: secret, keep: 'keychain' },
  });
  const entered = await services.handlers['client.enterToken']({
    profileId: id,
    kind: 'refresh_token',
    value: refreshToken,
  });
  const kept = { tokenId: entered.id, requestId: saved.id };
  expect(await services.handlers['client.keepRefreshToken'](kept)).toMatchObject({ keptFor: saved.id });
  await startAgain();
  const copy = await services.handlers['profiles.duplicate']({ id });
  // What the form of the environment saves leaves the requests as they are.
  await save({ profile: { ...profile, id, notes: 'changed' }, secrets: {} });
  for (const profileId of [id, copy.id]) {
    expect(await services.handlers['client.requests']({ profileId })).toMatchObject([
      { id: saved.id, hasSecret: true, hasRefreshToken: true },
    ]);
    const opened = await services.handlers['client.openRefreshToken']({ profileId, requestId: saved.id });
    expect(await services.handlers['client.reveal']({ tokenId: opened.id })).toEqual({ value: refreshToken });
  }
  expect(await everyFile()).not.toContain('canary-77c0');
  await services.handlers['client.forgetRefreshToken']({ profileId: id, requestId: saved.id });
  await services.handlers['client.removeRequest']({ profileId: copy.id, id: saved.id });
  expect(await services.handlers['client.requests']({ profileId: id })).toMatchObject([{ hasRefreshToken: false }]);
  expect(await services.handlers['secrets.orphans'](null)).toEqual([]);
  // A copy of the file from elsewhere uses none of them: they are found, by their names.
  await rm(join(folder, 'profiles.json'));
  await writeFile(join(folder, 'profiles.json'), '{"schemaVersion":2,"profiles":[]}');
  expect(await services.handlers['secrets.orphans'](null)).toMatchObject([
    { profileId: id, name: `request-secret:${saved.id}` },
  ]);
});

it('keeps secrets in the keychain beyond the session, and what names them in the file', async () => {
  const practice = await startPractice();
  const saved = await save({
    profile: {
      ...profile,
      creatioUrl: practice.creatioUrl,
      identityServiceUrl: practice.identityServiceUrl,
      clientId: practice.clientId,
      furtherClients: [{ id: 'f1', name: 'Other', clientId: 'other' }],
    },
    secrets: {
      'client-secret': set(practice.clientSecret),
      'proxy-password': set(canary('proxy')),
      'client-certificate-passphrase': set(canary('passphrase')),
      'further-client:f1': set(canary('further')),
    },
  });
  const names = ['client-secret', 'proxy-password', 'client-certificate-passphrase', 'further-client:f1'];
  const marks = names.map((name) => ({ name, kept: 'keychain', setAt: expect.any(String) }));
  expect(saved.secrets).toEqual(marks);
  await startAgain();
  expect(await listed()).toMatchObject([{ id: saved.id, secrets: marks }]);
  const report = await diagnose(saved.id);
  expect(tokenCheck(report)).toMatchObject({ status: 'pass' });
  expect(JSON.stringify([report, happened])).not.toMatch(/canary-77c0/);
  expect(JSON.stringify([report, happened])).not.toContain(practice.clientSecret);
  const files = await everyFile();
  expect(files).toContain('further-client:f1');
  expect(files).not.toMatch(/canary-77c0/);
  expect(files).not.toContain(practice.clientSecret);
  await practice.close();
});

it('makes no call to the keychain for what the page shows', async () => {
  await save({ profile, secrets: { 'client-secret': set(canary('a')) } });
  await services.close();
  let started = 0;
  services = servicesIn(folder, {
    startKeychain() {
      started += 1;
      throw new Error('not wanted');
    },
  });
  expect(await listed()).toMatchObject([{ secrets: [{ name: 'client-secret', kept: 'keychain' }] }]);
  const { id } = await save({ profile: { ...profile, name: 'Without a secret' }, secrets: {} });
  await diagnose(id);
  await services.handlers['profiles.remove']({ id });
  await services.handlers['practice.status'](null);
  expect(started).toBe(0);
});

it('saves nothing where the keychain fails, and for the session where that is chosen', async () => {
  for (const [name, value] of Object.entries(withoutSession)) vi.stubEnv(name, value);
  const request = { profile, secrets: { 'client-secret': set(canary('kept')) } };
  await expect(save(request)).rejects.toMatchObject({ name: 'UserError', code: 'keychain-unavailable' });
  expect(await listed()).toEqual([]);
  const saved = await save({ ...request, keepSecrets: 'session' });
  expect(saved.secrets).toMatchObject([{ name: 'client-secret', kept: 'session' }]);
  expect(await everyFile()).not.toMatch(/canary-77c0|"client-secret"/);

  for (const [name, value] of Object.entries(keyring.env)) vi.stubEnv(name, value);
  const again = await save({ profile: { ...profile, id: saved.id }, secrets: request.secrets });
  expect(again.secrets).toMatchObject([{ name: 'client-secret', kept: 'keychain' }]);
});

it('changes neither file nor keychain where one of them refuses', async () => {
  const first = await save({ profile, secrets: { 'client-secret': set(canary('first')) } });
  const other = { ...profile, name: 'Other' };
  const { id } = await save({ profile: other, secrets: { 'client-secret': set(canary('other')) } });
  const taken = save({ profile: { ...other, id, name: 'production' }, secrets: { 'client-secret': set('new') } });
  await expect(taken).rejects.toMatchObject({ code: 'profile-name-taken' });
  await expect(save({ profile, secrets: { 'client-secret': set('x') } })).rejects.toMatchObject({ name: 'UserError' });
  await keyring.lock();
  await startAgain();
  const locked = save({
    profile: { ...profile, id: first.id, name: 'Renamed' },
    secrets: { 'client-secret': set('x') },
  });
  await expect(locked).rejects.toMatchObject({ code: 'keychain-locked' });
  expect((await listed()).map(({ name }) => name)).toEqual(['Production', 'Other']);
  await keyring.unlock();
  const keychain = createSecretStore();
  expect(await keychain.get(id, 'client-secret')).toBe(canary('other'));
  expect(await keychain.get(first.id, 'client-secret')).toBe(canary('first'));
  expect(await keychain.list()).toHaveLength(2);
  keychain.close();
});

it('removes secrets with their environment, with their further client, and where that is asked for', async () => {
  const client = { id: 'f1', name: 'Other', clientId: 'other' };
  const { id } = await save({
    profile: { ...profile, furtherClients: [client] },
    secrets: { 'client-secret': set('a'), 'proxy-password': set('b'), 'further-client:f1': set('c') },
  });
  const keychain = createSecretStore();
  const names = async () => (await keychain.list()).map(({ name }) => name).toSorted();
  expect(await names()).toEqual(['client-secret', 'further-client:f1', 'proxy-password']);
  const without = await save({ profile: { ...profile, id }, secrets: { 'client-secret': { action: 'remove' } } });
  expect(without.secrets.map(({ name }) => name)).toEqual(['proxy-password']);
  expect(await names()).toEqual(['proxy-password']);
  await services.handlers['profiles.remove']({ id });
  expect(await names()).toEqual([]);
  keychain.close();
});

it('finds what was left behind and removes it on request, and nothing else', async () => {
  const { id } = await save({ profile, secrets: { 'client-secret': set('a') } });
  const gone = await save({ profile: { ...profile, name: 'Gone' }, secrets: { 'client-secret': set('b') } });
  const keychain = createSecretStore();
  await keychain.set(id, 'proxy-password', 'never marked');
  await keychain.set('from-elsewhere', 'client-secret', 'c');
  await keyring.lock();
  await startAgain();
  await services.handlers['profiles.remove']({ id: gone.id });
  expect(happened).toContainEqual({
    name: 'notice',
    payload: { message: expect.stringMatching(/still in the keychain\..*locked/) },
  });
  await expect(services.handlers['secrets.orphans'](null)).rejects.toMatchObject({ code: 'keychain-locked' });
  await keyring.unlock();
  const orphans = await services.handlers['secrets.orphans'](null);
  expect(orphans).toHaveLength(3);
  expect(orphans).toEqual(
    expect.arrayContaining([
      { profileId: gone.id, name: 'client-secret', profileName: 'Gone', profileExists: false },
      { profileId: id, name: 'proxy-password', profileName: 'Production', profileExists: true },
      { profileId: 'from-elsewhere', name: 'client-secret', profileName: null, profileExists: false },
    ]),
  );
  const left = await services.handlers['secrets.removeOrphans']({
    orphans: [
      { profileId: gone.id, name: 'client-secret' },
      { profileId: id, name: 'client-secret' },
    ],
  });
  expect(left).toHaveLength(2);
  expect(await keychain.get(gone.id, 'client-secret')).toBeNull();
  expect(await keychain.get(id, 'client-secret')).toBe('a');
  keychain.close();
});

it.each([
  ['is locked', () => keyring.lock(), /keyring is locked/],
  ['was cleared', clearKeychain, /no longer holds the client secret of "Production", which was set on \d{4}-/],
])('says in a run why the secret cannot be read where the keychain %s', async (_, happen, reason) => {
  const practice = await startPractice();
  const { creatioUrl, identityServiceUrl, clientId } = practice;
  const { id } = await save({
    profile: { ...profile, creatioUrl, identityServiceUrl, clientId },
    secrets: { 'client-secret': set(practice.clientSecret) },
  });
  await startAgain();
  await happen();
  const report = await diagnose(id);
  expect(report.outcome).toBe('healthy');
  expect(tokenCheck(report)).toMatchObject({ status: 'skip', summary: expect.stringMatching(reason) });
  expect(report.notes.join('\n')).toMatch(/No token was asked for/);
  expect(JSON.stringify(report)).not.toMatch(/No client secret is set/);
  await practice.close();
});

it('says in a run that the password for the proxy cannot be read, and sends nothing past the proxy', async () => {
  const practice = await startPractice();
  const proxy = { mode: 'manual', url: 'http://127.0.0.1:9', username: 'me', bypass: [] as string[] } as const;
  const { id } = await save({
    profile: { ...profile, creatioUrl: practice.creatioUrl, proxy },
    secrets: { 'proxy-password': set(canary('proxy')) },
  });
  await startAgain();
  await keyring.lock();
  const report = await diagnose(id);
  expect(report.outcome).not.toBe('healthy');
  expect(JSON.stringify(report)).toMatch(/password for the proxy could not be read\. The keyring is locked/);
  await practice.close();
});

async function clearKeychain(): Promise<void> {
  const keychain = createSecretStore();
  for (const { profileId, name } of await keychain.list()) await keychain.delete(profileId, name);
  keychain.close();
}

it('gives a duplicate its own copies, each kept where the other is', async () => {
  const keychain = createSecretStore();
  const store = createProfileStore({ folder });
  const environments = createEnvironments({
    store,
    secrets: createEnvironmentSecrets(keychain),
    practice: createPracticeEnvironment(() => undefined),
    lastReport: () => null,
    platformOf: () => null,
    lastRuns: async () => new Map(),
    mutedChecks: async () => new Map(),
    onNotice: () => undefined,
  });
  const from = await environments.save({ profile, secrets: { 'client-secret': set('a'), 'proxy-password': set('b') } });
  await environments.save({
    profile: { ...profile, id: from.id },
    secrets: { 'proxy-password': set('c') },
    keepSecrets: 'session',
  });
  const to = await environments.duplicate(from.id);
  const copy = (await environments.list()).find(({ id }) => id === to.id);
  expect(copy?.secrets.map(({ name, kept }) => [name, kept])).toEqual([
    ['client-secret', 'keychain'],
    ['proxy-password', 'session'],
  ]);
  await environments.remove(from.id);
  expect(await environments.readSecret(to.id, 'client-secret')).toBe('a');
  expect(await environments.readSecret(to.id, 'proxy-password')).toBe('c');
  expect(await environments.readSecret(to.id, 'client-certificate-passphrase')).toBeNull();
  keychain.close();
});

it('loses neither environment nor secret where the file was torn after the keychain was written', async () => {
  const { id } = await save({ profile, secrets: { 'client-secret': set('a') } });
  await startAgain();
  await writeFile(join(folder, 'profiles.json'), '{"schemaVersion":2,"prof');
  expect(await listed()).toMatchObject([{ id, secrets: [{ name: 'client-secret', kept: 'keychain' }] }]);
  expect(await services.handlers['secrets.orphans'](null)).toEqual([]);
});
