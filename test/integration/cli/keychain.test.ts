import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { startPractice, type Practice } from '../../../electron/practice/index.ts';
import { createProfileStore } from '../../../electron/profiles/index.ts';
import { createSecretStore } from '../../../electron/secrets/index.ts';
import { reportSchema, type Report } from '../../../shared/report.ts';
import {
  startKeyring,
  startSilentBus,
  withoutSession,
  type Keyring,
  type KeyringSession,
} from '../../fixtures/keyring.ts';
import { runCommand } from './command-line.ts';

const noSession: KeyringSession = { env: withoutSession, close: async () => undefined };

let practice: Practice;
let keyring: Keyring;
let home: string;

beforeAll(async () => {
  practice = await startPractice();
  keyring = await startKeyring();
  home = await mkdtemp(join(tmpdir(), 'cli-keychain-'));
  for (const [name, value] of Object.entries(keyring.env)) vi.stubEnv(name, value);
  const store = createProfileStore({ folder: home });
  const keychain = createSecretStore();
  const setAt = new Date().toISOString();
  for (const number of [1, 2, 3, 4]) {
    const { creatioUrl, identityServiceUrl, clientId } = practice;
    const profile = { creatioUrl, identityServiceUrl, clientId, platform: 'auto', timeLimitSeconds: 15 } as const;
    const marks = number === 4 ? [] : [{ name: 'client-secret', setAt } as const];
    const { id } = await store.save({ ...profile, name: `CRM ${number}` }, { marks: () => marks });
    if (number < 3) await keychain.set(id, 'client-secret', practice.clientSecret);
  }
  keychain.close();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await keyring.close();
  await practice.close();
  await rm(home, { recursive: true, force: true });
});

async function check(args: readonly string[], environment: Readonly<Record<string, string>> = {}, input?: string) {
  const all = ['check', ...args, '--format', 'json'];
  const { code, stdout, stderr } = await runCommand(
    all,
    { ...keyring.env, HOME: home, CREATIO_OAUTH_HOME: home, ...environment },
    input,
  );
  expect(stdout + stderr).not.toContain(practice.clientSecret);
  const found: unknown = JSON.parse(stdout);
  return { code, stderr, reports: z.array(reportSchema).parse(Array.isArray(found) ? found : [found]) };
}

const tokenChecks = (reports: readonly Report[]) =>
  reports.map(({ checks }) => checks.find(({ id }) => id === 'token.request'));

describe('check', () => {
  it('uses the secret of the keychain', async () => {
    const { code, stderr, reports } = await check(['crm 1']);
    expect([code, tokenChecks(reports)]).toMatchObject([0, [{ status: 'pass' }]]);
    expect(stderr).not.toMatch(/keychain|keyring/);
  });

  it('says of each of many what became of its secret', async () => {
    const { code, stderr, reports } = await check(['--all']);
    const missing = /no longer holds the client secret of "CRM 3"/;
    expect(code).toBe(0);
    expect(tokenChecks(reports)).toMatchObject([
      { status: 'pass' },
      { status: 'pass' },
      { status: 'skip', summary: expect.stringMatching(missing) },
      { status: 'skip', summary: 'No client secret is set for this environment.' },
    ]);
    expect(stderr).toMatch(missing);
  });

  it('prefers the secret that it is given', async () => {
    const given = { GIVEN: 'wrong' };
    const { reports } = await check(['CRM 1', '--client-secret-env', 'GIVEN'], given);
    expect(tokenChecks(reports)).toMatchObject([{ status: 'fail' }]);
    const { reports: read } = await check(['CRM 3', '--client-secret-stdin'], withoutSession, practice.clientSecret);
    expect(tokenChecks(read)).toMatchObject([{ status: 'pass' }]);
  });

  it.each([
    ['there is no keyring', async () => noSession, /no D-Bus session bus/],
    ['the bus never answers', startSilentBus, /does not answer/],
  ])('says once why where %s, and goes on', async (_, start, reason) => {
    const session = await start();
    const { code, stderr, reports } = await check(['--all'], session.env);
    expect(code).toBe(0);
    expect(stderr.match(/The secrets in the keychain cannot be read/g)).toHaveLength(1);
    expect(stderr).toMatch(reason);
    const withReason = { status: 'skip', summary: expect.stringMatching(reason) };
    expect(tokenChecks(reports)).toMatchObject([withReason, withReason, withReason, { status: 'skip' }]);
    await session.close();
  });

  it('asks nobody for the password of a locked keyring', async () => {
    await keyring.lock();
    const { reports } = await check(['CRM 1']);
    expect(tokenChecks(reports)).toMatchObject([{ status: 'skip', summary: expect.stringMatching(/is locked/) }]);
    await keyring.unlock();
  });
});
