import type { ShapeRule } from './types.ts';
import { fill, notAfterWord } from './vendor-keys.ts';

const base64 = /[\w+/]*={0,2}/y;
/** What stands between the lines of base64 text that a log broke or escaped. */
const manyLines = /(?:[\w+/=]|(?:\\r|\\n|\r?\n)(?=[\w+/]{32}))*/y;

/** Base64 text that begins as keys, tokens or assertions do. */
const beginning = (id: string, protects: string, starts: readonly string[], example: string): ShapeRule => ({
  kind: 'shape',
  id,
  protects,
  starts,
  pattern: new RegExp(
    String.raw`(?:${starts.map((start) => start.replaceAll('+', '\\+')).join('|')})[\w+/]{8,255}`,
    'y',
  ),
  goesOn: manyLines,
  notAfter: notAfterWord,
  examples: [[`key ${example} used`, 'key *** used']],
});

/** Keys, assertions and hashes of passwords that are told by how their encoding begins. */
export const encodedRules: readonly ShapeRule[] = [
  {
    kind: 'shape',
    id: 'private-key-in-base64',
    protects: 'private keys and PFX files in base64 without the lines of PEM around it (RFC 5958, RFC 8017, RFC 7292)',
    starts: [
      'IBADANBgkqhkiG9w0BAQE',
      'IBAAKC',
      'IBAAKB',
      'AgEAMBMGByqGSM49AgEG',
      'AgEAMBAGByqGSM49AgEG',
      'IBAzCC',
      'BgkqhkiG9w0BBQ0w',
    ],
    pattern: /(?:IBADANBgkqhkiG9w0BAQE|IBAAK[CB]|AgEAMB[MA]GByqGSM49AgEG|IBAzCC|BgkqhkiG9w0BBQ0w)[\w+/]{12,255}/y,
    goesOn: manyLines,
    // The length of the structure, in base64, stands before what tells it.
    notAfter: /(?<!(?:^|[^\w+/])MI[\w+/]{2,12})$/,
    examples: [
      [`key MIIEvQIBADANBgkqhkiG9w0BAQEFAASC${fill(20)} used`, 'key MIIEvQ*** used'],
      [`MIIEpAIBAAKCAQEA${fill(40)}\n${fill(64)}\nend`, 'MIIEpA***\nend'],
      [`MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A${fill(20)}`, `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A${fill(20)}`],
    ],
  },
  beginning(
    'elliptic-key-in-base64',
    'private keys of elliptic curves in base64 (RFC 5915, RFC 8410)',
    ['MHcCAQEEI', 'MIGkAgEBBD', 'MIHcAgEBBE', 'MC4CAQAwBQYDK2Vw', 'b3BlbnNzaC1rZXktdjE'],
    `MHcCAQEEI${fill(60)}`,
  ),
  {
    kind: 'shape',
    id: 'pem-in-base64',
    protects: 'private keys in PEM that are encoded once more',
    starts: ['LS0tLS1CRUdJTi'],
    pattern: /LS0tLS1CRUdJTi(?!BDRVJUSUZJ|BQVUJMSUM|BUUlVTVE)[\w+/]{16,255}/y,
    goesOn: manyLines,
    notAfter: notAfterWord,
    examples: [[`key LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t${fill(20)} used`, 'key *** used']],
  },
  beginning(
    'saml-in-base64',
    'SAML assertions and responses, and tokens, in base64',
    [
      'PHNhbWw',
      'PHNhbWx',
      'PFJlc3BvbnNlIHhtbG5z',
      'PEFzc2VydGlvbi',
      'ZXlKaGJHY2lPaU',
      'ZXlKMGVYQWlPaU',
      'ZXlKcmFXUWlPaU',
    ],
    `PHNhbWxwOlJlc3BvbnNlI${fill(40)}`,
  ),
  beginning(
    'windows-credential',
    'messages of NTLM and data that Windows protects, in base64',
    ['TlRMTVNTUA', 'AQAAANCMnd8BFdERjHoA'],
    `TlRMTVNTUAAB${fill(40)}`,
  ),
  {
    kind: 'shape',
    id: 'protected-data',
    protects: 'data that Windows protects, in hexadecimal digits',
    starts: ['01000000d08c9ddf0115d111'],
    pattern: /01000000d08c9ddf0115d111[\da-f]{16,255}/iy,
    goesOn: /[\da-f]*/iy,
    examples: [['x 01000000d08c9ddf0115d1118c7a00c04fc297eb01 y', 'x *** y']],
  },
  {
    kind: 'shape',
    id: 'password-hash',
    protects: 'hashes of passwords in the formats of crypt, LDAP and databases',
    starts: [
      ...['2a', '2b', '2x', '2y'].map((version) => `$${version}$`),
      '$1$',
      '$y$',
      '$apr1$',
      '$argon2',
      '$pbkdf2',
      'pbkdf2_sha',
      '{ssha',
      '{smd5}',
      '{sha}',
      'scram-sha-',
    ],
    pattern:
      /(?:\$2[abxy]\$\d\d\$[\w./]{22}|\$(?:[1567y]|apr1)\$(?:rounds=\d{1,9}\$)?[\w./]{1,32}\$[\w./$]{20}|\$argon2\w{0,2}\$[\w=,$]{1,64}\$[\w+/]{8,88}\$[\w+/]{16}|\$pbkdf2[\w-]{0,12}\$[\w.]{1,16}\$[\w./+]{8,88}\$[\w./+]{16}|pbkdf2_sha\w{1,6}\$\d{1,9}\$[\w.+/=-]{1,88}\$[\w+/]{16}|\{(?:ssha\d{0,3}|smd5|sha)\}[\w+/]{20}|scram-sha-\d{1,3}\$\d{1,9}:[\w+/=]{8,88}\$[\w+/=:]{20})[\w+/=.:$-]{0,255}/iy,
    notAfter: /[\w$]$/,
    examples: [
      [`"$2a$10$${fill(53)}"`, '"***"'],
      [`anna:$6$saltsalt$${fill(60)}:19000:0`, `anna:***`],
      [`{SSHA}${fill(32)} x`, '*** x'],
      ['Replace with $1$2', 'Replace with $1$2'],
    ],
  },
  {
    kind: 'shape',
    id: 'identity-hash',
    protects: 'hashes of passwords of ASP.NET Identity',
    starts: ['AQAAAAEAACcQAAAAE', 'AQAAAAIAAYagAAAAE'],
    pattern: /AQAAAA(?:EAACcQ|IAAYag)AAAAE[\w+/]{16,255}/y,
    goesOn: base64,
    notAfter: notAfterWord,
    examples: [[`x AQAAAAEAACcQAAAAE${fill(60)}== y`, 'x *** y']],
  },
];
