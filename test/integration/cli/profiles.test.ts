import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProfileStore, type ProfileStore } from '../../../electron/profiles/index.ts';
import { readImport } from '../../../electron/transfer/index.ts';
import { environmentNamed as environment } from '../../fixtures/environment.ts';
import { startKeyring } from '../../fixtures/keyring.ts';
import { runCommand } from './command-line.ts';

// Each step is a process of its own, and a key takes its time.
vi.setConfig({ testTimeout: 60_000 });

const canary = 'canary-77e0-secret';
const passphrase = 'canary orbit lantern meadow';

let folder: string;
let store: ProfileStore;
let output: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'cli-profiles-'));
  store = createProfileStore({ folder: path.join(folder, 'home') });
  output = path.join(folder, 'export.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(args: string[], variables: Readonly<Record<string, string>> = {}, input = '') {
  const home = { CREATIO_OAUTH_HOME: path.join(folder, 'home'), CLIO_HOME: path.join(folder, 'clio') };
  const finished = await runCommand(['profiles', ...args], { ...home, ...variables }, input);
  // Whatever is asked for, no secret and no passphrase is printed.
  expect(finished.stdout + finished.stderr).not.toContain('canary');
  return finished;
}
const names = async () => (await store.list()).map(({ name }) => name);

describe('profiles list', () => {
  it('lists the stored environments as text and as JSON', async () => {
    expect(await run(['list'])).toEqual({ code: 0, stdout: '', stderr: 'No environment is stored yet.\n' });
    expect((await run(['list', '--format', 'json'])).stdout).toBe('[]\n');
    await store.save(environment('Shop', { production: true, group: 'Sales' }));
    await store.save(environment('Test CRM', { platform: 'auto' }));
    const { code, stdout, stderr } = await run(['list']);
    expect(stdout).toBe(
      'Shop      https://shop.example.com     .NET  Sales  production\nTest CRM  https://testcrm.example.com\n',
    );
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse((await run(['list', '--format', 'json'])).stdout)).toEqual(await store.list());
  });

  it('leaves nothing to a terminal that would turn or hide text', async () => {
    const name = 'CRM \u202e\u2066gpj\u200b\u{e0041} é 😀';
    await store.save(environment(name));
    const text = (await run(['list'])).stdout;
    const json = (await run(['list', '--format', 'json'])).stdout;
    for (const printed of [text, json]) expect(printed).not.toMatch(/[\p{Bidi_Control}\u200b\u{e0041}]/u);
    expect(text).toContain('CRM [U+202E][U+2066]gpj[U+200B][U+E0041] é 😀');
    expect(JSON.parse(json)).toMatchObject([{ name }]);
    const unknown = await run(['export', 'x', '--output', output]);
    expect(unknown).toMatchObject({ code: 3, stderr: expect.stringContaining('CRM [U+202E]') });
  });
});

describe('profiles export', () => {
  it('writes environments for this user alone, in one piece, over nothing that is there', async () => {
    for (const name of ['One', 'Two', 'Three']) await store.save(environment(name));
    const { code, stdout } = await run(['export', 'two', 'ONE', 'Two', '--output', output]);
    expect([code, stdout]).toEqual([0, `2 environments exported without secrets to ${output}.\n`]);
    expect(JSON.parse(await readFile(output, 'utf8'))).toMatchObject({
      format: 'creatio-oauth-environments',
      profiles: [{ name: 'Two' }, { name: 'One' }],
    });
    if (process.platform !== 'win32') expect((await stat(output)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['export.json', 'home']);

    await chmod(output, 0o644);
    const refused = await run(['export', '--all', '--output', output]);
    expect(refused).toMatchObject({
      code: 3,
      stdout: '',
      stderr: `${output} is there already. Choose another name, or replace it with --force.\n`,
    });
    expect(JSON.parse(await readFile(output, 'utf8')).profiles).toHaveLength(2);
    expect(await run(['export', '--all', '--output', output, '--force'])).toMatchObject({ code: 0 });
    expect(JSON.parse(await readFile(output, 'utf8')).profiles).toHaveLength(3);
    if (process.platform !== 'win32') expect((await stat(output)).mode & 0o777).toBe(0o600);
  });

  it('says in one sentence what is wrong, ends with code 3 and writes nothing', async () => {
    await store.save(environment('One'));
    const variables = { SHORT: 'short' };
    const tries = mistakes.map(async ([what, args, sentence]) => {
      const given = args.map((each) => each.replace('OUT', path.join(folder, 'new')));
      const { code, stdout, stderr } = await run(given, variables, `${passphrase}\n`);
      expect([what, code, stdout]).toEqual([what, 3, '']);
      expect(stderr).toContain(sentence);
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    });
    await Promise.all(tries);
    expect(await readdir(folder)).toEqual(['home']);
  });
});

const mistakes: [what: string, args: string[], sentence: string][] = [
  ['nothing named', ['export', '--output', 'OUT'], 'Name the environments'],
  ['no file', ['export', '--all'], '--output'],
  ['an unknown environment', ['export', 'Four', '--output', 'OUT'], 'There is no environment "Four"'],
  ['a folder that is not there', ['export', '--all', '--output', 'OUT/a/b'], 'its folder does not exist'],
  ['secrets without a passphrase', ['export', '--all', '--output', 'OUT', '--with-secrets'], '--passphrase-env'],
  ['a passphrase without secrets', ['export', '--all', '--output', 'OUT', '--passphrase-stdin'], '--with-secrets'],
  [
    'a passphrase that is too short',
    ['export', '--all', '--output', 'OUT', '--with-secrets', '--passphrase-env', 'SHORT'],
    'at least 12 characters',
  ],
  [
    'a passphrase as an argument',
    ['export', '--all', '--output', 'OUT', '--passphrase', passphrase],
    'can be read by others',
  ],
  [
    'a variable that is not set',
    ['export', '--all', '--output', 'OUT', '--with-secrets', '--passphrase-env', 'MISSING'],
    'MISSING, named by --passphrase-env, is not set',
  ],
  ['an unknown action', ['remove'], 'list, import and export'],
  ['no file to import', ['import'], 'one file, or --clio'],
  ['an unknown choice', ['import', 'a', '--on-duplicate', 'merge'], 'skip, replace or copy'],
  ['a file that is not there', ['import', 'OUT'], 'cannot be read'],
];

describe('profiles import', () => {
  it('brings an export to another computer, and nothing the second time', async () => {
    await store.save(environment('One', { group: 'Shop', notes: 'line 1\nline 2' }));
    await store.save(environment('Two'));
    await run(['export', '--all', '--output', output]);
    const elsewhere = { CREATIO_OAUTH_HOME: path.join(folder, 'elsewhere') };
    const first = await run(['import', output], elsewhere);
    expect(first).toEqual({
      code: 0,
      stdout:
        'Added: One, https://one.example.com\nAdded: Two, https://two.example.com\n2 added, 0 replaced, 0 skipped, 0 not understood.\n',
      stderr: '',
    });
    expect(await createProfileStore({ folder: elsewhere.CREATIO_OAUTH_HOME }).list()).toEqual(await store.list());
    const again = await run(['import', output], elsewhere);
    expect(again.stdout).toContain('Skipped: One, https://one.example.com (the same environment as "One")\n');
    expect(again.stdout).toContain('0 added, 0 replaced, 2 skipped');
  });

  it('replaces or copies what is stored, as it is told, and writes nothing on a dry run', async () => {
    await store.save(environment('One', { notes: 'theirs' }));
    await run(['export', 'One', '--output', output]);
    const [one] = await store.list();
    await store.save({ ...environment('One', { notes: 'mine' }), id: one?.id });
    const dry = await run(['import', output, '--on-duplicate', 'replace', '--dry-run']);
    expect(dry.stdout).toContain('Would replace: One');
    expect(dry.stdout).toContain('Nothing was written.');
    expect(await store.list()).toMatchObject([{ notes: 'mine' }]);
    await run(['import', output, '--on-duplicate', 'replace']);
    expect(await store.list()).toMatchObject([{ notes: 'theirs', id: one?.id }]);
    const copied = await run(['import', output, '--on-duplicate', 'copy']);
    expect(copied.stderr).toContain('“One” is now called “One (2)”');
    expect(await names()).toEqual(['One', 'One (2)']);
  });

  it("brings in clio's environments, and says what of them stands in plain text where", async () => {
    const missing = await run(['import', '--clio']);
    const file = path.join(folder, 'clio', 'appsettings.json');
    expect(missing).toMatchObject({ code: 3, stderr: expect.stringContaining(`${file} cannot be read`) });
    await mkdir(path.dirname(file));
    await writeFile(file, JSON.stringify({ Environments: { one: { Uri: 'x y' }, two: 7 } }));
    const nothing = await run(['import', '--clio']);
    expect(nothing).toMatchObject({ code: 3, stdout: expect.stringContaining('0 skipped, 2 not understood.') });
    expect(nothing.stderr).toContain(`Nothing in ${file} could be understood as an environment`);
    const many = Array.from({ length: 30 }, (_, index) => [
      `e${index}`,
      { Uri: `https://e${index}.example`, ClientId: 'c', ClientSecret: canary },
    ]);
    await writeFile(file, JSON.stringify({ Environments: { ...Object.fromEntries(many), '': {} } }));
    const kept = { CREATIO_OAUTH_HOME: path.join(folder, 'many') };
    const without = await run(['import', '--clio'], kept);
    expect(without.stderr.match(/was not kept/g)).toHaveLength(1);
    expect(without.stderr).toContain('"e0", "e1", "e2", "e3", "e4" and 25 more was not kept. ');
    expect(without.stderr).toContain('--on-duplicate replace');
    expect(without.stdout).toContain('Not understood: (without a name). ');
    const unknown = await run(['export', 'e99', '--output', output], kept);
    expect(unknown.stderr).toContain('"e19" and 10 more, which profiles list shows.');
    const prod = {
      Uri: 'https://crm.example.com/0',
      ClientId: 'C1',
      ClientSecret: canary,
      Password: canary,
      Safe: true,
    };
    await writeFile(file, JSON.stringify({ Environments: { prod, 'bad\u001b[2J': { Uri: 'x' }, broken: {} } }));
    const { code, stdout, stderr } = await run(['import', '--clio']);
    // There is no keychain here that takes the secret.
    expect(code).toBe(1);
    expect(stdout).toContain('Added: prod, https://crm.example.com\n');
    expect(stdout).toContain('Not understood: bad[U+001B][2J. ');
    expect(stdout).toContain('Not understood: broken. It has no address (Uri).');
    expect(stderr).toContain(`in plain text in ${file}`);
    expect(stderr).not.toContain('\u001b');
    expect(await store.list()).toMatchObject([{ name: 'prod', production: true, clientId: 'C1' }]);
    const home = path.join(folder, 'home');
    const files = (await readdir(home)).filter((name) => name.endsWith('.json'));
    expect(files).toEqual(['profiles.backup-1.json', 'profiles.json']);
    for (const name of files) expect(await readFile(path.join(home, name), 'utf8')).not.toContain('canary');
  });

  it('opens locked secrets with the passphrase only, and goes on without them where none is given', async () => {
    await store.save(environment('One'));
    const withSecrets = ['--with-secrets', '--passphrase-env', 'PASSPHRASE'];
    expect(
      await run(['export', '--all', '--output', output, ...withSecrets], { PASSPHRASE: passphrase }),
    ).toMatchObject({ code: 0 });
    const elsewhere = { CREATIO_OAUTH_HOME: path.join(folder, 'elsewhere') };
    const wrong = await run(['import', output, '--passphrase-stdin'], elsewhere, 'another one\n');
    expect(wrong).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringContaining('The passphrase does not open'),
    });
    const without = await run(['import', output, '--dry-run'], elsewhere);
    expect(without).toMatchObject({ code: 0, stderr: expect.stringContaining('without their secrets') });
    expect(await run(['import', output, '--passphrase-stdin'], elsewhere, `${passphrase}\n`)).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(await readdir(folder)).toEqual(['elsewhere', 'export.json', 'home']);
  });

  it('puts secrets into the keychain, and exports them from there under a passphrase', async () => {
    const keyring = await startKeyring();
    try {
      const variables = { ...keyring.env, PASSPHRASE: passphrase };
      const file = path.join(folder, 'appsettings.json');
      const dev = { Uri: 'https://dev.example.com', ClientId: 'C1', ClientSecret: canary };
      await writeFile(file, JSON.stringify({ Environments: { dev } }));
      const imported = await run(['import', file], variables);
      expect(imported).toMatchObject({
        code: 0,
        stderr: expect.stringContaining('One secret was put into the keychain.'),
      });
      expect(await store.list()).toMatchObject([{ name: 'dev', secrets: [{ name: 'client-secret' }] }]);
      const options = ['--with-secrets', '--passphrase-env', 'PASSPHRASE', '--output', output];
      const exported = await run(['export', 'dev', ...options], variables);
      expect(exported).toMatchObject({ code: 0, stdout: `1 environment exported with 1 secret to ${output}.\n` });
      const opened = await readImport(await readFile(output), output).unlock?.(passphrase);
      expect(opened?.environments[0]?.secrets.get('client-secret')).toBe(canary);

      await keyring.lock();
      const locked = await run(['export', 'dev', ...options, '--force'], variables);
      expect(locked).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('locked') });
      const again = await run(['import', file, '--on-duplicate', 'copy'], variables);
      expect(again).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('The client secret of "dev (2)" was not kept.'),
      });
      expect(await store.list()).toMatchObject([{}, { name: 'dev (2)', secrets: [] }]);
    } finally {
      await keyring.close();
    }
  });
});
