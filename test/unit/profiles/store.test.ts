import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProfileStore, type ProfileStore } from '../../../electron/profiles/index.ts';
import { profileDefaults, type Profile, type ProfileInput } from '../../../shared/profile.ts';

const environment = (name: string): ProfileInput => ({
  name,
  creatioUrl: 'https://crm.example.com',
  platform: 'auto',
  identityServiceUrl: null,
  clientId: null,
  timeLimitSeconds: 15,
});

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'profiles-'));
  file = path.join(folder, 'profiles.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the store of environments', () => {
  it('starts empty and makes its folder when something is saved', async () => {
    const store = createProfileStore({ folder: path.join(folder, 'deep', 'er') });
    expect(await store.list()).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
    const saved = await store.save(environment('Test'));
    expect(await store.list()).toEqual([saved]);
  });

  it('adds, changes and removes, visible to another store at once', async () => {
    const store = createProfileStore({ folder });
    const other = createProfileStore({ folder });
    const first = await store.save(environment('  First '));
    const second = await other.save(environment('Second'));
    expect(first.name).toBe('First');
    expect(first.id).not.toBe(second.id);
    const changed = await store.save({
      ...environment('Second, renamed'),
      id: second.id,
      identityServiceUrl: 'http://localhost:8090',
    });
    expect(changed.id).toBe(second.id);
    expect(await other.list()).toEqual([first, changed]);
    await other.remove(first.id);
    expect(await store.list()).toEqual([changed]);
  });

  it('writes a readable file for this user only', async () => {
    const saved = await createProfileStore({ folder }).save(environment('Test'));
    const text = await readFile(file, 'utf8');
    expect(JSON.parse(text)).toEqual({ schemaVersion: 2, profiles: [saved] });
    expect(text).toContain('\n  "profiles": [\n');
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o077).toBe(0);
    expect(await readdir(folder)).toEqual(['profiles.backup-1.json', 'profiles.json']);
  });

  it('loses none of many changes made at the same time', async () => {
    const store = createProfileStore({ folder });
    const names = Array.from({ length: 20 }, (_, index) => `Environment ${index}`);
    await Promise.all(names.map((name) => store.save(environment(name))));
    expect((await store.list()).map((profile) => profile.name)).toEqual(names);
  });

  it('refuses with a sentence', async () => {
    const store = createProfileStore({ folder });
    const saved = await store.save(environment('Production'));
    await expect(store.save(environment('production'))).rejects.toMatchObject({ code: 'profile-name-taken' });
    await expect(store.save(environment('Practice'))).rejects.toMatchObject({ code: 'profile-name-taken' });
    await expect(store.save({ ...environment('x'), id: 'nobody' })).rejects.toMatchObject({ code: 'profile-unknown' });
    await expect(store.save({ ...environment('x'), id: 'practice' })).rejects.toMatchObject({
      code: 'profile-built-in',
    });
    await expect(store.save({ ...environment('x'), creatioUrl: 'ftp://x' })).rejects.toMatchObject({
      code: 'profile-invalid',
      message: expect.stringContaining('creatioUrl'),
    });
    await expect(store.remove('nobody')).rejects.toMatchObject({ code: 'profile-unknown' });
    await expect(store.remove('practice')).rejects.toMatchObject({ code: 'profile-built-in' });
    expect(await store.save({ ...environment('PRODUCTION'), id: saved.id })).toMatchObject({ name: 'PRODUCTION' });
    expect(await store.list()).toHaveLength(1);
  });

  it('makes many changes in one, or none of them', async () => {
    const store = createProfileStore({ folder });
    const one = await store.save(environment('One'));
    const two = { ...one, id: 'b', name: 'Two' };
    await store.updateAll((profiles) => [...profiles.map((profile) => ({ ...profile, notes: 'changed' })), two]);
    expect(await store.list()).toEqual([{ ...one, notes: 'changed' }, two]);
    expect((await readFile(path.join(folder, 'profiles.backup-2.json'), 'utf8')).includes('Two')).toBe(false);
    const refused: [Profile, string][] = [
      [{ ...two, id: 'c', name: 'TWO' }, 'profile-name-taken'],
      [{ ...two, name: 'Three' }, 'profile-invalid'],
      [{ ...two, id: 'c', name: 'Three', timeLimitSeconds: 0 }, 'profile-invalid'],
      [{ ...two, id: 'c', name: 'practice' }, 'profile-name-taken'],
      [{ ...two, id: 'practice', name: 'Three' }, 'profile-built-in'],
    ];
    for (const [profile, code] of refused) {
      await expect(store.updateAll((profiles) => [...profiles, profile])).rejects.toMatchObject({ code });
    }
    expect(await store.list()).toHaveLength(2);
  });

  it('refuses control characters', async () => {
    const store = createProfileStore({ folder });
    for (const part of [{ name: 'a\u001b[2J' }, { clientId: 'a\u0000' }, { creatioUrl: 'https://a.example/\u0007' }])
      await expect(store.save({ ...environment('x'), ...part })).rejects.toMatchObject({ code: 'profile-invalid' });
  });

  it('reads a file of the first version, and writes the settings it lacked with their defaults', async () => {
    await writeFile(file, JSON.stringify({ schemaVersion: 1, profiles: [{ ...environment('Old'), id: 'a' }] }));
    const store = createProfileStore({ folder });
    expect(await store.list()).toEqual([{ ...environment('Old'), ...profileDefaults, id: 'a' }]);
    const second = await store.save(environment('New'));
    const first = { ...environment('Old'), ...profileDefaults, id: 'a' };
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ schemaVersion: 2, profiles: [first, second] });
  });

  it('keeps the last three versions, the newest under the first number', async () => {
    const store = createProfileStore({ folder });
    for (const name of ['One', 'Two', 'Three', 'Four']) await store.save(environment(name));
    const lengths = [];
    for (const name of ['profiles', 'profiles.backup-1', 'profiles.backup-2', 'profiles.backup-3']) {
      const text = await readFile(path.join(folder, `${name}.json`), 'utf8');
      lengths.push(text.match(/"name"/g)?.length);
    }
    expect(lengths).toEqual([4, 4, 3, 2]);
  });

  it('stays whole with 1,000 environments', async () => {
    const profiles = Array.from({ length: 1_000 }, (_, index) => ({ ...environment(`E ${index}`), id: `${index}` }));
    await writeFile(file, JSON.stringify({ schemaVersion: 1, profiles }));
    const store = createProfileStore({ folder });
    const saved = await store.save(environment('One more'));
    await store.save({ ...environment('Changed'), id: '500' });
    await store.remove('0');
    const stored = await store.list();
    expect(stored).toHaveLength(1_000);
    expect([stored[499]?.name, stored.at(-1)]).toEqual(['Changed', saved]);
  });
});

const valid = JSON.stringify({ ...environment('x'), id: 'a' });
const unusable: [what: string, content: string][] = [
  ['torn', '{"schemaVersion":1,"profiles":[{"id":"a"'],
  ['empty', ''],
  ['foreign', '{"Environments":{"dev":{"Uri":"http://localhost"}}}'],
  ['binary', '\u0000\u0001\u0002'],
  ['of an older kind', '{"schemaVersion":0,"profiles":[]}'],
  ['of no whole version', '{"schemaVersion":0.5,"profiles":[]}'],
  ['with a profile that is not valid', '{"schemaVersion":1,"profiles":[{"id":"a","name":""}]}'],
  ['with wrong types', '{"schemaVersion":1,"profiles":{"length":1}}'],
  ['with a control character', `{"schemaVersion":1,"profiles":[${valid.replace('"x"', '"x\\u001b"')}]}`],
  ['with a prototype key', '{"schemaVersion":1,"profiles":[],"__proto__":{"polluted":true}}'],
  [
    'with a prototype key inside',
    `{"schemaVersion":1,"profiles":[${valid.replace('{', '{"__proto__":{"polluted":1},')}]}`,
  ],
  ['nested a million times', `{"schemaVersion":1,"profiles":${'['.repeat(1e6)}${']'.repeat(1e6)}}`],
  ['torn within 10 MB of nesting', '[{"a":'.repeat(1_700_000)],
];

describe('a file that cannot be used', () => {
  let notices: string[];
  let store: ProfileStore;
  beforeEach(() => {
    notices = [];
    store = createProfileStore({ folder, onNotice: (message) => notices.push(message) });
  });

  it.each(unusable)('is kept whole when it is %s, and the last good copy takes its place', async (_, content) => {
    await store.save(environment('One'));
    await store.save(environment('Two'));
    const good = await store.list();
    await writeFile(file, content);
    expect(await store.list()).toEqual(good);
    const kept = (await readdir(folder)).filter((name) => name.startsWith('profiles.set-aside-damaged-'));
    expect(kept).toHaveLength(1);
    expect(notices).toEqual([expect.stringContaining('is damaged')]);
    for (const name of [...kept, 'profiles.backup-1.json']) expect(notices[0]).toContain(path.join(folder, name));
    expect((await readFile(path.join(folder, kept[0] ?? ''), 'utf8')) === content).toBe(true);
    expect(await createProfileStore({ folder }).list()).toEqual(good);
    expect({}).not.toHaveProperty('polluted');
    expect(notices).toHaveLength(1);
  });

  it('is set aside before a change, which is then made on the last good copy', async () => {
    await store.save(environment('One'));
    await writeFile(file, 'not JSON');
    await store.save(environment('Two'));
    expect((await store.list()).map(({ name }) => name)).toEqual(['One', 'Two']);
    expect(notices).toHaveLength(1);
  });

  it('leaves an empty list where there is no copy, and says so', async () => {
    await writeFile(file, 'not JSON');
    expect(await store.list()).toEqual([]);
    expect(notices).toEqual([expect.stringContaining('There is no copy of it; the list starts empty.')]);
    expect(await readdir(folder)).toEqual([expect.stringMatching(/^profiles\.set-aside-damaged-/)]);
  });

  it('is kept each time, never over an earlier one', async () => {
    await store.save(environment('One'));
    for (let times = 0; times < 5; times++) {
      await writeFile(file, `damage ${times}`);
      await store.list();
    }
    const kept = (await readdir(folder)).filter((name) => name.includes('set-aside'));
    const texts = await Promise.all(kept.map((name) => readFile(path.join(folder, name), 'utf8')));
    expect(texts.toSorted()).toEqual([0, 1, 2, 3, 4].map((times) => `damage ${times}`));
  });

  it('gives way to an older copy where the newest is damaged, too', async () => {
    await store.save(environment('One'));
    await store.save(environment('Two'));
    await writeFile(file, '');
    await writeFile(path.join(folder, 'profiles.backup-1.json'), '');
    expect((await store.list()).map(({ name }) => name)).toEqual(['One']);
    expect(notices[0]).toContain('profiles.backup-2.json');
  });

  it('comes back from its copy when it is missing', async () => {
    await store.save(environment('One'));
    await rm(file);
    expect(await store.list()).toHaveLength(1);
    expect(notices).toEqual([expect.stringContaining(`${file} was missing`)]);
    expect(await readdir(folder)).toContain('profiles.json');
  });

  it('is shown from its copy, and not changed, while it can be neither read nor set aside', async () => {
    await store.save(environment('One'));
    await rm(file);
    await mkdir(file);
    expect(await store.list()).toHaveLength(1);
    expect(notices).toEqual([expect.stringMatching(/cannot be read: it is a folder\..*profiles\.backup-1\.json/)]);
    await expect(store.save(environment('Two'))).rejects.toMatchObject({ code: 'profiles-unreadable' });
    await rm(file, { recursive: true });
    await writeFile(file, 'damaged');
    await writeFile(path.join(folder, 'profiles.lock'), 'in the way');
    const impatient = createProfileStore({ folder, lockWaitMs: 20, onNotice: (message) => notices.push(message) });
    expect(await impatient.list()).toHaveLength(1);
    expect(notices[1]).toMatch(/profiles\.lock is in the way.*profiles\.backup-1\.json/);
    expect(await readFile(file, 'utf8')).toBe('damaged');
  });

  it('is kept under a name of its own when a newer console wrote it', async () => {
    const newer = '{"schemaVersion":3,"environments":[]}';
    await store.save(environment('One'));
    await writeFile(file, newer);
    expect(await store.list()).toHaveLength(1);
    expect(notices).toEqual([expect.stringContaining('newer version of the console')]);
    const [kept = ''] = (await readdir(folder)).filter((name) => name.startsWith('profiles.set-aside-newer-'));
    expect(await readFile(path.join(folder, kept), 'utf8')).toBe(newer);
  });
});

describe('watching', () => {
  it('tells of a change by another store, not of its own', async () => {
    const store = createProfileStore({ folder });
    const other = createProfileStore({ folder });
    let changes = 0;
    let told: () => void = () => undefined;
    const stop = store.watch(() => {
      changes++;
      told();
    });
    const next = () =>
      new Promise<void>((resolve) => {
        told = resolve;
      });
    // Its own change and then another's, each with time to be seen: the first one tells nothing.
    await store.save(environment('Own'));
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(changes).toBe(0);
    let changed = next();
    await other.save(environment('Another'));
    await changed;
    changed = next();
    await rm(file);
    await changed;
    stop();
  });
});

describe('the file of environments', () => {
  it('reads a file with a byte order mark', async () => {
    await writeFile(file, '\ufeff{"schemaVersion":1,"profiles":[]}');
    expect(await createProfileStore({ folder }).list()).toEqual([]);
  });

  it('says what stands in the way of the file', async () => {
    await mkdir(file);
    await expect(createProfileStore({ folder }).list()).rejects.toMatchObject({
      code: 'profiles-unreadable',
      message: `The environments in ${file} cannot be read: it is a folder.`,
    });
    const inTheWay = path.join(folder, 'file');
    await writeFile(inTheWay, '');
    await chmod(inTheWay, 0o600);
    await expect(createProfileStore({ folder: inTheWay }).save(environment('Test'))).rejects.toMatchObject({
      code: expect.stringMatching(/^profiles-un(?:readable|writable)$/),
      message: expect.stringContaining('a file stands where a folder is needed'),
    });
  });
});
