import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProfileStore } from '../../../electron/profiles/index.ts';
import type { ProfileInput } from '../../../shared/profile.ts';

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
      ...second,
      name: 'Second, renamed',
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
    expect(JSON.parse(text)).toEqual({ schemaVersion: 1, profiles: [saved] });
    expect(text).toContain('\n  "profiles": [\n');
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o077).toBe(0);
    expect(await readdir(folder)).toEqual(['profiles.json']);
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
    expect(await store.save({ ...saved, name: 'PRODUCTION' })).toMatchObject({ name: 'PRODUCTION' });
    expect(await store.list()).toHaveLength(1);
  });

  it.each([
    ['torn', '{"schemaVersion":1,"profiles":[{"id":"a"'],
    ['empty', ''],
    ['foreign', '{"Environments":{"dev":{"Uri":"http://localhost"}}}'],
    ['binary', '\u0000\u0001\u0002'],
    ['of an older kind', '{"schemaVersion":0,"profiles":[]}'],
    ['with a profile that is not valid', '{"schemaVersion":1,"profiles":[{"id":"a","name":""}]}'],
  ])('sets a file aside that is %s, and keeps all of it', async (_, content) => {
    await writeFile(file, content);
    const store = createProfileStore({ folder });
    const error: unknown = await store.list().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'UserError', code: 'profiles-set-aside' });
    const [kept = ''] = await readdir(folder);
    expect(kept).toMatch(/^profiles\.set-aside-.*\.json$/);
    expect(String(error)).toContain(path.join(folder, kept));
    expect(await readFile(path.join(folder, kept), 'utf8')).toBe(content);
    await store.save(environment('Test'));
    expect((await readdir(folder)).toSorted()).toEqual(['profiles.json', kept].toSorted());
  });

  it('sets a damaged file aside before a change, too', async () => {
    await writeFile(file, 'not JSON');
    await expect(createProfileStore({ folder }).save(environment('Test'))).rejects.toMatchObject({
      code: 'profiles-set-aside',
    });
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('reads a file with a byte order mark', async () => {
    await writeFile(file, '\ufeff{"schemaVersion":1,"profiles":[]}');
    expect(await createProfileStore({ folder }).list()).toEqual([]);
  });

  it('leaves the file of a newer console alone', async () => {
    const newer = '{"schemaVersion":2,"environments":[]}';
    await writeFile(file, newer);
    const store = createProfileStore({ folder });
    await expect(store.list()).rejects.toMatchObject({ code: 'profiles-newer' });
    await expect(store.save(environment('Test'))).rejects.toMatchObject({ code: 'profiles-newer' });
    expect(await readFile(file, 'utf8')).toBe(newer);
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
