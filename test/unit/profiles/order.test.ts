import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProfileStore, type ProfileStore } from '../../../electron/profiles/index.ts';
import type { Profile, ProfileInput } from '../../../shared/profile.ts';

const environment = (name: string): ProfileInput => ({
  name,
  creatioUrl: 'https://crm.example.com',
  platform: 'net',
  identityServiceUrl: 'http://localhost:8090',
  clientId: 'A1B2',
  timeLimitSeconds: 30,
  group: 'North',
  production: true,
  notes: 'One\nTwo',
});

let folder: string;
let file: string;
let notices: string[];
let store: ProfileStore;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'profiles-'));
  file = path.join(folder, 'profiles.json');
  notices = [];
  store = createProfileStore({ folder, onNotice: (message) => notices.push(message) });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function saveAll(...names: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) ids.push((await store.save(environment(name))).id);
  return ids;
}
const names = async () => (await store.list()).map(({ name }) => name);

describe('a copy', () => {
  it('stands behind its original, is the same but for id and name, and claims no secret', async () => {
    const [first = ''] = await saveAll('First', 'Second');
    const copy = await store.duplicate(first);
    const [original, second, last] = await store.list();
    expect(copy).toEqual({ ...original, id: copy.id, name: 'First (copy)', secrets: [] });
    expect([second, last?.name]).toEqual([copy, 'Second']);
    expect(copy.id).not.toBe(first);
  });

  it('has a name that is free, of a copy and of a long name too', async () => {
    const [first = '', long = ''] = await saveAll('CRM', '😀'.repeat(100), 'crm (COPY 3)');
    const copy = await store.duplicate(first);
    const second = await store.duplicate(copy.id);
    const fourth = await store.duplicate(second.id);
    expect([copy.name, second.name, fourth.name]).toEqual(['CRM (copy)', 'CRM (copy 2)', 'CRM (copy 4)']);
    expect((await store.duplicate(long)).name).toBe(`${'😀'.repeat(96)} (copy)`);
    expect((await store.duplicate(long)).name).toBe(`${'😀'.repeat(95)} (copy 2)`);
  });

  it('is refused of what is not there or built in', async () => {
    await expect(store.duplicate('nobody')).rejects.toMatchObject({ code: 'profile-unknown' });
    await expect(store.duplicate('practice')).rejects.toMatchObject({ code: 'profile-built-in' });
  });
});

describe('the order', () => {
  it('is the one that is asked for, and stays', async () => {
    const [a = '', b = '', c = ''] = await saveAll('A', 'B', 'C');
    await store.arrange([c, a, b]);
    expect(await names()).toEqual(['C', 'A', 'B']);
    await store.save({ ...environment('A, changed'), id: a });
    expect(await names()).toEqual(['C', 'A, changed', 'B']);
  });

  it('keeps at its place what is not named, and passes over what is not there or named twice', async () => {
    const [a = '', b = '', c = '', d = ''] = await saveAll('A', 'B', 'C', 'D');
    await store.arrange([d, 'nobody', d, a, c]);
    expect(await names()).toEqual(['D', 'B', 'A', 'C']);
    expect(await store.list()).toHaveLength(4);
    await store.arrange([b]);
    await store.arrange([]);
    expect(await names()).toEqual(['D', 'B', 'A', 'C']);
  });

  it('loses nothing that another console adds or removes at the same time', async () => {
    const ids = await saveAll('A', 'B', 'C', 'D');
    const other = createProfileStore({ folder });
    await Promise.all([
      other.save(environment('E')),
      store.arrange(ids.toReversed()),
      other.remove(ids[1] ?? ''),
      other.save(environment('F')),
    ]);
    expect(new Set(await names())).toEqual(new Set(['A', 'C', 'D', 'E', 'F']));
    const ours = (await names()).filter((name) => 'ACD'.includes(name));
    expect(ours).toEqual(['D', 'C', 'A']);
  });

  it('is not written where it is the same', async () => {
    const ids = await saveAll('A', 'B');
    const before = await stat(file);
    await store.arrange(ids);
    expect((await stat(file)).mtimeMs).toBe(before.mtimeMs);
    expect((await stat(file)).ino).toBe(before.ino);
    expect(await readdir(folder)).not.toContain('profiles.lock');
  });
});

describe('a file changed by hand that holds an id twice', () => {
  const mark = { name: 'client-secret', setAt: '2026-11-09T10:00:00.000Z' };
  const write = (ids: string[]) =>
    writeFile(
      file,
      JSON.stringify({
        schemaVersion: 2,
        profiles: ids.map((id, index) => ({ ...environment(`E${index}`), id, secrets: [mark] })),
      }),
    );
  const stored = async (): Promise<Profile[]> => JSON.parse(await readFile(file, 'utf8')).profiles;

  it('costs no environment: the later one gets another id, without the secrets of the first', async () => {
    await write(['a', 'b', 'a', 'a-2', 'a', 'practice']);
    const found = await store.list();
    expect(found.map(({ id }) => id)).toEqual(['a', 'b', 'a-3', 'a-2', 'a-4', 'practice-2']);
    expect(found.map(({ secrets }) => secrets.length)).toEqual([1, 1, 0, 1, 0, 0]);
    expect((await createProfileStore({ folder }).list()).map(({ id }) => id)).toEqual(found.map(({ id }) => id));
    expect(notices).toHaveLength(3);
    expect(notices[0]).toContain(`${file} has the same id as "E2"`);
    await store.list();
    expect(notices).toHaveLength(3);
  });

  it('is put right with the next change, of that one alone', async () => {
    await write(['a', 'a']);
    await store.save({ ...environment('Changed'), id: 'a-2' });
    expect((await stored()).map(({ id, name }) => [id, name])).toEqual([
      ['a', 'E0'],
      ['a-2', 'Changed'],
    ]);
    await store.remove('a');
    expect(await names()).toEqual(['Changed']);
  });
});
