import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkConfiguration, type Environment } from '../../../electron/configuration/index.ts';
import { configurationReportSchema, type ConfigurationReport } from '../../../shared/configuration.ts';
import { loadCatalogue } from '../../../shared/remediation/index.ts';
import {
  canaries,
  client,
  makeSigningPfx,
  runtimeConfig,
  settings,
  webConfig,
  writeFiles,
  type Files,
} from '../../fixtures/configuration-folders.ts';

const catalogue = await loadCatalogue();
let folder: string;
let pfx: Buffer;

beforeAll(async () => {
  pfx = await makeSigningPfx(200);
});
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'configuration-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const environment: Environment = {
  creatioUrl: 'https://crm.example.com',
  identityServiceUrl: 'https://identity.example.com:8090',
  creatioVersion: '8.3.1',
  clients: [{ clientId: client.ClientId, secret: canaries.clientSecret, problem: null }],
};

const sound = (): Files => ({
  'appsettings.json': JSON.stringify(settings, null, 2),
  'web.config': webConfig(true),
  'IdentityService.dll': '',
  'IdentityService.runtimeconfig.json': runtimeConfig('8.0.22'),
  'openssl.pfx': pfx,
});

async function check(files: Files = {}, part: Partial<Environment> = {}): Promise<ConfigurationReport> {
  await writeFiles(folder, { ...sound(), ...files });
  const report = await checkConfiguration({ folder, environment: { ...environment, ...part } });
  expect(configurationReportSchema.parse(report)).toEqual(report);
  const text = JSON.stringify(report);
  for (const canary of Object.values(canaries)) expect(text).not.toContain(canary);
  for (const { remediation } of report.files.flatMap(({ findings }) => findings)) {
    if (remediation !== null) expect(catalogue.find(remediation, { platform: 'auto' }), remediation).not.toBeNull();
  }
  return report;
}
const changed = (part: object): Files => ({ 'appsettings.json': JSON.stringify({ ...settings, ...part }, null, 2) });
const changedClient = (part: object): Files => changed({ Clients: JSON.stringify([{ ...client, ...part }]) });

/** What is not as it should be, each as file, line, entry and sentence. */
const problems = (report: ConfigurationReport): string[] =>
  report.files.flatMap(({ name, findings }) =>
    findings
      .filter(({ status }) => status === 'fail' || status === 'warn')
      .map(({ status, line, remediation, summary }) => `${name}:${line ?? ''} ${status} ${remediation} ${summary}`),
  );

it('finds nothing wrong with a sound configuration, and says what it looked at', async () => {
  const report = await check();
  expect(problems(report)).toEqual([]);
  expect(report).toMatchObject({
    kind: 'identity-service',
    headline: 'The configuration of this Identity Service shows no problem.',
  });
  expect(report.files.map(({ name, state }) => `${name} ${state}`)).toEqual([
    'appsettings.json read',
    'openssl.pfx read',
    'web.config read',
    'IdentityService.runtimeconfig.json read',
  ]);
  const text = JSON.stringify(report);
  expect(text).toContain('The client id and the secret of this environment are the same as in Clients.');
  expect(text).toContain('built for .NET 8.0.22, as Creatio 8.3.1 wants it');
});

describe('the file', () => {
  it.each<[string, string | Buffer, RegExp | null]>([
    ['with a mark', `\uFEFF${JSON.stringify(settings)}`, null],
    ['in UTF-16', Buffer.from(`\uFEFF${JSON.stringify(settings)}`, 'utf16le'), null],
    [
      'with comments and commas',
      `// first\n{ /* here */ "Extra": [1, 2, ], ${JSON.stringify(settings).slice(1, -1)}, }`,
      null,
    ],
    [
      'with a broken line',
      '{\n  "DbProvider": "Postgres"\n  "Clients": ""\n}',
      /:3 fail configuration-json-broken The JSON is broken at line 3, character 3\. A comma/,
    ],
    [
      'with single backslashes',
      '{\n"X509CertificatePath": "C:\\IdentityService\\openssl.pfx"}',
      /:2 fail configuration-json-broken .*A backslash escapes nothing/,
    ],
    [
      'with bare quotation marks in Clients',
      '{\n\n"Clients": "[{"ClientId":"x"}]"}',
      /:3 fail configuration-json-broken .*quotation mark within a text/,
    ],
    [
      'cut off',
      `{"DbProvider": "Postgres", "DatabaseConnectionString": "${canaries.databasePassword}`,
      /:1 fail configuration-json-broken .*never ends/,
    ],
    ['empty', '', /fail configuration-json-broken .*The text is empty/],
    [
      'with a name twice',
      '{"DbProvider":"Postgres",\n"dbprovider":"Postgres"}',
      /:2 fail configuration-json-broken A name stands twice/,
    ],
    ['nested without end', '['.repeat(100_000), /nested more than 64/],
  ])('%s', async (_what, content, found) => {
    const own = problems(await check({ 'appsettings.json': content }));
    if (found === null) expect(own).toEqual([]);
    else expect(own[0]).toMatch(found);
  });

  it('that is missing is named, with where it comes from', async () => {
    const own = problems(
      await check({ 'appsettings.json': null, 'web.config': null, 'IdentityService.runtimeconfig.json': null }),
    );
    expect(own).toEqual([
      expect.stringMatching(/^appsettings\.json: fail configuration-file-missing .*IdentityService\.zip/),
      expect.stringMatching(/^web\.config: fail configuration-file-missing .*IIS does not start/),
      expect.stringMatching(/^IdentityService\.runtimeconfig\.json: fail configuration-file-missing/),
    ]);
  });

  it('that is a link, a folder or far too large is not read', async () => {
    const outside = path.join(folder, 'outside.json');
    await writeFile(outside, JSON.stringify({ DbProvider: canaries.clientSecret }));
    await symlink(outside, path.join(folder, 'appsettings.json'));
    await mkdir(path.join(folder, 'web.config'));
    const large = Buffer.alloc(5 * 1024 * 1024, ' ');
    const own = problems(
      await check({ 'appsettings.json': null, 'web.config': null, 'IdentityService.runtimeconfig.json': large }),
    );
    expect(own).toEqual([
      expect.stringContaining('it is a link to another place, which is not followed'),
      expect.stringContaining('it is no regular file'),
      expect.stringContaining('it is larger than 4 MiB'),
    ]);
  });

  it('of a certain environment stands above', async () => {
    const own = problems(await check({ 'appsettings.Production.json': '{"DbProvider":"Postgres"}' }));
    expect(own).toEqual([expect.stringMatching(/^appsettings\.Production\.json: warn .*stand above those/)]);
  });
});

describe('Clients', () => {
  it.each<[string, Files, RegExp[]]>([
    ['missing', changed({ Clients: undefined }), [/fail configuration-clients Clients is missing/]],
    [
      'broken within',
      changed({ Clients: `[{"ClientId":"x" "Secrets":["${canaries.clientSecret}"]}]` }),
      [/:4 fail configuration-clients The JSON within the text of Clients is broken at its character 18\. A comma/],
    ],
    ['not a text', changed({ Clients: [client] }), [/fail configuration-clients Clients is written as JSON itself/]],
    ['no list', changed({ Clients: '"x"' }), [/is no list/, /client-differs/]],
    ['empty', changed({ Clients: '[]' }), [/The list in Clients is empty/, /client-differs/]],
    [
      'with a short id',
      changedClient({ ClientId: 'short' }),
      [
        /warn configuration-client-values The ClientId of the client has 5 characters; the documents give 16/,
        /client-differs No client/,
      ],
    ],
    [
      'with another case of the id',
      changedClient({ ClientId: client.ClientId.toLowerCase() }),
      [/client-differs .* differs from the one in Clients in upper and lower case/],
    ],
    [
      'with a short secret',
      changedClient({ Secrets: ['canary-client-secret-0123456789a'.slice(0, 31)] }),
      [
        /warn configuration-client-values The secret of the client has 31 characters/,
        /client-differs .* 31 characters in the file, 32 here/,
      ],
    ],
    [
      'with a secret that is too long',
      changedClient({ Secrets: ['x'.repeat(101)] }),
      [/fail .*refuses more than 100/, /client-differs/],
    ],
    [
      'with a space behind the secret',
      changedClient({ Secrets: [`${canaries.clientSecret} `] }),
      [/fail .*begins or ends with a space/, /33 characters in the file, 32 here/],
    ],
    [
      'without a secret',
      changedClient({ Secrets: [] }),
      [/fail .*has no secret/, /no characters in the file, 32 here/],
    ],
    [
      'without client_credentials',
      changedClient({ AllowedGrantTypes: ['implicit'] }),
      [/fail .*lacks the grant type client_credentials\./],
    ],
    [
      'without the other grant',
      changedClient({ AllowedGrantTypes: ['client_credentials'] }),
      [/warn .*lacks the grant type implicit\./],
    ],
    [
      'with few scopes',
      changedClient({ AllowedScopes: 'IdentityServerApi find_clients' }),
      [/warn .*lacks the scopes register_own_resource, get_resource_list/],
    ],
    ['with tokens for a week', changedClient({ AccessTokenLifetime: 604_800 }), [/warn .*604800 seconds/]],
    ['with secrets as objects', changedClient({ Secrets: [{ Value: canaries.clientSecret }] }), []],
  ])('%s', async (_what, files, found) => {
    const own = problems(await check(files));
    expect(own).toHaveLength(found.length);
    for (const [index, pattern] of found.entries()) expect(own[index]).toMatch(pattern);
  });

  it('that cannot be compared says so', async () => {
    const unread = { clientId: client.ClientId, secret: null, problem: 'The keychain is locked.' };
    expect(JSON.stringify(await check({}, { clients: [unread] }))).toContain(
      'could not be compared. The keychain is locked.',
    );
    const unset = { clientId: client.ClientId, secret: null, problem: null };
    expect(JSON.stringify(await check({}, { clients: [unset] }))).toContain('because none is stored here');
  });
});

describe('the database', () => {
  it.each<[string, object, RegExp]>([
    ['unknown', { DbProvider: 'Oracle' }, /:2 fail configuration-database DbProvider is "Oracle", which is not known/],
    [
      'a connection string in the wrong place',
      { DbProvider: settings.DatabaseConnectionString },
      /DbProvider is a text of \d+ characters/,
    ],
    ['as other tools write it', { DbProvider: 'MsSql' }, /warn configuration-database DbProvider is "MsSql"/],
    ['missing', { DbProvider: undefined }, /fail configuration-database DbProvider is missing/],
    ['of another kind', { DbProvider: 'Postgres' }, /written for Microsoft SQL Server, while DbProvider is Postgres/],
    [
      'without a connection',
      { DatabaseConnectionString: '' },
      /fail configuration-database There is no connection string/,
    ],
    ['without a server', { DatabaseConnectionString: `Password=${canaries.databasePassword}` }, /names no server/],
  ])('%s', async (_what, part, found) => {
    const own = problems(await check(changed(part)));
    expect(own).toEqual([expect.stringMatching(found)]);
  });
});

describe('the PFX', () => {
  it.each<[string, () => Promise<Files> | Files, RegExp]>([
    [
      'missing',
      () => ({ 'openssl.pfx': null }),
      /^openssl\.pfx:5 fail configuration-certificate-missing The file openssl\.pfx that .* is not/,
    ],
    [
      'no path',
      () => changed({ X509CertificatePath: '' }),
      /fail configuration-certificate-missing X509CertificatePath in appsettings\.json is missing or empty/,
    ],
    [
      'a path with a swallowed backslash',
      () => ({ 'appsettings.json': JSON.stringify(settings).replace('\\\\openssl', '\\nopenssl') }),
      /holds a control character/,
    ],
    [
      'a short path',
      () => changed({ X509CertificatePath: 'openssl.pfx' }),
      /warn configuration-certificate-missing .*no full path/,
    ],
    [
      'damaged',
      () => ({ 'openssl.pfx': Buffer.from('not a pfx') }),
      /fail configuration-certificate-unusable The PFX is no PFX/,
    ],
    [
      'another password',
      () => changed({ X509CertificatePassword: 'another' }),
      /fail configuration-certificate-unusable The PFX cannot be opened with the password/,
    ],
    [
      'expired',
      async () => ({ 'openssl.pfx': await makeSigningPfx(-3) }),
      /fail configuration-certificate-expired The certificate in the PFX expired on/,
    ],
    [
      'about to expire',
      async () => ({ 'openssl.pfx': await makeSigningPfx(9) }),
      /warn configuration-certificate-expired .* expires in 9 days/,
    ],
  ])('%s', async (_what, files, found) => {
    const own = problems(await check(await files()));
    expect(own).toEqual([expect.stringMatching(found)]);
  });

  it('is read where the configuration says, on this machine alone', async () => {
    const elsewhere = path.join(folder, 'keys', 'signing.pfx');
    const files = { ...changed({ X509CertificatePath: elsewhere }), 'keys/signing.pfx': pfx, 'openssl.pfx': null };
    expect(problems(await check(files))).toEqual([]);
    const share = { ...changed({ X509CertificatePath: '\\\\attacker\\share\\openssl.pfx' }), 'openssl.pfx': pfx };
    const report = await check(share);
    expect(problems(report)).toEqual([]);
    expect(JSON.stringify(report)).toContain('names another place; the file openssl.pfx of this folder');
  });

  it('with an ECDSA key works from 8.2.3 on', async () => {
    expect(
      problems(
        await check({ 'IdentityService.runtimeconfig.json': runtimeConfig('8.0.10') }, { creatioVersion: '8.2.2' }),
      ),
    ).toEqual([expect.stringMatching(/fail configuration-certificate-unusable .*works from Creatio 8\.2\.3 on/)]);
  });
});

describe('logs, addresses and the runtime', () => {
  it.each<[string, Files, Partial<Environment>, RegExp]>([
    [
      'stdout off',
      { 'web.config': webConfig(false) },
      {},
      /^web\.config:9 warn identity-service-logging stdout logging is off/,
    ],
    [
      'level Trace',
      changed({ Logging: { LogLevel: { Default: 'Trace' } } }),
      {},
      /warn configuration-log-level .*whole tokens/,
    ],
    [
      'an unknown level',
      changed({ Logging: { LogLevel: { Default: 'Verbose' } } }),
      {},
      /warn configuration-log-level .*"Verbose"/,
    ],
    [
      'another port',
      changed({ Urls: 'http://+:80;https://*:8443' }),
      {},
      /warn configuration-address-differs .*port 80, 8443, while this environment has port 8090/,
    ],
    [
      'another scheme',
      changed({ Kestrel: { Endpoints: { Http: { Url: 'http://::8090' } } } }),
      {},
      /by http, while this environment has https/,
    ],
    [
      'https in discovery',
      changed({ ForceHttpsSchemeInRequests: true }),
      { identityServiceUrl: 'http://identity.example.com:8090' },
      /warn configuration-address-differs ForceHttps/,
    ],
    [
      'an older runtime',
      { 'IdentityService.runtimeconfig.json': runtimeConfig('6.0.15') },
      {},
      /fail configuration-runtime-differs .*built for \.NET 6\.0\.15, while that of Creatio 8\.3\.1 is for \.NET 8/,
    ],
    ['no aspNetCore', { 'web.config': '<configuration/>' }, {}, /fail configuration-web-config .*no aspNetCore/],
    [
      'broken XML',
      { 'web.config': '<configuration>\n<a>\n</b></configuration>' },
      {},
      /^web\.config:3 fail configuration-xml-broken/,
    ],
  ])('%s', async (_what, files, part, found) => {
    const own = problems(await check(files, part));
    expect(own).toEqual([expect.stringMatching(found)]);
  });

  it.each([
    ['8.0.7', '2.2.0'],
    ['8.0.8', '6.0.15'],
    ['8.2.0', '6.0.15'],
    ['8.2.1', '8.0.10'],
    ['10.0', '8.0.22'],
  ])('the runtime of Creatio %s is %s', async (creatioVersion, runtime) => {
    const report = await check({ 'IdentityService.runtimeconfig.json': runtimeConfig(runtime) }, { creatioVersion });
    expect(problems(report).filter((each) => each.includes('runtime'))).toEqual([]);
  });
});

it.each([
  ['', 'folder-unreadable'],
  ['relative/folder', 'folder-unreadable'],
  ['\\\\.\\PhysicalDrive0', 'folder-unreadable'],
  ['/no/such/folder', 'folder-unreadable'],
  [path.join(process.cwd(), 'package.json'), 'folder-unreadable'],
  [path.join(process.cwd(), 'docs'), 'folder-unknown'],
])('refuses %j with a sentence', async (place, code) => {
  await expect(checkConfiguration({ folder: place, environment })).rejects.toMatchObject({
    name: 'UserError',
    code,
    message: expect.stringMatching(/\.$/),
  });
});
