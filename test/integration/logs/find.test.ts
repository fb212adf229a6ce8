import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  findLogs,
  planReading,
  type FindOptions,
  type FoundLogs,
  type PlanOptions,
} from '../../../electron/logs/index.ts';
import { usualLimits } from '../../../shared/logs.ts';
import { readAll } from '../../fixtures/logs.ts';
import { zipOf } from '../../fixtures/zip.ts';

/** Windows has other paths, links for administrators only, and no pipes among files. */
const onPosix = it.runIf(process.platform !== 'win32');

let top: string;
beforeAll(async () => {
  top = await mkdtemp(path.join(tmpdir(), 'logs-find-'));
});
afterAll(() => rm(top, { recursive: true, force: true }));

const profile = {
  creatioUrl: 'https://crm.example.com',
  platform: 'net-framework' as const,
  logFolders: { creatio: null, identityService: null },
};
const find = (part: Partial<FindOptions>): Promise<FoundLogs> =>
  findLogs({ profile, system: [], variables: {}, ...part });
const line = (moment: string, message: string): string => `${moment} [1] ERROR Supervisor OAuth20 Get - ${message}\n`;

let number = 0;
async function folderWith(files: Record<string, string | Buffer>): Promise<string> {
  const folder = path.join(top, String((number += 1)));
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return folder;
}

const shown = ({ sources }: FoundLogs) =>
  sources.map(({ kind, files }) => [kind, files.map(({ name }) => name).toSorted()] as const).toSorted();

const plan = (found: FoundLogs, part: Partial<PlanOptions['selection']> = {}, options: Partial<PlanOptions> = {}) =>
  planReading(found, {
    selection: {
      files: 'all',
      configuration: [],
      limits: { ...usualLimits },
      offsetMinutes: null,
      period: { kind: 'everything' },
      ...part,
    },
    recorded: null,
    clockDifferences: { creatioMs: null, identityServiceMs: null },
    ...options,
  });

it('recognises a copied folder by the names in it, archives included', async () => {
  const entry = line('2026-11-20 10:00:00,000', 'x');
  const folder = await folderWith({
    'Site_1/Crm/0/Log/2026_11_20/Error.log': entry,
    'Site_1/Crm/Log/2026_11_20/Application.log': entry,
    'net/Logs/2026-11-20/SQL.json': '{"time":"2026-11-20 10:00:00.0000"}\n',
    'IdentityService/logs/stdout_20261120090000_4711.log': 'info: X[0]\n      y\n',
    'W3SVC2/u_ex261120.log': '#Fields: date time\n2026-11-20 10:00:00\n',
    'HTTPERR/httperr1.log': '#Fields: date time\n2026-11-20 10:00:00\n',
    'old/Error.2026-11-01.log.gz': gzipSync(entry),
    'old/November.zip': zipOf([
      { name: '2026_11_02/Auth.log', content: entry },
      { name: '../../../etc/Error.log', content: entry },
      { name: 'readme.md', content: 'no log' },
    ]),
    'something/else.log': entry,
    'something/openssl.pfx': 'key',
    'net/Logs/2026-11-20/creatio-logs.zip.names.json': '{}',
    'something/rotated.7z': 'packed',
    'something/picture.png': 'no log',
    'web/web.config': '<configuration />',
  });
  const found = await find({ folders: [`"${folder}"`] });
  expect(shown(found)).toEqual([
    ['configuration', ['web/web.config']],
    ['creatio-net', ['net/Logs/2026-11-20/SQL.json']],
    [
      'creatio-net-framework',
      [
        'Site_1/Crm/0/Log/2026_11_20/Error.log',
        'Site_1/Crm/Log/2026_11_20/Application.log',
        'old/Error.2026-11-01.log.gz',
        'old/November.zip/2026_11_02/Auth.log',
        'old/November.zip/etc/Error.log',
      ],
    ],
    ['httperr', ['HTTPERR/httperr1.log']],
    ['identity-service', ['IdentityService/logs/stdout_20261120090000_4711.log']],
    ['iis', ['W3SVC2/u_ex261120.log']],
    ['other', ['something/else.log']],
  ]);
  expect(found.missing).toEqual([]);
  expect(found.sources.map(({ problem }) => problem).join()).toContain('something/rotated.7z');
  const error = found.sources
    .flatMap(({ files }) => files)
    .find(({ name }) => name.endsWith('0/Log/2026_11_20/Error.log'));
  expect(error).toMatchObject({ why: 'Creatio tells of OAuth in this log.', bytes: entry.length, archive: null });

  const planned = await plan(found);
  // Configuration is taken by name alone.
  expect(planned.files.some(({ file }) => file.kind === 'configuration')).toBe(false);
  expect(planned.files).toHaveLength(10);
  for (const each of planned.files) {
    const { text, result } = await readAll(each);
    expect(result, each.file.name).toMatchObject({ cut: null, skipped: null });
    expect(text.length).toBeGreaterThan(0);
  }
  // The same files have the same ids.
  const again = await find({ folders: [folder] });
  expect(again.sources.flatMap(({ files }) => files.map(({ id }) => id))).toEqual(
    found.sources.flatMap(({ files }) => files.map(({ id }) => id)),
  );
  const config = again.sources.find(({ kind }) => kind === 'configuration')?.files[0];
  const named = await plan(again, { files: [], configuration: [config?.id ?? ''] });
  expect(named.files.map(({ file }) => file.name)).toEqual(['web/web.config']);
});

onPosix('reads the paths of Creatio on .NET Framework from its nlog files, and explains what is missing', async () => {
  const logs = await folderWith({ 'deep/Crm/0/Log/2026_11_20/Common.log': line('2026-11-20 10:00:00,000', 'x') });
  const site = await folderWith({
    'ConnectionStrings.config': '<connectionStrings />',
    'web.config': '<configuration />',
    'Terrasoft.WebApp/nlog.config': '<nlog><rules><logger name="*" writeTo="universalAppender" /></rules></nlog>',
    'Terrasoft.WebApp/nlog.targets.config': `<nlog><variable name="LogDir" value="\${environment:LOGS}\\deep" />
      <targets><target name="universalAppender" fileName="\${LogDir}/{ApplicationName}/\${ConfigNo}/Log/\${LogDay}/\${logger:shortName=True}.log" />
      <target name="far" fileName="\\\\third\\share\\logs\\x.log" /><target name="drive" fileName="D:\\Logs\\Creatio\\x.log" /></targets></nlog>`,
    'identity/IdentityService.dll': '',
    'identity/appsettings.json': '{}',
    'identity/web.config':
      '<configuration><system.webServer><aspNetCore processPath="dotnet" stdoutLogEnabled="false" stdoutLogFile=".\\logs\\stdout" /></system.webServer></configuration>',
    'identity/logs/stdout_20261101000000_1.log': 'info: Old[0]\n',
  });
  const found = await find({
    profile: { ...profile, logFolders: { creatio: site, identityService: null } },
    variables: { LOGS: logs },
  });
  expect(shown(found)).toEqual([
    [
      'configuration',
      [
        'ConnectionStrings.config',
        'Terrasoft.WebApp/nlog.config',
        'Terrasoft.WebApp/nlog.targets.config',
        'web.config',
      ],
    ],
    ['configuration', ['appsettings.json', 'web.config']],
    ['creatio-net-framework', ['Crm/0/Log/2026_11_20/Common.log']],
    ['identity-service', ['stdout_20261101000000_1.log']],
  ]);
  expect(found.sources.find(({ kind }) => kind === 'creatio-net-framework')?.why).toContain('nlog');
  const told = found.missing.map(({ kind, why, remediation }) => [kind, why, remediation].join(' | '));
  expect(told).toHaveLength(4);
  expect(told.join('\n')).toMatch(
    /identity-service \| Its logging is off \(stdoutLogEnabled.*\| identity-service-logging/,
  );
  expect(told.join('\n')).toMatch(/OAuth20, so .*creatio-logging/);
  expect(told.join('\n')).toContain('third');
  expect(told.join('\n')).toContain('D:\\Logs\\Creatio');
});

onPosix('follows what nlog files include, with their variables and in a circle, past what is missing', async () => {
  const entry = line('2026-11-20 10:00:00,000', 'x');
  const site = await folderWith({
    'Terrasoft.WebHost.dll': '',
    'nlog.config': `<nlog><variable name="part" value="of-\${literal:text=targets}" />
      <include file="conf\\\${part}.config" /><include file="\${basedir}/missing.config" ignoreErrors="true" />
      <include file="\\\\third\\share\\nlog.config" /><include file="\${machinename}.config" /></nlog>`,
    'conf/of-targets.config': `<configuration><nlog><include file="../nlog.config" /><include file="more/*.config" />
      <variable name="old" value="\${basedir:dir=Old}" />
      <target name="a" fileName="\${aspnet-appbasepath}/Hosted/\${shortdate}/x.log" /></nlog></configuration>`,
    'conf/more/one.config': `<nlog><rules><logger name="OAuth20" writeTo="b" /></rules>
      <target name="b" fileName="\${whatever}/x.log" archiveFileName="\${var:old}\\{#}.log" />
      <target name="c" fileName="\${basedir:processDir=true}/y.log" /></nlog>`,
    'conf/more/broken.config': '<nlog><targets>',
    'Hosted/2026-11-20/Error.log': entry,
    'Old/1.log': entry,
    'Elsewhere/Error.log': entry,
  });
  const found = await find({
    profile: { ...profile, platform: 'net', logFolders: { creatio: site, identityService: null } },
  });
  expect(shown(found).flatMap(([, names]) => names)).toEqual([
    'conf/more/one.config',
    'conf/of-targets.config',
    'nlog.config',
    '1.log',
    '2026-11-20/Error.log',
  ]);
  // The rule for OAuth stands in an included file.
  expect(found.missing.map(({ kind }) => kind)).toEqual(['identity-service']);
});

onPosix('says why nothing is there, and goes on past what cannot be looked at', async () => {
  const none = await find({});
  expect(none.sources).toEqual([]);
  expect(none.missing.map(({ kind, remediation }) => [kind, remediation])).toEqual([
    ['creatio-net-framework', 'creatio-logging'],
    ['identity-service', 'identity-service-logging'],
  ]);
  const folder = await folderWith({ 'Error.log': line('2026-11-20 10:00:00,000', 'x') });
  // A name in an old code page, which macOS does not take.
  const named = Buffer.concat([Buffer.from(path.join(folder, 'na')), Buffer.from([0xef]), Buffer.from('ve.log')]);
  const takes = await writeFile(named, 'x').then(
    () => true,
    () => false,
  );
  const namedFolder = Buffer.concat([named.subarray(0, -4), Buffer.from('-days')]);
  if (takes) await mkdir(namedFolder);
  await symlink(folder, path.join(folder, 'loop'));
  await symlink('/etc', path.join(folder, 'out'));
  // Whoever opens a pipe waits for a writer.
  execFileSync('mkfifo', [path.join(folder, 'Auth.log')]);
  await symlink(path.join(folder, 'Error.log'), path.join(folder, 'Common.log'));
  const found = await find({ folders: [path.join(top, 'nowhere'), 'relative', folder, folder] });
  expect(shown(found)).toEqual([['creatio-net-framework', ['Error.log']]]);
  if (takes) expect(found.sources[0]?.problem).toContain('ve.log: Its name is no text in UTF-8');
  if (takes) expect(found.sources[0]?.problem).toContain('ve-days: Its name is no text in UTF-8');
  expect(found.sources[0]?.problem).toMatch(/What is no file is left out: Auth\.log\./);
  expect(found.sources[0]?.problem).toMatch(/Links to other places are not followed: .*loop/);
  expect(found.missing.map(({ why }) => why).join()).toMatch(
    /nowhere cannot be read: there is no such folder.*relative/,
  );
  // They are told in the bundle as well.
  const { unseen } = await plan(found);
  expect(unseen.map(({ folder: unread, isFault }) => [unread, isFault])).toEqual([
    [path.join(top, 'nowhere'), true],
    ['relative', true],
    [folder, takes],
  ]);
  const stop = new AbortController();
  const reason = new Error('stopped');
  const stopped = find({ folders: [folder], signal: stop.signal, onFolder: () => stop.abort(reason) });
  await expect(stopped).rejects.toBe(reason);
});

it('finds the time zone of a source by the dates of its files', async () => {
  const folder = await folderWith({
    '2026-11-20/Error.log': line('2026-11-20 13:00:00,000', 'one') + line('2026-11-20 13:30:00,000', 'two'),
    '2026-11-20/Auth.log': line('2026-11-20 13:45:00,000', 'three'),
    '2026-11-20/Request.log': '2026-11-20 10:50:00 10.0.0.1 GET /\n',
  });
  const dates = { Error: '10:30:01', Auth: '10:45:00', Request: '10:50:00' };
  for (const [name, time] of Object.entries(dates)) {
    const date = new Date(`2026-11-20T${time}Z`);
    await utimes(path.join(folder, '2026-11-20', `${name}.log`), date, date);
  }
  const found = await find({ folders: [folder] });
  const [source] = found.sources;
  expect(source?.timeZone).toEqual({
    offsetMinutes: 180,
    why: 'Its times are in UTC+03:00, as the dates of its files show.',
  });
  const moments = source?.files.map(({ name, firstAt }) => [name, new Date(firstAt ?? 0).toISOString()]);
  expect(moments).toContainEqual(['2026-11-20/Error.log', '2026-11-20T10:00:00.000Z']);
  // Logs of requests may be in UTC beside the others.
  expect(moments).toContainEqual(['2026-11-20/Request.log', '2026-11-20T10:50:00.000Z']);

  const period = { kind: 'period' as const, from: '2026-11-20T10:29:00Z', to: '2026-11-20T10:31:00Z', marginMs: 0 };
  const planned = await plan(found, { period });
  expect(planned.files.map(({ file }) => file.name)).toEqual(['2026-11-20/Error.log']);
  expect(planned.times).toEqual(['Creatio on .NET: Its times are in UTC+03:00, as the dates of its files show.']);
  expect(planned.skipped.map(({ why }) => why)).toEqual(Array(2).fill('It holds nothing of the time that is wanted.'));
  expect((await readAll(planned.files[0] ?? never())).text).toBe(line('2026-11-20 13:30:00,000', 'two'));

  // The clock of the server is half an hour behind; the user knows its time zone better.
  const shifted = await plan(
    found,
    { period },
    { clockDifferences: { creatioMs: -1_800_000, identityServiceMs: null } },
  );
  expect((await readAll(shifted.files[0] ?? never())).text).toBe(line('2026-11-20 13:00:00,000', 'one'));
  expect(shifted.times[1]).toBe(
    'The clock of Creatio is 30 min behind the one of this computer; the period was moved by that.',
  );
  const chosen = await plan(found, {
    period,
    offsetMinutes: 0,
    files: [source?.files.find(({ name }) => name.includes('Request'))?.id ?? ''],
  });
  expect(chosen.files).toEqual([]);
});

it('takes the time zone that the user chooses where copies have lost theirs', async () => {
  const hours = ['13', '14'].map((hour) => line(`2026-11-20 ${hour}:00:00,000`, 'x'));
  const folder = await folderWith({ 'Error.log': hours.join(''), 'Auth.log.gz': gzipSync(hours.join('')) });
  for (const [offsetMinutes, hour] of [
    [180, '10'],
    [-300, '18'],
  ] as const) {
    const [from, to] = [`2026-11-20T${hour}:00:00Z`, `2026-11-20T${hour}:00:01Z`];
    const found = await find({ folders: [folder] });
    const planned = await plan(found, { period: { kind: 'period', from, to, marginMs: 0 }, offsetMinutes });
    const texts = await Promise.all(planned.files.map(async (each) => (await readAll(each)).text));
    expect(texts, hour).toEqual([hours[0], hours[0]]);
  }
});

it('finds the window at the beginning of a log of the day on which clocks change', async () => {
  const before = process.env['TZ'];
  process.env['TZ'] = 'Europe/Berlin';
  try {
    // 23:30 in UTC, and 00:30 or 01:30.
    for (const [written, ...instants] of [
      ['01:30', '2026-10-24T23:30'],
      ['02:30', '2026-10-25T00:30', '2026-10-25T01:30'],
    ] as const) {
      const folder = await folderWith({ 'Error.log': line(`2026-10-25 ${written}:00,000`, 'x') });
      for (const instant of instants) {
        const period = { kind: 'period' as const, from: `${instant}:00Z`, to: `${instant}:01Z`, marginMs: 0 };
        expect((await plan(await find({ folders: [folder] }), { period })).files, instant).toHaveLength(1);
      }
    }
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
});

it('finds the window in a log with the newest entries first', async () => {
  const hours = ['12', '11', '10', '09'].map((hour) => line(`2026-11-20 ${hour}:00:00,000`, 'x'));
  const folder = await folderWith({ 'Error.log': hours.join('') });
  const period = { kind: 'period' as const, from: '2026-11-20T09:59:00Z', to: '2026-11-20T10:01:00Z', marginMs: 0 };
  const [planned] = (await plan(await find({ folders: [folder] }), { period, offsetMinutes: 0 })).files;
  expect((await readAll(planned ?? never())).text).toBe(hours[2]);
});

it('keeps the newest under the limit for all files', async () => {
  const day = async (of: string, size: number): Promise<[string, string]> => [
    `2026_11_${of}/Error.log`,
    line(`2026-11-${of} 10:00:00,000`, 'x'.repeat(1_000)).repeat(size),
  ];
  const folder = await folderWith(Object.fromEntries([await day('18', 10), await day('19', 10), await day('20', 10)]));
  for (const of of ['18', '19', '20']) {
    const date = new Date(`2026-11-${of}T10:00:00Z`);
    await utimes(path.join(folder, `2026_11_${of}/Error.log`), date, date);
  }
  const planned = await plan(await find({ folders: [folder] }), {
    limits: { perFileBytes: 1024 ** 2, totalBytes: 16_000 },
  });
  expect(planned.files.map(({ file, limitBytes }) => [file.name.slice(0, 10), limitBytes < 11_000])).toEqual([
    ['2026_11_20', false],
    ['2026_11_19', true],
  ]);
  expect(planned.skipped).toMatchObject([{ file: { name: '2026_11_18/Error.log' } }]);
  expect(planned.expectedBytes).toBeLessThanOrEqual(16_000);
  const second = await readAll(planned.files[1] ?? never());
  expect(second.result.cut).toContain('longer than the limit');
  // Of files of one date those are kept that come first by name, however the folder lists them.
  const names = ['h', 'c', 'f', 'a', 'g', 'd', 'b', 'e'].map((name) => `${name}/Error.log`);
  const same = await folderWith(Object.fromEntries(names.map((name) => [name, 'x'.repeat(1_000)])));
  const date = new Date('2026-11-20T10:00:00Z');
  for (const name of names) await utimes(path.join(same, name), date, date);
  const limits = { perFileBytes: 1024 ** 2, totalBytes: 2_000 };
  const first = await plan(await find({ folders: [same] }), { limits });
  expect(first.files.map(({ file }) => file.name).toSorted()).toEqual(['a/Error.log', 'b/Error.log']);
});

it('takes a folder for what it was named for, also within another one', async () => {
  const folder = await folderWith({
    'Custom.log': line('2026-11-20 10:00:00,000', 'x'),
    'ids/service.log.1': 'info: X[0]\n',
    'ids/readme.txt': 'no log',
  });
  const logFolders = { creatio: folder, identityService: path.join(folder, 'ids') };
  expect(shown(await find({ profile: { ...profile, logFolders } }))).toEqual([
    ['creatio-net-framework', ['Custom.log']],
    ['identity-service', ['service.log.1']],
  ]);
});

it('takes a file that the user names, whatever its name, unless it holds keys', async () => {
  const folder = await folderWith({
    'notes of the night': line('2026-11-20 10:00:00,000', 'x'),
    'openssl.pfx': 'key',
    'web.config': '<configuration />',
    'unnamed.log': line('2026-11-20 10:00:00,000', 'x'),
  });
  const named = ['notes of the night', 'openssl.pfx', 'web.config'].map((name) => path.join(folder, name));
  const found = await find({ folders: named });
  expect(shown(found)).toEqual([
    ['configuration', ['web.config']],
    ['other', ['notes of the night']],
  ]);
  expect(found.missing.map(({ why }) => why).join()).toContain('openssl.pfx holds keys and is never taken.');
});

it('keeps the websites of a server apart', async () => {
  const entry = line('2026-11-20 10:00:00,000', 'x');
  const folder = await folderWith({
    'Site_1/Crm/0/Log/2026_11_20/Error.log': entry,
    'Site_1/Crm/Log/2026_11_20/Error.log': entry,
    'Site_2/Test/0/Log/2026_11_20/Error.log': entry,
  });
  const { sources } = await find({ folders: [folder] });
  expect(sources.map(({ part, files }) => [part, files.length]).toSorted()).toEqual([
    ['Site_1/Crm', 2],
    ['Site_2/Test', 1],
  ]);
  expect(new Set(sources.map(({ id }) => id)).size).toBe(2);
});

it('finds the folder of a Creatio that clio knows, on .NET', async () => {
  const site = await folderWith({
    'Terrasoft.WebHost.dll': '',
    'ConnectionStrings.config': '<connectionStrings />',
    'Logs/2026-11-20/OpenID.log': line('2026-11-20 10:00:00,000', 'x'),
  });
  const clio = await folderWith({
    'appsettings.json': JSON.stringify({
      ActiveEnvironmentKey: 'a',
      Environments: {
        a: { Uri: 'https://other.example.com', EnvironmentPath: top },
        b: { Uri: profile.creatioUrl, EnvironmentPath: site, ClientSecret: 'canary' },
      },
    }),
  });
  const before = process.env['CLIO_HOME'];
  process.env['CLIO_HOME'] = clio;
  try {
    const found = await find({ profile: { ...profile, platform: 'net' } });
    expect(shown(found)).toEqual([
      ['configuration', ['ConnectionStrings.config']],
      ['creatio-net', ['2026-11-20/OpenID.log']],
    ]);
    expect(found.sources.find(({ kind }) => kind === 'configuration')?.why).toBe(
      'clio keeps this folder for this Creatio.',
    );
    expect(JSON.stringify(found)).not.toContain('canary');
  } finally {
    if (before === undefined) delete process.env['CLIO_HOME'];
    else process.env['CLIO_HOME'] = before;
  }
});

it('takes one archive that the user names, and neither bombs nor lies in it do harm', async () => {
  const folder = await folderWith({
    'all.zip': zipOf([
      { name: '2026_11_20/Error.log', content: line('2026-11-20 10:00:00,000', 'x') },
      { name: '2026_11_20/Auth.log', content: line('2026-11-20 10:00:00,000', 'y').repeat(100), claimedBytes: 10 },
      ...Array.from({ length: 30 }, (_, index) => ({ name: `inner${index || ''}.zip`, content: 'PK' })),
      { name: 'C:\\2026_11_20\\Com\u202egol.log\n', content: line('2026-11-20 10:00:00,000', 'z') },
      { name: '2026_11_20/Com\u202egol\n.log', content: line('2026-11-20 10:00:00,000', 'z') },
    ]),
    'bomb/Error.log.gz': gzipSync(Buffer.alloc(80 * 2 ** 20, 'x')),
    'bomb/broken.zip': 'PK is no archive',
  });
  const found = await find({ folders: [path.join(folder, 'all.zip'), path.join(folder, 'bomb')] });
  expect(shown(found)).toEqual([
    ['creatio-net-framework', ['Error.log.gz']],
    [
      'creatio-net-framework',
      ['all.zip/2026_11_20/Auth.log', 'all.zip/2026_11_20/Com[U+202E]gol[U+000A].log', 'all.zip/2026_11_20/Error.log'],
    ],
  ]);
  const problems = found.sources.map(({ problem }) => problem).join();
  expect(problems).toMatch(/all\.zip\/inner\.zip: A zip archive within another one/);
  expect(problems).toContain('10 more are left out for reasons like these.');
  expect(problems).toMatch(/broken\.zip: The archive is damaged/);
  const planned = await plan(found, { limits: { perFileBytes: 2 ** 40, totalBytes: 2 ** 40 } });
  const results = new Map<string, string | null>();
  for (const each of planned.files) {
    const { result } = await readAll(each);
    results.set(each.file.name, result.cut ?? result.skipped);
  }
  expect(results.get('all.zip/2026_11_20/Error.log')).toBeNull();
  expect(results.get('all.zip/2026_11_20/Auth.log')).toContain('damaged');
  expect(results.get('Error.log.gz')).toContain('far more than a log can');
});

it('reads logs that were packed one by one and then together, and no deeper', async () => {
  const entries = ['2026-11-20 10:00:00,000', '2026-11-20 11:00:00,000'].map((moment) => line(moment, 'x'));
  const packed = gzipSync(entries.join(''));
  const folder = await folderWith({
    'old.zip': zipOf([
      { name: '2026_11_20/Error.log.gz', content: packed },
      { name: '2026_11_20/Auth.log.gz', content: gzipSync(packed) },
      { name: '2026_11_20/Common.log.gz', content: packed.subarray(0, -9) },
      { name: '2026_11_20/Request.log.gz', content: 'no archive at all' },
      { name: '2026_11_20/Build.log.gz', content: gzipSync(Buffer.alloc(70 * 2 ** 20, 'x')) },
    ]),
  });
  const found = await find({ folders: [folder] });
  const period = { kind: 'period' as const, from: '2026-11-20T10:59:00Z', to: '2026-11-20T11:01:00Z', marginMs: 0 };
  const limits = { perFileBytes: 2 ** 40, totalBytes: 2 ** 40 };
  const planned = await plan(found, { period, offsetMinutes: 0, limits });
  const read = new Map<string, { text: string; told: string | null }>();
  for (const each of planned.files) {
    const { text, result } = await readAll(each);
    read.set(each.file.name.slice('old.zip/2026_11_20/'.length), { text, told: result.cut ?? result.skipped });
  }
  expect(read.get('Error.log.gz')).toEqual({ text: entries[1], told: null });
  expect(read.get('Auth.log.gz')).toEqual({ text: '', told: expect.stringContaining('packed a second time (gzip)') });
  expect(read.get('Common.log.gz')?.text).toBe(entries[1]);
  expect(read.get('Common.log.gz')?.told).toContain('damaged or cut off');
  expect(read.get('Request.log.gz')?.told).toContain('damaged or cut off');
  expect(read.get('Build.log.gz')?.told).toContain('far more than a log can');
  const limited = await plan(found, { limits: { perFileBytes: 1024, totalBytes: 2 ** 30 } });
  const error = limited.files.find(({ file }) => file.name.endsWith('Error.log.gz'));
  expect((await readAll(error ?? never())).result).toMatchObject({ cut: null, linesTaken: 2 });
});

function never(): never {
  throw new Error('There is no such file in the plan.');
}
