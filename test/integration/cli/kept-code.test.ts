import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from './command-line.ts';

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

  test('is not kept for what is no command', async () => {
    const empty = mkdtempSync(path.join(home, 'empty-'));
    await runCommand(['--version'], { CREATIO_OAUTH_HOME: empty });
    await runCommand(['../escape'], { CREATIO_OAUTH_HOME: empty });
    expect(readdirSync(empty)).toEqual([]);
  });
});
