import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkConfiguration } from '../../../electron/configuration/index.ts';
import { answer } from '../../../electron/ipc/answer.ts';
import { configurationAsText } from '../../../shared/configuration-text.ts';
import type { ConfigurationReport } from '../../../shared/configuration.ts';
import { settingDefaults } from '../../../shared/profile.ts';
import {
  canaries,
  client,
  connectionStrings,
  nlogConfig,
  settings,
  webConfig,
  writeFiles,
  type Files,
} from '../../fixtures/configuration-folders.ts';
import { servicesIn } from '../../fixtures/console-services.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'creatio-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const rule = '<logger name="OAuth20" minlevel="Debug" writeTo="universalAppender" final="true" />';
const appSettings = (entries: string): string =>
  `<configuration>\n<appSettings>\n${entries}</appSettings>\n<system.web><machineKey validationKey="${canaries.machineKey}" /></system.web></configuration>`;

const framework: Files = {
  'ConnectionStrings.config': connectionStrings,
  'Web.Config': appSettings(''),
  'Terrasoft.WebApp/Web.config': appSettings(''),
  'Terrasoft.WebApp/nlog.config': nlogConfig(rule),
  'Terrasoft.WebApp/nlog.targets.config': '<nlog/>',
};

async function check(files: Files): Promise<ConfigurationReport> {
  await writeFiles(folder, files);
  const report = await checkConfiguration({
    folder,
    environment: {
      creatioUrl: 'https://crm.example.com:5002',
      identityServiceUrl: null,
      creatioVersion: null,
      clients: [],
    },
  });
  for (const canary of Object.values(canaries)) expect(JSON.stringify(report)).not.toContain(canary);
  return report;
}
const told = (report: ConfigurationReport): string[] =>
  report.files.flatMap(({ name, findings }) =>
    findings.map(({ status, line, summary }) => `${name}:${line ?? ''} ${status} ${summary}`),
  );

it('reads a Creatio on .NET Framework, whatever the case of its names', async () => {
  const report = await check(framework);
  expect(report).toMatchObject({
    kind: 'creatio-net-framework',
    headline: expect.stringContaining('shows no problem'),
  });
  expect(told(report)).toEqual([
    'ConnectionStrings.config:3 pass The connection string db is there. Whether it works was not tried.',
    'ConnectionStrings.config:4 pass The connection string redis is there. Whether it works was not tried.',
    expect.stringMatching(/^web\.config: pass .*no switch for OAuth 2\.0/),
    expect.stringMatching(/^Terrasoft\.WebApp\/web\.config: pass/),
    expect.stringMatching(/^Terrasoft\.WebApp\/nlog\.config:5 pass The logger OAuth20 has a rule of its own/),
    'Terrasoft.WebApp/nlog.targets.config: pass The file is sound.',
  ]);
});

it.each<[string, Files, RegExp]>([
  [
    'a switch that is off',
    { 'Web.Config': appSettings('<add key="Feature-EnableOAuth20Integration" value="false" />') },
    /^web\.config:3 fail Feature-EnableOAuth20Integration is switched off/,
  ],
  [
    'a missing connection',
    { 'ConnectionStrings.config': connectionStrings.replace('name="redis"', 'name="other"') },
    /fail There is no connection string with the name redis/,
  ],
  [
    'an empty connection',
    {
      'ConnectionStrings.config':
        '<connectionStrings><add name="db" connectionString=""/><add name="redis" connectionString="host=x"/></connectionStrings>',
    },
    /:1 fail The connection string db is empty/,
  ],
  [
    'an ampersand in a password',
    { 'ConnectionStrings.config': connectionStrings.replace('canary-redis', 'a&canary-redis') },
    /^ConnectionStrings\.config:4 fail The XML is broken at line 4\. An & stands alone/,
  ],
  [
    'a document type',
    { 'ConnectionStrings.config': `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>\n${connectionStrings}` },
    /fail The XML is broken at line 1\. A document type is not read/,
  ],
  [
    'no rule for OAuth',
    { 'Terrasoft.WebApp/nlog.config': nlogConfig('') },
    /pass There is no rule for the logger OAuth20/,
  ],
  [
    'logs that are off',
    { 'Terrasoft.WebApp/nlog.config': nlogConfig(rule).replace('autoReload', 'globalThreshold="Off" autoReload') },
    /fail globalThreshold is Off/,
  ],
  [
    'no log rules',
    { 'Terrasoft.WebApp/nlog.config': null },
    /^Terrasoft\.WebApp\/nlog\.config: fail .* is missing\. It comes with the install files/,
  ],
])('finds %s', async (_what, files, found) => {
  expect(told(await check({ ...framework, ...files }))).toContainEqual(expect.stringMatching(found));
});

it('reads a Creatio on .NET, and compares where it listens', async () => {
  const files: Files = {
    'Terrasoft.WebHost.dll': '',
    'ConnectionStrings.config': connectionStrings,
    'nlog.config': nlogConfig(''),
    'nlog.targets.config': '<nlog/>',
    'web.config': webConfig(true),
    'appsettings.json': '{\n"Kestrel": { "Endpoints": {\n"Https": { "Url": "https://::5002" } } } }',
  };
  const report = await check(files);
  expect(report.kind).toBe('creatio-net');
  expect(told(report)).toContainEqual(
    'appsettings.json:3 pass The settings let Creatio listen on port 5002, as this environment has it.',
  );
});

it('compares with the secrets of the environment, and hands none of them on', async () => {
  await writeFiles(folder, { 'appsettings.json': JSON.stringify(settings), 'web.config': webConfig(false) });
  const lines: string[] = [];
  const services = servicesIn(path.join(folder, 'data'), { log: (line) => lines.push(line) });
  try {
    const { id } = await services.handlers['profiles.save']({
      profile: {
        ...settingDefaults,
        name: 'Own',
        creatioUrl: 'https://crm.example.com',
        platform: 'auto',
        identityServiceUrl: null,
        clientId: client.ClientId,
        timeLimitSeconds: 5,
      },
      secrets: { 'client-secret': { action: 'set', value: canaries.clientSecret } },
      keepSecrets: 'session',
    });
    const call = (place: string) =>
      answer(services.handlers, 'configuration.check', { profileId: id, folder: place }, (line) => lines.push(line));
    const reply = await call(folder);
    expect(JSON.stringify(reply)).toContain('are the same as in Clients');
    const refused = await call(path.join(folder, 'none'));
    expect(refused).toMatchObject({ ok: false, error: { code: 'folder-unreadable' } });
    for (const canary of Object.values(canaries)) expect(JSON.stringify([reply, refused])).not.toContain(canary);
    expect(lines).toEqual([]);
  } finally {
    await services.close();
  }
});

it('finds the Identity Service that lies in a folder of a Creatio, whatever it is called, and follows no link to one', async () => {
  const service = {
    'IdentityService.dll': '',
    'appsettings.json': JSON.stringify({ ...settings, DbProvider: 'Oracle' }),
    'web.config': webConfig(true),
  };
  const elsewhere = await mkdtemp(path.join(tmpdir(), 'elsewhere-'));
  try {
    await writeFiles(elsewhere, service);
    await symlink(elsewhere, path.join(folder, 'IdentityLinked'), 'dir');
    const inside = Object.fromEntries(Object.entries(service).map(([name, text]) => [`OAuth/${name}`, text]));
    const report = await check({ ...framework, ...inside, 'Backup/readme.txt': '' });
    expect(report.kind).toBe('creatio-net-framework');
    expect(report.headline).toContain('Creatio on .NET Framework with its Identity Service in OAuth has');
    expect(report.files.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['ConnectionStrings.config', 'OAuth/appsettings.json', 'OAuth/web.config']),
    );
    expect(report.files.some(({ name }) => name.startsWith('IdentityLinked'))).toBe(false);
    expect(told(report).join('\n')).toMatch(/^OAuth\/appsettings\.json:\d+ fail .*DbProvider/m);
    const text = configurationAsText(report);
    expect(text).toContain(report.headline);
    expect(text).toMatch(/^OAuth\/appsettings\.json$/m);
    expect(text).toMatch(/^- Problem: .*DbProvider.* \(line \d+\)$/m);
    for (const canary of Object.values(canaries)) expect(text).not.toContain(canary);
  } finally {
    await rm(elsewhere, { recursive: true, force: true });
  }
});
