import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { knownSecrets } from '../../../electron/bundle/known-secrets.ts';
import type { Services } from '../../../electron/ipc/index.ts';
import { createServices } from '../../../electron/services.ts';
import { calls, type ConsoleEvent } from '../../../shared/contract.ts';
import type { BundleContent, BundleResult } from '../../../shared/bundle.ts';
import { settingDefaults } from '../../../shared/profile.ts';

const secret = 'canary-9d1c-client-secret';
let folder: string;
let services: Services;
let events: ConsoleEvent[];
let desktop: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bundle-service-'));
  const logs = join(folder, 'Logs', '2026-11-21');
  await mkdir(logs, { recursive: true });
  await writeFile(
    join(logs, 'Common.log'),
    [
      `2026-11-21 10:00:01,000 [7] INFO anna.smith Common Execute - asked with ${secret}`,
      '2026-11-21 10:00:02,000 [7] INFO anna.smith Common Execute - Password=hunter2-really;Pooling=true',
      '2026-11-21 10:00:03,000 [7] INFO bob Common Execute - ticket 4711 from crm.contoso.example',
      '',
    ].join('\r\n'),
  );
  [events, desktop] = [[], []];
  services = createServices({
    dataFolder: join(folder, 'data'),
    shell: 'electron',
    openLink: async () => undefined,
    bundleHost: {
      askTarget: async (name) => join(folder, name),
      showFile: (file) => void desktop.push(file),
      openMail: async (address) => void desktop.push(address),
    },
    log: () => undefined,
  });
  services.subscribe((event) => events.push(event));
});
afterAll(async () => {
  await services.close();
  await rm(folder, { recursive: true, force: true });
});

async function finished(jobId: string | null): Promise<BundleResult> {
  await expect
    .poll(() => events.some(({ name, payload }) => name === 'bundle.finished' && payload.jobId === jobId), {
      timeout: 60_000,
    })
    .toBe(true);
  const event = events.find(({ name, payload }) => name === 'bundle.finished' && payload.jobId === jobId);
  if (event?.name !== 'bundle.finished') throw new Error('it has not finished');
  return event.payload.result;
}

it('estimates, previews, tries out, exports, hands over and opens a bundle', async () => {
  const { handlers } = services;
  const profile = await handlers['profiles.save']({
    profile: {
      ...settingDefaults,
      name: 'Büro/1',
      creatioUrl: 'https://crm.contoso.example',
      platform: 'net',
      identityServiceUrl: null,
      clientId: 'client',
      timeLimitSeconds: 5,
      logFolders: { creatio: join(folder, 'Logs'), identityService: null },
    },
    secrets: { 'client-secret': { action: 'set', value: secret } },
    keepSecrets: 'session',
  });
  const content: BundleContent = {
    profileId: profile.id,
    selection: calls['logs.estimate'].request.shape.selection.parse({
      profileId: profile.id,
      files: 'all',
      period: { kind: 'everything' },
    }),
    include: { report: true, sessionId: null, oauthTraces: true, systemFacts: true },
    replace: ['user', 'email', 'ip', 'host', 'path', 'phone'],
    rules: [{ id: 'ticket', protects: 'tickets', starts: 'ticket ', follows: String.raw`\d+` }],
    exceptions: [],
    letter: { caseNumber: 'SR-1', whatHappened: 'It fails.', when: 'Now', tried: 'Nothing' },
  };
  const estimate = await handlers['bundle.estimate'](content);
  expect(estimate.files.map(({ path }) => path)).toEqual(['logs/creatio/2026-11-21/Common.log', 'system.json']);

  const path = 'logs/creatio/2026-11-21/Common.log';
  const window = await handlers['bundle.preview']({ content, path, offset: 0, seek: null });
  if (window === null || 'searched' in window) throw new Error('there is no window');
  const replaced = window.segments.filter(({ rule }) => rule !== null);
  expect(JSON.stringify(window)).not.toMatch(/canary|hunter2|anna|contoso|4711/);
  const password = replaced.find(({ rule }) => rule === 'password');
  const known = replaced.find(({ rule }) => rule === 'known-secret');
  const exceptions = [password, known].map((each) => ({
    kind: 'occurrence' as const,
    occurrence: each?.occurrence ?? '',
    everyRule: true,
  }));
  const withExceptions = { ...content, exceptions };

  const target = { kind: 'ask' as const };
  const none = { kind: 'none' as const };
  const order = { content: withExceptions, trial: true, target, encryption: none, mapPassphrase: null };
  const trial = await finished((await handlers['bundle.start'](order)).jobId);
  expect(trial).toMatchObject({ state: 'done', file: null });
  const counted = events.flatMap(({ name, payload }) => (name === 'bundle.counted' ? payload.files : []));
  const inLog = counted.findLast((file) => file.path === path);
  expect(inLog).toMatchObject({ whole: true, rules: expect.arrayContaining([{ rule: 'ticket', count: 1 }]) });
  const sums = new Map(counted.map((file) => [file.path, file.replaced]));
  expect([...sums.values()].reduce((sum, count) => sum + count, 0)).toBe(trial.state === 'done' && trial.replaced);
  const { jobId } = await handlers['bundle.start']({ ...order, trial: false, mapPassphrase: 'a passphrase for names' });
  const result = await finished(jobId);
  if (result.state !== 'done' || result.file === null || result.mapFile === null || jobId === null)
    throw new Error(JSON.stringify(result));
  expect([dirname(result.file), basename(result.file)]).toEqual([
    folder,
    expect.stringMatching(/^creatio-oauth-Büro-1-[\d-]+\.zip$/),
  ]);
  expect(Math.abs(estimate.packedBytes / result.bytes - 1), `${estimate.packedBytes} of ${result.bytes}`).toBeLessThan(
    0.25,
  );
  expect(await handlers['bundle.state']({ profileId: profile.id })).toMatchObject({ jobId, trial: false, result });

  await handlers['bundle.show']({ jobId });
  await handlers['bundle.mail']({ jobId });
  expect(desktop[0]).toBe(result.file);
  expect(desktop[1]).toMatch(
    /^mailto:support@creatio\.com\?subject=OAuth%20problem%20in%20Creatio%2C%20case%20SR-1&body=/,
  );
  expect(desktop[1]?.length).toBeLessThan(2_000);

  const opened = await handlers['bundle.open']({ path: result.file });
  expect(opened.files.every(({ state }) => state === 'ok')).toBe(true);
  const { text } = await handlers['bundle.read']({ bundleId: opened.bundleId, path, offset: 0 });
  // An exception gives out what a rule found, and never a known secret.
  expect(text).toContain('Password=hunter2-really');
  expect(text).not.toMatch(/canary|anna|contoso|4711/);
  expect(JSON.stringify([events, opened])).not.toContain(secret);
  const user = /INFO (user-\d+) Common Execute - asked/.exec(text)?.[1] ?? '';
  expect(
    await handlers['bundle.restoreNames']({
      mapFile: result.mapFile,
      passphrase: 'a passphrase for names',
      text: `See ${user}.`,
    }),
  ).toEqual({ text: 'See anna.smith.', restored: 1, unknown: [] });
  await handlers['bundle.close']({ bundleId: opened.bundleId });
  for (const event of events)
    if (event.name === 'bundle.progress') expect(event.payload.bytesDone).toBeLessThanOrEqual(event.payload.bytesTotal);
}, 60_000);

it('hides the names of computers that the environments use, without a domain too and in every file', async () => {
  const { handlers } = services;
  const site = join(folder, 'site');
  const logs = join(site, 'Logs', '2026-11-21');
  await mkdir(logs, { recursive: true });
  await writeFile(join(site, 'Terrasoft.WebHost.dll'), '');
  await writeFile(
    join(site, 'ConnectionStrings.config'),
    '<connectionStrings><add name="db" connectionString="Data Source=SQLPROD02\\MAIN;User ID=sa;Password=a" />' +
      '<add name="redis" connectionString="host=cachehost;db=0;port=6379" /></connectionStrings>',
  );
  const said = [
    'creatio-web01 asked creatio-web01.contoso.zz and https://creatio-web01.contoso.zz/0',
    'IDSRV07 did not answer, OutProxy did; Creatio and Redis and identity are words',
    'a deadlock on SqlProd02, a timeout of cachehost, xcachehost stays',
    'the former ones: former-token-0, former-token-299',
    `grants: 9c41_opaque_finch and ${encodeURIComponent('refresh/finch+77+xyz')}`,
  ];
  await writeFile(
    join(logs, 'Common.log'),
    said.map((text) => `2026-11-21 10:00:01,000 [7] INFO x Common Execute - ${text}\r\n`).join(''),
  );
  const profile = await handlers['profiles.save']({
    profile: {
      ...settingDefaults,
      name: 'On creatio-web01',
      creatioUrl: 'https://creatio-web01.contoso.zz',
      platform: 'net',
      identityServiceUrl: 'http://idsrv07:8090',
      clientId: 'client',
      timeLimitSeconds: 5,
      logFolders: { creatio: site, identityService: null },
      proxy: { mode: 'manual', url: 'http://outproxy:3128', username: null, bypass: [] },
    },
    secrets: {},
  });
  // Only the test client knows that these are tokens; there may be many of them.
  const enter = handlers['client.enterToken'];
  for (let number = 0; number < 300; number += 1) {
    await enter({ profileId: profile.id, kind: 'access_token', value: `former-token-${number}` });
  }
  await enter({ profileId: profile.id, kind: 'access_token', value: '9c41_opaque_finch' });
  await enter({ profileId: profile.id, kind: 'refresh_token', value: 'refresh/finch+77+xyz' });
  const period = { kind: 'everything' };
  const found = await handlers['logs.find']({ profileId: profile.id, folders: [] });
  const configuration = found.sources.flatMap(({ kind, files }) => (kind === 'configuration' ? files : []));
  const chosen = { profileId: profile.id, files: 'all', configuration: configuration.map(({ id }) => id), period };
  const content: BundleContent = {
    profileId: profile.id,
    selection: calls['logs.estimate'].request.shape.selection.parse(chosen),
    include: { report: true, sessionId: null, oauthTraces: true, systemFacts: true },
    replace: ['user', 'email', 'ip', 'host', 'path', 'phone'],
    rules: [],
    exceptions: [],
    letter: { caseNumber: '', whatHappened: 'IDSRV07 is silent.', when: '', tried: 'Rebooted Creatio-Web01' },
  };
  const path = 'logs/creatio/2026-11-21/Common.log';
  const preview = await handlers['bundle.preview']({ content, path, offset: 0, seek: null });
  const names = /finch|former-token-\d|creatio-web01|idsrv07|outproxy|sqlprod02|\bcachehost/i;
  expect(JSON.stringify(preview)).not.toMatch(names);

  const target = { kind: 'own-folder' as const };
  const order = { content, trial: false, target, encryption: { kind: 'none' as const }, mapPassphrase: null };
  const made = await finished((await handlers['bundle.start'](order)).jobId);
  if (made.state !== 'done' || made.file === null) throw new Error(JSON.stringify(made));
  expect(made.skipped).not.toContainEqual(expect.objectContaining({ source: 'Further secrets' }));
  const { packedBytes } = await handlers['bundle.estimate'](content);
  expect(Math.abs(packedBytes / made.bytes - 1), `${packedBytes} of ${made.bytes}`).toBeLessThan(0.3);
  const { bundleId, files } = await handlers['bundle.open']({ path: made.file });
  const texts = new Map<string, string>();
  for (const file of files) {
    texts.set(file.path, (await handlers['bundle.read']({ bundleId, path: file.path, offset: 0 })).text);
  }
  await handlers['bundle.close']({ bundleId });
  expect([...texts.keys()]).toContain('configuration/ConnectionStrings.config');
  expect([...texts].filter(([, text]) => names.test(text))).toEqual([]);
  const [whole = '', words = '', others = ''] = (texts.get(path) ?? '').split('\r\n');
  const [, bare, full, inAddress] = /- (host-\d+) asked (host-\d+) and https:\/\/(host-\d+)\/0$/.exec(whole) ?? [];
  expect([bare === full, full === inAddress]).toEqual([false, true]);
  expect(words).toMatch(/- host-\d+ did not answer, host-\d+ did; Creatio and Redis and identity are words$/);
  expect(others).toMatch(/a deadlock on host-\d+, a timeout of host-\d+, xcachehost stays$/);
  expect(texts.get('letter.md')).toMatch(new RegExp(`Rebooted ${bare}\\b`));
}, 60_000);

it('tells how many secrets were left to the rules', async () => {
  const further = Array.from({ length: 2003 }, (_, number) => `secret-${number}`);
  const { values, skipped } = await knownSecrets({ environments: [], read: async () => null, further });
  expect(values).toEqual(further.slice(0, 2000));
  expect(skipped).toEqual([
    {
      source: 'Further secrets',
      reason:
        'The logs were searched for 2,000 known secrets, those of this environment first. 3 more were left to the rules.',
    },
  ]);
});

it('names a file in the preview and in a trial as in the estimate, of several servers too', async () => {
  const { handlers } = services;
  const folders = ['web-1', 'web-2'].map((name) => join(folder, 'copies', name));
  for (const [index, copy] of folders.entries()) {
    const logs = join(copy, 'Users', 'anna.smith', '2026-11-21');
    await mkdir(logs, { recursive: true });
    const entry = `2026-11-21 10:00:01,000 [7] INFO bob Common Execute - of server ${index + 1}\r\n`;
    await writeFile(join(logs, 'Common.log'), entry.repeat(index + 1));
  }
  const profile = await handlers['profiles.save']({
    profile: {
      ...settingDefaults,
      name: 'Two servers',
      creatioUrl: 'https://crm.example.com',
      platform: 'net',
      identityServiceUrl: null,
      clientId: null,
      timeLimitSeconds: 5,
    },
    secrets: {},
  });
  const content: BundleContent = {
    profileId: profile.id,
    selection: calls['logs.estimate'].request.shape.selection.parse({
      profileId: profile.id,
      folders,
      files: 'all',
      period: { kind: 'everything' },
    }),
    include: { report: false, sessionId: null, oauthTraces: false, systemFacts: false },
    replace: ['user', 'email', 'ip', 'host', 'path', 'phone'],
    rules: [],
    exceptions: [],
    letter: { caseNumber: '', whatHappened: '', when: '', tried: '' },
  };
  const { files } = await handlers['bundle.estimate'](content);
  const [first = '', second = ''] = files.map(({ path }) => path);
  expect([first, second]).toEqual([
    'logs/creatio/Users/anna.smith/2026-11-21/Common.log',
    'logs/creatio/Users/anna.smith/2026-11-21/Common-2.log',
  ]);
  for (const [path, said] of [
    [first, 'of server 1'],
    [second, 'of server 2'],
  ] as const) {
    const window = await handlers['bundle.preview']({ content, path, offset: 0, seek: null });
    expect(JSON.stringify(window)).toContain(said);
  }
  const target = { kind: 'own-folder' as const };
  const order = { content, trial: true, target, encryption: { kind: 'none' as const }, mapPassphrase: null };
  const trial = await finished((await handlers['bundle.start'](order)).jobId);
  if (trial.state !== 'done') throw new Error(JSON.stringify(trial));
  const lines = new Map(trial.files.map((file) => [file.path, file.lines]));
  expect([lines.get(first), lines.get(second)]).toEqual([1, 2]);
}, 60_000);
