import { assert, domain, oneof, property, string, webUrl } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proxySchema } from '../../shared/profile-schema.ts';
import { parseProxyAddress } from '../../shared/proxy-address.ts';
import { parseBypassList, parseCreatioVersion, parsePath } from '../../shared/typed-settings.ts';

describe('the address of a proxy', () => {
  it.each([
    ['proxy.example.com:8080', 'http://proxy.example.com:8080'],
    ['proxy:3128', 'http://proxy:3128'],
    ['http://proxy.example.com:80/', 'http://proxy.example.com:80'],
    ['HTTPS://Proxy.Example.com', 'https://proxy.example.com'],
    [' "http://10.0.0.8:8080" ', 'http://10.0.0.8:8080'],
    ['socks5h://proxy:1081', 'socks5://proxy:1081'],
    ['socks://proxy', 'socks5://proxy:1080'],
    ['[2001:db8::1]:8080', 'http://[2001:db8::1]:8080'],
    ['PROXY proxy.example.com:8080; DIRECT', 'http://proxy.example.com:8080'],
    ['SOCKS5 proxy:1080', 'socks5://proxy:1080'],
    ['http=a.example.com:8080;https=b.example.com:8443', 'http://b.example.com:8443'],
    ['http://proxy:8080/path', 'http://proxy:8080'],
  ])('%s is understood as %s', (text, url) => {
    const parsed = parseProxyAddress(text);
    expect(parsed).toMatchObject({ ok: true, url, username: null, password: null });
    expect(proxySchema.shape.url.parse(url)).toBe(url);
  });

  it.each([
    ['http://ann:pa%40ss%3A%2F@proxy:8080', 'ann', 'pa@ss:/'],
    ['ann:p@ss/word#1@proxy:8080', 'ann', 'p@ss/word#1'],
    ['socks5://ann@proxy:1080', 'ann', null],
    ['DOMAIN\\ann:secret@proxy:8080', 'DOMAIN\\ann', 'secret'],
    ['http://50%:100%@proxy:8080', '50%', '100%'],
  ])('%s holds credentials, which are taken out', (text, username, password) => {
    const parsed = parseProxyAddress(text);
    expect(parsed).toMatchObject({ ok: true, username, password });
    expect(parsed.ok && parsed.url).toMatch(/^(?:http|socks5):\/\/proxy:(?:8080|1080)$/);
    if (password !== null) expect(JSON.stringify(parsed.ok && parsed.corrections)).not.toContain(password);
  });

  it.each([
    ['', 'Enter the address'],
    ['socks4://proxy:1080', 'not socks4'],
    ['http://wpad.example.com/wpad.dat', 'proxy script'],
    ['http://example.com/proxy.pac?x', 'proxy script'],
    ['http://proxy:99999', 'port'],
    ['a proxy', 'space'],
  ])('"%s" is refused', (text, words) => {
    const parsed = parseProxyAddress(text);
    expect(parsed.ok ? '' : parsed.message).toContain(words);
  });

  it('never throws, and what it gives can be saved and is understood as itself', () => {
    assert(
      property(oneof(string({ unit: 'grapheme' }), webUrl(), domain()), (text) => {
        const parsed = parseProxyAddress(text);
        if (!parsed.ok) return;
        expect(proxySchema.shape.url.safeParse(parsed.url).success).toBe(true);
        expect(parseProxyAddress(parsed.url)).toMatchObject({ ok: true, url: parsed.url });
      }),
    );
  });
});

describe('a path', () => {
  it.each([
    ['"C:\\Program Files\\Creatio\\Logs"', 'C:\\Program Files\\Creatio\\Logs'],
    ['\u202AC:\\ca.pem', 'C:\\ca.pem'],
    [' /etc/ssl/ca.pem ', '/etc/ssl/ca.pem'],
    ['\\\\server\\share\\ca.pem', '\\\\server\\share\\ca.pem'],
    ['file:///C:/With%20space/ca.pem', 'C:\\With space\\ca.pem'],
    ['file:///etc/ca.pem', '/etc/ca.pem'],
    ['file://server/share/ca.pem', '\\\\server\\share\\ca.pem'],
  ])('%s is understood as %s', (text, value) => {
    const parsed = parsePath(text);
    expect(parsed).toMatchObject({ ok: true, value });
    expect(parsed.ok && parsed.corrections.length > 0).toBe(text.trim() !== value);
  });

  it.each([
    ['', 'Enter a path'],
    ['Logs\\2026', 'whole path'],
    ['%TEMP%\\Creatio', 'Write the path out'],
    ['~/creatio', 'Write the path out'],
    ['https://example.com/ca.pem', 'address on the network'],
    ['/a\n/b', 'one path only'],
  ])('"%s" is refused', (text, words) => {
    const parsed = parsePath(text);
    expect(parsed.ok ? '' : parsed.message).toContain(words);
  });
});

it.each([
  [
    'localhost, .example.com;10.0.0.0/8\n<local>  [::1]',
    ['localhost', '.example.com', '10.0.0.0/8', '<local>', '[::1]'],
  ],
  ['192.168.*;10.*;172.16.1.*', ['192.168.0.0/16', '10.0.0.0/8', '172.16.1.0/24']],
  ['https://crm.example.com/0 crm.example.com "b"', ['crm.example.com', 'b']],
  ['', []],
])('the bypass list %j is understood as %j', (text, value) => {
  expect(parseBypassList(text)).toMatchObject({ ok: true, value });
});

it('refuses a bypass list that is too long', () => {
  expect(parseBypassList('x'.repeat(301))).toMatchObject({ ok: false });
  expect(parseBypassList(Array.from({ length: 201 }, (_, index) => `h${index}`).join(' '))).toMatchObject({
    ok: false,
  });
});

it.each([
  ['8.3.1', '8.3.1'],
  ['8', '8'],
  ['Creatio 8.3.1.1234 Sales Enterprise', '8.3.1.1234'],
  ['v8.2', '8.2'],
  ['newest', null],
  ['1.2.3.4.5', null],
])('the version %s is understood as %s', (text, version) => {
  const parsed = parseCreatioVersion(text);
  expect(parsed.ok ? parsed.value : null).toBe(version);
});
