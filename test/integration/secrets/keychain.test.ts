import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startNodeProcess } from '../../../electron/secrets/keychain-process.ts';
import { createSecretStore, type SecretStore } from '../../../electron/secrets/index.ts';
import { startKeyring, startSession, startSilentBus, withoutSession, type Keyring } from '../../fixtures/keyring.ts';

const secret = 'canary-3f1d-in-the-keychain';
let store: SecretStore;
const closing: (() => Promise<void>)[] = [];

beforeEach(() => {
  store = createSecretStore();
});
afterEach(async () => {
  store.close();
  vi.unstubAllEnvs();
  for (const close of closing.splice(0)) await close();
});

/** Makes a session that of this test's processes. */
function enter<Session extends { env: Readonly<Record<string, string>>; close(): Promise<void> }>(session: Session) {
  closing.push(session.close);
  for (const [name, value] of Object.entries(session.env)) vi.stubEnv(name, value);
  return session;
}

describe('a keyring that is open', () => {
  let keyring: Keyring;
  beforeEach(async () => {
    keyring = enter(await startKeyring());
  });

  it('keeps secrets, each by its environment and name', async () => {
    expect(await store.status()).toEqual({ state: 'ready', message: null });
    expect(await store.get('a', 'client-secret')).toBeNull();
    expect(await store.set('a', 'client-secret', 'former')).toBeNull();
    expect(await store.set('a', 'client-secret', secret)).toBe('former');
    await store.set('a', 'further-client:5e-7', 'ünï "\\ \n 😀');
    await store.set('b', 'proxy-password', 'of b');
    expect(await store.get('a', 'client-secret')).toBe(secret);
    expect(await store.get('a', 'further-client:5e-7')).toBe('ünï "\\ \n 😀');
    expect(await store.get('b', 'client-secret')).toBeNull();
    const listed = await store.list();
    expect(listed).toHaveLength(3);
    expect(listed).toContainEqual({ profileId: 'b', name: 'proxy-password' });
    expect(JSON.stringify(listed)).not.toContain(secret);
    await store.delete('a', 'client-secret');
    await store.delete('a', 'client-secret');
    expect(await store.get('a', 'client-secret')).toBeNull();
    expect(await store.list()).toHaveLength(2);
  });

  it.each([
    ['ASCII', 'x'.repeat(4_000)],
    ['three bytes a character', '漢'.repeat(4_000)],
    ['surrogate pairs', '😀'.repeat(2_000)],
    ['the head of a long one', 'parts:02:0123456789abcdef:rest'],
    ['just what one entry takes', 'y'.repeat(2_400)],
  ])('keeps the longest secrets whole: %s', async (_, long) => {
    await store.set('a', 'client-secret', long);
    expect(await store.get('a', 'client-secret')).toBe(long);
    expect(await store.list()).toEqual([{ profileId: 'a', name: 'client-secret' }]);
    await store.set('a', 'client-secret', 'short');
    expect(await store.get('a', 'client-secret')).toBe('short');
    await store.set('a', 'client-secret', long);
    await store.delete('a', 'client-secret');
    expect(await store.list()).toEqual([]);
  });

  it.each(['', 'a\0b', '\ud83d'])('refuses what no keychain keeps whole: %j', async (value) => {
    await expect(store.set('a', 'client-secret', value)).rejects.toMatchObject({ code: 'secret-invalid' });
    expect(await store.list()).toEqual([]);
  });

  it('answers many at the same time', async () => {
    await store.set('a', 'client-secret', secret);
    const values = await Promise.all(Array.from({ length: 200 }, () => store.get('a', 'client-secret')));
    expect(new Set(values)).toEqual(new Set([secret]));
  });

  it('says that it is locked, and gives the secret once it is not', async () => {
    await store.set('a', 'client-secret', secret);
    await keyring.lock();
    store.close();
    const another = createSecretStore();
    const locked = { name: 'UserError', code: 'keychain-locked', message: expect.stringMatching(/locked.*Unlock it/) };
    expect(await another.status()).toMatchObject({ state: 'locked' });
    await expect(another.get('a', 'client-secret')).rejects.toMatchObject(locked);
    await expect(another.set('a', 'client-secret', 'new')).rejects.toMatchObject(locked);
    await expect(another.delete('a', 'client-secret')).rejects.toMatchObject(locked);
    await expect(another.list()).rejects.toMatchObject(locked);
    await keyring.unlock();
    expect(await another.get('a', 'client-secret')).toBe(secret);
    another.close();
  });
});

it('waits for the password of a locked keyring, and no longer than its limit, and asks nobody where nobody is', async () => {
  const keyring = enter(await startKeyring({ silent: ['org.gnome.keyring.SystemPrompter'] }));
  await store.set('a', 'client-secret', secret);
  await keyring.lock();
  const locked = { code: 'keychain-locked' };
  const unattended = createSecretStore({ mayAsk: false });
  await expect(unattended.get('a', 'client-secret')).rejects.toMatchObject(locked);
  unattended.close();
  const asking = createSecretStore({ limits: { open: 8_000, asking: 500 } });
  const waiting = [asking.get('a', 'client-secret'), asking.set('a', 'client-secret', 'new'), asking.list()];
  for (const each of waiting) await expect(each).rejects.toMatchObject(locked);
  await keyring.unlock();
  expect(await asking.get('a', 'client-secret')).toBe(secret);
  asking.close();
});

describe('where there is no keyring', () => {
  it.each([withoutSession, { ...withoutSession, DBUS_SESSION_BUS_ADDRESS: '' }])(
    'says so without a session bus: %j',
    async (env) => {
      enter({ env, close: async () => undefined });
      const reason = {
        code: 'keychain-unavailable',
        message: expect.stringMatching(/no D-Bus session bus.*dbus-run-session/),
      };
      await expect(store.get('a', 'client-secret')).rejects.toMatchObject(reason);
      await expect(store.set('a', 'client-secret', secret)).rejects.toMatchObject(reason);
      expect(await store.status()).toMatchObject({ state: 'unavailable' });
    },
  );

  it('says so in a session without a Secret Service, and finds it once it is there', async () => {
    enter(await startSession({ services: false }));
    const reason = {
      code: 'keychain-unavailable',
      message: expect.stringContaining('nothing offers the Secret Service'),
    };
    await expect(store.get('a', 'client-secret')).rejects.toMatchObject(reason);
    await expect(store.list()).rejects.toMatchObject(reason);
    enter(await startKeyring());
    expect(await store.get('a', 'client-secret')).toBeNull();
  });

  it('says so where the keyring was never set up', async () => {
    enter(await startSession());
    expect(await store.status()).toMatchObject({ state: 'locked' });
    await expect(store.set('a', 'client-secret', secret)).rejects.toMatchObject({
      code: 'keychain-locked',
      message: expect.stringContaining('never set up'),
    });
  });
});

it.each([
  ['bus', () => startSilentBus()],
  ['Secret Service', () => startSession({ silent: ['org.freedesktop.secrets'] })],
])('gives up on a %s that never answers, for all who wait', async (_, start) => {
  enter(await start());
  const impatient = createSecretStore({ limits: { open: 300, asking: 300 } });
  const waiting = Array.from({ length: 50 }, () => impatient.get('a', 'client-secret'));
  for (const each of waiting) {
    await expect(each).rejects.toMatchObject({
      code: 'keychain-silent',
      message: expect.stringContaining('try again'),
    });
  }
  impatient.close();
});

it('says that the library is missing where it is, and finds it once it is there', async () => {
  enter(await startKeyring());
  const folder = await mkdtemp(join(tmpdir(), 'without-library-'));
  const program = join(folder, 'keychain.cjs');
  await cp('dist/electron/keychain.cjs', program);
  const alone = createSecretStore({ startProcess: () => startNodeProcess(program) });
  const missing = { code: 'keychain-library-missing', message: expect.stringContaining('Install libsecret') };
  await expect(alone.get('a', 'client-secret')).rejects.toMatchObject(missing);
  await cp('node_modules/keytar', join(folder, 'node_modules/keytar'), { recursive: true, dereference: true });
  expect(await alone.get('a', 'client-secret')).toBeNull();
  alone.close();
  await rm(folder, { recursive: true });
});

it('takes no nonsense for an answer of its process', async () => {
  enter(await startKeyring());
  const answers = [
    { ok: false, libraryMissing: true, message: 'libsecret-1.so.0: cannot open shared object file' },
    'nonsense',
  ];
  const lame = createSecretStore({
    limits: { open: 3_000, asking: 3_000 },
    startProcess() {
      let tell: (message: unknown) => void = () => undefined;
      return {
        send(message) {
          const id = typeof message === 'object' && message !== null && 'id' in message ? message.id : null;
          const answer = answers.shift();
          tell(typeof answer === 'object' ? { ...answer, id } : answer);
        },
        onMessage: (listener) => void (tell = listener),
        onExit: () => undefined,
        kill: () => undefined,
      };
    },
  });
  await expect(lame.get('a', 'client-secret')).rejects.toMatchObject({
    code: 'keychain-library-missing',
    message: expect.stringContaining('libsecret'),
  });
  await expect(lame.get('a', 'client-secret')).rejects.toMatchObject({ code: 'keychain-silent' });
});
