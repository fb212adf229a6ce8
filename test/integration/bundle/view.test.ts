import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { armor, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encryptFile, encrypterFor } from '../../../electron/bundle/age.ts';
import { createBundle } from '../../../electron/bundle/index.ts';
import { createViewMethods, type ViewMethods } from '../../../electron/bundle/view/methods.ts';
import type { TimelinePage, TimelineQuery } from '../../../electron/bundle/view/timeline.ts';
import type { PreviewRequest, PreviewWindow } from '../../../electron/bundle/view/preview.ts';
import type { PlannedFile } from '../../../electron/logs/index.ts';
import { redactText, prepareRedaction } from '../../../electron/redaction/index.ts';
import type { TimelineEntry } from '../../../shared/opened-bundle.ts';
import { UserError } from '../../../shared/user-error.ts';
import { archiveOf, claimed, manifestOf } from '../../fixtures/archives.ts';
import { logsOf, orderOf } from './order.ts';

let folder: string;
let view: ViewMethods;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-view-'));
  view = createViewMethods();
});
afterAll(async () => {
  await view.end(null);
  await rm(folder, { recursive: true, force: true });
});

const at = (second: number, text: string, level = 'INFO'): string =>
  `2026-11-21 10:00:${String(second).padStart(2, '0')},000 [7] ${level} Supervisor Common Execute - ${text}\r\n`;

async function madeBundle(): Promise<string> {
  const common = join(folder, 'Common.log');
  await writeFile(
    common,
    `${at(1, 'first')}${at(3, 'IdentityServer auth failed with invalid_client', 'ERROR')}   at a stack\r\n   at its end\r\n${at(5, 'third')}`,
  );
  const auth = join(folder, 'Auth.log');
  await writeFile(auth, `${at(2, 'second')}${at(4, 'Search me here', 'WARN')}`);
  const file = join(folder, 'made.zip');
  await createBundle(orderOf(await logsOf([common, auth]), file, []));
  return file;
}

test('opens a bundle, checks it, and shows its logs as one timeline; encrypted and changed ones too', async () => {
  const file = await madeBundle();
  const { bundleId, files, letter, tool } = await view.open({ file, key: {} });
  expect(tool).toEqual({ name: 'test', version: '1' });
  expect(files.map(({ path, state }) => [path, state])).toEqual(
    [
      'logs/creatio/Common.log',
      'logs/creatio/Auth.log',
      'redaction-check.txt',
      'letter.md',
      'redaction-report.json',
    ].map((path) => [path, 'ok']),
  );
  expect(letter).toContain('case SR-4711');

  const query = { search: '', paths: [], levels: [], tellingOnly: false, after: null, limit: 100 };
  const short = ({ path, line, text }: TimelineEntry): string => `${path.slice(13)}:${line} ${text.slice(58)}`;
  const whole = await view.timeline({ bundleId, query });
  expect(whole.next).toBeNull();
  expect(whole.entries.map(({ time }) => time?.slice(17, 19))).toEqual(['01', '02', '03', '04', '05']);
  expect(whole.entries.map(({ path, line }) => `${path.slice(13)}:${line}`)).toEqual([
    'Common.log:1',
    'Auth.log:1',
    'Common.log:2',
    'Auth.log:2',
    'Common.log:5',
  ]);
  expect(whole.entries[2]).toMatchObject({ level: 'error', telling: { id: 'creatio-auth-failed' } });
  expect(whole.entries[2]?.text).toMatch(/invalid_client\r\n {3}at a stack\r\n {3}at its end$/);

  const pages: string[] = [];
  for (let after: string | null = null; ;) {
    const page = await view.timeline({ bundleId, query: { ...query, after, limit: 2 } });
    pages.push(...page.entries.map(short));
    if (page.next === null) break;
    after = page.next;
  }
  expect(pages).toEqual(whole.entries.map(short));
  const found = async (part: Partial<TimelineQuery>): Promise<number[]> =>
    (await view.timeline({ bundleId, query: { ...query, ...part } })).entries.map(({ line }) => line);
  expect(await found({ search: 'SEARCH ME' })).toEqual([2]);
  expect(await found({ levels: ['error', 'warn'] })).toEqual([2, 2]);
  expect(await found({ paths: ['logs/creatio/Auth.log'] })).toEqual([1, 2]);
  expect(await found({ tellingOnly: true })).toEqual([2]);
  const second = (number: number): string => `2026-11-21T10:00:0${number}.000Z`;
  expect(await found({ from: second(2), to: second(4) })).toEqual([1, 2, 2]);
  expect(await found({ from: second(5) })).toEqual([5]);
  expect(await found({ to: '2026-11-21T09:59:59.999Z' })).toEqual([]);
  // From the end, as from the beginning.
  const backwards: string[] = [];
  for (let until: string | null = 'end'; until !== null;) {
    const page: TimelinePage = await view.timeline({ bundleId, query: { ...query, before: until, limit: 2 } });
    backwards.unshift(...page.entries.map(short));
    until = page.next;
  }
  expect(backwards).toEqual(whole.entries.map(short));
  expect(await found({ before: 'end', levels: ['info'], limit: 1 })).toEqual([5]);
  expect(await found({ before: whole.entries[3]?.position ?? '', from: second(2) })).toEqual([1, 2]);
  expect((await view.read({ bundleId, path: 'letter.md', offset: 0 })).text).toBe(letter);
  await expect(view.read({ bundleId, path: '../letter.md', offset: 0 })).rejects.toMatchObject({
    code: 'file-not-in-bundle',
  });
  await view.close({ bundleId });
  await expect(view.timeline({ bundleId, query })).rejects.toMatchObject({ code: 'bundle-closed' });

  const identity = await generateX25519Identity();
  const locked = join(folder, 'locked.age');
  await encryptFile(file, locked, encrypterFor({ kind: 'recipient', recipient: await identityToRecipient(identity) }));
  await expect(view.open({ file: locked, key: {} })).rejects.toMatchObject({ code: 'bundle-locked' });
  await expect(view.open({ file: locked, key: { identity: await generateX25519Identity() } })).rejects.toMatchObject({
    code: 'key-wrong',
  });
  expect((await view.open({ file: locked, key: { identity } })).files.every(({ state }) => state === 'ok')).toBe(true);
  const armored = join(folder, 'armored.asc');
  await writeFile(armored, armor.encode(await readFile(locked)));
  expect((await view.open({ file: armored, key: { identity } })).files.every(({ state }) => state === 'ok')).toBe(true);
  const torn = await readFile(locked);
  torn[torn.length - 20] = (torn[torn.length - 20] ?? 0) ^ 1;
  await writeFile(locked, torn);
  await expect(view.open({ file: locked, key: { identity } })).rejects.toMatchObject({ code: 'archive-unreadable' });

  const bytes = await readFile(file);
  const inLog = bytes.indexOf('Common.log') + 40;
  bytes[inLog] = (bytes[inLog] ?? 0) ^ 0xff;
  const changed = join(folder, 'changed.zip');
  await writeFile(changed, bytes);
  expect((await view.open({ file: changed, key: {} })).files[0]).toMatchObject({
    path: 'logs/creatio/Common.log',
    state: 'changed',
  });
});

test('takes the messages of an Identity Service apart, though its console writes no times', async () => {
  const log = join(folder, 'stdout_20261121100000_4711.log');
  await writeFile(
    log,
    'Starting IdentityServer4\ninfo: IdentityServer4.Startup[0]\n      Hello\nfail: IdentityServer4.Validation.ClientSecretValidator[0]\n      No client with id x\n      found\n',
  );
  const file = join(folder, 'console.zip');
  await createBundle(orderOf(await logsOf([log]), file, []));
  const { bundleId } = await view.open({ file, key: {} });
  const query = { search: '', paths: [], levels: [], tellingOnly: false, after: null, limit: 100 };
  const { entries } = await view.timeline({ bundleId, query });
  expect(entries.map(({ line, level, time }) => [line, level, time])).toEqual([
    [1, null, null],
    [2, 'info', null],
    [4, 'error', null],
  ]);
  expect(entries[2]?.text).toMatch(/^fail: .*\n {6}No client with id x\n {6}found$/s);
  await view.close({ bundleId });
});

test('finds what stands far within an entry, whatever its case, and reads nothing into what is looked for', async () => {
  const log = join(folder, 'deep.log');
  const filling = 'a word of ten '.repeat(40_000);
  const deep = `${at(1, `${filling}ÄRGER mit [a-z]+ (DEEP) ${filling}`).trimEnd()}\r\n   at X: identityserver BUSY or unaccessable.\r\n`;
  await writeFile(log, `${deep}${at(2, 'ärger.mit')}`);
  const file = join(folder, 'deep.zip');
  await createBundle(orderOf(await logsOf([log]), file, []));
  const { bundleId } = await view.open({ file, key: {} });
  const query = { paths: [], levels: [], after: null, limit: 100 };
  const found = async (search: string, tellingOnly = false) =>
    (await view.timeline({ bundleId, query: { ...query, search, tellingOnly } })).entries;
  const lines = (entries: readonly TimelineEntry[]): number[] => entries.map(({ line }) => line);
  expect(lines(await found('[A-Z]+ (deep)'))).toEqual([1]);
  expect(lines(await found('ärger mit'))).toEqual([1]);
  expect(lines(await found('ÄRGER.MIT'))).toEqual([3]);
  expect(await found('.*')).toEqual([]);
  const [telling] = await found('', true);
  expect(telling).toMatchObject({ line: 1, cut: true, telling: { id: 'creatio-service-busy' } });
  await view.close({ bundleId });
});

test('refuses hostile archives in words, and leaves nothing of them', async () => {
  const hostile: [string, Buffer][] = [
    ['a path that leads out', archiveOf([{ name: '../../evil.txt' }])],
    ['a path that leads out', archiveOf([{ name: '/etc/evil' }])],
    ['a path that leads out', archiveOf([{ name: String.raw`a\..\..\evil` }])],
    ['a path that leads out', archiveOf([{ name: 'C:/evil' }])],
    ['a path that leads out', archiveOf([{ name: 'a/\u0000b' }])],
    ['characters that are not seen', archiveOf([{ name: 'Com\u202egol.log' }])],
    ['names a file twice', archiveOf([{ name: 'manifest.json', content: manifestOf([claimed, claimed]) }])],
    ['it holds a link', archiveOf([{ name: 'manifest.json', mode: 0o120777 }])],
    ['neither file nor folder', archiveOf([{ name: 'pipe', mode: 0o010644 }])],
    ['the same name', archiveOf([{ name: 'letter.md' }, { name: 'LETTER.md' }])],
    ['lie over each other', archiveOf([{ name: 'a' }, { name: 'b' }], [0, 0])],
    ['unpack to very much', archiveOf([{ name: 'bomb', content: Buffer.alloc(2 ** 25) }])],
    ['unpack to very much', archiveOf(['a', 'b', 'c'].map((name) => ({ name, content: Buffer.alloc(2 ** 23) })))],
    ['no bundle of this console', archiveOf([{ name: 'readme.txt' }])],
    ['no zip archive', Buffer.from('this is no archive')],
  ];
  for (const [index, [words, bytes]] of hostile.entries()) {
    const file = join(folder, `hostile-${index}.zip`);
    await writeFile(file, bytes);
    const opened = view.open({ file, key: {} });
    await expect(opened, `${index}`).rejects.toThrow(words);
    await expect(opened).rejects.toMatchObject({ name: 'UserError' });
  }
  await expect(view.open({ file: join(folder, 'nowhere.zip'), key: {} })).rejects.toThrow(
    'There is no file at this path.',
  );
  // What claims to be small and is not is unpacked no further than it claims, and told.
  const lying = join(folder, 'lying.zip');
  await writeFile(
    lying,
    archiveOf([
      { name: 'manifest.json', content: manifestOf([]) },
      { name: 'more', content: Buffer.alloc(5_000_000, 'ab'), claimedSize: 10 },
    ]),
  );
  const { files } = await view.open({ file: lying, key: {} });
  expect(files).toMatchObject([{ path: 'more', state: 'unexpected', size: 10 }]);
  // A manifest that puts a log at the end of time is not believed.
  const late = join(folder, 'late.zip');
  const content = Buffer.from(at(1, 'one') + at(59, 'two'));
  await writeFile(
    late,
    archiveOf([
      { name: 'manifest.json', content: manifestOf([claimed]) },
      { name: 'logs/a.log', content },
    ]),
  );
  const { bundleId } = await view.open({ file: late, key: {} });
  const query = { search: '', paths: [], levels: [], tellingOnly: false, after: null, limit: 10 };
  const { entries } = await view.timeline({ bundleId, query });
  expect(entries.map(({ time }) => time)).toEqual(['2026-11-21T10:00:01.000Z', '2026-11-21T10:00:59.000Z']);
  expect((await readdir(folder)).filter((name) => name.includes('evil'))).toEqual([]);
});

test('tells of every damage, whichever byte it is', async () => {
  const content = Buffer.from(at(1, 'one') + at(2, 'two'));
  const sha256 = createHash('sha256').update(content).digest('hex');
  const listed = { ...claimed, sizeBefore: content.length, size: content.length, sha256, from: '2026-11-21T10:00:01Z' };
  const bytes = archiveOf([
    { name: 'manifest.json', content: manifestOf([listed]) },
    { name: 'logs/a.log', content },
  ]);
  const file = join(folder, 'damaged.zip');
  const told = async (damaged: Buffer): Promise<string> => {
    await writeFile(file, damaged);
    try {
      const { bundleId, files, repacked } = await view.open({ file, key: {} });
      await view.close({ bundleId });
      return files.some(({ state }) => state !== 'ok') ? 'changed' : repacked ? 'repacked' : 'fine';
    } catch (error) {
      return error instanceof UserError ? error.code : `a fault: ${String(error)}`;
    }
  };
  expect(await told(bytes)).toBe('fine');
  const codes = new Set<string>();
  for (let place = 0; place < bytes.length; place += 3) {
    const damaged = Buffer.from(bytes);
    damaged[place] = (bytes[place] ?? 0) ^ 0x55;
    const code = await told(damaged);
    expect(code, `byte ${place}`).toMatch(/^(?:changed|repacked|bundle-unknown|archive-(?:refused|unreadable))$/);
    codes.add(code);
  }
  expect([...codes]).toEqual(expect.arrayContaining(['changed', 'repacked', 'archive-unreadable']));
  for (const length of [0, 1, 21, 100, bytes.length - 1]) {
    expect(await told(bytes.subarray(0, length)), `${length} bytes`).toBe('archive-unreadable');
  }
  const newer = manifestOf([]).toString().replace('"schemaVersion":1', '"schemaVersion":2');
  expect(await told(archiveOf([{ name: 'manifest.json', content: Buffer.from(newer) }]))).toBe('bundle-newer');
});

/** A window of a log; asks again for as long as that goes on. */
async function previewed(
  file: PlannedFile,
  offset: number,
  seek: PreviewRequest['seek'] = null,
): Promise<PreviewWindow | null> {
  const redaction = { secrets: [], keep: [], rules: [], exceptions: [] };
  for (;;) {
    const window = await view.preview({ source: { kind: 'log', file }, redaction, names: {}, offset, seek });
    if (window === null || !('searched' in window)) return window;
  }
}

test('previews windows of a log as it would go in, and finds what was replaced', async () => {
  const log = join(folder, 'long.log');
  const lines = Array.from({ length: 12_000 }, (_, number) =>
    at(number % 60, number % 1000 === 500 ? `client_secret=s3cret${number}&x=1` : `number ${number} änd more`),
  );
  const text = lines.join('');
  await writeFile(log, text);
  const [{ file } = { file: null }] = await logsOf([log]);
  if (file === null) throw new Error('there is no log');
  const ask = (offset: number, seek: PreviewRequest['seek'] = null) => previewed(file, offset, seek);
  const redacted = redactText(text, prepareRedaction());
  let shown = '';
  let window = await ask(0);
  const windows: number[] = [];
  while (window !== null) {
    windows.push(window.from);
    shown += window.segments.map((segment) => segment.text).join('');
    expect(window.size).toBe(Buffer.byteLength(text));
    window = window.more ? await ask(window.to) : null;
    if (windows.length > 60) break;
  }
  expect(shown === redacted).toBe(true);
  expect(windows.length).toBeGreaterThan(10);

  const first = await ask(0, { direction: 'next', rule: 'client-secret' });
  const byRule = first?.segments.find(({ rule }) => rule !== null);
  const ruleId = byRule?.rule ?? null;
  expect(byRule).toMatchObject({ text: '***', kind: null, replaced: 's3cret500' });
  const place = text.indexOf('s3cret500');
  expect(first?.from).toBeLessThanOrEqual(Buffer.byteLength(text.slice(0, place)));
  const second = await ask(Buffer.byteLength(text.slice(0, place)) + 1, { direction: 'next', rule: ruleId });
  expect(second?.segments.find(({ rule }) => rule === ruleId)?.replaced).toBe('s3cret1500');
  const back = await ask(Buffer.byteLength(text), { direction: 'previous', rule: ruleId });
  expect(back?.segments.find(({ rule }) => rule === ruleId)?.replaced).toBe('s3cret11500');
  expect(await ask(0, { direction: 'next', rule: 'jwt-nowhere' })).toBeNull();
});

test('reaches the end of a long log at once, and that of one that can only be read from its beginning', async () => {
  const behindTheEnd = Number.MAX_SAFE_INTEGER;
  const many = Array.from({ length: 8_000 }, (_, number) => at(number % 60, `ordinary entry number ${number}`)).join(
    '',
  );
  const end = at(59, 'client_secret=s3cretAtTheEnd&x=1') + at(59, 'the end');
  const long = join(folder, 'far.log');
  const packed = join(folder, 'packed.log.gz');
  const mixed = join(folder, 'mixed.log');
  await writeFile(long, Buffer.concat([Buffer.alloc(54 * many.length, many), Buffer.from(end)]));
  await writeFile(packed, gzipSync(many + end));
  // Its first half megabyte is ASCII, so that it is a code page shows late.
  const cyrillic = Buffer.from([0xce, 0xf8, 0xe8, 0xe1, 0xea, 0xe0, 0x20, 0xe2, 0xf5, 0xee, 0xe4, 0xe0, 0x0d, 0x0a]);
  await writeFile(mixed, Buffer.concat([Buffer.from(many), cyrillic, Buffer.from(end)]));
  const plans = (await logsOf([long, packed, mixed])).map(({ file }) => file);
  for (const plan of plans) {
    if (plan.file.path === packed) plan.file.archive = { kind: 'gzip' };
    const last = await previewed(plan, behindTheEnd);
    const shown = last?.segments.map(({ text }) => text).join('') ?? '';
    expect(shown.slice(0, 5)).toBe('2026-');
    expect(shown.endsWith('client_secret=***&x=1\r\n' + at(59, 'the end'))).toBe(true);
    expect(shown.length).toBeGreaterThan(30_000);
    expect(last).toMatchObject({ more: false, line: expect.any(Number) });
    if (plan.file.path === mixed) expect(shown).toContain('\nОшибка входа\r\n');

    const seeks: [number, 'next' | 'previous'][] = [
      [behindTheEnd, 'previous'],
      [0, 'next'],
    ];
    for (const [offset, direction] of seeks) {
      const found = await previewed(plan, offset, { direction, rule: 'client-secret' });
      expect(found?.segments.find(({ rule }) => rule !== null)?.replaced).toBe('s3cretAtTheEnd');
    }
    expect(await previewed(plan, behindTheEnd, { direction: 'previous', rule: 'nowhere' })).toBeNull();
  }
  await rm(long);
  const [gone] = plans;
  if (gone) await expect(previewed(gone, 0)).rejects.toThrow('It is not there any more.');
});

test('tries an own rule on a sample, and stops one that does not end', async () => {
  const rule = { id: 'ticket', protects: 'tickets', starts: 'ticket ', follows: String.raw`\d+` };
  const { segments } = await view.tryRule({ rule, sample: 'the tickét ticket 4711 is open' });
  expect(segments).toEqual([
    { text: 'the tickét ticket ', replaced: false },
    { text: '***', replaced: true },
    { text: ' is open', replaced: false },
  ]);
  const slow = { ...rule, follows: '(?:a+)+$' };
  await expect(view.tryRule({ rule: slow, sample: `ticket ${'a'.repeat(40)}!` })).rejects.toMatchObject({
    code: 'rule-slow',
  });
  await expect(view.tryRule({ rule: { ...rule, follows: '(' }, sample: 'x' })).rejects.toMatchObject({
    code: 'rule-invalid',
  });
});
