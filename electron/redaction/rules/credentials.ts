import { isWord, typeName } from './ordinary-values.ts';
import type { FieldRule } from './types.ts';

const bytesOf = (words: readonly string[]): string[] =>
  words.map((word) => Buffer.from(word, 'utf8').toString('latin1'));

/** A type of .NET, what parses or checks secrets, or how many there are. */
const secretWord = new RegExp(
  String.raw`${typeName.source}|^(?:[A-Z][A-Za-z]{0,40}(?:Parser|Validator|Secret|Provider|Store|Manager|Handler|Service)|\d{1,6}|[A-Z][a-z]{1,12})[.,;]?$`,
);

/** What a log says about a secret instead of the secret. */
const secretState = new RegExp(
  String.raw`${typeName.source}|^(?:[A-Z][A-Za-z]{0,40}(?:Parser|Validator|Secret|Provider|Store|Manager|Handler|Service)|(?:missing|present|absent|provided|hidden|masked|required|optional|invalid|valid|ok|not|set|unset|string|\d{1,3})\b.*)[.,;]?$`,
  'i',
);

/** Names before `token` that make it a credential; others are page marks, cancellations and keys of assemblies. */
const tokenBefore =
  /(?:access|refresh|id|auth|authentication|authorization|csrf|xsrf|bearer|session|security|device|subject|actor|api|verification|bot|private|deploy|sas|jwt|oauth|oauth2|oauth20|user|client|login|reset|identity|bpm)[_.-]?$/i;

/** Names before `token` that make it no credential. */
const otherToken =
  /(?:cancell?ation|public_?key|page|continuation|next|previous|sync|skip|delta|json|syntax|lexer?|parser|start|metadata|stop|prompt|completion|total|count|unexpected|expected|revoke|(?<![a-z])(?:end|max|min|num|on)|get|set|create|validate|request|type|\.)[_.-]?$/i;

/** Fields whose name says that the value is a credential. */
export const credentialRules: readonly FieldRule[] = [
  {
    kind: 'field',
    id: 'password',
    protects: 'passwords and passphrases',
    starts: [
      'password',
      'passwd',
      'passphrase',
      'passcode',
      'pwd',
      'passwort',
      'kennwort',
      'contrase\xc3\xb1a',
      'mot de passe',
      // The word in Russian and Ukrainian, as bytes of UTF-8.
      ...bytesOf(['пароль', 'Пароль', 'ПАРОЛЬ']),
    ],
    examples: [
      ['grant_type=password&username=-&password=Pa%24s+1&x=1', 'grant_type=password&username=-&password=***&x=1'],
      ['"UserPassword": "a\\"b",', '"UserPassword": "***",'],
      ['{\\"password\\":\\"a\\\\\\"b\\"}', '{\\"password\\":\\"***\\"}'],
      ['&quot;password&quot;:&quot;abc&quot;', '&quot;password&quot;:&quot;***&quot;'],
      ['\\u0022password\\u0022:\\u0022abc\\u0022', '\\u0022password\\u0022:\\u0022***\\u0022'],
      ['<wsse:Password Type="Text">a b</wsse:Password>', '<wsse:Password Type="Text">***</wsse:Password>'],
      ['<Password><![CDATA[a<b]]></Password>', '<Password><![CDATA[***]]></Password>'],
      ['&lt;Password&gt;abc&lt;/Password&gt;', '&lt;Password&gt;***&lt;/Password&gt;'],
      ['&amp;lt;Password&amp;gt;abc&amp;lt;/Password', '&amp;lt;Password&amp;gt;***&amp;lt;/Password'],
      ['<add key="DbPassword" value="abc" />', '<add key="DbPassword" value="***" />'],
      ['<login user="-" password=\'abc\' />', '<login user="-" password=\'***\' />'],
      ['Initial Catalog=db;Password=my own pass;Pooling=true', 'Initial Catalog=db;Password=***;Pooling=true'],
      ['Initial Catalog=db;Password=my own pass', 'Initial Catalog=db;Password=***'],
      ['Pwd="a;b""c";Pooling=true', 'Pwd="***";Pooling=true'],
      ["Pooling=true;Pwd='a;b c'", "Pooling=true;Pwd='***'"],
      ['Driver=x;Pwd={a;b};Pooling=true', 'Driver=x;Pwd={***};Pooling=true'],
      ['connectionString="db=1;Password=&quot;a;b&quot;" />', 'connectionString="db=1;Password=&quot;***&quot;" />'],
      ['tool --password hunter2 --verbose', 'tool --password *** --verbose'],
      ['name="password"\r\n\r\nabc\r\n--b', 'name="password"\r\n\r\n***\r\n--b'],
      ['<Key>Password</Key><Value>abc</Value>', '<Key>Password</Key><Value>***</Value>'],
      ['<add value="abc" key="Password"/>', '<add value="***" key="Password"/>'],
      ['{"value":"abc","name":"Password"}', '{"value":"***","name":"Password"}'],
      ['<add key=\\"Password\\" value=\\"abc\\" />', '<add key=\\"Password\\" value=\\"***\\" />'],
      ['- name: DB_PASSWORD\n  value: abc\n', '- name: DB_PASSWORD\n  value: ***\n'],
      ['password: |\n  abc\nx: 1', 'password: |\n  ***\nx: 1'],
      ['["password","abc+1"]', '["password","***"]'],
      ["[UserPassword] = N'abc'", "[UserPassword] = N'***'"],
      ['The password is Winter-26-Snow', 'The password is ***'],
      ['Password of jane: abc', 'Password of jane: ***'],
      ['Пароль: abc', 'Пароль: ***'],
      ['["password","client_credentials"]', '["password","client_credentials"]'],
      ['Password policy SHA256 v2', 'Password policy SHA256 v2'],
      ['Invalid password: it has expired', 'Invalid password: it has expired'],
      ['"password": null, "passwordLength": 8', '"password": null, "passwordLength": 8'],
    ],
  },
  {
    kind: 'field',
    id: 'pass',
    protects: 'passwords in fields that are called pass or pw',
    starts: ['pass', 'pw'],
    before:
      /^(?:\w{0,40}[_.-])?$|(?:store|key|db|smtp|proxy|pfx|cert|user|admin|sql|ftp|mail|http|root|bind|ldap|login)$/i,
    after: /(?![\w-])/iy,
    keeps: /^(?:\d{1,3}|in|out|through|by)$|^(?:pass|env|file|stdin|fd):/i,
    keepsBare: /^(?:.{0,3}|[a-z]{1,7}[.,;]?|\d+[%.]?.*|0x.*)$/i,
    examples: [
      ['?user=-&pass=abc&x=1', '?user=-&pass=***&x=1'],
      ['{"pw":"abc"}', '{"pw":"***"}'],
      ['keytool -storepass abcdefgh -list', 'keytool -storepass *** -list'],
      ['DB_PASS=abcdefgh', 'DB_PASS=***'],
      ['All tests pass: 12 of 12', 'All tests pass: 12 of 12'],
    ],
  },
  {
    kind: 'field',
    id: 'client-secret',
    protects: 'client secrets in fields that are called so, also where they look like a word or a number',
    starts: ['client_secret', 'clientsecret', 'client-secret'],
    keepsBare: secretState,
    examples: [
      ['client_secret=Geheim&x=1', 'client_secret=***&x=1'],
      ['client_secret: 739214', 'client_secret: ***'],
      ['ClientSecret: HashedSharedSecretValidator', 'ClientSecret: HashedSharedSecretValidator'],
      ['client_secret: is wrong', 'client_secret: is wrong'],
    ],
  },
  {
    kind: 'field',
    id: 'shared-secret',
    protects: 'secrets in other fields',
    starts: [
      'secret',
      'geheimnis',
      'schl\xc3\xbcssel',
      ...bytesOf(['секрет', 'Секрет', 'секретный ключ', 'Секретный ключ', 'секретний ключ', 'Секретний ключ']),
    ],
    keepsBare: secretWord,
    examples: [
      ['client_id=a&client_secret=abc', 'client_id=a&client_secret=***'],
      ['client_secret%3Dabc%26scope', 'client_secret%3D***%26scope'],
      ['"OAuth20IdentityServerClientSecret":"abc"', '"OAuth20IdentityServerClientSecret":"***"'],
      ['{\\"Secrets\\":[\\"abc\\",\\"def\\"]}', '{\\"Secrets\\":[\\"***\\",\\"***\\"]}'],
      ['{"Code":"ClientSecret","Value":"abc"}', '{"Code":"ClientSecret","Value":"***"}'],
      ['"ClientSecrets": [{"Type":"x","Value":"abc"}]', '"ClientSecrets": [{"Type":"x","Value":"***"}]'],
      ['setx CLIENT_SECRET abc', 'setx CLIENT_SECRET ***'],
      ['[client_secret, abc+1]', '[client_secret, ***]'],
      ["Client secret 'A1b2C3d4' of x", "Client secret '***' of x"],
      ['client_secret: abc', 'client_secret: ***'],
      [
        '"token_endpoint_auth_methods":["client_secret_basic"]',
        '"token_endpoint_auth_methods":["client_secret_basic"]',
      ],
    ],
  },
  {
    kind: 'field',
    id: 'token',
    protects: 'access, refresh, identity and session tokens',
    starts: ['token'],
    before: tokenBefore,
    keepsBare: typeName,
    examples: [
      ['{"access_token":"abc","token_type":"Bearer"}', '{"access_token":"***","token_type":"Bearer"}'],
      ['refresh_token=abc1&x', 'refresh_token=***&x'],
      ['id_token=a.b.c1', 'id_token=***'],
      ['"__RequestVerificationToken":"abc"', '"__RequestVerificationToken":"***"'],
      ['PublicKeyToken=b77a5c561934e089', 'PublicKeyToken=b77a5c561934e089'],
      ['CancellationToken=System.Threading.X', 'CancellationToken=System.Threading.X'],
    ],
  },
  {
    kind: 'field',
    id: 'bare-token',
    protects: 'other fields whose name ends in token',
    starts: ['token', ...bytesOf(['токен', 'Токен'])],
    notBefore: otherToken,
    after: /s?(?:[_-]?(?:hint|value))?(?![\w-])/iy,
    keeps: /^(?:.{0,5}|[^\d]{0,12}|.*[\t-\r ].*[\t-\r ].*)$/,
    keepsBare: typeName,
    examples: [
      ['?token=abc12345', '?token=***'],
      ['"token":"abc12345"', '"token":"***"'],
      ['GITHUB_TOKEN=abc12345', 'GITHUB_TOKEN=***'],
      ['id_token_hint=abc12345&x', 'id_token_hint=***&x'],
      ['nextPageToken=abc12345', 'nextPageToken=abc12345'],
      ['Unexpected token: }', 'Unexpected token: }'],
    ],
  },
  {
    kind: 'field',
    id: 'authorization-code',
    protects: 'authorization codes (RFC 6749 section 4.1.2)',
    starts: ['code'],
    before: /^(?:authorization_?|auth_?|device_?|user_?|otp_?|mfa_?|totp_?|recovery_?|verification_?|backup_?)?$/i,
    after: /(?![\w-])/iy,
    keeps:
      /^(?:(?:\d{1,5}|[^\d]{0,15}|.{0,7}|(?:[A-Z][a-z]{1,14})+_?\d{1,5}|[A-Z]{1,6}[-_][\d-]{1,16})$|(?:OAuth\d*|[A-Z][a-z]{2,})(?:[A-Z][a-z]{2,})+|[A-Z][A-Za-z\d]{0,60}(?:Password|Secret|Token|Key)$)/,
    keepsBare: /^(?:.{0,15}|[^\d]*|[\d.]*|0x[\da-f]+)$/i,
    shortestBare: 8,
    examples: [
      ['GET /cb?code=0A1b2C3d&state=x', 'GET /cb?code=***&state=x'],
      ['grant_type=authorization_code&code=9f8e7d6c', 'grant_type=authorization_code&code=***'],
      ['{"code":"SplxlOBeZQQYbYS6WxSbIA1"}', '{"code":"***"}'],
      ['"Code":0, "code": 404, "code":"invalid_grant"', '"Code":0, "code": 404, "code":"invalid_grant"'],
      ['The process ended with code=137', 'The process ended with code=137'],
    ],
  },
  {
    kind: 'field',
    id: 'named-code',
    protects: 'codes and handles whose name says what they are for',
    starts: [
      ...[
        'authorization',
        'auth',
        'verification',
        'recovery',
        'activation',
        'confirmation',
        'sms',
        'mfa',
        'factor',
        'backup',
        'security',
      ].flatMap((word) => ['', ' ', '_'].map((joint) => `${word}${joint}code`)),
      ...['token', 'code'].flatMap((word) => ['', ' ', '_'].map((joint) => `${word}${joint}handle`)),
    ],
    after: /(?![\w-])/iy,
    keeps: /^(?:[a-z]{1,12}(?:[_-][a-z]{1,12}){0,2}|[A-Z][a-z]{1,12}|.{0,3})[.,;]?$/,
    keepsBare: typeName,
    examples: [
      ['Authorization code: Winter26', 'Authorization code: ***'],
      ['"RefreshTokenHandle": "1f2e3d"', '"RefreshTokenHandle": "***"'],
      ['"grant_type":"authorization_code"', '"grant_type":"authorization_code"'],
      ['Authorization code: missing', 'Authorization code: missing'],
    ],
  },
  {
    kind: 'field',
    id: 'code-verifier',
    protects: 'code verifiers (RFC 7636)',
    starts: ['verifier'],
    before: /(?:code|oauth)[_-]?$/i,
    examples: [
      ['code_verifier=abc&x', 'code_verifier=***&x'],
      ['"codeVerifier":"abc"', '"codeVerifier":"***"'],
    ],
  },
  {
    kind: 'field',
    id: 'assertion',
    protects: 'assertions that authenticate a client or a user (RFC 7521, SAML)',
    starts: ['assertion', 'samlart', 'samlresponse', 'samlrequest', 'wresult'],
    after: /(?![\w-])/iy,
    keepsBare: isWord,
    examples: [
      ['client_assertion=abc1&x', 'client_assertion=***&x'],
      [
        '<input type="hidden" name="SAMLResponse" value="PHNh"/>',
        '<input type="hidden" name="SAMLResponse" value="***"/>',
      ],
      ['<input value="PHNh" name="SAMLResponse">', '<input value="***" name="SAMLResponse">'],
    ],
  },
];
