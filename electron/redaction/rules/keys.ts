import { isWord, typeName } from './ordinary-values.ts';
import type { FieldRule } from './types.ts';

const keysOf = (words: readonly string[]): string[] =>
  words.flatMap((word) => ['', '_', '-', ' '].map((joint) => `${word}${joint}key`));

/** What makes a key one that is to be kept secret. */
const secretKeys = keysOf([
  'api',
  'access',
  'account',
  'private',
  'encryption',
  'signing',
  'storage',
  'instrumentation',
  'license',
  'subscription',
  'hmac',
  'auth',
  'shared',
  'symmetric',
  'jwt',
  'crypto',
]);
/** Keys of cloud accounts whose names are those of columns too. */
const accountKeys = keysOf([
  'primary',
  'secondary',
  'function',
  'functions',
  'host',
  'service',
  'consumer',
  'app',
  'machine',
  'protection',
  'stripe',
  'aes',
]);
const keySuffix = /s?(?:[_-]?(?:value|text|base64|hash|id|\d{1,2}))?(?![\w-])/iy;

/** Beside types, the thumbprint of a certificate and the name of an algorithm, which tell a key by its name. */
const keyName = new RegExp(`${typeName.source}|^(?:(?=\\d*[A-F])[\\dA-F]{40}|(?:RS|ES|HS|PS)\\d{3})[.,;]?$`);

/** Fields that hold keys, signatures, sessions and other credentials. */
export const keyRules: readonly FieldRule[] = [
  {
    kind: 'field',
    id: 'api-key',
    protects: 'keys of programming interfaces and of cloud accounts',
    starts: [...secretKeys, 'x-functions-key', 'masterkey', 'master_key'],
    notBefore: /public_?$/i,
    after: keySuffix,
    keepsBare: keyName,
    examples: [
      ['X-Api-Key: abc1', 'X-Api-Key: ***'],
      ['X-Api-Key: `a`b1c2', 'X-Api-Key: ***'],
      ['AccountName=a;AccountKey=abc1==;EndpointSuffix=core', 'AccountName=a;AccountKey=***;EndpointSuffix=core'],
      ['Endpoint=sb;SharedAccessKey=abc1=', 'Endpoint=sb;SharedAccessKey=***'],
      ['"aws_secret_access_key": "abc1"', '"aws_secret_access_key": "***"'],
      ['"primaryMasterKey":"abc1"', '"primaryMasterKey":"***"'],
      ['API key: abc1', 'API key: ***'],
      ['<masterKey x="y"><value>abc1</value>', '<masterKey x="y"><value>***</value>'],
    ],
  },
  {
    kind: 'field',
    id: 'account-key',
    protects: 'primary and secondary keys of cloud accounts',
    starts: accountKeys,
    after: keySuffix,
    keeps: /^(?:[a-z]{1,20}|\d{1,8}|[\da-f]{8}-[\da-f-]{27})$/i,
    keepsBare: typeName,
    examples: [
      ['"primaryKey":"abc1","secondaryKey":"abc2"', '"primaryKey":"***","secondaryKey":"***"'],
      ['PRIMARY KEY ("Id"), "primaryKey":"Id"', 'PRIMARY KEY ("Id"), "primaryKey":"Id"'],
    ],
  },
  {
    kind: 'field',
    id: 'machine-key',
    protects: 'the machine key of ASP.NET',
    starts: ['validationkey', 'decryptionkey'],
    keeps: /^AutoGenerate(?:,IsolateApps)?$/i,
    examples: [
      [
        '<machineKey validationKey="21F0" decryptionKey="8A9B" validation="SHA1" />',
        '<machineKey validationKey="***" decryptionKey="***" validation="SHA1" />',
      ],
      ['validationKey="AutoGenerate,IsolateApps"', 'validationKey="AutoGenerate,IsolateApps"'],
    ],
  },
  {
    kind: 'field',
    id: 'shared-access-signature',
    protects: 'shared access signatures and signed addresses',
    starts: ['sig', 'signature', 'x-amz-signature', 'x-goog-signature', 'sharedaccesssignature'],
    before: /^(?:(?:x-amz|x-goog)-|sharedaccess|hub-|oauth_)?$/i,
    after: /(?![\w-])/iy,
    keeps: /^.{0,9}$/,
    keepsBare: /^(?:[^\d+/%]*|.{0,15})$/,
    examples: [
      ['?sv=2023-01-03&sig=aB3%2Fx9zQ%3D&se=2026', '?sv=2023-01-03&sig=***&se=2026'],
      ['&X-Amz-Signature=5d672d79c15b13162d9279b0855cfba6', '&X-Amz-Signature=***'],
      ['Method signature: Execute(string)', 'Method signature: Execute(string)'],
    ],
  },
  {
    kind: 'field',
    id: 'creatio-cookie',
    protects: 'the cookies and headers of a session of Creatio, whatever they look like',
    starts: ['aspxauth', 'bpmcsrf', 'bpmloader', 'bpmsessionid'],
    after: /(?![\w-])/iy,
    keeps: /^.{0,3}$/,
    keepsBare:
      /^(?:[a-z]+ [a-z]+ .*|(?:missing|none|empty|absent|present|not|set|ok|invalid|expired|header|cookie)\b.*)$/i,
    examples: [
      ['BPMCSRF=changeme; path=/', 'BPMCSRF=***; path=/'],
      ['BPMCSRF: missing', 'BPMCSRF: missing'],
    ],
  },
  {
    kind: 'field',
    id: 'session-cookie',
    protects: 'cookies that carry a session of Creatio or ASP.NET',
    starts: [
      'aspxauth',
      'bpmcsrf',
      'bpmloader',
      'bpmsessionid',
      'sessionid',
      'session_id',
      'session-id',
      'session id',
      'jsessionid',
      'phpsessid',
      'aspnet.applicationcookie',
      'aspnet.cookies',
      'aspnetcore.cookies',
      'aspnetcore.antiforgery',
      'aspnetcore.identity',
      'aspnetcore.session',
      'idsrv',
      'idsrv.session',
    ],
    after: /(?:C\d|\.[\w-]{1,32})?(?![\w-])/iy,
    keeps: /^(?:.{0,3}|[a-z]{1,12}|\d{1,6})$/i,
    keepsBare: /^[a-z]+ [a-z]+ /i,
    examples: [
      ['.ASPXAUTH=0A1B; path=/', '.ASPXAUTH=***; path=/'],
      ['BPMCSRF: aB1.x', 'BPMCSRF: ***'],
      ['"BPMLOADER":"q1w2"', '"BPMLOADER":"***"'],
      ['ASP.NET_SessionId=q1w2e3; path=/', 'ASP.NET_SessionId=***; path=/'],
    ],
  },
  {
    kind: 'field',
    id: 'session',
    protects: 'sessions and tickets in fields and cookies of any name',
    starts: ['session', 'ticket', '.sid'],
    before: /^(?:[\w.-]{0,40}[._-])?(?:crt|auth|user|kerberos)?$/i,
    after: /(?:[_-]?key)?(?![\w-])/iy,
    keeps:
      /^(?:.{0,15}|[^\d]*|[^a-z]*|\{?[\da-f]{8}-[\da-f]{4}-.*|S-1-\d.*|.*[\t-\r \\/:{}].*|[a-z][a-z_.-]*\d{0,6}|[a-z]+(?:-[a-z\d]{1,8})+)$/i,
    examples: [
      ['CrtSession=a1b2c3d4e5f6g7h8; x', 'CrtSession=***; x'],
      ['?ticket=ST-1-aBcDeFgHiJkLmNoP', '?ticket=***'],
      ['session: pool-12', 'session: pool-12'],
    ],
  },
  {
    kind: 'field',
    id: 'nonce',
    protects: 'values that are drawn for one use: nonces, identifiers of tokens, salts',
    starts: ['nonce', 'jti', 'salt'],
    before: /^(?:[\w.-]{0,40}[_.:-]|next|c)?$/i,
    after: /(?![\w-])/iy,
    keeps:
      /^(?:.{0,15}|[^\d]*|[\d.-]*|\{?[\da-f]{8}-[\da-f]{4}-.*|S-1-\d.*|.*[\t-\r \\:{}].*|[a-z][a-z_.-]*\d{0,6}|[a-z]+(?:-[a-z\d]{1,8})+)$/i,
    examples: [
      ['"jti":"c41f8e07d95b4a6e8213f07a9bd5e6c1"', '"jti":"***"'],
      ['nonce=638000000000000000.aB3dE6gH&x=1', 'nonce=***&x=1'],
      ['nonce: missing', 'nonce: missing'],
    ],
  },
  {
    kind: 'field',
    id: 'one-time-code',
    protects: 'codes of one use, which have digits alone',
    starts: ['otp', 'pincode', 'onetimecode'],
    before: /^(?:\w+[_.-]|[th])?$/i,
    keeps: /^(?:.{0,3}|\d{1,3}\b.*|[^\d]*)$/,
    keepsBare: typeName,
    examples: [
      ['otp=482913&x=1', 'otp=***&x=1'],
      ['OTP: 3 of 5, otp=disabled', 'OTP: 3 of 5, otp=disabled'],
    ],
  },
  {
    kind: 'field',
    id: 'credential',
    protects: 'fields that are called credential',
    starts: ['credential'],
    before: /^(?:\w+[_.-])?$|(?:client|user|login|bind|ldap|admin|smtp)$/i,
    keepsBare: isWord,
    keeps: /^.{0,3}$/,
    examples: [['"credentials":"abc:def"', '"credentials":"***"']],
  },
  {
    kind: 'field',
    id: 'short-name',
    protects: 'credentials in fields with a short name',
    starts: ['auth', 'bearer', 'hmac', 'xsrf', 'csrf', 'pin', 'dpop', 'answer', 'jwt', 'psk', 'cvv', 'psw'],
    before: /^(?:_|x-|wifi[_-]|wpa[_-]|.{0,20}(?:security|secret)_?)?$/i,
    after: /(?![\w-])/iy,
    keeps: /^(?:.{0,3}|[^\d]{0,14}|[^\t-\r ]*[ ,;].*|https?:.*)$/i,
    keepsBare: typeName,
    examples: [
      ['_auth=abcd1234', '_auth=***'],
      ['{"bearer":"abcd1234"}', '{"bearer":"***"}'],
      ['auth=true bearer: none', 'auth=true bearer: none'],
    ],
  },
];
