import { describe, expect, it } from 'vitest';
import { routeInWords } from '../../../electron/net/index.ts';
import { parseBypass } from '../../../electron/net/proxy/bypass.ts';
import { environmentProxy } from '../../../electron/net/proxy/environment.ts';
import { parsePacResult } from '../../../electron/net/proxy/pac-result.ts';
import { createRoutes } from '../../../electron/net/proxy/routes.ts';
import { parseProxy } from '../../../electron/net/proxy/server.ts';
import type { ProxySettings } from '../../../electron/net/types.ts';

describe('the address of a proxy', () => {
  it.each([
    ['http://proxy:8080', 'http://proxy:8080'],
    ['proxy:8080', 'http://proxy:8080'],
    ['proxy', 'http://proxy:80'],
    ['HTTP://Proxy.Example.com', 'http://proxy.example.com:80'],
    ['https://proxy', 'https://proxy:443'],
    ['https://proxy:80', 'https://proxy:80'],
    ['http://proxy:443/', 'http://proxy:443'],
    ['socks5://proxy', 'socks5://proxy:1080'],
    ['socks5://proxy:80', 'socks5://proxy:80'],
    ['socks5h://[::1]:1080', 'socks5://[::1]:1080'],
    ['[2001:db8::1]:3128', 'http://[2001:db8::1]:3128'],
    ['user:secret@proxy:8080', 'http://proxy:8080'],
    ['  http://proxy:8080 ', 'http://proxy:8080'],
    ['http://прокси.example:8080', 'http://xn--h1adldfi.example:8080'],
  ])('%s is %s', (value, name) => {
    expect(parseProxy(value)?.name).toBe(name);
  });

  it.each([
    '',
    ' ',
    'ftp://proxy',
    'socks6://proxy',
    'http://',
    ':8080',
    'proxy:0',
    'proxy:99999',
    'http://user:12#3@proxy',
    'http://user:1/2@proxy',
    'http://user:1?2@proxy',
    'two words',
  ])('"%s" is none', (value) => {
    expect(parseProxy(value)).toBeNull();
  });

  it.each([
    ['http://user:p%40ss%3A@proxy', { username: 'user', password: 'p@ss:' }],
    ['http://user:p@ss@proxy', { username: 'user', password: 'p@ss' }],
    ['http://dom%5Cuser:100%25@proxy', { username: 'dom\\user', password: '100%' }],
    ['http://user:50%@proxy', { username: 'user', password: '50%' }],
    ['http://token@proxy', { username: 'token', password: '' }],
    ['http://proxy', null],
  ])('%s has its credentials, and shows none of them', (value, credentials) => {
    const server = parseProxy(value);
    expect(server?.credentials()).toEqual(credentials);
    expect(JSON.stringify(server)).not.toMatch(/ss|user|token|50/);
  });
});

describe('a bypass list', () => {
  it.each([
    [
      'crm.example.com',
      ['crm.example.com', 'CRM.Example.com.', 'www.crm.example.com'],
      ['example.com', 'xcrm.example.com'],
    ],
    ['.example.com', ['example.com', 'a.b.example.com'], ['notexample.com', 'example.com.evil.org']],
    ['*.example.com', ['a.example.com'], ['example.com', 'notexample.com']],
    ['example.com:8080', ['example.com:8080', 'a.example.com:8080'], ['example.com:80', 'example.com:8081']],
    ['*', ['anything', '10.0.0.1', '::1'], []],
    ['*:8080', ['anything:8080'], ['anything:80']],
    ['<local>', ['intranet', 'localhost'], ['intranet.example.com', '10.0.0.1', '::1']],
    ['10.0.0.1', ['10.0.0.1'], ['10.0.0.10', '10.0.0.1.example.com']],
    ['10.0.0.1:443', ['10.0.0.1:443'], ['10.0.0.1:80']],
    ['10.0.0.0/8', ['10.255.0.1'], ['11.0.0.1', '10.example.com']],
    ['2001:db8::/32', ['2001:db8:1::1'], ['2001:db9::1']],
    ['[fd00::]/8', ['fd12::1'], ['fe80::1']],
    ['::1', ['::1', '0:0:0:0:0:0:0:1'], ['::2']],
    ['[::1]:8080', ['[::1]:8080'], ['[::1]:80']],
    ['bücher.example', ['xn--bcher-kva.example'], ['bucher.example']],
    ['a.test, b.test c.test;d.test', ['a.test', 'b.test', 'c.test', 'd.test'], ['e.test']],
    ['', [], ['anything']],
  ])('%s', (list, inside, outside) => {
    const bypass = parseBypass([list]);
    const has = (place: string): boolean => {
      const [, host = '', port = '80'] = /^(\[.*\]|[^:]+|.*:.*:.*?)(?::(\d+))?$/.exec(place) ?? [];
      return place.includes('::') && !place.startsWith('[') ? bypass.has(place, 80) : bypass.has(host, Number(port));
    };
    expect(inside.filter((place) => !has(place))).toEqual([]);
    expect(outside.filter(has)).toEqual([]);
    expect(bypass.unreadable).toEqual([]);
  });

  it('tells what it cannot read, and goes on', () => {
    const bypass = parseBypass(['10.0.0.0/99', 'a*b.test', 'ok.test', '10.0.0.0/x', '[::1']);
    expect(bypass.unreadable).toEqual(['10.0.0.0/99', 'a*b.test', '10.0.0.0/x', '[::1']);
    expect(bypass.has('ok.test', 80)).toBe(true);
  });
});

describe('the variables of the environment', () => {
  it.each([
    ['http', { http_proxy: 'a:1', HTTP_PROXY: 'b:1', all_proxy: 'c:1' }, 'http_proxy', 'http://a:1'],
    ['http', { HTTP_PROXY: 'b:1', all_proxy: 'c:1' }, 'HTTP_PROXY', 'http://b:1'],
    ['http', { HTTP_PROXY: 'b:1', REQUEST_METHOD: 'GET', ALL_PROXY: 'socks5://c:1' }, 'ALL_PROXY', 'socks5://c:1'],
    ['http', { http_proxy: '', HTTP_PROXY: 'b:1' }, 'HTTP_PROXY', 'http://b:1'],
    ['https', { http_proxy: 'a:1', HTTPS_PROXY: 'https://b' }, 'HTTPS_PROXY', 'https://b:443'],
    ['https', { https_proxy: 'a:1', HTTPS_PROXY: 'b:1' }, 'https_proxy', 'http://a:1'],
    ['https', { all_proxy: 'c:1', ALL_PROXY: 'd:1' }, 'all_proxy', 'http://c:1'],
    ['https', { https_proxy: 'ftp://a', ALL_PROXY: 'd:1' }, 'https_proxy', undefined],
  ] as const)('for %s, %j: %s', (scheme, variables, variable, name) => {
    const found = environmentProxy(scheme, variables);
    expect([found?.variable, found?.server?.name]).toEqual([variable, name]);
  });

  it('name no proxy when none is set', () => {
    expect(environmentProxy('https', { http_proxy: 'a:1', all_proxy: ' ' })).toBeNull();
  });
});

it.each([
  ['DIRECT', ['direct']],
  ['PROXY a:8080; SOCKS5 b:1080 ;HTTPS c:443;DIRECT', ['http://a:8080', 'socks5://b:1080', 'https://c:443', 'direct']],
  ['PROXY a', ['http://a:80']],
  ['proxy [::1]:3128;SOCKS b', ['http://[::1]:3128', 'socks4://b:1080']],
  ['SOCKS4 a;SOCKS5 b:1', ['socks4://a:1080', 'socks5://b:1']],
  ['QUIC a:1; nonsense; PROXY', []],
  ['', []],
])('a script that answers %s', (answer, ways) => {
  expect(parsePacResult(answer).map((way) => way?.name ?? 'direct')).toEqual(ways);
});

describe('the route', () => {
  const words = async (settings: ProxySettings, url = 'https://crm.example.com/0'): Promise<string> => {
    const route = await createRoutes(settings).of(new URL(url));
    return `${routeInWords(route)}${route.problem === null ? '' : ` | ${route.problem.message}`}`;
  };
  const manual: ProxySettings = {
    mode: 'manual',
    url: 'http://proxy:8080',
    username: 'u',
    password: 'canary',
    bypass: ['.test'],
  };

  it.each<[string, ProxySettings, string | undefined, RegExp]>([
    ['none', { mode: 'none' }, undefined, /^direct: this environment uses no proxy$/],
    ['manual', manual, undefined, /^through the proxy http:\/\/proxy:8080 \(from the settings of this environment\)$/],
    ['manual', manual, 'http://crm.test/', /^direct: crm\.test is on the bypass list of this environment$/],
    ['manual', manual, 'http://localhost/', /^through the proxy/],
    [
      'manual',
      { ...manual, url: null },
      undefined,
      /^none: the environment is set to a proxy .*names no address.* \| The env/,
    ],
    ['manual', { ...manual, bypass: ['1/2'] }, undefined, /^through .* \| The bypass list .* holds "1\/2"/],
    [
      'environment',
      { mode: 'environment', variables: {} },
      undefined,
      /^direct: no environment variable names a proxy$/,
    ],
    [
      'environment',
      { mode: 'environment', variables: { http_proxy: 'p:1' } },
      'http://127.0.0.1/',
      /^through the proxy http:\/\/p:1 \(from the environment variable http_proxy\)$/,
    ],
    [
      'environment',
      { mode: 'environment', variables: { https_proxy: 'x://canary@p' } },
      undefined,
      /^direct: the environment variable https_proxy does not hold .* \| The environment/,
    ],
    [
      'environment',
      { mode: 'environment', variables: { https_proxy: 'p:1', NO_PROXY: 'example.com' } },
      undefined,
      /^direct: crm\.example\.com is on the bypass list in the environment variable NO_PROXY$/,
    ],
    ['system', { mode: 'system', variables: { https_proxy: 'p:1' } }, undefined, /^through the proxy http:\/\/p:1/],
    ...['localhost', 'a.localhost', '127.8.0.1', '[::1]', '169.254.1.1', '[fe80::1]'].map(
      (host): [string, ProxySettings, string, RegExp] => [
        'system',
        { mode: 'system', variables: { https_proxy: 'p:1' } },
        `https://${host}:8443/`,
        /^direct: .* is an address of this computer or its own link$/,
      ],
    ),
    [
      'system',
      { mode: 'system', resolveProxy: async () => 'PROXY p:1;DIRECT' },
      undefined,
      /^through the proxy http:\/\/p:1 \(from the proxy settings of the system\)$/,
    ],
    [
      'system',
      { mode: 'system', resolveProxy: async () => 'DIRECT' },
      undefined,
      /^direct: from the proxy settings of the system$/,
    ],
    [
      'system',
      { mode: 'system', resolveProxy: async () => 'QUIC a' },
      undefined,
      /^direct: .*no kind of proxy.* \| The system named/,
    ],
    [
      'system',
      { mode: 'system', resolveProxy: () => Promise.reject(new Error('no')) },
      undefined,
      /^direct: .* \| .*script may be faulty\. The console goes the direct way/,
    ],
  ])('%s (%#)', async (_mode, settings, url, expected) => {
    const told = await words(settings, url);
    expect(told).toMatch(expected);
    expect(told).not.toContain('canary');
  });

  it('is decided once for an origin, at once where nobody has to be asked', () => {
    const routes = createRoutes({ mode: 'system', variables: {} });
    const route = routes.of(new URL('https://crm.example.com/a'));
    expect(route).not.toBeInstanceOf(Promise);
    expect(routes.of(new URL('https://crm.example.com/b'))).toBe(route);
    expect(routes.of(new URL('https://crm.example.com:8443/b'))).not.toBe(route);
  });

  it('asks the system for the origin alone, never for the path', async () => {
    const asked: string[] = [];
    const resolveProxy = async (url: string) => {
      asked.push(url);
      return 'DIRECT';
    };
    const routes = createRoutes({ mode: 'system', resolveProxy });
    await Promise.all([routes.of(new URL('https://crm.test/?token=1')), routes.of(new URL('https://crm.test/2'))]);
    expect(asked).toEqual(['https://crm.test/']);
  });

  it('knows what must not be shown', () => {
    expect(createRoutes(manual).secrets).toEqual(['canary']);
    expect(createRoutes({ ...manual, url: 'http://a:own@proxy' } as ProxySettings).secrets).toEqual(['own']);
    const variables = { http_proxy: 'http://token@p', https_proxy: 'http://a:b@p' };
    expect(createRoutes({ mode: 'environment', variables }).secrets).toEqual(['token', 'b']);
    expect(createRoutes({ mode: 'system', variables, resolveProxy: async () => '' }).secrets).toEqual([]);
  });
});
