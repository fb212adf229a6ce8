import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createProfileStore, type ProfileStore } from '../../../electron/profiles/index.ts';
import { createServices, type ServicesOptions } from '../../../electron/services.ts';
import { createTransfer } from '../../../electron/services/transfer.ts';
import type { SecretAccess } from '../../../electron/transfer/index.ts';
import type { Services } from '../../../electron/ipc/index.ts';
import { answer } from '../../../electron/ipc/answer.ts';
import type { ConsoleEvent } from '../../../shared/contract.ts';
import { settingDefaults } from '../../../shared/profile.ts';
import { UserError } from '../../../shared/user-error.ts';
import { startKeyring, type Keyring } from '../../fixtures/keyring.ts';

const canary = 'canary-91ab-client-secret';
const passphrase = 'orbit lantern meadow quill';

let keyring: Keyring | null = null;
let folder: string;
let clioFile: string;
let store: ProfileStore;
let happened: ConsoleEvent['name'][];
const running: Services[] = [];

function start(options: Partial<ServicesOptions> = {}, name = 'data'): Services {
  const services = createServices({
    dataFolder: path.join(folder, name),
    shell: 'browser',
    openLink: async () => undefined,
    log: (line) => {
      throw new Error(line);
    },
    ...options,
  });
  services.subscribe((event) => happened.push(event.name));
  running.push(services);
  return services;
}

beforeEach(async () => {
  if (process.platform === 'linux') keyring = await startKeyring();
  for (const [name, value] of Object.entries(keyring?.env ?? {})) vi.stubEnv(name, value);
  folder = await mkdtemp(path.join(tmpdir(), 'transfer-'));
  clioFile = path.join(folder, 'clio', 'appsettings.json');
  store = createProfileStore({ folder: path.join(folder, 'data') });
  happened = [];
  vi.stubEnv('CLIO_HOME', path.dirname(clioFile));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((services) => services.close()));
  vi.unstubAllEnvs();
  await keyring?.close();
  await rm(folder, { recursive: true, force: true });
});

async function writeClio(): Promise<string> {
  const text = JSON.stringify({
    Environments: {
      prod: {
        Uri: 'https://crm.example.com/0/',
        ClientId: 'C1',
        ClientSecret: canary,
        Safe: true,
        Password: `${canary}-password`,
      },
      test: { Uri: 'https://test.example.com' },
      broken: { Uri: 'ftp://x' },
    },
  });
  await mkdir(path.dirname(clioFile), { recursive: true });
  await writeFile(clioFile, text);
  return text;
}

const fileNamed = (name: string, text: string) =>
  ({ from: 'file', name, content: Buffer.from(text).toString('base64') }) as const;

it("brings in clio's environments, nothing before it is confirmed, and leaves clio's file alone", async () => {
  const { handlers } = start();
  expect(await handlers['transfer.findClio'](null)).toBeNull();
  const text = await writeClio();
  expect(await handlers['transfer.findClio'](null)).toEqual({ file: clioFile });
  await store.save({
    name: 'Production CRM',
    creatioUrl: 'https://crm.example.com',
    platform: 'net',
    identityServiceUrl: null,
    clientId: 'C1',
    timeLimitSeconds: 30,
    notes: 'kept',
  });

  const preview = await handlers['transfer.open']({ from: 'clio' });
  expect(preview).toMatchObject({ source: 'clio', file: clioFile, secrets: 'readable' });
  expect(preview.rows).toMatchObject([
    {
      name: 'prod',
      production: true,
      secrets: ['client-secret'],
      choice: 'skip',
      duplicate: { name: 'Production CRM', by: 'address' },
    },
    { name: 'test', secrets: [], choice: 'add', duplicate: null },
  ]);
  expect(preview.refused).toMatchObject([{ name: 'broken' }]);
  expect(preview.notes.join(' ')).toContain(`plain text in ${clioFile}`);
  expect(JSON.stringify(preview)).not.toContain('canary');
  expect(await store.list()).toHaveLength(1);

  const result = await handlers['transfer.import']({
    importId: preview.importId,
    choices: [{ row: 0, choice: 'replace' }],
  });
  expect(result).toEqual({
    added: ['test'],
    replaced: ['prod'],
    skipped: 0,
    secretsKept: 1,
    secretsNotKept: [],
    notes: [],
  });
  const listed = await handlers['profiles.list'](null);
  expect(listed.slice(1)).toMatchObject([
    {
      name: 'prod',
      notes: 'kept',
      platform: 'net-framework',
      timeLimitSeconds: 30,
      production: true,
      secrets: [{ name: 'client-secret' }],
    },
    { name: 'test', platform: 'auto', secrets: [] },
  ]);
  expect(await readFile(clioFile, 'utf8')).toBe(text);
  expect(happened).toContain('profiles.changed');
  const dataFolder = path.join(folder, 'data');
  for (const name of await readdir(dataFolder))
    expect(await readFile(path.join(dataFolder, name), 'utf8')).not.toContain('canary');
  await expect(handlers['transfer.import']({ importId: preview.importId, choices: [] })).rejects.toMatchObject({
    code: 'import-expired',
  });
});

it('hands a set of environments to a colleague, with its secrets', async () => {
  const saved: [name: string, text: string][] = [];
  const mine = start({
    saveFile: async (name, text) => {
      saved.push([name, text]);
      return '/somewhere/file.json';
    },
  });
  const { id } = await mine.handlers['profiles.save']({
    profile: {
      ...settingDefaults,
      name: 'CRM',
      creatioUrl: 'https://crm.example.com',
      platform: 'net',
      identityServiceUrl: null,
      clientId: 'C1',
      timeLimitSeconds: 15,
      group: 'Shop',
      furtherClients: [{ id: 'f-1', name: 'Bot', clientId: 'C2' }],
    },
    secrets: {
      'client-secret': { action: 'set', value: canary },
      'further-client:f-1': { action: 'set', value: `${canary}-bot` },
    },
  });
  const plain = await mine.handlers['transfer.export']({ profileIds: [id, 'practice', 'gone'], passphrase: null });
  expect(plain).toEqual({ kind: 'saved', file: '/somewhere/file.json', secrets: 0, missing: [] });
  expect(await mine.handlers['transfer.export']({ profileIds: [id], passphrase })).toMatchObject({
    kind: 'saved',
    secrets: 2,
  });
  const [[name = '', first = ''] = [], [, second = ''] = []] = saved;
  expect(name).toMatch(/^creatio-environments-\d{4}-\d\d-\d\d\.json$/);
  expect(first + second).not.toContain('canary');
  expect(JSON.parse(first).profiles).toMatchObject([{ name: 'CRM', secrets: [] }]);

  const theirs = start({}, 'colleague').handlers;
  const preview = await theirs['transfer.open'](fileNamed(name, second));
  expect(preview).toMatchObject({
    source: 'console',
    secrets: 'locked',
    rows: [{ name: 'CRM', secrets: [], choice: 'add' }],
  });
  const { importId } = preview;
  await expect(theirs['transfer.unlock']({ importId, passphrase: 'another passphrase' })).rejects.toMatchObject({
    code: 'passphrase-wrong',
  });
  const open = await theirs['transfer.unlock']({ importId, passphrase });
  expect(open).toMatchObject({ secrets: 'readable', rows: [{ secrets: ['client-secret', 'further-client:f-1'] }] });
  expect(await theirs['transfer.import']({ importId, choices: [] })).toMatchObject({ added: ['CRM'], secretsKept: 2 });
  const listed = await theirs['profiles.list'](null);
  expect(listed[1]).toMatchObject({
    id,
    group: 'Shop',
    secrets: [{ name: 'client-secret' }, { name: 'further-client:f-1' }],
  });

  const again = await theirs['transfer.open'](fileNamed(name, second));
  expect(again.rows).toMatchObject([{ choice: 'skip', duplicate: { by: 'id', changes: [] } }]);
  await theirs['transfer.discard']({ importId: again.importId });
  await expect(theirs['transfer.unlock']({ importId: again.importId, passphrase })).rejects.toMatchObject({
    code: 'import-expired',
  });
});

it('gives the text to a host that cannot ask where to save, and nothing where the question is closed', async () => {
  const profile = {
    name: 'CRM',
    creatioUrl: 'https://crm.example.com',
    platform: 'net',
    identityServiceUrl: null,
    clientId: null,
    timeLimitSeconds: 15,
  } as const;
  const { id } = await store.save(profile);
  const request = { profileIds: [id], passphrase: null };
  expect(await start().handlers['transfer.export'](request)).toMatchObject({
    kind: 'text',
    text: expect.stringContaining('"CRM"'),
  });
  expect(await start({ saveFile: async () => null }).handlers['transfer.export'](request)).toEqual({
    kind: 'cancelled',
  });
  await expect(
    start().handlers['transfer.export']({ profileIds: ['practice'], passphrase: null }),
  ).rejects.toMatchObject({ code: 'profile-unknown' });
  await expect(start().handlers['transfer.export']({ ...request, passphrase: 'short' })).rejects.toMatchObject({
    code: 'passphrase-unfit',
  });
});

const undo = vi.fn(async () => undefined);

/** Import and export over secrets of which a test decides what becomes. */
function transferOver(secrets: Partial<SecretAccess>, over = store) {
  return createTransfer({
    store: over,
    secrets: {
      keep: async () => undo,
      keepForSession: () => undefined,
      read: async () => null,
      forgetSession: () => undefined,
      ...secrets,
    },
    environments: async () =>
      (await over.list()).map((profile) => ({
        ...profile,
        secrets: profile.secrets.map((secret) => ({ ...secret, kept: 'keychain' })),
        builtIn: false,
        lastRun: null,
      })),
    saveFile: null,
    onChange: () => undefined,
  });
}

const manyInClio = (count: number) =>
  JSON.stringify({
    Environments: Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `e${index}`,
        { Uri: `https://crm${index}.example.com`, ClientId: 'C', ClientSecret: canary },
      ]),
    ),
  });

it('brings the environments in where the keychain takes no secret, asks it once, and says why', async () => {
  const keep = vi.fn(() => Promise.reject(new UserError('keychain-locked', 'The keyring is locked.')));
  const transfer = transferOver({ keep });
  const { importId } = await transfer.open(fileNamed('appsettings.json', manyInClio(3)));
  const result = await transfer.import({ importId, choices: [] });
  expect(result).toMatchObject({ added: ['e0', 'e1', 'e2'], secretsKept: 0 });
  expect(result.secretsNotKept).toEqual(
    ['e0', 'e1', 'e2'].map((environment) => ({
      environment,
      secret: 'client secret',
      reason: 'The keyring is locked.',
    })),
  );
  expect(keep).toHaveBeenCalledTimes(1);
  expect(await store.list()).toMatchObject([{ secrets: [] }, { secrets: [] }, { secrets: [] }]);
  transfer.close();
});

it('keeps secrets later that the keychain did not take at first, or until the console is closed', async () => {
  const locked = new UserError('keychain-locked', 'The keyring is locked.');
  const keep = vi
    .fn(async () => undo)
    .mockRejectedValueOnce(locked)
    .mockRejectedValueOnce(locked);
  const keepForSession = vi.fn();
  const transfer = transferOver({ keep, keepForSession });
  const { importId } = await transfer.open(fileNamed('appsettings.json', manyInClio(2)));
  await transfer.import({ importId, choices: [] });
  const still = await transfer.keepSecrets({ importId, where: 'keychain' });
  expect(still).toMatchObject({ secretsKept: 0, secretsNotKept: [{ environment: 'e0' }, { environment: 'e1' }] });
  expect(await transfer.keepSecrets({ importId, where: 'keychain' })).toEqual({ secretsKept: 2, secretsNotKept: [] });
  const mark = [{ name: 'client-secret' }];
  const [first, second] = await store.list();
  expect([first, second]).toMatchObject([{ secrets: mark }, { secrets: mark }]);
  await expect(transfer.keepSecrets({ importId, where: 'keychain' })).rejects.toMatchObject({ code: 'import-expired' });

  keep.mockRejectedValueOnce(locked);
  const another = await transfer.open(fileNamed('appsettings.json', manyInClio(1)));
  await transfer.import({ importId: another.importId, choices: [{ row: 0, choice: 'replace' }] });
  const session = await transfer.keepSecrets({ importId: another.importId, where: 'session' });
  expect(session).toEqual({ secretsKept: 1, secretsNotKept: [] });
  expect(keepForSession).toHaveBeenCalledWith(first?.id, new Map([['client-secret', canary]]));
});

it('goes on where a single secret is refused, and counts those that are kept', async () => {
  const keep = vi.fn(async () => undo).mockRejectedValueOnce(new UserError('secret-too-long', 'It is too long.'));
  const transfer = transferOver({ keep });
  const { importId } = await transfer.open(fileNamed('appsettings.json', manyInClio(3)));
  expect(await transfer.import({ importId, choices: [] })).toMatchObject({
    secretsKept: 2,
    secretsNotKept: [{ environment: 'e0' }],
  });
  const mark = [{ name: 'client-secret' }];
  expect(await store.list()).toMatchObject([{ secrets: [] }, { secrets: mark }, { secrets: mark }]);
});

it('exports nothing where a secret cannot be read, and names those that are gone', async () => {
  const setAt = '2026-11-09T10:00:00.000Z';
  const { id } = await store.save({
    name: 'CRM',
    creatioUrl: 'https://crm.example.com',
    platform: 'net',
    identityServiceUrl: null,
    clientId: 'C',
    timeLimitSeconds: 15,
  });
  await store.update(id, (profile) => ({ ...profile, secrets: [{ name: 'client-secret', setAt }] }));
  const refused = transferOver({
    read: () => Promise.reject(new UserError('keychain-locked', 'The keyring is locked.')),
  });
  await expect(refused.export({ profileIds: [id], passphrase })).rejects.toMatchObject({ code: 'keychain-locked' });
  expect(await transferOver({}).export({ profileIds: [id], passphrase })).toMatchObject({
    secrets: 0,
    missing: ['client secret of “CRM”'],
  });
  expect(await refused.export({ profileIds: [id], passphrase: null })).toMatchObject({ kind: 'text', secrets: 0 });
});

it('makes no file that would be too large to be imported', async () => {
  const notes = 'x'.repeat(20_000);
  const settings = { ...settingDefaults, identityServiceUrl: null, clientId: null, timeLimitSeconds: 15, notes };
  const many = Array.from({ length: 850 }, (_, index) => `e${index}`);
  const creatioUrl = 'https://crm.example.com';
  await store.updateAll(() =>
    many.map((id) => ({ ...settings, id, name: id, creatioUrl, platform: 'auto', secrets: [] })),
  );
  const transfer = transferOver({});
  await expect(transfer.export({ profileIds: many, passphrase: null })).rejects.toMatchObject({
    code: 'export-too-large',
  });
  expect(await transfer.export({ profileIds: many.slice(0, 400), passphrase: null })).toMatchObject({ kind: 'text' });
});

it('brings 1,000 environments in with one change of the file, and another for their secrets', async () => {
  await store.save({
    name: 'First',
    creatioUrl: 'https://first.example.com',
    platform: 'net',
    identityServiceUrl: null,
    clientId: null,
    timeLimitSeconds: 15,
  });
  const updateAll = vi.fn(store.updateAll);
  const transfer = transferOver(
    {},
    { ...store, updateAll, save: () => Promise.reject(new Error('One by one is too slow.')) },
  );
  const { importId, rows } = await transfer.open(fileNamed('appsettings.json', manyInClio(1_000)));
  expect(rows).toHaveLength(1_000);
  expect(await transfer.import({ importId, choices: [] })).toMatchObject({ secretsKept: 1_000 });
  // One for all environments, one for the marks of all secrets.
  expect(updateAll).toHaveBeenCalledTimes(2);
  const [, ...imported] = await store.list();
  expect(imported).toHaveLength(1_000);
  expect(imported.every(({ secrets }) => secrets.length === 1)).toBe(true);
});

it('changes nothing, no secret either, where the file of environments cannot be written', async () => {
  const keep = vi.fn(async () => undo);
  const full = () => Promise.reject(new UserError('profiles-unwritable', 'The disk is full.'));
  const transfer = transferOver({ keep }, { ...store, updateAll: full });
  const { importId } = await transfer.open(fileNamed('appsettings.json', manyInClio(2)));
  await expect(transfer.import({ importId, choices: [] })).rejects.toMatchObject({ code: 'profiles-unwritable' });
  expect(keep).not.toHaveBeenCalled();
  // What was opened is still there for another try.
  await expect(transfer.unlock({ importId, passphrase: 'x' })).resolves.toMatchObject({ importId });
});

it('takes secrets back out of the keychain where they cannot be marked', async () => {
  undo.mockClear();
  const updateAll = vi
    .fn(store.updateAll)
    .mockImplementationOnce(store.updateAll)
    .mockRejectedValueOnce(new UserError('profiles-unwritable', 'The disk is full.'));
  const transfer = transferOver({}, { ...store, updateAll });
  const { importId } = await transfer.open(fileNamed('appsettings.json', manyInClio(2)));
  const result = await transfer.import({ importId, choices: [] });
  expect(result).toMatchObject({ added: ['e0', 'e1'], secretsKept: 0 });
  expect(result.secretsNotKept.map(({ reason }) => reason)).toEqual(['The disk is full.', 'The disk is full.']);
  expect(undo).toHaveBeenCalledTimes(2);
});

it('forgets an opened file after a while, and the oldest of many', async () => {
  vi.useFakeTimers();
  try {
    const transfer = transferOver({});
    const open = () => transfer.open(fileNamed('appsettings.json', manyInClio(1)));
    const ids = [await open(), await open(), await open(), await open(), await open()].map(({ importId }) => importId);
    const [first = '', , , , last = ''] = ids;
    await expect(transfer.import({ importId: first, choices: [] })).rejects.toMatchObject({ code: 'import-expired' });
    await vi.advanceTimersByTimeAsync(15 * 60_000);
    await expect(transfer.import({ importId: last, choices: [] })).rejects.toMatchObject({ code: 'import-expired' });
  } finally {
    vi.useRealTimers();
  }
});

it('answers with a sentence, within the contract, whatever the page sends as a file', async () => {
  const { handlers } = start();
  for (const text of ['', '[]', '{"format":"creatio-oauth-environments"}', `${'['.repeat(1e6)}`, '\u0000\u0001']) {
    const reply = await answer(handlers, 'transfer.open', fileNamed('x'.repeat(900), text), () => undefined);
    expect(reply).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^import-/) } });
  }
  const clio = JSON.stringify({
    Environments: { 'a\u202eb': { Uri: 'https://crm.example.com' }, ['\u0000'.repeat(10)]: {} },
  });
  const reply = await answer(handlers, 'transfer.open', fileNamed('appsettings.json', clio), () => undefined);
  expect(reply).toMatchObject({ ok: true, value: { rows: [{ name: 'a\u202eb' }], refused: [{}] } });
});
