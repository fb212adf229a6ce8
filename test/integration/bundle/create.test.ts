import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { openPromise } from 'yauzl';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBundle } from '../../../electron/bundle/index.ts';
import {
  createPseudonyms,
  prepareRedaction,
  redactionReportSchema,
  redactText,
} from '../../../electron/redaction/index.ts';
import { manifestSchema } from '../../../electron/bundle/manifest.ts';
import { canaries } from '../../../electron/bundle/canaries.ts';
import { logsOf, orderOf } from './order.ts';

const secret = 'Client~S3cret/for+Tests';
const planted = ['pl4nted-in-a-form', 'pl4nted-behind-a-block', 'MIIplantedInAKey'];
const mebibyte = 2 ** 20;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const line = (number: number, text: string): string =>
  `2026-11-21 10:00:${String(number % 60).padStart(2, '0')},000 [${number % 9}] INFO user.${number % 700} Common Execute - ${text}\r\n`;

/** Lines that have a number, up to a length. */
function linesOf(bytes: number, text: (number: number) => string): string {
  const lines: string[] = [];
  let length = 0;
  while (length < bytes) {
    const next = line(lines.length, text(lines.length));
    lines.push(next);
    length += next.length;
  }
  return lines.join('');
}

/** Lines, then a private key that is longer than two blocks, then lines again. */
const longLog = (): string =>
  [
    linesOf(1.3 * mebibyte, (number) =>
      number % 50 === 0
        ? `client_secret=${planted[0]}${number}&scope=a`
        : `from 10.1.${number % 7}.${number % 250} done`,
    ),
    line(1, '-----BEGIN PRIVATE KEY-----'),
    `${planted[2]}${'A'.repeat(48)}\r\n`.repeat(40_000),
    '-----END PRIVATE KEY-----\r\n',
    linesOf(1.6 * mebibyte, (number) =>
      number % 50 === 0 ? `Password=${planted[1]}${number};Pooling=true and ${encodeURIComponent(secret)}` : 'nothing',
    ),
  ].join('');

async function unpacked(file: string): Promise<Map<string, Buffer>> {
  const archive = await openPromise(file);
  const files = new Map<string, Buffer>();
  for await (const entry of archive.eachEntry()) {
    files.set(entry.fileName, await buffer(await archive.openReadStreamPromise(entry)));
  }
  return files;
}

test('a bundle holds what its manifest says, redacted as one file after the other would be, the same each time', async () => {
  const long = join(folder, 'long.log');
  const text = longLog();
  await writeFile(long, text);
  const small = join(folder, 'CON.log');
  await writeFile(small, line(1, 'user.1 wrote to anna@contoso.example'));
  const logs = await logsOf([long, small, join(folder, 'long.log')]);
  const [first, second] = [join(folder, 'one.zip'), join(folder, 'two.zip')];

  const made = await createBundle(orderOf(logs, first, [secret]));
  await createBundle(orderOf(logs, second, [secret]));

  expect(await readFile(second)).toEqual(await readFile(first));
  const files = await unpacked(first);
  expect([...files.keys()]).toEqual([
    'logs/creatio/long.log',
    'logs/creatio/_CON.log',
    'logs/creatio/long-2.log',
    'redaction-check.txt',
    'letter.md',
    'redaction-report.json',
    'manifest.json',
  ]);
  const all = Buffer.concat([...files.values()]).toString('latin1');
  for (const hidden of [secret, encodeURIComponent(secret), ...planted, ...canaries, 'contoso', '10.1.']) {
    expect(all).not.toContain(hidden);
  }
  const alone = redactText(text, prepareRedaction({ secrets: [secret] }), createPseudonyms(made.pseudonyms));
  expect(files.get('logs/creatio/long.log')?.toString('utf8') === alone).toBe(true);
  expect(files.get('logs/creatio/_CON.log')?.toString('utf8')).toMatch(
    /INFO user-\d+ Common Execute - user\.1 wrote to email-\d+\r\n/,
  );

  const manifest = manifestSchema.parse(JSON.parse(files.get('manifest.json')?.toString('utf8') ?? ''));
  expect(manifest.files.map(({ path }) => path)).toEqual([...files.keys()].filter((path) => path !== 'manifest.json'));
  for (const { path, size, sha256 } of manifest.files) {
    const content = files.get(path) ?? Buffer.alloc(0);
    expect([size, sha256]).toEqual([content.length, createHash('sha256').update(content).digest('hex')]);
  }
  expect(manifest.files[0]).toMatchObject({
    lines: text.split('\n').length - 1,
    sizeBefore: text.length,
    from: '2026-11-21T10:00:00.000Z',
    cut: null,
  });
  const report = redactionReportSchema.parse(JSON.parse(files.get('redaction-report.json')?.toString('utf8') ?? ''));
  const counted = report.files.find(({ file }) => file === 'logs/creatio/long.log');
  const lineOf = text.split('\n').findIndex((each) => each.includes(planted[1] ?? '')) + 1;
  expect(counted?.rules.find(({ rule }) => rule === 'known-secret')?.lines?.[0]).toBe(lineOf);
});

test('a cancelled bundle leaves nothing behind, and the former one stays', async () => {
  const place = join(folder, 'cancelled');
  await mkdir(place);
  const long = join(folder, 'cancel.log');
  await writeFile(long, line(1, 'nothing').repeat(100_000));
  const target = join(place, 'bundle.zip');
  await writeFile(target, 'the former one');
  const stop = new AbortController();
  const made = createBundle(orderOf(await logsOf([long, long]), target, []), {
    signal: stop.signal,
    onProgress: ({ bytesDone }) => bytesDone > 0 && stop.abort(new Error('stopped')),
  });
  await expect(made).rejects.toThrow('stopped');
  expect(await readdir(place)).toEqual(['bundle.zip']);
  expect(await readFile(target, 'utf8')).toBe('the former one');
});

test('a trial writes nothing and counts', async () => {
  const log = join(folder, 'trial.log');
  await writeFile(log, line(1, `client_secret=${planted[0]}&scope=a`));
  const { redaction, bytes } = await createBundle(orderOf(await logsOf([log]), null, []));
  expect(bytes).toBe(0);
  expect(redaction.files.find(({ file }) => file.endsWith('trial.log'))?.total).toBe(2);
});
