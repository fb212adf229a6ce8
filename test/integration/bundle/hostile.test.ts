import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AgeKey } from '../../../electron/bundle/age.ts';
import { encryptFile, encrypterFor } from '../../../electron/bundle/age.ts';
import { createViewMethods, type ViewMethods } from '../../../electron/bundle/view/methods.ts';
import type { OpenedBundle } from '../../../shared/opened-bundle.ts';
import { UserError } from '../../../shared/user-error.ts';
import { archiveOf, bundleOf, claimed, manifestOf, type ClaimedFile } from '../../fixtures/archives.ts';

let folder: string;
let view: ViewMethods;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-hostile-'));
  view = createViewMethods();
});
afterAll(async () => {
  await view.end(null);
  await rm(folder, { recursive: true, force: true });
});

const log = Buffer.from('2026-11-21 10:00:01,000 [7] INFO Supervisor Common Execute - one\r\n');
const manifest = (...files: ClaimedFile[]) => ({ name: 'manifest.json', content: manifestOf(files) });
const manifestText = (text: string): Buffer => archiveOf([{ name: 'manifest.json', content: Buffer.from(text) }]);
const everything = { search: '', paths: [], levels: [], tellingOnly: false, after: null, limit: 10 };

/** What came of a file: its bundle, looked through, or why it was not opened. */
async function opened(bytes: Buffer, key: AgeKey = {}): Promise<OpenedBundle | string> {
  const file = join(folder, 'hostile.zip');
  await writeFile(file, bytes);
  try {
    const bundle = await view.open({ file, key });
    const { bundleId } = bundle;
    await view.timeline({ bundleId, query: everything });
    await view.timeline({ bundleId, query: { ...everything, before: 'end' } });
    for (const { path, state } of bundle.files) {
      if (state !== 'missing') await view.read({ bundleId, path, offset: 0 });
    }
    await view.close({ bundleId });
    return bundle;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}
const leftOvers = async (): Promise<string[]> =>
  (await readdir(tmpdir())).filter(
    (name) => name.startsWith('creatio-oauth-bundle-') && name.includes(`-${process.pid}-`),
  );

test('takes no name that means a place, and no manifest that means harm', async () => {
  const outside = /^archive-refused: .* path that leads out of the archive\./;
  for (const name of ['logs/a.log:stream', 'D:a', '//server/share/a', String.raw`\\server\share`, 'logs/..', 'a\nb']) {
    expect(await opened(archiveOf([manifest(), { name }])), name).toMatch(outside);
  }
  expect(await opened(archiveOf([manifest(), { name: 'x'.repeat(5_000) }]))).toMatch(/a name longer than any system/);
  const reaching = archiveOf([manifest(), { name: 'a', claimedPackedSize: 2 ** 31 }]);
  expect(await opened(reaching)).toMatch(/^archive-unreadable: /);
  const none = /^bundle-unknown: This archive is no bundle of this console\. Its manifest/;
  const deep = '['.repeat(200_000) + ']'.repeat(200_000);
  for (const text of ['null', '{', deep, '{"schemaVersion":1,"files":"x"}', '{"schemaVersion":1e400}', '\u0000']) {
    expect(await opened(manifestText(text)), text.slice(0, 20)).toMatch(none);
  }
  expect(await opened(archiveOf([manifest({ ...claimed, source: 'x'.repeat(100_000) })]))).toMatch(none);
  const empty = await opened(manifestText(manifestOf([]).toString().replace('{', `{"__proto__":{"x":${deep}},`)));
  expect(empty).toMatchObject({ counts: { files: 0, wrong: 0 } });
  await expect(view.open({ file: '/tmp/\u0000', key: {} })).rejects.toMatchObject({ code: 'archive-unreadable' });
  expect(await leftOvers()).toEqual([]);
});

test('shows nothing as packed that is not', async () => {
  const listed = { ...claimed, path: 'logs/a.log', size: log.length, from: 'yesterday', to: '9'.repeat(400) };
  const strange = await opened(
    archiveOf([
      manifest(listed, { ...claimed, path: '../../etc/passwd' }, { ...claimed, path: 'letter.md' }),
      { name: 'logs/a.log', content: log },
      { name: 'logs/added.log', content: log },
      { name: 'report.json', content: Buffer.from('{"checks":1}') },
      { name: 'report.html', content: Buffer.from('<script>alert(1)</script>') },
      { name: 'redaction-report.json', content: Buffer.from('{"schemaVersion":1,"rules":[{}]}') },
    ]),
  );
  if (typeof strange === 'string') throw new Error(strange);
  expect(strange.files.map(({ path, state, from }) => [path, state, from])).toEqual([
    ['logs/a.log', 'changed', null],
    ['../../etc/passwd', 'missing', '+275760-09-12T00:00:00.000Z'],
    ['letter.md', 'missing', '+275760-09-12T00:00:00.000Z'],
    ['logs/added.log', 'unexpected', null],
    ['report.json', 'unexpected', null],
    ['report.html', 'unexpected', null],
    ['redaction-report.json', 'unexpected', null],
  ]);
  expect(strange).toMatchObject({
    counts: { files: 7, wrong: 7, logs: 1 },
    logs: ['logs/a.log'],
    rules: [],
    report: null,
    letter: null,
    documents: { report: 'unexpected', letter: 'missing' },
  });

  const whole = bundleOf({ 'logs/a.log': randomBytes(300_000).toString('base64'), 'letter.md': '# Letter' });
  expect(await opened(whole)).toMatchObject({ repacked: false, letter: '# Letter', documents: { letter: 'ok' } });
  for (let length = 64 * 1024; length < whole.length; length += 64 * 1024) {
    expect(await opened(whole.subarray(0, length)), `${length} bytes`).toMatch(
      /^archive-unreadable: .* no zip archive/,
    );
  }
  for (const framed of [Buffer.concat([Buffer.from('MZ'), whole]), Buffer.concat([whole, Buffer.from('more')])]) {
    expect(await opened(framed)).toMatch(/^archive-unreadable: /);
  }
});

test('tells a cut or forged encryption from a wrong key', async () => {
  const identity = await generateX25519Identity();
  const [plain, locked] = [join(folder, 'plain.zip'), join(folder, 'locked.age')];
  await writeFile(plain, bundleOf({ 'logs/a.log': randomBytes(150_000).toString('base64') }));
  await encryptFile(plain, locked, encrypterFor({ kind: 'recipient', recipient: await identityToRecipient(identity) }));
  const bytes = await readFile(locked);
  expect(await opened(bytes, { identity })).toMatchObject({ counts: { files: 1, wrong: 0 } });
  // Its parts end behind the header, the nonce and so many sealed blocks.
  const parts = bytes.indexOf('\n--- ') + 5 + 43 + 1 + 16;
  for (const length of [22, 100, 180, parts, parts + 65_552, parts + 2 * 65_552, bytes.length - 1]) {
    expect(await opened(bytes.subarray(0, length), { identity }), `${length} bytes`).toMatch(
      /^archive-unreadable: The bundle (?:is damaged at its beginning|was changed or damaged)/,
    );
  }
  const forged = Buffer.from(bytes);
  forged[150] = (forged[150] ?? 0) ^ 1;
  expect(await opened(forged, { identity })).toMatch(/^archive-unreadable: /);
  const beginning = 'age-encryption.org/v1\n';
  for (const endless of [
    `${beginning}-> X25519 ${'a'.repeat(5_000_000)}`,
    beginning + '-> x y\nAAAA\n'.repeat(400_000),
  ]) {
    expect(await opened(Buffer.from(endless), { identity })).toMatch(/^archive-unreadable: .* at its beginning/);
  }
  expect(await opened(bytes)).toMatch(/^bundle-locked: /);
  expect(await opened(bytes, { identity: 'AGE-SECRET-KEY-1XX' })).toMatch(/^key-wrong: This is no identity of age/);
  expect(await opened(bytes, { passphrase: 'nine purple otters' })).toMatch(/^key-wrong: /);
  const costly = `${beginning}-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\n${'A'.repeat(43)}\n--- ${'A'.repeat(43)}\n`;
  expect(await opened(Buffer.from(costly), { passphrase: 'nine purple otters' })).toMatch(/^archive-refused: .* work/);
  expect(await leftOvers()).toEqual([]);
});
