import { describe, expect, it } from 'vitest';
import { clioSettingsFile } from '../../../electron/transfer/clio/find.ts';
import { parseLenientJson } from '../../../electron/transfer/clio/json.ts';
import { readImport } from '../../../electron/transfer/index.ts';

const canary = 'canary-8c40-secret';
const read = (content: unknown) =>
  readImport(
    new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content)),
    '/c/appsettings.json',
  );
const one = (environment: object) => read({ Environments: { dev: environment } }).environments[0];

describe('where clio keeps its settings', () => {
  it.each([
    [
      'win32',
      { LOCALAPPDATA: 'C:\\Users\\a\\AppData\\Local', HOME: '/h' },
      'C:\\Users\\a\\AppData\\Local\\creatio\\clio\\appsettings.json',
    ],
    ['darwin', { HOME: '/Users/a', LOCALAPPDATA: 'C:\\x' }, '/Users/a/creatio/clio/appsettings.json'],
    ['linux', { HOME: '/home/a' }, '/home/a/creatio/clio/appsettings.json'],
    ['linux', { HOME: '/home/a', CLIO_HOME: '/srv/clio' }, '/srv/clio/appsettings.json'],
    ['win32', { LOCALAPPDATA: 'C:\\L', CLIO_HOME: 'D:\\clio' }, 'D:\\clio\\appsettings.json'],
    ['linux', { HOME: '/home/a', CLIO_HOME: '  ' }, '/home/a/creatio/clio/appsettings.json'],
    ['win32', { HOME: '/h' }, null],
    ['linux', {}, null],
  ] as const)('on %s with %o', (platform, environment, file) => {
    expect(clioSettingsFile(environment, platform)).toBe(file);
  });
});

describe("clio's settings", () => {
  it('become environments', () => {
    const { source, environments, refused, notes, unlock } = read({
      $schema: './schema.json',
      ActiveEnvironmentKey: 'prod',
      Autoupdate: false,
      Environments: {
        prod: {
          Uri: 'https://CRM.example.com:443/0/',
          Login: 'Supervisor',
          Password: 'canary-password',
          Maintainer: 'Customer',
          IsNetCore: false,
          Safe: true,
          ClientId: 'A1B2C3D4E5F6A7B8',
          ClientSecret: canary,
          AuthAppUri: 'https://identity.example.com:8090/connect/token',
          EnvironmentPath: 'C:\\inetpub\\wwwroot\\crm',
          WorkspacePathes: '',
          DeveloperModeEnabled: null,
        },
        dev: { Uri: 'http://localhost:5001', IsNetCore: true, ClientId: '', ClientSecret: '', EnvironmentPath: '' },
      },
    });
    expect([source, refused, unlock]).toEqual(['clio', [], null]);
    expect(environments.map(({ settings }) => settings)).toEqual([
      {
        name: 'prod',
        creatioUrl: 'https://crm.example.com',
        platform: 'net-framework',
        production: true,
        clientId: 'A1B2C3D4E5F6A7B8',
        identityServiceUrl: 'https://identity.example.com:8090',
        logFolders: { creatio: 'C:\\inetpub\\wwwroot\\crm' },
      },
      { name: 'dev', creatioUrl: 'http://localhost:5001', platform: 'net' },
    ]);
    expect(environments.map(({ secrets }) => [...secrets])).toEqual([[['client-secret', canary]], []]);
    expect(environments.map((each) => each.notes)).toEqual([
      ['The active environment of clio.', 'The address was understood as https://crm.example.com.'],
      [],
    ]);
    expect(notes.join(' ')).toMatch(
      /plain text in \/c\/appsettings\.json.*does not change that file.*login and password/,
    );
    expect(notes.join(' ')).not.toContain('canary');
  });

  it('are read as .NET reads them: names in any case, comments, commas at the end, words for values', () => {
    const { environments, refused } = read(`\ufeff// settings
    {
      /* the old template */
      "environments": {
        "dev": { "uri": "http://localhost:82/studio//", "isnetcore": "True", "safe": 1, "clientid": 12345, "clientSecret": "a//b,}\\"/*c", }, // "x": {
        "autoupdate": true,
      },
    }`);
    expect(environments).toHaveLength(1);
    expect(environments[0]?.settings).toEqual({
      name: 'dev',
      creatioUrl: 'http://localhost:82/studio',
      platform: 'net',
      production: true,
      clientId: '12345',
    });
    expect(environments[0]?.secrets.get('client-secret')).toBe('a//b,}"/*c');
    expect(refused).toEqual([{ name: 'autoupdate', reason: 'It is not a set of settings.' }]);
  });

  it('that cannot be understood are listed with the reason, and the rest comes in', () => {
    const { environments, refused } = read({
      Environments: {
        good: { Uri: 'https://crm.example.com' },
        none: null,
        list: [],
        nowhere: { Login: 'Supervisor' },
        number: { Uri: true },
        ftp: { Uri: 'ftp://crm.example.com' },
        password: { Uri: 'https://user:canary-in-url@crm.example.com' },
        spaces: { Uri: 'https://crm example.com' },
        long: { Uri: `https://crm.example.com/${'é'.repeat(1_900)}` },
        'bell\u0007': { Uri: 'https://crm.example.com' },
        ['x'.repeat(201)]: { Uri: 'https://crm.example.com' },
      },
    });
    expect(environments.map(({ settings }) => settings.name)).toEqual(['good']);
    expect(refused.map(({ name }) => name.slice(0, 8))).toEqual([
      'none',
      'list',
      'nowhere',
      'number',
      'ftp',
      'password',
      'spaces',
      'long',
      'bell\u0007',
      'xxxxxxxx',
    ]);
    for (const { reason } of refused) expect(reason).toMatch(/^It.*\.$/);
    expect(JSON.stringify(refused)).not.toContain('canary');
  });

  it('come in without what of them cannot be used', () => {
    expect(one({ Uri: 'crm.example.com', AuthAppUri: 'not an address' })).toMatchObject({
      settings: { creatioUrl: 'https://crm.example.com' },
      notes: ['The address was understood as https://crm.example.com.', expect.stringContaining('AuthAppUri')],
    });
    expect(one({ Uri: 'https://a.example', ClientSecret: canary })).toMatchObject({
      notes: [expect.stringContaining('client id')],
      secrets: new Map(),
    });
    expect(one({ Uri: 'https://a.example', ClientId: 'x'.repeat(300), ClientSecret: canary })?.secrets.size).toBe(0);
    expect(one({ Uri: 'https://a.example', ClientId: 'a', ClientSecret: 'x'.repeat(4_001) })?.secrets.size).toBe(0);
    expect(one({ Uri: 'https://a.example', IsNetCore: null, Safe: 'perhaps' })?.settings).toEqual({
      name: 'dev',
      creatioUrl: 'https://a.example',
    });
    expect(one({ Uri: 'https://a.example/0/Shell/', EnvironmentPath: 'a\u0000b' })?.settings).toEqual({
      name: 'dev',
      creatioUrl: 'https://a.example',
      platform: 'net-framework',
    });
  });

  it('keep a secret exactly as it stands', () => {
    expect(one({ Uri: 'https://a.example', ClientId: ' a ', ClientSecret: ' s ' })?.secrets.get('client-secret')).toBe(
      ' s ',
    );
  });

  it('may be called like parts of the language', () => {
    const { environments } = read(
      '{"Environments":{"__proto__":{"Uri":"https://a.example"},"constructor":{"Uri":"https://b.example"}}}',
    );
    expect(environments.map(({ settings }) => settings.name)).toEqual(['__proto__', 'constructor']);
    expect({}).not.toHaveProperty('Uri');
  });

  it('without an environment are refused with a sentence', () => {
    expect(() => read({ Environments: {} })).toThrow('lists no environment');
    expect(() => read({ ActiveEnvironmentKey: 'dev' })).toThrow('another program');
    expect(() => read({ Environments: ['dev'] })).toThrow('another program');
  });
});

describe('lenient JSON', () => {
  it.each([
    ['[1,2,]', [1, 2]],
    ['{"a":[1, /* x */ , ], // y\n}', undefined],
    ['{"a": 1, // y\n}', { a: 1 }],
    ['[",]", "//", "/*", "\\"",]', [',]', '//', '/*', '"']],
    ['[1,,]', undefined],
    ['["cut', undefined],
    ['/* cut', undefined],
    ['["\\', undefined],
    ['[1] / 2', undefined],
  ])('%s', (text, value) => {
    expect(parseLenientJson(text)).toEqual(value);
  });

  it('takes no time that grows faster than the file', () => {
    for (const part of ['"', '/', ',', '//', '/*', '\\', '[{', ' '])
      expect(parseLenientJson(part.repeat(500_000))).toBeUndefined();
  });
});
