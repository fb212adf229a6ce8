import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HttpExchange } from '../../../electron/net/index.ts';
import { exchangeEvidence, keptBodyCharacters } from '../../../electron/reports/exchange-evidence.ts';
import { createMask } from '../../../electron/reports/index.ts';
import { replied } from './exchanges.ts';

const unicodeEscaped = (text: string): string =>
  text.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
const percentAll = (text: string): string => Buffer.from(text).toString('hex').replace(/../g, '%$&');
const htmlEscaped = (text: string): string =>
  text.replace(
    /[&<>"']/g,
    (unit) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[unit] ?? unit,
  );
const form = (text: string): string => new URLSearchParams({ v: text }).toString().slice(2);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Ways in which a secret is written down somewhere. */
const spellings: Record<string, (secret: string) => string> = {
  plain: (secret) => secret,
  'percent-encoded': encodeURIComponent,
  'percent-encoded, lower-case': (secret) => encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
  'percent-encoded throughout': percentAll,
  'percent-encoded twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  form,
  JSON: (secret) => JSON.stringify(secret),
  'JSON with escaped slashes': (secret) => JSON.stringify(secret).replaceAll('/', '\\/'),
  'JSON in Unicode escapes': unicodeEscaped,
  'JSON in JSON': (secret) => JSON.stringify(JSON.stringify({ secret })),
  'JSON in a form': (secret) => form(JSON.stringify({ secret })),
  HTML: htmlEscaped,
  'HTML in decimal': (secret) => Array.from(secret, (unit) => `&#${unit.codePointAt(0)};`).join(''),
  'HTML in hexadecimal': (secret) => Array.from(secret, (unit) => `&#x${unit.codePointAt(0)?.toString(16)};`).join(''),
  Base64: base64,
  'Base64 without padding': (secret) => base64(secret).replace(/=+$/, ''),
  'Base64 of id and secret': (secret) => base64(`client:${secret}`),
  'Base64 of form-encoded id and secret': (secret) => base64(`client:${form(secret)}`),
  'Base64 for URLs': (secret) => Buffer.from(`client:${secret}`).toString('base64url'),
  'Base64 in a form': (secret) => form(base64(`id:${secret}`)),
  'Base64 of UTF-16': (secret) => Buffer.from(`client:${secret}`, 'utf16le').toString('base64'),
  'Base64 of Base64': (secret) => base64(base64(secret)),
  'Base64 of Base64 credentials': (secret) => base64(`Authorization: Basic ${base64(`client:${secret}`)}`),
  hexadecimal: (secret) => Buffer.from(secret).toString('hex'),
  'hexadecimal in capitals, with id': (secret) => `0x${Buffer.from(`client:${secret}`).toString('hex').toUpperCase()}`,
  'hexadecimal with dashes': (secret) =>
    Buffer.from(secret)
      .toString('hex')
      .toUpperCase()
      .replace(/..(?=.)/g, '$&-'),
  'hexadecimal of UTF-16': (secret) => Buffer.from(secret, 'utf16le').toString('hex'),
  'Base64 of hexadecimal': (secret) => base64(Buffer.from(secret).toString('hex')),
  'UTF-8 read as ISO 8859-1': (secret) => Buffer.from(secret).toString('latin1'),
};

const canaries = [
  'Canary4711Canary',
  'c4n/ry+with %25 & "quotes" = <tags>',
  "pässwörd-€-'𝔘'",
  'a\\b/c\\u0041d',
  'p@ss:w0rd?#[x]',
  '100%&amp;sure',
  '!    \uFFFD ¡x',
];

describe('a known secret', () => {
  it.each(Object.entries(spellings))('is masked in this spelling: %s', (_name, spell) => {
    for (const canary of canaries) {
      const mask = createMask();
      mask.add(canary);
      const masked = mask.apply(`before ${spell(canary)} after`);
      expect(masked).not.toContain(spell(canary));
      expect(masked).toMatch(/^before "*\\*"?.*\*\*\*.* after$/);
    }
  });

  it('does not survive in any spelling, whatever it is', () => {
    const secret = fc
      .string({ unit: 'grapheme', minLength: 8, maxLength: 60 })
      .filter((text) => /^\S.*\S$/u.test(text) && !/^\*+$/.test(text));
    fc.assert(
      fc.property(secret, fc.constantFrom(...Object.keys(spellings)), (value, name) => {
        const written = spellings[name]?.(value) ?? value;
        const mask = createMask();
        mask.add(value);
        expect(mask.apply(`<a>${written}</a>`)).not.toContain(written);
      }),
      { numRuns: 400 },
    );
  });

  it('is masked where it stands twice and where secrets overlap', () => {
    const mask = createMask();
    mask.add('abcdef');
    mask.add('defghi');
    expect(mask.apply('abcdef abcdef')).toBe('*** ***');
    expect(mask.apply('x abcdefghi y')).not.toMatch(/[a-i]{3}/);
  });

  it('when short is masked as a value but not inside words', () => {
    const mask = createMask();
    mask.add('ab');
    expect(mask.apply('A cab at the lab: abbey, ab ovo.')).toBe('A cab at the lab: abbey, ab ovo.');
    expect(mask.apply('x=ab&y=1 {"x":"ab"}')).toBe('x=***&y=1 {"x":"***"}');
  });

  it('when empty changes nothing', () => {
    const mask = createMask();
    mask.add('');
    expect(mask.apply('some text')).toBe('some text');
  });

  it('is masked the same when masked again', () => {
    const mask = createMask();
    mask.add('Canary4711');
    const once = mask.apply('Authorization: Basic abc\nclient_secret=Canary4711&code=1');
    expect(mask.apply(once)).toBe(once);
  });
});

describe('an unknown secret', () => {
  const mask = createMask();
  it.each([
    ['Authorization: Basic Y2xpZW50OmNhbmFyeQ==', 'Authorization: Basic ***'],
    ['authorization: Digest username="canary", response="canary"', 'authorization: Digest ***'],
    ['Proxy-Authorization: NTLM canary', 'Proxy-Authorization: NTLM ***'],
    ['Cookie: BPMCSRF=canary; .ASPXAUTH=canary', 'Cookie: ***'],
    ['client_id=a&client_secret=canary&scope=b', 'client_id=a&client_secret=***&scope=b'],
    ['grant_type=password&username=u&password=canary', 'grant_type=password&username=u&password=***'],
    ['https://crm.example/cb?code=canary&state=1', 'https://crm.example/cb?code=***&state=1'],
    ['https://crm.example/cb#access_token=canary', 'https://crm.example/cb#access_token=***'],
    ['https://a.example/?u=%2Fcb%3Fcode%3Dcanary%26x', 'https://a.example/?u=%2Fcb%3Fcode%3D***%26x'],
    ['{"access_token":"canary","expires_in":3600}', '{"access_token":"***","expires_in":3600}'],
    ['{"refresh_token" : "can\\"ary"}', '{"refresh_token" : "***"}'],
    ['{"id_token":"canary and then it breaks off', '{"id_token":"***'],
    ['"{\\"client_secret\\":\\"canary\\",\\"a\\":1}"', '"{\\"client_secret\\":\\"***\\",\\"a\\":1}"'],
    ['{"Password":"canary"}', '{"Password":"***"}'],
    ['<input type="hidden" name="id_token" value="canary">', '<input type="hidden" name="id_token" value="***">'],
    ['<password>canary</password>', '<password>***</password>'],
    ['https://user:canary@crm.example/', 'https://***@crm.example/'],
    ['token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl end', 'token *** end'],
    ['curl -H "Bearer canary-0123456789"', 'curl -H "Bearer ***"'],
  ])('is masked by its place: %s', (text, masked) => {
    expect(mask.apply(text)).toBe(masked);
  });

  it.each([
    '{"error":"invalid_client","code":"not_found"}',
    '{"Code":0,"Message":""}',
    'WWW-Authenticate: Bearer error="invalid_token", error_description="expired"',
    'The process ended with exit code 5, and the Basic settings are fine.',
    'https://identity.example/connect/token?scope=a',
    'System setting OAuth20IdentityServerClientSecret is empty.',
  ])('leaves what is none: %s', (text) => {
    expect(mask.apply(text)).toBe(text);
  });
});

describe('the evidence of an exchange', () => {
  const canary = 'Canary+4711/secret';
  const mask = createMask();
  mask.add(canary);
  const exchange: HttpExchange = {
    ...replied({
      body: `x${'y'.repeat(keptBodyCharacters - 8)}${canary} and more`,
      headers: { 'Set-Cookie': 'sid=canary; Path=/', Location: `/?s=${encodeURIComponent(canary)}` },
    }),
    request: {
      method: 'POST',
      url: `https://u:${encodeURIComponent(canary)}@identity.example/connect/token?client_secret=${encodeURIComponent(canary)}`,
      headers: [
        ['Authorization', `Basic ${base64(`id:${canary}`)}`],
        ['cookie', 'a=canary; b=canary'],
      ],
      body: `client_secret=${form(canary)}`,
    },
    failure: { layer: 'http', finding: 'http-reset', message: `Broke off at ${canary}.`, code: null },
  };
  const evidence = exchangeEvidence(`Token with ${canary}`, exchange, mask);

  it('holds no secret anywhere', () => {
    const text = JSON.stringify(evidence);
    expect(text).not.toMatch(/canary(?!\.example)/i);
    expect(text).not.toContain(base64(canary).slice(0, 12));
  });

  it('keeps the names of cookies and schemes', () => {
    expect(evidence.request.headers).toEqual([
      ['Authorization', 'Basic ***'],
      ['cookie', 'a=***; b=***'],
    ]);
    expect(evidence.response?.headers[0]).toEqual(['Set-Cookie', 'sid=***; Path=/']);
  });

  it('cuts a long body and says so', () => {
    expect(evidence.response?.body).toHaveLength(keptBodyCharacters);
    expect(evidence.response?.truncated).toBe(true);
  });
});
