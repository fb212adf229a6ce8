import { appendFile, mkdir, mkdtemp, open, rename, rm, symlink, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { foundFile, planOf, readAll } from '../../fixtures/logs.ts';
import { zipOf } from '../../fixtures/zip.ts';

/** Windows has links for administrators only, and no pipes among files. */
const onPosix = it.runIf(process.platform !== 'win32');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'logs-read-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const at = (time: string): number => Date.parse(`2026-11-21T${time}Z`);
const window = { from: at('10:00:00'), to: at('10:05:00') };
const line = (time: string, message: string): string =>
  `2026-11-21 ${time} [12] ERROR Supervisor OAuth20 Get - ${message}\r\n`;
const stack = '   at Terrasoft.Core.OAuth20.Get()\r\n\tat System.Net.Http\r\n\r\n';

let number = 0;
async function log(content: string | Buffer, name = 'Error.log'): Promise<string> {
  const place = path.join(folder, String((number += 1)));
  await mkdir(place);
  const file = path.join(place, name);
  await writeFile(file, content);
  return file;
}

it('takes whole entries of the window, with their stack traces and their line breaks', async () => {
  const content =
    line('09:59:59,999', 'before') +
    stack +
    line('10:00:00,000', 'first') +
    stack +
    line('10:05:00,000', 'last') +
    stack +
    line('10:05:00,001', 'after') +
    stack;
  const { text, result } = await readAll(planOf(await foundFile(await log(content)), { window }));
  expect(text).toBe(line('10:00:00,000', 'first') + stack + line('10:05:00,000', 'last') + stack);
  expect(result).toEqual({
    bytesRead: content.length,
    bytesTaken: text.length,
    linesTaken: 8,
    firstAt: at('10:00:00'),
    lastAt: at('10:05:00'),
    encoding: 'utf-8',
    cut: null,
    skipped: null,
    isFault: false,
    notes: [],
  });
});

it('reads every encoding as UTF-8', async () => {
  const content =
    line('10:01:00,000', 'Не удалось получить токен, ошибка «invalid_client»') + line('11:00:00,000', 'Позже');
  const wanted = line('10:01:00,000', 'Не удалось получить токен, ошибка «invalid_client»');
  const western = line('10:01:00,000', 'Fehler beim Öffnen für Müller – Zugriff über Straße verweigert');
  const mark = (bytes: number[], rest: Buffer): Buffer => Buffer.concat([Buffer.from(bytes), rest]);
  const wide = Buffer.from(content, 'utf16le');
  const bigEndian = Buffer.from(wide).swap16();
  const files: [encoding: string, bytes: Buffer, text: string][] = [
    ['utf-8', Buffer.from(content), wanted],
    ['utf-8', mark([0xef, 0xbb, 0xbf], Buffer.from(content)), wanted],
    ['utf-16le', mark([0xff, 0xfe], wide), wanted],
    ['utf-16le', wide, wanted],
    ['utf-16be', mark([0xfe, 0xff], bigEndian), wanted],
    ['utf-16be', bigEndian, wanted],
    ['windows-1251', iconv.encode(content, 'windows-1251'), wanted],
    ['cp866', iconv.encode(content.replaceAll(/[«»]/g, "'"), 'cp866'), wanted.replaceAll(/[«»]/g, "'")],
    ['windows-1252', iconv.encode(western, 'windows-1252'), western],
    // What tells the encoding comes behind the first piece that is read.
    [
      'windows-1251',
      mark([...Buffer.from(line('10:00:00,000', 'plain').repeat(30_000))], iconv.encode(wanted, 'windows-1251')),
      line('10:00:00,000', 'plain').repeat(30_000) + wanted,
    ],
  ];
  for (const [encoding, bytes, expected] of files) {
    const { text, result } = await readAll(planOf(await foundFile(await log(bytes)), { window }));
    expect(text === expected, `${encoding}: ${text.slice(0, 200)}`).toBe(true);
    expect(result.encoding).toBe(encoding);
  }
});

it('understands the moments of every log, with time zones', async () => {
  const cases: [text: string, taken: boolean][] = [
    ['2026-11-21T10:02:00.1234567Z x', true],
    ['[2026-11-21 10:02:00 INF] x', true],
    ['2026/11/21 10:02:00 x', true],
    ['2026-11-21 13:02:00.5 +03:00 x', true],
    ['2026-11-21T05:02:00-0500 x', true],
    ['2026-11-21 10:02:00.000 -05:00 x', false],
    ['{"time":"2026-11-21 10:02:00.1234","sql":"select 1"}', true],
    ['{"level":"Info","@timestamp":"2026-11-21T10:02:00Z"}', true],
    ['  { "@t": "2026-11-21T11:02:00Z" },', false],
    [`{"log":"${'info: '.repeat(500)}\\n","stream":"stdout","time":"2026-11-21T10:02:00.123456789Z"}`, true],
    [`{"log":"${'info: '.repeat(500)}\\n","stream":"stdout","time":"2026-11-21T11:02:00.123456789Z"}`, false],
    ['2026-11-21 11:02:00,000 x', false],
  ];
  for (const [text, taken] of cases) {
    const content = `${line('10:00:00,000', 'anchor')}${text}\n`;
    const read = await readAll(planOf(await foundFile(await log(content)), { window }));
    expect(read.text.includes(text), text).toBe(taken);
  }
});

it('takes the times of a file as its time zone has them, those of IIS as UTC and with their heading', async () => {
  const content = line('13:02:00,000', 'in Riyadh') + line('14:02:00,000', 'later');
  const read = await readAll(planOf(await foundFile(await log(content), { offsetMinutes: 180 }), { window }));
  expect(read.text).toBe(line('13:02:00,000', 'in Riyadh'));
  expect(read.result.firstAt).toBe(at('10:02:00'));

  const heading = '#Software: Microsoft Internet Information Services 10.0\r\n#Fields: s-ip date time cs-method\r\n';
  const request = (time: string): string => `10.0.0.1 2026-11-21 ${time} POST\r\n`;
  const iis = heading + request('09:00:00') + request('10:04:00') + request('13:02:00');
  const found = await foundFile(await log(iis, 'u_ex261121.log'), { offsetMinutes: 180 });
  const ofIis = await readAll(planOf(found, { window }));
  expect(ofIis.text).toBe(heading + request('10:04:00'));
  expect(ofIis.result).toMatchObject({ linesTaken: 3, bytesTaken: ofIis.text.length, firstAt: at('10:04:00') });
  const long = heading + request('09:00:00') + request('10:04:00').repeat(30_000);
  const ofLong = await readAll(planOf(await foundFile(await log(long, 'u_ex261122.log')), { window }));
  expect(ofLong.result.linesTaken).toBe(30_002);
});

it('follows what a W3C log says anew of its fields and of the day', async () => {
  const head = (fields: string, date = '2026-11-21 09:00:00'): string =>
    `#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: ${date}\r\n#Fields: ${fields}\r\n`;
  const [first, second] = [head('s-ip cs-method date time'), head('time sc-status date c-ip', '2026-11-21 10:02:30')];
  const before = (time: string): string => `10.0.0.1 GET 2026-11-21 ${time}\r\n`;
  const after = (time: string): string => `${time} 401 2026-11-21 10.0.0.2\r\n`;
  const content =
    first + before('09:59:00') + before('10:01:00') + second + after('10:03:00') + after('11:00:00') + second;
  const read = async (text: string, from: string, to: string, part = {}) =>
    readAll(planOf(await foundFile(await log(text, 'u_ex.log')), { window: { from: at(from), to: at(to) }, ...part }));
  expect((await read(content, '10:00:00', '10:05:00')).text).toBe(
    first + before('10:01:00') + second + after('10:03:00'),
  );
  const late = await read(content, '10:02:00', '10:05:00');
  expect(late.text).toBe(second + after('10:03:00'));
  expect(late.result).toMatchObject({ linesTaken: 5, firstAt: at('10:03:00'), lastAt: at('10:03:00') });
  const limited = await readAll(planOf(await foundFile(await log(content, 'u_ex.log')), { limitBytes: 300 }));
  expect(limited.text.startsWith(second + after('10:03:00'))).toBe(true);

  // Of a huge one the heading may be far before the window, and further ones behind it.
  const many = (request: (time: string) => string, hour: string): string =>
    Array.from({ length: 3_600 }, (_, index) => {
      const [minutes, seconds] = [Math.floor(index / 60), index % 60].map((value) => String(value).padStart(2, '0'));
      return request(`${hour}:${minutes}:${seconds}`).replace('\r\n', `${' -'.repeat(800)}\r\n`);
    }).join('');
  const huge = first + many(before, '08') + second + many(after, '09') + many(after, '10') + first + many(before, '11');
  const ofHuge = await read(huge, '10:30:00', '10:30:01');
  expect(huge.length).toBeGreaterThan(16 * 2 ** 20);
  expect(ofHuge.text.replaceAll(' -', '')).toBe(second + after('10:30:00') + after('10:30:01'));
  expect(ofHuge.result.bytesRead).toBeLessThan(2 ** 20);

  // Without a date in its lines, the day is that of the heading, and the next one when the clock begins anew.
  const timesOnly = head('time cs-method', '2026-11-19 22:00:00');
  const timed = (time: string): string => `${time} GET\r\n`;
  const days = ['23:00:00', '23:59:59', '00:00:01', '23:59:58', '10:01:00', '08:00:00', '10:01:00', '10:02:00'];
  const byTime = await read(timesOnly + days.map(timed).join(''), '10:00:00', '10:01:30');
  expect(byTime.text).toBe(timesOnly + timed('10:01:00'));
  expect(byTime.result.firstAt).toBe(at('10:01:00'));
});

it('takes a log without times from where the recording began, else whole', async () => {
  const before = 'info: Microsoft.Hosting.Lifetime[0]\n      Application started.\n';
  const after = 'fail: IdentityServer4.Validation.ClientSecretValidator[0]\n      No client with id\n';
  const found = await foundFile(await log(before + after, 'stdout_20261121090000_12.log'));
  expect((await readAll(planOf(found, { window, fromByte: before.length }))).text).toBe(after);
  const whole = await readAll(planOf(found, { window }));
  expect(whole.text).toBe(before + after);
  expect(whole.result).toMatchObject({ linesTaken: 4, firstAt: null, lastAt: null, skipped: null });
});

it('keeps the newest entries under a limit, whole, and says so', async () => {
  const entries = Array.from(
    { length: 2_000 },
    (_, index) => line(`10:00:${String(index % 60).padStart(2, '0')},000`, `entry ${index}`) + stack,
  );
  const content = entries.join('');
  const limitBytes = 10_000;
  const forms: [name: string, bytes: Buffer, archive: { kind: 'gzip' } | null][] = [
    ['plain', Buffer.from(content), null],
    ['wide', Buffer.from(content, 'utf16le'), null],
    ['packed', gzipSync(content), { kind: 'gzip' }],
  ];
  for (const [name, bytes, archive] of forms) {
    for (const within of [null, window]) {
      const found = await foundFile(await log(bytes), { archive });
      const { text, result } = await readAll(planOf(found, { limitBytes, window: within }));
      expect(text.length, name).toBeLessThanOrEqual(limitBytes);
      expect(text.length, name).toBeGreaterThan(limitBytes - 2 * (entries[0]?.length ?? 0));
      expect(content.endsWith(text) && text.startsWith('2026-11-21'), name).toBe(true);
      expect(result.cut, name).toContain('newest 9.8 KiB');
      expect(result.linesTaken, name).toBe(text.split('\n').length - 1);
    }
  }
});

it('tears no entry for a limit', async () => {
  const content = line('10:01:00,000', 'short') + line('10:02:00,000', 'long'.repeat(1_000));
  const { text, result } = await readAll(planOf(await foundFile(await log(content)), { limitBytes: 2_000 }));
  expect(text).toBe('');
  expect(result).toMatchObject({ cut: null, skipped: 'Its newest entry alone is longer than the limit of 2.0 KiB.' });
});

it('finds a window in a huge log without reading it whole, and sees where a log is not in order', async () => {
  const file = await log('', 'Common.log');
  const handle = await open(file, 'w');
  const hour = (of: number): string => `${String(of).padStart(2, '0')}`;
  for (let of = 0; of < 24; of += 1) {
    const lines: string[] = [];
    for (let second = 0; second < 3600; second += 1) {
      const time = `${hour(of)}:${hour(Math.floor(second / 60))}:${hour(second % 60)},000`;
      lines.push(line(time, `request ${of}`.padEnd(300, '.')) + (second % 1800 === 7 ? stack : ''));
    }
    await handle.write(lines.join(''));
  }
  await handle.close();
  const found = await foundFile(file);
  const { text, result } = await readAll(planOf(found, { window }));
  expect(text.match(/request 10/g)).toHaveLength(301);
  expect(text).toContain(stack);
  expect(text.split('\r\n').filter((each) => each.includes('request'))).toHaveLength(301);
  expect(found.bytes).toBeGreaterThan(25 * 2 ** 20);
  expect(result.bytesRead).toBeLessThan(2 ** 20);
  const short = await readAll(planOf(found, { window, limitBytes: 4096 }));
  expect(short.text.length).toBeLessThanOrEqual(4096);
  expect(short.text).toContain('2026-11-21 10:05:00,000');
  expect(short.result.cut).not.toBeNull();

  await appendFile(file, line('10:03:00,500', 'late'));
  const disordered = await readAll(planOf(await foundFile(file), { window }));
  expect(disordered.text.length).toBeGreaterThanOrEqual(text.length);
});

it('lets a line of any length through', async () => {
  const long = 'x'.repeat(8 * 2 ** 20);
  const content = line('09:00:00,000', long) + line('10:01:00,000', `${long}y`) + line('10:02:00,000', 'short');
  let largest = 0;
  const { text, result } = await readAll(planOf(await foundFile(await log(content)), { window }), {}, (chunk) => {
    largest = Math.max(largest, chunk.length);
  });
  expect(text === line('10:01:00,000', `${long}y`) + line('10:02:00,000', 'short')).toBe(true);
  expect(result.linesTaken).toBe(2);
  expect(largest).toBeLessThan(2 * 2 ** 20);
});

const mebibytes = line('10:01:00,000', 'a'.repeat(1_000)).repeat(3_000);

it('says what happens to a file while it is read: shortened, grown, deleted', async () => {
  const happening = async (what: (file: string) => Promise<void>) => {
    const file = await log(mebibytes);
    let done = false;
    const read = await readAll(planOf(await foundFile(file)), {}, async () => {
      if (!done) await what(file);
      done = true;
    });
    return read;
  };
  const shortened = await happening((file) => truncate(file, 1_500_000));
  expect(shortened.result.cut).toContain('shortened while it was read');
  expect(shortened.result.bytesTaken).toBe(shortened.text.length);
  expect(shortened.text.length).toBeLessThan(mebibytes.length);
  const grown = await happening((file) => appendFile(file, 'b'.repeat(2048)));
  expect(grown.text === mebibytes).toBe(true);
  expect(grown.result.notes).toEqual(['It grew by 2.0 KiB while it was read; that is not taken.']);
  const deleted = await happening(unlink);
  expect(deleted.text === mebibytes).toBe(true);
  expect(deleted.result.notes.join()).toContain('deleted while it was read');
});

it('follows a file that was renamed since it was found, and says when another took its place', async () => {
  const file = await log(line('10:01:00,000', 'old'));
  const found = await foundFile(file);
  await rename(file, path.join(path.dirname(file), 'Error.1.log'));
  await writeFile(file, line('10:02:00,000', 'new'));
  const rotated = await readAll(planOf(found));
  expect(rotated.text).toContain('old');
  expect(rotated.result.notes).toEqual(['It was renamed to Error.1.log after it had been found, and was read there.']);
  await unlink(path.join(path.dirname(file), 'Error.1.log'));
  const replaced = await readAll(planOf({ ...found, identity: '1' }));
  expect(replaced.text).toContain('new');
  expect(replaced.result.notes.join()).toContain('Another file had taken its place');
  await unlink(file);
  const gone = await readAll(planOf(found));
  expect(gone.result.skipped).toBe('It was deleted after it had been found.');
});

onPosix('refuses links, folders and devices, and tells what cannot be read', async () => {
  const file = await log(line('10:01:00,000', 'x'));
  const found = await foundFile(file);
  const link = path.join(path.dirname(file), 'link.log');
  await symlink(file, link);
  const skippedOf = async (place: string) =>
    (await readAll(planOf({ ...found, path: place, identity: null }))).result.skipped;
  expect(await skippedOf(link)).toContain('a link to another place');
  expect(await skippedOf(folder)).toBe('It is a folder.');
  expect(await skippedOf('/dev/zero')).toBe('It is a device, not a file.');
  expect(await skippedOf(path.join(folder, 'nothing.log'))).toBe('It is not there any more.');
  expect((await readAll(planOf(await foundFile(await log(''))))).result.skipped).toBe('It is empty.');
  expect((await readAll(planOf(found, { window: { from: 0, to: 1 } }))).result.skipped).toContain('within the window');
});

it('unpacks gzip, of several parts too, and gives what stands before damage', async () => {
  const parts = [line('10:01:00,000', 'one'), line('10:02:00,000', 'two')];
  const packed = Buffer.concat(parts.map((part) => gzipSync(part)));
  const whole = await readAll(planOf(await foundFile(await log(packed), { archive: { kind: 'gzip' } }), { window }));
  expect(whole.text).toBe(parts.join(''));
  const long = gzipSync(
    Array.from({ length: 200_000 }, (_, index) => line('10:01:00,000', String(Math.sin(index)))).join(''),
  );
  const cut = await readAll(
    planOf(await foundFile(await log(long.subarray(0, long.length / 2)), { archive: { kind: 'gzip' } })),
  );
  expect(cut.text.length).toBeGreaterThan(0);
  expect(cut.result.cut).toContain('damaged or cut off');
  const short = gzipSync(parts.join('')).subarray(0, -9);
  const most = await readAll(planOf(await foundFile(await log(short), { archive: { kind: 'gzip' } })));
  expect(most.text).toContain('one');
  expect(most.result.cut).toBe('The archive is damaged or cut off. What stands before was taken.');
  const none = await readAll(planOf(await foundFile(await log('no archive at all'), { archive: { kind: 'gzip' } })));
  expect(none.result).toMatchObject({ skipped: expect.stringContaining('damaged'), isFault: true });
});

it('loses no entry of logs that were joined, or whose lines end in a carriage return alone', async () => {
  const [early, first, second] = [line('09:00:00,000', 'a'), line('10:01:00,000', 'b'), line('10:02:00,000', 'c')];
  const joined = await readAll(planOf(await foundFile(await log(`${early}\uFEFF${first}\uFEFF${second}`)), { window }));
  expect(joined.text).toBe(`\uFEFF${first}\uFEFF${second}`);
  const old = (early + first + second).replaceAll('\r\n', '\r');
  const whole = await readAll(planOf(await foundFile(await log(old)), { window }));
  expect(whole.text).toBe(old);
});

it('takes nothing packed for a log: a secret in it would go out unseen', async () => {
  const packed = gzipSync(line('10:01:00,000', 'client_secret=canary'));
  const zip = zipOf([{ name: 'Error.log', content: 'client_secret=canary' }]);
  const inArchive = [{ name: 'Error.log', content: packed }];
  const cases = [
    await foundFile(await log(packed)),
    await foundFile(await log(zip, 'Error.1.log')),
    await foundFile(await log(gzipSync(packed)), { archive: { kind: 'gzip' } }),
    await foundFile(await log(zipOf(inArchive)), { archive: { kind: 'zip', entry: 0, packed: false } }),
  ];
  for (const found of cases) {
    const { text, result } = await readAll(planOf(found));
    expect(text).toBe('');
    expect(result).toMatchObject({ skipped: expect.stringMatching(/^It is packed .*Unpack it\.$/), isFault: true });
  }
  const nothing = await readAll(planOf(await foundFile(await log(gzipSync('')), { archive: { kind: 'gzip' } })));
  expect(nothing.result).toMatchObject({ skipped: 'It is empty.', isFault: false });
});

it('stops at once when it is told to', async () => {
  const found = await foundFile(await log(mebibytes));
  const stop = new AbortController();
  const reason = new Error('stopped');
  await expect(readAll(planOf(found), { signal: stop.signal }, () => stop.abort(reason))).rejects.toBe(reason);
  await expect(readAll(planOf(found), { signal: stop.signal })).rejects.toBe(reason);
});

it('takes an entry of the hour that a change of clocks repeats, whichever of the two it is of', async () => {
  const before = process.env['TZ'];
  process.env['TZ'] = 'Europe/Berlin';
  try {
    const ofDay = (time: string): string => `2026-10-25 ${time},000 [1] INFO a\n`;
    const content = ['01:30:00', '02:10:00', '02:50:00', '02:10:00', '02:50:00', '03:10:00'].map(ofDay).join('');
    const found = await foundFile(await log(content), { offsetMinutes: null });
    const within = (from: string, to: string) => ({
      window: { from: Date.parse(`2026-10-25T${from}Z`), to: Date.parse(`2026-10-25T${to}Z`) },
    });
    // 02:10 in summer time is 00:10 in UTC, in winter time 01:10; the line does not say which it is.
    const repeated = await readAll(planOf(found, within('01:05:00', '01:15:00')));
    expect(repeated.text).toContain(ofDay('02:10:00'));
    expect(repeated.text.split('02:10:00')).toHaveLength(3);
    const summer = await foundFile(await log('2026-07-01 12:00:00,000 x\n'), { offsetMinutes: null });
    const noon = { from: Date.UTC(2026, 6, 1, 9, 59), to: Date.UTC(2026, 6, 1, 10, 1) };
    const { result } = await readAll(planOf(summer, { window: noon }));
    expect(result.firstAt).toBe(Date.UTC(2026, 6, 1, 10));
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
});
