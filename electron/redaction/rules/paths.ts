import type { ShapeRule } from './types.ts';

const pages = [
  'reset',
  'reset-password',
  'reset_password',
  'resetpassword',
  'password-reset',
  'invite',
  'invitation',
  'activate',
  'activation',
  'verify',
  'verify-email',
  'confirm',
  'confirm-email',
  'magic-link',
  'magiclink',
];
const other = String.raw`(?![a-z_-]{1,40}\d{0,3}(?:[/?#&\t-\r "']|$)|[A-Z][A-Za-z]{0,40}\d{0,3}(?:[/?#&\t-\r "']|$)|v\d|\d{1,9}(?:[/?#&\t-\r "']|$)|\{)`;

/** Tokens that a path or a short parameter of an address carries. */
export const pathRules: readonly ShapeRule[] = [
  {
    kind: 'shape',
    id: 'token-in-path',
    protects: 'tokens in addresses that reset a password, invite or confirm',
    starts: pages.map((page) => `/${page}/`),
    pattern: new RegExp(
      String.raw`(\/[A-Za-z_-]{5,16}\/)${other}(?=[^\t-\r /?#"'<>]{0,80}\d)[\w.~%!@+=:-]{8,255}`,
      'y',
    ),
    goesOn: /[\w.~%!@+=:-]*/y,
    examples: [
      ['GET /reset-password/aB3dE6gH9jK2 200', 'GET /reset-password/*** 200'],
      ['GET /api/verify/step2 /reset/password', 'GET /api/verify/step2 /reset/password'],
    ],
  },
  {
    kind: 'shape',
    id: 'short-parameter',
    protects: 'passwords and tokens in parameters of one letter',
    starts: ['p', 't', 'k'].flatMap((name) => [`?${name}=`, `&${name}=`]),
    pattern:
      /([?&][ptk]=)(?=[^\t-\r &]{0,60}\d)(?=[^\t-\r &]{0,60}[A-Z])(?=[^\t-\r &]{0,60}[a-z])(?!v\d|\d{4}-\d\d|[\w-]+(?:\.[\w-]+)+(?:[&\t-\r "']|$)|[A-Za-z_-]+\d{0,3}(?:[&\t-\r "']|$)|\w{0,40}OAuth20|[\da-f]{8}-[\da-f]{4}-)[^\t-\r &"'<>;#/]{10,255}/y,
    goesOn: /[^\t-\r &"'<>;#/]*/y,
    examples: [
      ['/login?u=-&p=Sommer2024! 200', '/login?u=-&p=*** 200'],
      ['/list?p=12&t=638000000000000&k=ContactPageV2', '/list?p=12&t=638000000000000&k=ContactPageV2'],
    ],
  },
  {
    kind: 'shape',
    id: 'session-parameter',
    protects: 'identifiers of sessions in queries, forms and claims',
    starts: ['?sid=', '&sid=', ' sid=', ';sid=', '"sid":"', '"sid": "', '\\"sid\\":\\"'],
    pattern:
      /((?:[?&; ]sid=|\\?"sid\\?": ?\\?"))(?=[\w.%+/-]{0,60}\d)(?=[\w.%+/-]{0,60}[a-z])(?!S-1-|[\da-f]{8}-[\da-f]{4}-)[\w.%+/=-]{16,255}/iy,
    goesOn: /[\w.%+/=-]*/y,
    examples: [
      ['"sid":"c41f8e07d95b4a6e8213f07a9bd5e6c1"', '"sid":"***"'],
      ['sid=S-1-5-21-1004336348-1177238915 sid=ORCL', 'sid=S-1-5-21-1004336348-1177238915 sid=ORCL'],
    ],
  },
  {
    kind: 'shape',
    id: 'secret-of-array',
    protects: 'secrets in fields of a form that are members of an array',
    starts: ['password', 'secret', 'token', 'pwd', 'passwd', 'pass'].flatMap((name) => [
      `${name}%5d`,
      `${name}%5b`,
      `${name}[`,
      `${name}]=`,
    ]),
    pattern: /([a-z]{3,8}(?:(?:\[|%5B)\w{0,20})?(?:\]|%5D)(?:=|%3D))[^\t-\r &"'<>;]{1,255}/iy,
    goesOn: /[^\t-\r &"'<>;]*/y,
    notAfter: /(?:(?<!%5)[Bb]|[AC-Zac-z])$/,
    examples: [
      ['user%5Bpassword%5D=abc&x=1', 'user%5Bpassword%5D=***&x=1'],
      ['password[0]=abc&password%5B%5D=def', 'password[0]=***&password%5B%5D=***'],
      ['var token = tokens[i], pass[0]', 'var token = tokens[i], pass[0]'],
    ],
  },
  {
    kind: 'shape',
    id: 'secret-in-request-body',
    protects: 'secrets in bodies of requests as nginx logs them, with quotes as \\x22',
    starts: ['password', 'secret', 'token', 'pwd', 'passwd', 'verifier', 'assertion', 'apikey', 'api_key'].map(
      (name) => `${name}\\x22`,
    ),
    pattern: /([a-z_]{3,9}\\x22[\t-\r ]{0,8}:[\t-\r ]{0,8}\\x22)(?!\\x22)(?:[^\\\r\n"]|\\(?!x22)){1,255}/iy,
    goesOn: /(?:[^\\\r\n"]|\\(?!x22))*/y,
    examples: [['{\\x22client_secret\\x22:\\x22abc\\x22}', '{\\x22client_secret\\x22:\\x22***\\x22}']],
  },
];
