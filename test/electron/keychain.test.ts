import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Reply } from '../../renderer/api.ts';
import type { ProfileView } from '../../shared/contract.ts';
import { startPractice, type Practice } from '../../electron/practice/index.ts';
import { createSecretStore } from '../../electron/secrets/index.ts';
import { launchConsole, type LaunchedConsole } from '../fixtures/host-electron.ts';
import { startKeyring, type Keyring } from '../fixtures/keyring.ts';

const canary = (of: string) => `canary-5d0e-${of}`;

let practice: Practice;
let keyring: Keyring;
let home: string;
let temporary: string;
let started: LaunchedConsole;

beforeAll(async () => {
  practice = await startPractice();
  keyring = await startKeyring();
  home = await mkdtemp(join(tmpdir(), 'console-home-'));
  temporary = await mkdtemp(join(tmpdir(), 'console-temporary-'));
  const { DBUS_SESSION_BUS_ADDRESS: address = '' } = keyring.env;
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', address);
  vi.stubEnv('TMPDIR', temporary);
  started = await launchConsole(home);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await started.close();
  await keyring.close();
  await practice.close();
  await rm(home, { recursive: true, force: true });
  await rm(temporary, { recursive: true, force: true });
});

async function quit(): Promise<void> {
  expect(await started.quit()).toBe(0);
  expect(started.stderr()).not.toContain('canary-5d0e');
}

async function startAgain(): Promise<void> {
  await quit();
  started = await launchConsole(home);
}

const keychainState = (words: string) => started.page.getByRole('contentinfo').getByText(words).waitFor();

async function diagnose(): Promise<void> {
  const { page } = started;
  await page.getByRole('navigation', { name: 'Environments' }).getByRole('button', { name: 'Keyring CRM' }).click();
  await page.getByRole('button', { name: 'Run diagnosis' }).click();
  await page.getByRole('heading', { name: /OAuth works/ }).waitFor();
}

const tokenStep = (state: string) =>
  started.page.getByRole('button', { name: new RegExp(`${state}.*Access token from the Identity Service`, 's') });

it('adds an environment whose secret goes into the keyring', async () => {
  const { page } = started;
  await keychainState('keychain ready');
  await page.getByRole('button', { name: 'Add environment' }).first().click();
  await page.getByLabel('Name').first().fill('Keyring CRM');
  await page.getByLabel('Creatio URL').fill(practice.creatioUrl);
  await page.getByLabel('Identity Service URL').fill(practice.identityServiceUrl);
  await page.getByLabel('Client id').first().fill(practice.clientId);
  await page.getByLabel('Client secret').first().fill(practice.clientSecret);
  await page.getByRole('dialog').getByRole('button', { name: 'Add environment' }).click();
  await page.getByRole('heading', { level: 1, name: 'Keyring CRM' }).waitFor();
  const others = {
    'proxy-password': canary('proxy'),
    'client-certificate-passphrase': canary('passphrase'),
    'further-client:f1': canary('further'),
  };
  expect(await page.evaluate(keepOthers, others)).toBe('saved');
  const keychain = createSecretStore();
  const entries = await keychain.list();
  const values = await Promise.all(entries.map(({ profileId, name }) => keychain.get(profileId, name)));
  expect(values.toSorted()).toEqual([practice.clientSecret, ...Object.values(others)].toSorted());
  keychain.close();
});

it('uses the secret before and after it was quit, and leaves it nowhere else', async () => {
  await diagnose();
  await tokenStep('OK').waitFor();
  await expectNoSecret();
  await startAgain();
  await diagnose();
  await tokenStep('OK').waitFor();
  await expectNoSecret();
});

it('says that the keyring is locked where it is', async () => {
  await keyring.lock();
  await startAgain();
  await keychainState('keychain locked');
  await diagnose();
  await tokenStep('Skipped').click();
  await started.page
    .getByText(/The keyring is locked, or was never set up\. Unlock it/)
    .first()
    .waitFor();
  await keyring.unlock();
  await started.page.getByRole('button', { name: 'Run diagnosis' }).click();
  await tokenStep('OK').waitFor();
  await quit();
});

/** Keeps further secrets for the environment, by the calls that the page itself makes. */
async function keepOthers(secrets: Record<string, string>): Promise<string> {
  const listed: Reply<ProfileView[]> | undefined = await window.api?.profiles.list();
  const stored = listed?.ok ? listed.value.find(({ builtIn }) => !builtIn) : undefined;
  if (stored === undefined) return 'no environment';
  const { builtIn: _builtIn, lastRun: _lastRun, secrets: _marks, mutedChecks: _muted, ...profile } = stored;
  const reply = await window.api?.profiles.save({
    profile: { ...profile, furtherClients: [{ id: 'f1', name: 'Other', clientId: 'other' }] },
    secrets: Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name, { action: 'set', value }])),
  });
  return reply?.ok ? 'saved' : (reply?.error.message ?? 'no console');
}

/** Looks for every secret in the files of the console, in what it wrote, in its page and in how its processes were started. */
async function expectNoSecret(): Promise<void> {
  const places: Record<string, string> = {
    'the data folder': await textBelow(home),
    'temporary files': await textBelow(temporary),
    'standard error': started.stderr(),
    'the memory of the page': await heapOf(started.page),
    processes: await processesOf(started.app.process().pid ?? 0),
  };
  expect(places['the data folder']).toContain('further-client:f1');
  expect(places['the memory of the page']).toContain('Keyring CRM');
  expect(places['processes']).toContain('utility');
  const found = Object.entries(places).flatMap(([place, text]) =>
    [practice.clientSecret, 'canary-5d0e'].filter((secret) => text.includes(secret)).map(() => place),
  );
  expect(found).toEqual([]);
}

async function textBelow(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  const read = (name: string) => readFile(join(folder, name), 'latin1').catch(() => '');
  return (await Promise.all(names.map(read))).join('\n');
}

/** Everything that the page's JavaScript holds. */
async function heapOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return chunks.join('');
}

/** Command line and environment of a process and of all that it started. */
async function processesOf(root: number): Promise<string> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const parents = new Map<number, number>();
  for (const pid of pids) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    parents.set(Number(pid), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0));
  }
  const isBelow = (pid: number): boolean => pid === root || (pid > 1 && isBelow(parents.get(pid) ?? 0));
  const texts = [...parents.keys()]
    .filter(isBelow)
    .flatMap((pid) => ['cmdline', 'environ'].map((what) => readFile(`/proc/${pid}/${what}`, 'utf8').catch(() => '')));
  return (await Promise.all(texts)).join('\n');
}
