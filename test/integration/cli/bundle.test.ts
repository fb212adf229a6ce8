import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBundle } from '../../../electron/bundle/view/opened.ts';
import { createRecordings } from '../../../electron/logs/index.ts';
import { createProfileStore } from '../../../electron/profiles/index.ts';
import { createSessionStore } from '../../../electron/wizard/index.ts';
import { settingDefaults } from '../../../shared/profile.ts';
import { fullReport } from '../../unit/reports/full-report.ts';
import { built } from './command-line.ts';

const secret = 'Known~S3cret/of+a-test';
const passphrase = 'several words that open it';
let folder: string;
let logs: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-bundle-'));
  logs = join(folder, 'Logs', '2026-11-21');
  await mkdir(logs, { recursive: true });
  const line = (second: number, text: string): string =>
    `2026-11-21 10:00:${String(second).padStart(2, '0')},000 [7] INFO anna.smith OAuth20 Execute - ${text}\r\n`;
  await writeFile(join(logs, 'Common.log'), `${line(1, 'before')}${line(30, `got ${encodeURIComponent(secret)}`)}`);
  await writeFile(join(logs, 'Error.log'), line(31, 'Password=Pl4nted-in-a-log;Pooling=true').repeat(40_000));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const environment = () => ({
  ...process.env,
  CREATIO_OAUTH_HOME: join(folder, 'home'),
  HOME: folder,
  TEST_SECRET: secret,
  TEST_WORD: 'schemaVersion',
  TEST_PASSPHRASE: passphrase,
});

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command line to its end; `seen` is called with what it said so far. */
async function run(
  program: string,
  args: readonly string[],
  input = '',
  seen?: (stderr: string, kill: () => void) => void,
): Promise<Ended> {
  const child = spawn(program, args, { env: environment() });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    seen?.(stderr, () => child.kill('SIGKILL'));
  });
  child.stdin.end(input);
  const [code]: unknown[] = await once(child, 'close');
  return { code: typeof code === 'number' ? code : null, stdout, stderr };
}
const bundle = (args: readonly string[], seen?: (stderr: string, kill: () => void) => void): Promise<Ended> =>
  run(process.execPath, [built, 'bundle', ...args], '', seen);

it('makes an encrypted bundle of a period, and puts names back into an answer', async () => {
  const out = join(folder, 'bundle.zip.age');
  const options =
    '--from 2026-11-21T08:00:20Z --to 2026-11-21T08:00:40Z --time-zone +02:00 --case SR-4711 --format json --secret-env TEST_SECRET ' +
    '--encrypt-passphrase-env TEST_PASSPHRASE --map-passphrase-env TEST_PASSPHRASE';
  const { code, stdout, stderr } = await bundle([
    '--out',
    out,
    '--folder',
    join(folder, 'Logs'),
    ...options.split(' '),
  ]);
  expect([code, stderr]).toEqual([0, expect.stringContaining('Checking')]);
  const result: unknown = JSON.parse(stdout);
  expect(result).toMatchObject({ schemaVersion: 1, file: out, mapFile: `${out}.names.json` });
  expect(stdout + stderr).not.toContain(secret);

  const view = await openBundle(out, { passphrase });
  try {
    expect(view.overview.files.every(({ state }) => state === 'ok')).toBe(true);
    const { entries } = await view.timeline({
      search: 'got',
      paths: [],
      levels: [],
      tellingOnly: false,
      after: null,
      limit: 9,
    });
    expect(entries.map(({ text }) => text)).toEqual([
      expect.stringMatching(/INFO user-1 OAuth20 Execute - got \*\*\*$/),
    ]);
    expect(view.overview.letter).toContain('SR-4711');
  } finally {
    await view.close();
  }
  const restored = await run(
    process.execPath,
    [built, 'redact', '--restore', `${out}.names.json`, '--map-passphrase-env', 'TEST_PASSPHRASE'],
    'Ask user-1 to sign in again.\n',
  );
  expect(restored.stdout).toBe('Ask anna.smith to sign in again.\n');
}, 60_000);

it('leaves nothing where the disk is full, and no bundle where it is killed', async () => {
  const place = join(folder, 'place');
  await mkdir(place);
  const out = join(place, 'bundle.zip');
  await writeFile(out, 'the former one');
  const args = ['bundle', '--out', out, '--folder', join(folder, 'Logs')];
  // So many blocks of 512 bytes a file may have.
  const full = await run('sh', ['-c', 'ulimit -f 40; exec "$@"', 'sh', process.execPath, built, ...args]);
  expect([full.code, full.stderr]).toEqual([3, expect.stringMatching(/could not be written: .*Nothing is left of it/)]);
  expect(await readdir(place)).toEqual(['bundle.zip']);

  const killed = await bundle(args.slice(1), (stderr, kill) => stderr.includes('Packing') && kill());
  expect(killed.code).toBeNull();
  expect(await readFile(out, 'utf8')).toBe('the former one');
  expect((await readdir(place)).filter((name) => !name.endsWith('.part'))).toEqual(['bundle.zip']);

  // The next bundle takes away what the killed one left; it tells what could not be read, and takes no bundle again.
  const partly = join(folder, 'partly', '2026-11-21');
  await mkdir(partly, { recursive: true });
  await writeFile(join(partly, 'Common.log'), '2026-11-21 10:00:01,000 [7] INFO anna OAuth20 Execute - one\r\n');
  await writeFile(join(partly, 'broken.zip'), 'PK is no archive');
  await writeFile(join(partly, 'red\u001b[31m.log'), '');
  await symlink('..', join(partly, 'loop'));
  const next = await bundle(['--out', out, '--folder', join(folder, 'partly'), '--format', 'json']);
  expect([next.code, next.stderr]).toEqual([1, expect.stringContaining('Packing')]);
  expect(JSON.parse(next.stdout)).toMatchObject({
    skipped: [
      {
        source: join(folder, 'partly'),
        reason: expect.stringMatching(/broken\.zip: The archive is damaged.*Links .*loop/),
      },
      { source: join(partly, 'red[U+001B][31m.log'), reason: 'It is empty.' },
    ],
  });
  expect(await readdir(place)).toEqual(['bundle.zip']);
  await rm(join(partly, 'broken.zip'));
  await copyFile(out, join(partly, 'former.zip'));
  const again = await bundle(['--out', out, '--folder', join(folder, 'partly'), '--format', 'json']);
  expect(again.code).toBe(0);
  expect(JSON.parse(again.stdout)).toMatchObject({
    skipped: [{ reason: expect.stringContaining('former.zip: It is a bundle that was made before') }, {}],
  });
}, 60_000);

/** The text of a file in a bundle. */
async function textIn(file: string, path: string): Promise<string> {
  const view = await openBundle(file, {});
  try {
    return (await view.read(path, 0)).text;
  } finally {
    await view.close();
  }
}

it('takes a guided session and own rules, and hides the computers of an environment', async () => {
  const home = join(folder, 'home');
  const profile = await createProfileStore({ folder: home }).save({
    ...settingDefaults,
    name: 'Sales',
    creatioUrl: 'http://creatio-web01',
    platform: 'net',
    identityServiceUrl: null,
    clientId: null,
    timeLimitSeconds: 5,
    logFolders: { creatio: join(folder, 'own'), identityService: null },
  });
  const store = createSessionStore(home, () => {});
  const { remediation } = fullReport({ host: 'a', address: '::1', computer: 'b', text: '' });
  if (remediation === null) throw new Error('there is no entry');
  const [first, last] = ['3f0f2f6e-6a52-4a0c-9b7e-0f4d1c2b3a49', '7d1c9c1e-0d5e-4f0b-8f6e-1a2b3c4d5e6f'] as const;
  for (const [id, at] of [
    [last, '2026-11-20T11:00:00.000Z'],
    [first, '2026-11-20T10:00:00.000Z'],
  ] as const) {
    const by = { user: 'lee.wong', machine: 'CRM-SRV-12' };
    const said = `Begun at ${at.slice(11, 13)}.`;
    const entered = { kind: 'entered' as const, at, by, entry: remediation, key: 'k', why: 'begin' as const, said };
    const named = { profileId: profile.id, profileName: 'Sales', from: 'finding' as const, sight: null };
    await store.write({ schemaVersion: 1, id, ...named, events: [entered] });
  }
  await mkdir(join(folder, 'own', '2026-11-21'), { recursive: true });
  const said = 'ticket 4711 of Creatio-Web01';
  await writeFile(
    join(folder, 'own', '2026-11-21', 'Common.log'),
    `2026-11-21 10:00:01,000 [7] INFO x OAuth20 Execute - ${said}\r\n${'a'.repeat(60)}!\r\n`,
  );
  const rules = join(folder, 'rules.json');
  const slow = join(folder, 'slow.json');
  const ticket = { id: 'ticket', protects: 'tickets', starts: 'ticket ', follows: String.raw`\d+` };
  await writeFile(rules, `\uFEFF${JSON.stringify([ticket])}`);
  await writeFile(slow, JSON.stringify([ticket, { ...ticket, id: 'endless', starts: 'aa', follows: '(a+)+\\s' }]));
  const out = join(folder, 'session.zip');
  const text = 'this is ticket 4711 and aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!';
  const redact = (file: string) => run(process.execPath, [built, 'redact', '--rules', file], text);
  await writeFile(
    join(folder, 'own', 'web.config'),
    '<configuration><a password="Pl4nted-in-a-file" /></configuration>',
  );
  await writeFile(join(folder, 'own', 'appsettings.json'), '{}');
  const named = ['--configuration-file', 'own/web.config', '--when', 'Since Monday', '--tried', 'A restart'];
  const [made, stopped, redacted, held, unknown, notThere] = await Promise.all([
    bundle(['--out', out, 'Sales', '--session', 'latest', '--rules', rules, ...named]),
    bundle(['--out', join(folder, 'stopped.zip'), 'Sales', '--rules', slow]),
    redact(rules),
    redact(slow),
    bundle(['--out', join(folder, 'x.zip'), 'Sales', '--session', '00000000-0000-4000-8000-000000000000']),
    bundle(['--out', join(folder, 'x.zip'), 'Sales', '--configuration-file', 'b.config']),
  ]);
  expect([made.code, made.stderr]).toEqual([0, expect.stringContaining('Checking')]);
  const noFile = expect.stringMatching(/No configuration file b\.config was found\. There is .*appsettings\.json/);
  expect([notThere.code, notThere.stderr]).toEqual([3, noFile]);
  expect(await textIn(out, 'configuration/web.config')).toBe('<configuration><a password="***" /></configuration>');
  await expect(textIn(out, 'configuration/appsettings.json')).rejects.toThrow();
  expect(await textIn(out, 'letter.md')).toMatch(/## When\n\nSince Monday\n[^]*## What was tried\n\nA restart\n/);
  expect(await textIn(out, 'session.md')).toContain('Begun at 11.');
  expect(await textIn(out, 'logs/creatio/2026-11-21/Common.log')).toMatch(/- ticket \*\*\* of host-\d+\r\n/);
  const tooSlow = expect.stringMatching(/The rule "endless" takes longer than a second .* everything was stopped/);
  expect([stopped.code, stopped.stderr]).toEqual([3, tooSlow]);
  expect((await readdir(folder)).filter((name) => name.startsWith('stopped'))).toEqual([]);
  expect([redacted.code, redacted.stdout]).toEqual([0, text.replace('4711', '***')]);
  expect([held.code, held.stdout, held.stderr]).toEqual([3, '', tooSlow]);
  expect([unknown.code, unknown.stderr]).toEqual([3, expect.stringContaining(`It has ${last} (2026-11-20T11:00`)]);
}, 60_000);

it('takes a recording by the clock and the time zone of the server, and a local period over a change of clocks', async () => {
  const home = join(folder, 'home');
  const own = join(folder, 'recorded');
  const logFolders = { creatio: join(own, 'creatio'), identityService: join(own, 'identity') };
  const profile = await createProfileStore({ folder: home }).save({
    ...settingDefaults,
    name: 'Recorded',
    creatioUrl: 'http://127.0.0.1',
    platform: 'net-framework',
    identityServiceUrl: null,
    clientId: null,
    timeLimitSeconds: 5,
    logFolders,
  });
  const day = join(logFolders.creatio, '2026_11_21');
  await mkdir(day, { recursive: true });
  await mkdir(logFolders.identityService);
  const line = (time: string): string => `2026-11-21 ${time} [1] ERROR x OAuth20 Get - failed\r\n   at X.Get()\r\n\r\n`;
  // Three hours ahead of UTC, and the clock two minutes more; ten seconds are taken before and behind.
  await writeFile(join(day, 'Error.1.log'), ['13:01:49,999', '13:01:50,000', '13:02:20,000'].map(line).join(''));
  await writeFile(join(day, 'Error.log'), ['13:02:21,000', '13:03:10,000', '13:03:10,001'].map(line).join(''));
  const standardOutput = join(logFolders.identityService, 'stdout_20261121095000_1.log');
  await writeFile(standardOutput, 'info: Old[0]\n      before\nfail: New[0]\n      No client with id\n');
  const clock = { now: Date.parse('2026-11-21T10:00:00Z'), running: 5_000 };
  const recordings = createRecordings(
    home,
    () => clock.now,
    () => clock.running,
  );
  const begun = {
    marks: { [standardOutput]: { identity: String((await stat(standardOutput)).ino), bytes: 26 } },
    runId: null,
    startedAt: clock.now,
  };
  await recordings.start(profile.id, begun);
  Object.assign(clock, { now: clock.now + 60_000, running: 65_000 });
  await recordings.stop(profile.id, { creatioMs: 120_000, identityServiceMs: null });

  const berlin = join(own, 'berlin');
  await mkdir(berlin);
  const night = (time: string): string => `2026-10-25 ${time},000 [1] INFO x Common Get - y\r\n`;
  const nights = ['00:59:59', '02:10:00', '02:50:00', '02:10:00', '02:30:01', '03:10:00'].map(night);
  await writeFile(join(berlin, 'Error.log'), nights.join(''));
  const utc = '#Software: Microsoft Internet Information Services 10.0\r\n#Fields: date time\r\n';
  const requests = ['00:10:00', '01:10:00', '01:30:00', '01:30:01'].map((time) => `2026-10-25 ${time}\r\n`);
  await writeFile(join(berlin, 'u_ex261025.log'), utc + requests.join(''));
  const [out, local] = [join(folder, 'recorded.zip'), join(folder, 'local.zip')];
  const period = ['--from', '2026-10-25T02:00', '--to', '2026-10-25 02:30'];
  const kept = ['--no-personal', 'user'];
  const [taken, ofBerlin] = await Promise.all([
    bundle(['--out', out, 'Recorded', '--recorded', '--no-report', '--time-zone', '+03:00', ...kept]),
    run('env', [
      'TZ=Europe/Berlin',
      process.execPath,
      built,
      'bundle',
      '--out',
      local,
      '--folder',
      berlin,
      ...period,
      ...kept,
    ]),
  ]);
  expect([taken.code, taken.stderr, ofBerlin.code]).toEqual([0, expect.stringContaining('Checking'), 0]);
  const wanted = (times: readonly string[]): string => times.map(line).join('');
  expect(await textIn(out, 'logs/creatio/2026_11_21/Error.1.log')).toBe(wanted(['13:01:50,000', '13:02:20,000']));
  expect(await textIn(out, 'logs/creatio/2026_11_21/Error.log')).toBe(wanted(['13:02:21,000', '13:03:10,000']));
  expect(await textIn(out, 'logs/identity-service/stdout_20261121095000_1.log')).toBe(
    'fail: New[0]\n      No client with id\n',
  );
  expect(await textIn(out, 'letter.md')).toContain('The clock of Creatio is 2 min ahead of');
  expect(await textIn(local, 'logs/iis/u_ex261025.log')).toBe(utc + requests.slice(0, 3).join(''));
  // Which of the two hours a line is of, it does not tell.
  const inNight = await textIn(local, 'logs/creatio/Error.log');
  expect(inNight.split('02:10:00')).toHaveLength(3);
  expect(inNight).not.toContain('00:59:59');

  // Set back by ten minutes meanwhile, the clock is taken as it was and as it is.
  await recordings.start(profile.id, { ...begun, startedAt: clock.now });
  Object.assign(clock, { now: clock.now - 600_000, running: 95_000 });
  await recordings.stop(profile.id, { creatioMs: null, identityServiceMs: null });
  const window = await recordings.window(profile.id);
  expect([window?.from, window?.to].map((moment) => new Date(moment ?? 0).toISOString().slice(11, 19))).toEqual([
    '09:50:30',
    '10:01:30',
  ]);
}, 60_000);

it('says what is wrong with its arguments, and where there are no logs', async () => {
  const broken = join(folder, 'broken-rules.json');
  await writeFile(broken, JSON.stringify([{ id: 'one', protects: '', starts: 'canary-in-a-rule', folows: 'x' }]));
  const inTheWay = join(folder, 'in-the-way.zip');
  await mkdir(`${inTheWay}.names.json`);
  // A secret that is a word of the manifest itself cannot be hidden; the finished bundle is not given out.
  const within = join(folder, 'within');
  await mkdir(within);
  await copyFile(join(logs, 'Common.log'), join(within, 'Common.log'));
  const [nothing, both, noDay, none, noRules, noField, noEnvironment, noMap, noFolder, noZone, left] =
    await Promise.all([
      bundle(['--folder', folder]),
      bundle(['--out', 'x.zip', '--folder', folder, '--last', '5', '--everything']),
      bundle(['--out', 'x.zip', '--folder', folder, '--from', '2026-02-31']),
      bundle(['--out', join(folder, 'none.zip'), '--folder', join(folder, 'home')]),
      bundle(['--out', 'x.zip', '--folder', folder, '--rules', join(folder, 'no-such.json')]),
      run(process.execPath, [built, 'redact', '--rules', broken]),
      bundle(['--out', 'x.zip', '--folder', folder, '--session', 'latest']),
      bundle(['--out', inTheWay, '--folder', join(logs, 'Common.log'), '--map-passphrase-env', 'TEST_PASSPHRASE']),
      bundle(['--out', 'x.zip', '--folder', '']),
      bundle(['--out', 'x.zip', '--folder', folder, '--time-zone', 'CET']),
      bundle(['--out', join(folder, 'left.zip'), '--folder', within, '--secret-env', 'TEST_WORD']),
    ]);
  expect([noFolder.code, noFolder.stderr]).toEqual([3, expect.stringContaining('--folder names no folder')]);
  expect([noZone.code, noZone.stderr]).toEqual([3, expect.stringContaining('--time-zone takes UTC or')]);
  const whereItIs = expect.stringMatching(/searched for every known secret, and one is left in \S+, line \d+/);
  expect([left.code, left.stdout, left.stderr]).toEqual([2, '', whereItIs]);
  expect((await readdir(folder)).filter((name) => name.startsWith('left'))).toEqual([]);
  const bundleAlone = expect.stringMatching(
    /The bundle is .*in-the-way\.zip, but the map of names could not be written/,
  );
  expect([noMap.code, noMap.stderr]).toEqual([3, bundleAlone]);
  expect([noRules.code, noRules.stderr]).toEqual([
    3,
    expect.stringContaining('own rules could not be read: it is not'),
  ]);
  expect([noField.code, noField.stderr]).toEqual([
    3,
    expect.stringContaining('its rule 1. It has a field that is not'),
  ]);
  expect(noField.stderr).not.toContain('canary');
  expect([noEnvironment.code, noEnvironment.stderr]).toEqual([3, expect.stringContaining('--session takes a guided')]);
  expect([nothing.code, nothing.stderr]).toEqual([3, expect.stringContaining('--out')]);
  expect([both.code, both.stderr]).toEqual([3, expect.stringContaining('Say one of')]);
  expect([noDay.code, noDay.stderr]).toEqual([3, expect.stringContaining('--from takes a moment')]);
  expect([none.code, none.stderr]).toEqual([3, expect.stringContaining('There are no logs to pack')]);
  expect(await readdir(folder)).not.toContain('none.zip');
}, 60_000);
