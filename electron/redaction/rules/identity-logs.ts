import { back, colon, equals, plus, slash, word } from '../characters.ts';
import { drawn } from './ordinary-values.ts';
import type { PlacedRule, Range, ShapeRule } from './types.ts';

const inKey = (code: number): boolean =>
  word(code) || code === plus || code === slash || code === equals || code === colon;
const leastKey = 20;
const looksDrawn = /^(?=.{0,60}\d)(?=.{0,60}[A-Za-z])(?!\{?[\da-f]{8}-[\da-f]{4}-)/i;

/** The key of a grant that stands before a message of the store. */
function keyBefore(text: string, start: number, _end: number, least: number): Range[] {
  const from = Math.max(least, back(text, start, 255, inKey));
  return start - from >= leastKey && looksDrawn.test(text.slice(from, start)) ? [[from, start]] : [];
}

/** Secrets in messages of IdentityServer, of .NET and of Creatio, where no sign stands between name and value. */
export const identityLogRules: readonly (PlacedRule | ShapeRule)[] = [
  {
    kind: 'shape',
    id: 'grant-handle',
    protects: 'handles of codes and tokens in messages of IdentityServer',
    starts: ['grant with value', 'grant with key', 'grant key', 'grant handle'],
    pattern:
      /(grant (?:with )?(?:value|key|handle):? ["']?)(?!(?:is|was|not|has|for|in|and|of)\b)[^\t-\r "',;]{6,255}/iy,
    goesOn: /[^\t-\r "',;]*/y,
    examples: [
      [
        'refresh_token grant with value: aB3dE6gH not found in store.',
        'refresh_token grant with value: *** not found in store.',
      ],
      ['persisted grant key is wrong', 'persisted grant key is wrong'],
    ],
  },
  {
    kind: 'placed',
    id: 'grant-key',
    protects: 'keys of grants in messages of the store of IdentityServer',
    starts: [' found in database', ' persisted grant'],
    find: keyBefore,
    examples: [
      ['aB3dE6gH9jK2mN5pQ8sT1vW4yZ7= found in database: True', '*** found in database: True'],
      ['no persisted grant found in database: True', 'no persisted grant found in database: True'],
    ],
  },
  {
    kind: 'shape',
    id: 'handle-not-found',
    protects: 'handles of codes and tokens that were not found',
    starts: ['not found: ', 'be found: ', 'found in the store: ', 'found in store: ', 'found in cache: ', 'handle: '],
    pattern: new RegExp(
      String.raw`(?=[a-z ]{6,24}: ["']?${drawn()})(?<=(?:token|code|handle|grant|secret)\b[^.:;\r\n-]{0,40})((?:not found|be found|found in (?:the )?store|found in cache|handle): ["']?)[^\t-\r "']{1,255}`,
      'iy',
    ),
    examples: [
      ['Refresh token not found: aB3dE6gH', 'Refresh token not found: ***'],
      ['File not found: a1b2c3d4', 'File not found: a1b2c3d4'],
    ],
  },
  {
    kind: 'shape',
    id: 'argument-value',
    protects: 'secrets in the messages of .NET about arguments',
    starts: ['actual value was '],
    pattern:
      /(?<=Parameter(?: name:)? '?\w{0,40}(?:password|pwd|secret|token|key|code)'?\)?[\t-\r ]{1,4})(actual value was )[^\r\n]{1,255}?(?=\.?(?:[\r\n]|$|<\/|["'](?:[\t-\r ,;:)}\]]|$))|\. )/iy,
    examples: [
      [
        "(Parameter 'clientSecret')\r\nActual value was abc.\r\n",
        "(Parameter 'clientSecret')\r\nActual value was ***.\r\n",
      ],
      ["(Parameter 'index')\r\nActual value was -1.", "(Parameter 'index')\r\nActual value was -1."],
    ],
  },
  {
    kind: 'shape',
    id: 'malformed-token',
    protects: 'tokens that a library could not read',
    starts: ["jwt is not well formed: '", "cannot read this string: '"],
    pattern: /((?:JWT is not well formed|cannot read this string): ')(?!\[PII)[^'\r\n]{1,255}/iy,
    goesOn: /[^'\r\n]*/y,
    examples: [
      ["IDX12709: JWT is not well formed: 'abc'.", "IDX12709: JWT is not well formed: '***'."],
      ["JWT is not well formed: '[PII is hidden]'", "JWT is not well formed: '[PII is hidden]'"],
    ],
  },
  {
    kind: 'shape',
    id: 'returned-setting',
    protects: 'settings that a call returned',
    starts: ['secret', 'password'].flatMap((name) => ['") ', "') ", ') '].map((end) => `${name}${end}`)),
    pattern: new RegExp(
      String.raw`([a-z]{6,8}["']?\) (?:returned|returns|->|=>|=|:|\xe2\x86\x92) ?["']?)(?:(?<=["'])[^"'\r\n]{1,255}|${drawn()})`,
      'iy',
    ),
    examples: [
      ['GetSysSettingValue("ClientSecret") returned "abc"', 'GetSysSettingValue("ClientSecret") returned "***"'],
      ['GetValue(ClientSecret) -> aB3dE6gH', 'GetValue(ClientSecret) -> ***'],
      ['CheckPassword(password) returned false', 'CheckPassword(password) returned false'],
    ],
  },
  {
    kind: 'shape',
    id: 'record-of-secret',
    protects: 'secrets in records that .NET writes out',
    starts: ['secret { value', 'password { value', 'token { value'],
    pattern: /([a-z]{5,8} \{ value(?: ?= ?|: ?)"?)(?!null\b)[^\t-\r ,}"]{1,255}/iy,
    examples: [['ClientSecret { Value = abc }', 'ClientSecret { Value = *** }']],
  },
  {
    kind: 'shape',
    id: 'cookie-value',
    protects: 'values of cookies that a message tells',
    starts: ['cookie value', 'cookie bpm', 'cookie .asp', 'session cookie: '],
    pattern: new RegExp(
      String.raw`([Cc]ookie(?: value(?: is)?| (?:BPM|\.ASP)\w{1,40}(?: (?:with |has )?value(?: is)?)?)?:? ["']?)${drawn()}`,
      'y',
    ),
    examples: [
      ['Found cookie BPMCSRF with value aB3dE6gH', 'Found cookie BPMCSRF with value ***'],
      ['Cookie value is missing', 'Cookie value is missing'],
    ],
  },
  {
    kind: 'shape',
    id: 'mail-password',
    protects: 'passwords in sessions of SMTP and IMAP',
    starts: ['UGFzc3dvcmQ6', 'VXNlcm5hbWU6'],
    pattern: /((?:UGFzc3dvcmQ6|VXNlcm5hbWU6)["']?\r?\n(?:[^\r\n]{0,80}[ :>])?)[\w+/]{4,255}={0,2}(?=[\r\n]|$)/y,
    examples: [['S: 334 UGFzc3dvcmQ6\r\nC: YWJj\r\n', 'S: 334 UGFzc3dvcmQ6\r\nC: ***\r\n']],
  },
  {
    kind: 'shape',
    id: 'told-code',
    protects: 'codes of one use that a message tells',
    starts: ['verification', 'confirmation', 'security', 'one-time', 'sms', 'login', 'activation'].flatMap((name) => [
      `${name} code is`,
      `${name} code: `,
    ]),
    pattern: /([a-z-]{3,12} code(?: is)?:? ["']?)\d{4,10}(?=["',;!]|\.(?!\d)|[ \t]*(?:[\r\n]|$))/iy,
    examples: [
      ['Your verification code is 482913.', 'Your verification code is ***.'],
      ['Your one-time code is 482913', 'Your one-time code is ***'],
    ],
  },
  {
    kind: 'shape',
    id: 'imap-login',
    protects: 'passwords in sessions of IMAP',
    starts: [' login '],
    pattern: new RegExp(String.raw`(?<=\b[A-Za-z]{1,4}\d{1,6})( LOGIN "?[^\t-\r "]{1,64}"? "?)${drawn()}`, 'y'),
    examples: [['C: A1 LOGIN - "Sommer24!"', 'C: A1 LOGIN - "***"']],
  },
  {
    kind: 'shape',
    id: 'password-file',
    protects: 'passwords in files of PostgreSQL',
    starts: [':5432:'],
    pattern: /(:5432:[\w*-]{1,64}:[\w.*-]{1,64}:)[^\t-\r :]{1,255}/y,
    examples: [['localhost:5432:db:postgres:abc', 'localhost:5432:db:postgres:***']],
  },
];
