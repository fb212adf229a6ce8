import { createHash } from 'node:crypto';
import { truncateSync, unlinkSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { constants, deflateRawSync } from 'node:zlib';
import { openPromise } from 'yauzl';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBundle } from '../../../electron/bundle/index.ts';
import { checkArchive } from '../../../electron/bundle/pack/check-archive.ts';
import { startLane } from '../../../electron/bundle/pack/lanes.ts';
import { createProgress } from '../../../electron/bundle/pack/progress.ts';
import { openBundle } from '../../../electron/bundle/view/opened.ts';
import { createZipWriter } from '../../../electron/bundle/zip/writer.ts';
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
    linesOf(1.1 * mebibyte, (number) =>
      number % 50 === 0
        ? `client_secret=${planted[0]}${number}&scope=a`
        : `from 10.1.${number % 7}.${number % 250} done`,
    ),
    line(1, '-----BEGIN PRIVATE KEY-----'),
    `${planted[2]}${'A'.repeat(48)}\r\n`.repeat(24_000),
    '-----END PRIVATE KEY-----\r\n',
    linesOf(0.4 * mebibyte, (number) =>
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
  const again = join(folder, 'other', 'long.log');
  await mkdir(join(folder, 'other'));
  await writeFile(again, line(1, 'again'));
  const logs = await logsOf([long, small, again]);
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
}, 60_000);

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

test('a log that shrinks to next to nothing is packed as any other', async () => {
  const log = join(folder, 'one-letter.log');
  await writeFile(log, 'x'.repeat(17 * mebibyte));
  const target = join(folder, 'one-letter.zip');
  const { files, bytes } = await createBundle(orderOf(await logsOf([log]), target, []));
  expect([files[0]?.size, bytes < mebibyte]).toEqual([17 * mebibyte, true]);
});

test('a trial writes nothing and counts', async () => {
  const log = join(folder, 'trial.log');
  await writeFile(log, line(1, `client_secret=${planted[0]}&scope=a`));
  const counted = new Map<string, number>();
  const { bytes } = await createBundle(orderOf(await logsOf([log]), null, []), {
    onCounted: (files) => files.forEach(({ path, replaced }) => counted.set(path, replaced)),
  });
  expect(bytes).toBe(0);
  expect(counted.get('logs/creatio/trial.log')).toBe(2);
});

test('hides secrets in the names of folders and files, in the same way wherever the names stand', async () => {
  const token = `eyJhbGciOiJSUzI1NiJ9.${Buffer.from('{"sub":"anna","exp":1}').toString('base64url')}.c2lnbmF0dXJl${'x'.repeat(30)}`;
  const [colons, short] = ['pa_ss_word_9Z-of-a-client', 'q7.Zx'];
  const named = join(folder, 'named.log');
  await writeFile(named, line(1, 'client_secret=abc-123-xyz-9'));
  const [log] = await logsOf([named]);
  if (log === undefined) throw new Error('there is no log');
  const placed = [
    `${secret}/Error.log`,
    `${secret}/error.LOG`,
    `${token}/Error.log`,
    `pa:ss:word:9Z-of-a-client.log`,
    short,
  ]
    .map((name) => `logs/creatio/${name}`)
    .map((path) => ({ ...log, path, source: `/srv/${path}` }));
  const target = join(folder, 'names.zip');
  const { files, letter } = await createBundle(orderOf(placed, target, [secret, colons, short]));
  const inside = await unpacked(target);
  const names = [...inside.keys()].filter((name) => name.startsWith('logs/'));
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(placed.length);
  expect(names.slice(0, 2)).toEqual(['logs/creatio/___/Error.log', 'logs/creatio/___/error-2.LOG']);
  expect(files.filter(({ source }) => source !== '').map(({ path }) => path)).toEqual(names);
  const report = redactionReportSchema.parse(JSON.parse(inside.get('redaction-report.json')?.toString() ?? ''));
  expect(report.files.map(({ file }) => file)).toEqual(expect.arrayContaining(names));
  for (const name of names) expect(letter).toContain(`\`${name}\``);
  const all = [...names, ...[...inside.values()].map((content) => content.toString('latin1'))].join('\n');
  for (const hidden of [secret, token, colons, short, 'for+Tests']) expect(all).not.toContain(hidden);
});

test('tells of hundreds of files: all in the manifest and the report, the first in the letter', async () => {
  const named = join(folder, 'one-of-many.log');
  await writeFile(named, line(1, `client_secret=${planted[0]}&scope=a`));
  const [log] = await logsOf([named]);
  if (log === undefined) throw new Error('there is no log');
  const target = join(folder, 'many.zip');
  const logs = Array.from({ length: 250 }, (_, number) => ({ ...log, path: `logs/creatio/${number}/trial.log` }));
  const { letter } = await createBundle(orderOf(logs, target, []));
  expect(letter.match(/`logs\/creatio/g)).toHaveLength(200);
  expect(letter).toContain('\n- 50 more; `manifest.json` lists them all.\n');
  const files = await unpacked(target);
  const [manifest, report] = ['manifest.json', 'redaction-report.json'].map((name) => files.get(name)?.toString());
  const ofLogs = manifestSchema.parse(JSON.parse(manifest ?? '')).files.filter(({ source }) => source !== '');
  expect(ofLogs.map(({ path }) => path)).toEqual(logs.map(({ path }) => path));
  const { total, rules, files: reported } = redactionReportSchema.parse(JSON.parse(report ?? ''));
  expect(reported.filter(({ file }) => file.endsWith('trial.log')).map((file) => file.total)).toEqual(
    Array(250).fill(2),
  );
  expect(total).toBe(rules.reduce((sum, { count }) => sum + count, 0));
  expect(total).toBe(reported.reduce((sum, file) => sum + file.total, 0));
});

test('a file that is cut or deleted while it is packed leaves a bundle that is true to its manifest', async () => {
  const [cutOff, deleted] = [join(folder, 'cut.log'), join(folder, 'deleted.log')];
  await Promise.all([cutOff, deleted].map((file) => writeFile(file, line(1, 'nothing').repeat(60_000))));
  const target = join(folder, 'changing.zip');
  let changed = false;
  const { files, skipped, incomplete } = await createBundle(orderOf(await logsOf([cutOff, deleted]), target, []), {
    onProgress({ phase }) {
      if (changed || phase !== 'packing') return;
      changed = true;
      truncateSync(cutOff, 1000);
      unlinkSync(deleted);
    },
  });
  expect(changed).toBe(true);
  expect(incomplete).toBeGreaterThan(0);
  expect([...files.flatMap(({ cut }) => cut ?? []), ...skipped.map(({ reason }) => reason)].length).toBeGreaterThan(0);
  const view = await openBundle(target);
  expect(view.overview.files.map(({ state }) => state)).not.toContain('changed');
  await view.close();
});

test('a secret in the finished archive is found with its line, whatever it is spelled like', async () => {
  const file = join(folder, 'leaking.zip');
  const handle = await open(file, 'w');
  const zip = createZipWriter(handle);
  const plain = Buffer.from(`one\ntwo ${Buffer.from(`user:${secret}`).toString('base64')}\n`);
  for (const name of ['logs/a.log', 'manifest.json']) {
    const content = name === 'manifest.json' ? Buffer.from('{}') : plain;
    await zip.begin(name, content.length);
    await zip.add(content, deflateRawSync(content, { finishFlush: constants.Z_SYNC_FLUSH }));
    await zip.end(new Date(0));
  }
  await zip.finish();
  await handle.close();
  const lane = startLane(
    { redaction: { secrets: [], keep: [], rules: [], exceptions: [] }, forbidden: [secret] },
    'in-bundle',
  );
  const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
  const of = { path: 'logs/a.log', source: '/a.log', sizeBefore: plain.length, size: plain.length, lines: 2 };
  const named = { ...of, sha256: sha256(plain), from: null, to: null, cut: null };
  const quiet = createProgress(() => undefined);
  const checked = checkArchive(file, [named], sha256(Buffer.from('{}')), [lane], quiet);
  await expect(checked).rejects.toThrow(/one is left in logs\/a\.log, line 2\./);
  const other = checkArchive(file, [{ ...named, sha256: sha256(Buffer.from('x')) }], '', [lane], quiet);
  await expect(other).rejects.toMatchObject({ code: expect.stringMatching(/bundle-(?:leaks|damaged)/) });
  await lane.close();
});
