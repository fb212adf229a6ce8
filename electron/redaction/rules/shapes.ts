import type { AddressRule, BlockRule, ShapeRule } from './types.ts';
import { fill, notAfterWord } from './vendor-keys.ts';

/** Shapes that standards give. */
export const shapeRules: readonly (ShapeRule | BlockRule | AddressRule)[] = [
  {
    kind: 'shape',
    id: 'jwt',
    protects: 'JSON Web Tokens, signed or encrypted (RFC 7515, RFC 7516)',
    starts: ['eyJ'],
    pattern: /eyJ(?:[\w-]{8,255})/y,
    goesOn: /[\w-]*(?:(?:\.|%2E)[\w-]*)*/y,
    notAfter: notAfterWord,
    examples: [
      ['token eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.c2ln used', 'token *** used'],
      ['eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVy.dGFn', '***'],
    ],
  },
  {
    kind: 'shape',
    id: 'jwt-spaced',
    protects: 'JSON Web Tokens whose header has white space in it',
    starts: ['ewo', 'ew0k', 'eyai', 'eyag'],
    pattern: /(?:ewo|ew0K|eyAi|eyAg)[\w-]{12,2000}\.[\w-]{4,2000}\./y,
    goesOn: /[\w-]*(?:\.[\w-]*)*/y,
    notAfter: notAfterWord,
    examples: [['token ewogICJhbGciOiAiSFMyNTYiCn0.ewogICJzdWIiOiAiMSIKfQ.c2ln used', 'token *** used']],
  },
  {
    kind: 'shape',
    id: 'key-parameter',
    protects: 'the private parts of keys in JSON (RFC 7518 section 6) and XML',
    starts: [
      ...['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'].flatMap((name) => [`"${name}"`, `"${name}\\"`]),
      ...['d', 'p', 'q', 'dp', 'dq', 'inverseq'].map((name) => `<${name}>`),
    ],
    pattern:
      /("(?:d|p|q|dp|dq|qi|k)\\*"[\t-\r ]{0,8}:[\t-\r ]{0,8}\\*"(?=[\w-]{0,60}\d)(?=[\w-]{0,60}[A-Z])(?=[\w-]{0,60}[a-z])(?=[\w-]{22})|<(?:D|P|Q|DP|DQ|InverseQ)>[\t-\r ]{0,8}(?=[A-Za-z0-9+/=\t-\r ]{22}))[A-Za-z0-9+/=\t-\r _-]{22,255}/y,
    goesOn: /[A-Za-z0-9+/=\t-\r _-]*/y,
    examples: [
      [`{"kty":"oct","k":"${fill(43)}"}`, '{"kty":"oct","k":"***"}'],
      [`<P>${fill(44)}</P><p>text</p>`, '<P>***</P><p>text</p>'],
    ],
  },
  {
    kind: 'shape',
    id: 'key-in-query',
    protects: 'keys of programming interfaces in a query',
    starts: ['?key=', '&key='],
    pattern: /([?&]key=)(?=[\w-]{0,60}\d)(?=[\w-]{0,60}[A-Za-z])(?![\da-f]{8}-[\da-f]{4}-)[\w-]{20,255}/iy,
    goesOn: /[\w-]*/y,
    examples: [[`/maps?key=${fill(32)}&x=1`, '/maps?key=***&x=1']],
  },
  {
    kind: 'shape',
    id: 'authentication-scheme',
    protects: 'credentials behind the name of an authentication scheme',
    starts: ['bearer', 'basic', 'negotiate', 'ntlm', 'dpop'],
    pattern:
      /((?:[Bb]earer|[Bb]asic|[Nn]egotiate|[Nn][Tt][Ll][Mm]|[Dd][Pp]o[Pp]|BEARER|BASIC)(?:[ \t]{1,8}|%20|\+|: ?))(?![\w-]{0,30}=["\w])(?=[\w+/.~-]{0,60}(?:[\d+/=~]|[a-z][A-Z])|[a-z]{16})[\w+/.~-]{8,255}=*/y,
    goesOn: /[\w+/.~-]*=*/y,
    notAfter: notAfterWord,
    examples: [
      ['sent Bearer abcd1234 to it', 'sent Bearer *** to it'],
      ['Basic authentication is off', 'Basic authentication is off'],
    ],
  },
  {
    kind: 'userinfo',
    id: 'userinfo',
    protects: 'user name and password in an address (RFC 3986 section 3.2.1)',
    starts: ['://', ':\\/\\/', '%3a%2f%2f', '%3a//', '%253a%252f%252f'],
    examples: [
      ['https%253A%252F%252Fu%253Apass%2540localhost%252F', 'https%253A%252F%252F***%2540localhost%252F'],
      ['https://user:pass@localhost/', 'https://***@localhost/'],
      ['amqp:\\/\\/u:p@ss@localhost', 'amqp:\\/\\/***@localhost'],
      ['https://localhost/a@b', 'https://localhost/a@b'],
    ],
  },
  {
    kind: 'block',
    id: 'private-key',
    protects: 'keys and certificates with keys in PEM, over many lines (RFC 7468)',
    starts: ['-----begin', '---- begin'],
    begin:
      /(-----BEGIN(?: |%20|\+)(?!(?:TRUSTED |X509 )?(?:NEW )?CERTIFICATE(?:(?: |%20|\+)REQUEST)?-----|(?:RSA(?: |%20|\+))?PUBLIC(?: |%20|\+)KEY-----)[A-Z0-9 %+]{3,80}-----|---- BEGIN [A-Z0-9 ]{3,60} ----)/iy,
    end: /-{4,5} ?END[ %+][A-Z0-9 %+]{3,80}-{4,5}|(?:\r?\n){3}|\n\d{4}-\d\d-\d\d (?![^\r\n]{0,128}(?:[ :>|][\w+/=]{16,80}\r?(?:\n|$)|-----END))/gi,
    examples: [
      [
        '-----BEGIN PRIVATE KEY-----\nMIIE\nabc=\n-----END PRIVATE KEY-----\n',
        '-----BEGIN PRIVATE KEY-----***-----END PRIVATE KEY-----\n',
      ],
      [
        '"-----BEGIN RSA PRIVATE KEY-----\\nMIIE\\n-----END RSA PRIVATE KEY-----"',
        '"-----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY-----"',
      ],
      [
        'key=-----BEGIN%20PRIVATE%20KEY-----%0AMIIE%0A-----END%20PRIVATE%20KEY-----',
        'key=-----BEGIN%20PRIVATE%20KEY-----***-----END%20PRIVATE%20KEY-----',
      ],
      ['-----BEGIN CERTIFICATE-----\nMIIC', '-----BEGIN CERTIFICATE-----\nMIIC'],
    ],
  },
  {
    kind: 'block',
    id: 'putty-key',
    protects: 'private keys of PuTTY',
    starts: ['private-lines:'],
    begin: /(Private-Lines: ?)\d+/iy,
    end: /private-mac|(?:\r?\n){2}/gi,
    examples: [['Private-Lines: 1\nAAAA\nPrivate-MAC: 00', 'Private-Lines: ***Private-MAC: 00']],
  },
  {
    kind: 'block',
    id: 'saml',
    protects: 'SAML assertions and responses',
    starts: ['assertion', 'encryptedassertion'],
    begin: /((?:encrypted)?assertion(?:[\t-\r ][^<>]{0,2000}?)?(?:>|&gt;|\\u003e))/iy,
    onlyAfter: /(?:<|&lt;|\\u003c)(?:[\w.-]{1,32}:)?$/i,
    end: /(?:<|&lt;|\\u003c)\/(?:[\w.-]{1,40}:)?(?:encrypted)?assertion(?:>|&gt;|\\u003e)/gi,
    examples: [
      [
        '<saml:Assertion ID="a"><saml:Subject>u</saml:Subject></saml:Assertion>',
        '<saml:Assertion ID="a">***</saml:Assertion>',
      ],
    ],
  },
];
