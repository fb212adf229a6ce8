import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { built, runCommand } from './command-line.ts';

const secret = 'canary-In-The-Kept-Code-7f3e91';
const home = mkdtempSync(path.join(os.tmpdir(), 'kept-code-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const environment = { CREATIO_OAUTH_HOME: home, PRACTICE_SECRET: secret };
const file = path.join(home, 'compiled', `explain-${process.version}-${process.arch}`);
const explain = () => runCommand(['explain', 'setting-empty'], environment);

describe('code that is kept between runs of the command line', () => {
  let expected = '';
  beforeAll(async () => {
    const { code, stdout } = await explain();
    expect(code).toBe(0);
    expected = stdout;
  });

  test('is written once and then left alone', async () => {
    const written = statSync(file, { bigint: true });
    const before = readFileSync(file);
    expect((await explain()).stdout).toBe(expected);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(statSync(file, { bigint: true }).mtimeNs).toBe(written.mtimeNs);
    expect(readdirSync(path.dirname(file))).toEqual([path.basename(file)]);
  });

  test('is kept for every way in which a command is used, and holds nothing of the runs', async () => {
    const kept = path.join(home, 'compiled', `check-${process.version}-${process.arch}`);
    const check = ['check', 'practice', '--client-secret-env', 'PRACTICE_SECRET'];
    const ways = [check, [...check, '--format', 'html']];
    for (const way of ways) await runCommand(way, environment);
    const both = readFileSync(kept);
    expect(both.includes(secret)).toBe(false);
    for (const way of ways) await runCommand(way, environment);
    expect(readFileSync(kept).equals(both)).toBe(true);
  });

  test.each([
    [
      'changed in the middle',
      (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at % 997 === 500 ? ~byte : byte))),
    ],
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    ['of something else', () => Buffer.from('{"schemaVersion":1}')],
  ])('is made anew where its file is %s', async (_what, damage) => {
    const whole = readFileSync(file);
    writeFileSync(file, damage(whole));
    const { code, stdout, stderr } = await explain();
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: expected, stderr: '' });
    expect(statSync(file).size).toBeGreaterThan(10_000);
    expect((await explain()).stdout).toBe(expected);
  });

  test('is done without where nothing can be written', async () => {
    const blocked = path.join(home, 'a-file');
    writeFileSync(blocked, '');
    const { code, stdout } = await runCommand(['explain', 'setting-empty'], { CREATIO_OAUTH_HOME: blocked });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expected });
  });

  test('is written whole by many processes that start at once, and leaves nothing beside it', async () => {
    const first = path.join(home, 'erste Läufe');
    const start = () => runCommand(['explain', 'setting-empty'], { CREATIO_OAUTH_HOME: first });
    const runs = await Promise.all([start(), start(), start(), start()]);
    expect(runs).toEqual(runs.map(() => ({ code: 0, stdout: expected, stderr: '' })));
    expect(readdirSync(path.join(first, 'compiled'))).toEqual([path.basename(file)]);

    // A link as package managers make them, and what a killed process and one that still writes have left.
    const link = path.join(first, 'creatio-oauth');
    symlinkSync(built, link);
    const [former, present] = [1, 2].map((number) => path.join(first, 'compiled', `explain.${number}.tmp`));
    for (const each of [former, present]) writeFileSync(each ?? '', 'part of it');
    utimesSync(former ?? '', new Date(0), new Date(0));
    writeFileSync(path.join(first, 'compiled', path.basename(file)), 'damaged');
    const { status, stdout } = spawnSync(process.execPath, [link, 'explain', 'setting-empty'], {
      env: { ...process.env, CREATIO_OAUTH_HOME: first },
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([0, expected]);
    expect(readdirSync(path.join(first, 'compiled')).toSorted()).toEqual([path.basename(file), 'explain.2.tmp']);
    expect(statSync(path.join(first, 'compiled', path.basename(file))).size).toBeGreaterThan(10_000);
  });

  test('leaves no part of it where the disk is full', () => {
    const full = path.join(home, 'full');
    // So many blocks of 512 bytes a file may have.
    const limited = ['-c', 'ulimit -f 40; exec "$@"', 'sh', process.execPath, built, 'explain', 'setting-empty'];
    const { status, stdout } = spawnSync('sh', limited, {
      env: { ...process.env, CREATIO_OAUTH_HOME: full },
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([0, expected]);
    expect(readdirSync(path.join(full, 'compiled'))).toEqual([]);
  });

  test('is neither taken from nor put where others can write', async () => {
    const shared = path.join(home, 'shared');
    const there = path.join(shared, 'compiled', path.basename(file));
    mkdirSync(path.dirname(there), { recursive: true });
    const run = () => runCommand(['explain', 'setting-empty'], { CREATIO_OAUTH_HOME: shared });
    chmodSync(path.dirname(there), 0o777);
    writeFileSync(there, 'of somebody else');
    expect((await run()).stdout).toBe(expected);
    expect(readFileSync(there, 'utf8')).toBe('of somebody else');

    // A pipe would be waited for, and what a link leads to would be overwritten.
    chmodSync(path.dirname(there), 0o700);
    rmSync(there);
    execFileSync('mkfifo', [there]);
    expect((await run()).stdout).toBe(expected);
    expect(statSync(there).isFile()).toBe(true);
    rmSync(path.dirname(there), { recursive: true });
    symlinkSync(path.join(home, 'compiled'), path.dirname(there));
    const before = readdirSync(path.join(home, 'compiled'));
    writeFileSync(file, 'damaged');
    expect((await run()).stdout).toBe(expected);
    expect(readFileSync(file, 'utf8')).toBe('damaged');
    expect(readdirSync(path.join(home, 'compiled'))).toEqual(before);
  });

  test('is not kept for what is no command', async () => {
    const empty = mkdtempSync(path.join(home, 'empty-'));
    await runCommand(['--version'], { CREATIO_OAUTH_HOME: empty });
    await runCommand(['../escape'], { CREATIO_OAUTH_HOME: empty });
    expect(readdirSync(empty)).toEqual([]);
  });
});
