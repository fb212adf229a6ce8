import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { built } from './command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'redact-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  spawn(process.execPath, [built, 'redact', ...args], { env: { ...process.env, CREATIO_OAUTH_HOME: folder, ...env } });

interface Ended {
  code: number | null;
  stdout: Buffer;
  stderr: string;
}

async function redact(
  input: Buffer | string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
) {
  const child = start(args, env);
  const stdout: Buffer[] = [];
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [code]: unknown[] = await once(child, 'close');
  const ended: Ended = { code: typeof code === 'number' ? code : null, stdout: Buffer.concat(stdout), stderr };
  return ended;
}

it('copies standard input to standard output without what is secret or personal', async () => {
  const report = join(folder, 'report.json');
  const input =
    'password=canary-1&x=1\r\nfrom 10.20.30.40 at crm.firma.de\r\nkeychain canary/2+x\r\nand canary%2F2%2Bx\r\n';
  const { code, stdout, stderr } = await redact(input, ['--report', report, '--secret-env', 'HIDE'], {
    HIDE: 'canary/2+x',
  });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout.toString()).toBe('password=***&x=1\r\nfrom ip-1-1 at host-1\r\nkeychain ***\r\nand ***\r\n');
  const text = readFileSync(report, 'utf8');
  expect(text).not.toMatch(/canary|10\.20|firma/);
  expect(JSON.parse(text)).toMatchObject({
    schemaVersion: 1,
    total: 5,
    files: [
      {
        file: 'standard input',
        rules: [
          { rule: 'password', count: 1, lines: [1] },
          { rule: 'ipv4', count: 1, lines: [2] },
          { rule: 'domain-name', count: 1, lines: [2] },
          { rule: 'known-secret', count: 2, lines: [3, 4] },
        ],
      },
    ],
  });
});

it('reads a file of several parts, and writes the last of them before it ends', async () => {
  const file = join(folder, 'input.log');
  writeFileSync(file, 'password=canary-1&x=1 and some more words of a log\n'.repeat(30_000));
  const want = 'password=***&x=1 and some more words of a log\n'.repeat(30_000);
  // Several at once, since a process that is alone seldom ends before its last part has left.
  const runs = Array.from({ length: 4 }, async () => {
    const input = openSync(file, 'r');
    const child = spawn(process.execPath, [built, 'redact'], { stdio: [input, 'pipe', 'inherit'] });
    closeSync(input);
    const output: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
    const [code]: unknown[] = await once(child, 'close');
    return { code, isWhole: Buffer.concat(output).toString() === want };
  });
  expect(await Promise.all(runs)).toEqual(runs.map(() => ({ code: 0, isWhole: true })));
});

it.runIf(process.platform !== 'win32')('says that a folder is no text', async () => {
  const input = openSync(folder, 'r');
  try {
    const child = spawn(process.execPath, [built, 'redact'], { stdio: [input, 'ignore', 'pipe'] });
    const said: Buffer[] = [];
    child.stderr?.on('data', (chunk: Buffer) => said.push(chunk));
    expect(await once(child, 'close')).toEqual([3, null]);
    expect(Buffer.concat(said).toString()).toContain('Standard input is a folder.');
  } finally {
    closeSync(input);
  }
});

it('redacts a large file as it redacts a small one', async () => {
  const file = join(folder, 'large.log');
  const report = join(folder, 'large.json');
  const lines = 720_000;
  writeFileSync(file, `${'password=canary-1&x=1 and some more words of a log\n'.repeat(lines)}client_secret=canary-2`);
  const input = openSync(file, 'r');
  const env = { ...process.env, CREATIO_OAUTH_HOME: folder };
  const child = spawn(process.execPath, [built, 'redact', '--report', report], {
    stdio: [input, 'pipe', 'inherit'],
    env,
  });
  closeSync(input);
  const output: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
  const [code]: unknown[] = await once(child, 'close');
  const want = `${'password=***&x=1 and some more words of a log\n'.repeat(lines)}client_secret=***`;
  expect({ code, isWhole: Buffer.concat(output).toString() === want }).toEqual({ code: 0, isWhole: true });
  expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({
    total: lines + 1,
    files: [{ file: 'standard input', rules: [{ count: lines }, { rule: 'client-secret', lines: [lines + 1] }] }],
  });
});

it('leaves the kinds of personal data that are kept', async () => {
  const { stdout } = await redact('10.20.30.40 crm.firma.de password=abc&', ['--keep', 'ip,host']);
  expect(stdout.toString()).toBe('10.20.30.40 crm.firma.de password=***&');
});

it('passes bytes of any kind, and nothing at all', async () => {
  const bytes = Buffer.from(
    Array.from({ length: 70_000 }, (_, index) => (index % 256 < 128 ? 128 + (index % 128) : index % 32)),
  );
  expect((await redact(bytes)).stdout.equals(bytes)).toBe(true);
  const empty = await redact('');
  expect(empty).toMatchObject({ code: 0, stderr: '' });
  expect(empty.stdout).toHaveLength(0);
});

it('changes nothing the second time', async () => {
  const once1 = await redact('password=abc&x=1 jane@firma.de https://user:pass@crm.firma.de/ {"token":"abcdef123456"}');
  const twice = await redact(once1.stdout);
  expect(twice.stdout.toString()).toBe(once1.stdout.toString());
});

it('ends quietly when its reader goes away, and waits for a slow one', async () => {
  const child = start(['--report', join(folder, 'closed.json')]);
  child.stdin.on('error', () => undefined);
  const line = Buffer.from('password=canary&x=1 and some more words of a log\n'.repeat(20_000));
  child.stdin.write(line);
  await once(child.stdout, 'readable');
  child.stdout.destroy();
  child.stdin.write(line);
  child.stdin.end(line);
  const [code]: unknown[] = await once(child, 'close');
  expect(code).toBe(0);
  expect(existsSync(join(folder, 'closed.json'))).toBe(true);
});

it.each([
  [['--keep', 'names'], '--keep takes'],
  [['canary-argument'], 'takes options only'],
  [['--secret-env', 'NOT_SET_ANYWHERE'], 'NOT_SET_ANYWHERE is not set'],
  [['--report', '/nowhere/at/all/report.json'], 'its folder does not exist'],
  [['--unknown'], '--unknown'],
])('says in a sentence why it could not run with %j', async (args, sentence) => {
  const { code, stderr } = await redact('x', args);
  expect(code).toBe(3);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toContain('canary');
});
