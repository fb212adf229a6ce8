/** A place in which a secret stands in logs: how it is spelled there, and what is around it. */
export interface Context {
  name: string;
  spell(secret: string): string;
  text(spelled: string): string;
}

const context = (name: string, text: Context['text'], spell: Context['spell'] = (secret) => secret): Context => ({
  name,
  text,
  spell,
});

export const form = (secret: string): string =>
  encodeURIComponent(secret).replaceAll('%20', '+').replaceAll("'", '%27');
export const json = (secret: string): string => JSON.stringify(secret).slice(1, -1);
export const jsonTwice = (secret: string): string => json(json(secret));
const jsonThrice = (secret: string): string => json(jsonTwice(secret));
export const jsonDotNet = (secret: string): string =>
  json(secret)
    .replace(/\\(.)/g, (escape) => (escape === '\\"' ? '\\u0022' : escape))
    .replace(/['&<>+`\x7f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`);
export const xml = (secret: string): string =>
  secret
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
export const xmlText = (secret: string): string =>
  secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
export const quoted = (secret: string): string => secret.replaceAll('"', '""');
export const apostrophes = (secret: string): string => secret.replaceAll("'", "''");
const base64 = (secret: string): string => Buffer.from(secret).toString('base64');
/** Without what would end an unquoted value there. */
const word = (secret: string): string => secret.replace(/[\s"'<>&;,)\]}{\\=:`%#+/]/g, 'x');
const noSemicolon = (secret: string): string => secret.replace(/[;"'<>\\&={}]|^\s+|\s+$/g, 'x');

const prefix = '2026-11-21 10:00:00,123 [7] INFO Supervisor OAuth20 Send - ';

/** What the rules say they find. */
export const contexts: readonly Context[] = [
  context('form body', (s) => `${prefix}grant_type=client_credentials&client_id=a&client_secret=${s}&scope=b`, form),
  context('form body, last', (s) => `grant_type=password&username=-&password=${s}`, form),
  context('query', (s) => `GET https://localhost/connect/token?client_secret=${s} HTTP/1.1`, form),
  context('query in HTML', (s) => `<a href="https://localhost/cb?state=1&amp;access_token=${s}&amp;x=1">`, form),
  context('fragment', (s) => `https://localhost/cb#access_token=${s}&token_type=Bearer`, form),
  context(
    'query within a query',
    (s) => `?ReturnUrl=%2Fcb%3Fx%3D1%26refresh_token%3D${s}%26y%3D2`,
    (s) => encodeURIComponent(form(s)),
  ),
  context(
    'code',
    (s) => `GET /cb?code=${s}&state=xyz`,
    (s) => `A1b2C3${form(s)}`,
  ),
  context('code verifier', (s) => `code_verifier=${s}&grant_type=authorization_code`, form),
  context('JSON', (s) => `${prefix}{"client_id":"a","client_secret":"${s}","x":1}`, json),
  context('JSON with spaces', (s) => `{\r\n  "Password" : "${s}",\r\n  "x" : 1\r\n}`, json),
  context('JSON over lines', (s) => `{"refresh_token":\n    "${s}"\n}`, json),
  context('JSON in a string', (s) => `${prefix}body "{\\"password\\":\\"${s}\\",\\"x\\":1}"`, jsonTwice),
  context(
    'JSON in a string in a string',
    (s) => `"{\\"a\\":\\"{\\\\\\"password\\\\\\":\\\\\\"${s}\\\\\\",1}\\"}"`,
    jsonThrice,
  ),
  context(
    'JSON of System.Text.Json in a string',
    (s) => `"{\\u0022id_token\\u0022:\\u0022${s}\\u0022}"`,
    (s) => jsonDotNet(json(s)),
  ),
  context('JSON list', (s) => `"Clients": "[{\\"Secrets\\":[\\"${s}\\",\\"${s}\\"]}]"`, jsonTwice),
  context('JSON pair', (s) => `{"Code":"OAuth20IdentityServerClientSecret","Value":"${s}"}`, json),
  context(
    'JSON in HTML',
    (s) => `&quot;password&quot;:&quot;${s}&quot;,`,
    (s) => xml(json(s)),
  ),
  context(
    'JSON in a URL',
    (s) => `?body=%7B%22password%22%3A%22${s}%22%7D`,
    (s) => encodeURIComponent(json(s)).replaceAll("'", '%27'),
  ),
  context('XML attribute', (s) => `<user name="-" password="${s}" x="1"/>`, xml),
  context('XML attribute in apostrophes', (s) => `<user password='${s}' x='1'/>`, xml),
  context('XML element', (s) => `<Password>${s}</Password>`, xmlText),
  context('XML element over lines', (s) => `<Password>\r\n  ${s}\r\n</Password>`, xmlText),
  context('XML element with prefix', (s) => `<wsse:Password Type="x">${s}</wsse:Password>`, xmlText),
  context('XML character data', (s) => `<ClientSecret><![CDATA[${s}]]></ClientSecret>`),
  context(
    'XML in XML',
    (s) => `&lt;Password&gt;${s}&lt;/Password&gt;`,
    (s) => word(s),
  ),
  context('appSettings', (s) => `<add key="ClientSecret" value="${s}" />`, xml),
  context(
    'setting element',
    (s) => `<setting name="DbPassword" serializeAs="String"><value>${s}</value></setting>`,
    xmlText,
  ),
  context('hidden field', (s) => `<input type="hidden" name="id_token" value="${s}" />`, xml),
  context('hidden field, value first', (s) => `<input value="${s}" type="hidden" name="access_token">`, xml),
  context('multipart form', (s) => `--b\r\nContent-Disposition: form-data; name="password"\r\n\r\n${s}\r\n--b--\r\n`),
  context('connection string', (s) => `Data Source=.;User ID=sa;Password=${s};Pooling=true`, noSemicolon),
  context('connection string, last', (s) => `Data Source=.;User ID=sa;Password=${s}`, noSemicolon),
  context('connection string, first', (s) => `Password=${s};Data Source=.;Pooling=true`, noSemicolon),
  context('connection string, quoted', (s) => `Data Source=.;Pwd="${s}";Pooling=true`, quoted),
  context('connection string, apostrophes', (s) => `Data Source=.;Pwd='${s}'`, apostrophes),
  context(
    'connection string, braces',
    (s) => `Driver=x;Pwd={${s}};Pooling=1`,
    (s) => s.replaceAll('}', '}}'),
  ),
  context(
    'connection string in XML',
    (s) => `<add connectionString="Server=.;Password=${s};Pooling=1" />`,
    (s) => xml(noSemicolon(s)),
  ),
  context(
    'connection string in XML, quoted, last',
    (s) => `<add connectionString="Server=.;Password=&quot;${s}&quot;" />`,
    (s) => xml(quoted(s)),
  ),
  context(
    'connection string in JSON',
    (s) => `"Db": "Server=.;Password=${s}"`,
    (s) => json(noSemicolon(s)),
  ),
  context(
    'connection string in JSON, quoted',
    (s) => `"Db": "Server=.;Password=\\"${s}\\";Pooling=1"`,
    (s) => json(quoted(s)),
  ),
  context('Redis', (s) => `host=localhost;db=1;port=6379;password=${s}`, noSemicolon),
  context('bearer header', (s) => `Authorization: Bearer ${s}\r\nHost: localhost`),
  context('header of an own scheme', (s) => `Authorization: Hawk id="a", mac="${s}"\r\n`),
  context('header without a scheme', (s) => `authorization: ${s}\n`),
  context(
    'basic header',
    (s) => `Authorization: Basic ${s}\r\n`,
    (s) => base64(`client:${s}`),
  ),
  context('header in JSON', (s) => `{"Authorization":"Bearer ${s}","Accept":"*/*"}`, json),
  context('header list in JSON', (s) => `{"Authorization":["Bearer ${s}"],"x":1}`, json),
  context('header pair in JSON', (s) => `{"name":"Authorization","value":"Bearer ${s}"}`, json),
  context('header in a message', (s) => `${prefix}sent Authorization: Bearer ${s} to localhost`, word),
  context(
    'cookie',
    (s) => `Cookie: .ASPXAUTH=${s}; BPMCSRF=${s}\r\n`,
    (s) => form(s),
  ),
  context('set-cookie', (s) => `Set-Cookie: BPMLOADER=${s}; path=/; HttpOnly\r\n`, form),
  context('set-cookie in JSON', (s) => `"Set-Cookie":["BPMLOADER=${s}; path=/","x=1"]`, form),
  context(
    'cookie alone',
    (s) => `${prefix}cookie .ASPXAUTH=${s}; path=/`,
    (s) => form(`1a2B${s}`),
  ),
  context(
    'BPMCSRF header',
    (s) => `BPMCSRF: ${s}\r\n`,
    (s) => form(`1a2B${s}`),
  ),
  context('API key header', (s) => `X-Api-Key: ${s}\r\nHost: localhost`),
  context('userinfo', (s) => `amqp://user:${s}@localhost:5672/x`, encodeURIComponent),
  context('userinfo in JSON', (s) => `"amqp:\\/\\/user:${s}@localhost"`, encodeURIComponent),
  context(
    'option',
    (s) => `tool --client-secret ${s} --verbose`,
    (s) => word(s).replace(/^-+/, ''),
  ),
  context('option with equals', (s) => `tool --password=${s} --verbose`, word),
  context('YAML', (s) => `db:\n  password: ${s}\n  x: 1\n`, noSemicolon),
  context(
    'message',
    (s) => `${prefix}login with password: ${s}, retrying`,
    (s) => `1${word(s)}`,
  ),
  context('message, quoted', (s) => `${prefix}login with password '${s}' failed`, word),
  context(
    'machineKey',
    (s) => `<machineKey validationKey="${s}" decryptionKey="${s}" />`,
    (s) => Buffer.from(s).toString('hex').toUpperCase(),
  ),
  context(
    'shared access signature',
    (s) => `https://localhost/c?sv=2023-01-03&sig=${s}&se=2026`,
    (s) => form(base64(`${s}${s}`)),
  ),
  context(
    'account key',
    (s) => `AccountName=a;AccountKey=${s};EndpointSuffix=x`,
    (s) => base64(s),
  ),
  context(
    'JWT',
    (s) => `id eyJhbGciOiJSUzI1NiJ9.${s}.c2lnbmF0dXJl`,
    (s) => Buffer.from(JSON.stringify({ s })).toString('base64url'),
  ),
  context('PEM', (s) => `-----BEGIN PRIVATE KEY-----\r\n${s}\r\n${s}\r\n-----END PRIVATE KEY-----\r\n`, base64),
  context('PEM in JSON', (s) => `"-----BEGIN RSA PRIVATE KEY-----\\n${s}\\n-----END RSA PRIVATE KEY-----\\n"`, base64),
  context('SAML', (s) => `<saml2:Assertion ID="x">\n<saml2:NameID>${s}</saml2:NameID>\n</saml2:Assertion>`, xmlText),
  context(
    'SAMLResponse',
    (s) => `SAMLResponse=${s}&RelayState=x`,
    (s) => encodeURIComponent(base64(s)),
  ),
  context('assertion', (s) => `client_assertion_type=x&client_assertion=${s}`, form),
  context('Python', (s) => `{'password': '${s}', 'x': 1}`, word),
  context('Ruby', (s) => `{"password"=>"${s}"}`, json),
];

/** More of them, where no sign stands between name and value, or the value comes first. */
export const furtherContexts: readonly Context[] = [
  context('XML siblings', (s) => `<Item><Key>Password</Key><Value>${s}</Value></Item>`, xmlText),
  context('plist', (s) => `<key>ClientSecret</key>\n<string>${s}</string>`, xmlText),
  context('appSettings, value first', (s) => `<add value="${s}" key="Password"/>`, xml),
  context('appSettings over lines, value first', (s) => `<add\n  value="${s}"\n  key="Password"\n/>`, xml),
  context(
    'appSettings in a string',
    (s) => `"<add key=\\"Password\\" value=\\"${s}\\" />"`,
    (s) => json(xml(s)),
  ),
  context('element in an element', (s) => `<Password><value>${s}</value></Password>`, xmlText),
  context('JSON pair, value first', (s) => `{"value":"${s}","name":"Password"}`, json),
  context('JSON pair over lines, value first', (s) => `{\n  "Value": "${s}",\n  "Code": "ClientSecret"\n}`, json),
  context('JSON pair, far apart', (s) => `{"Code":"DbPassword","Type":"x","Value":"${s}"}`, json),
  context('JSON list of objects', (s) => `"ClientSecrets":[{"Type":"SharedSecret","Value":"${s}"}]`, json),
  context(
    'JSON tuple',
    (s) => `["password","${s}"]`,
    (s) => json(`1+${s}`),
  ),
  context(
    'pair of .NET',
    (s) => `[client_secret, ${s}], [x, y]`,
    (s) => `1+${word(s)}`,
  ),
  context('YAML block', (s) => `password: |\n  ${s}\nx: 1\n`, word),
  context('YAML variable', (s) => `- name: DB_PASSWORD\n  value: "${s}"\n`, json),
  context('column', (s) => `SET [UserPassword] = N'${s}' WHERE`, apostrophes),
  context(
    'sentence',
    (s) => `${prefix}Password of jane: ${s}`,
    (s) => `1${word(s)}`,
  ),
  context(
    'variable',
    (s) => `setx CLIENT_SECRET ${s}`,
    (s) => `1${word(s)}`,
  ),
  context(
    'other token',
    (s) => `GITHUB_TOKEN=${s}`,
    (s) => `1a2B${word(s)}`,
  ),
  context(
    'API key in words',
    (s) => `${prefix}API key: ${s}`,
    (s) => `1a2B${word(s)}`,
  ),
  context(
    'curl',
    (s) => `curl -u admin:${s} https://localhost/`,
    (s) => `1${word(s)}`,
  ),
  context(
    'curl in quotes',
    (s) => `curl -u 'admin:${s}' https://localhost/`,
    (s) => `1${word(s)}`,
  ),
  context('PowerShell', (s) => `ConvertTo-SecureString '${s}' -AsPlainText`, word),
  context('password in Russian', (s) => `пароль=${s}&x=1`, form),
  context(
    'userinfo, encoded twice',
    (s) => `x=https%253A%252F%252Fu%253A${s}%2540localhost`,
    (s) => word(s).replace(/[?@]/g, 'x'),
  ),
  context(
    'private key in JSON',
    (s) => `{"kty":"oct","k":"${s}"}`,
    (s) => `aB3${base64(s + s)}`.replace(/[+/=]/g, '_'),
  ),
  context('PEM in a URL', (s) => `k=-----BEGIN%20PRIVATE%20KEY-----%0A${s}%0A-----END%20PRIVATE%20KEY-----`, base64),
];

/** A word that looks drawn, as where nothing but words tells that a secret follows. */
const drawn = (secret: string): string => `1a2B${word(secret).replace(/[|~^@[(]/g, 'x')}`;

/** Places where the name of a secret stands elsewhere, or where only words lead to it. */
export const distantContexts: readonly Context[] = [
  context(
    'inserted',
    (s) => `INSERT INTO "x" ("Id", "UserPassword") VALUES ('1', N'${s}'), ('2', '${s}')`,
    apostrophes,
  ),
  context(
    'updated setting',
    (s) => `UPDATE x SET "TextValue" = '${s}' WHERE "Code" = 'SmtpPassword'`,
    (s) => word(s),
  ),
  context('sqlcmd', (s) => `sqlcmd -S localhost -U - -P${s} -Q "select 1"`, drawn),
  context('mysql', (s) => `mysql -u root -p${s} db`, drawn),
  context('PuTTY', (s) => `plink -ssh localhost -pw ${s} ls`, drawn),
  context('net use', (s) => `net use x: \\\\localhost\\x "${s}" /persistent:no`, drawn),
  context('Oracle', (s) => `expdp scott/${s}@orcl`, drawn),
  context('account of Oracle', (s) => `at scott/${s}@localhost:1521/XE now`, drawn),
  context('sentence in English', (s) => `${prefix}the password is ${s} now`, drawn),
  context('sentence in German', (s) => `${prefix}Das Passwort lautet ${s} und gilt`, drawn),
  context('sentence in Russian', (s) => `${prefix}Пароль пользователя: ${s}`, drawn),
  context('sentence of someone', (s) => `${prefix}Passwort für den Dienst lautet "${s}"`, drawn),
  context('behind a dash', (s) => `${prefix}Temporary password - ${s}`, drawn),
  context('in brackets', (s) => `${prefix}client secret (${s}) of x`, drawn),
  context('on the next line', (s) => `Client secret:\r\n    ${s}\r\n`, drawn),
  context('table', (s) => `UserPassword\t${s}\tx`, drawn),
  context('pair of words', (s) => `{ Name = ClientSecret, Value = ${s} }`, drawn),
  context('pair in quotes', (s) => `{ name: 'client_secret', value: "${s}" }`, drawn),
  context('change', (s) => `{"setting":"SmtpPassword","newValue":"${s}","oldValue":"${s}"}`, drawn),
  context('query of Creatio', (s) => `"UserPassword":{"expressionType":2,"parameter":{"value":"${s}"}}`, drawn),
  context('map of secrets', (s) => `"secrets": {"a": "${s}", "b": "${s}"}`, drawn),
  context('cookies in JSON', (s) => `"cookies":[{"name":"a","value":"${s}"},{"name":"b","value":"${s}"}]`, drawn),
  context('YAML list', (s) => `secrets:\n  - ${s}\n  - ${s}\nx: 1\n`, drawn),
  context('numbered variable', (s) => `IDENTITY__CLIENTS__0__SECRETS__0__VALUE=${s}`, drawn),
  context('cookies of IIS', (s) => `GET / - 443 - 127.0.0.1 - a=${s};+b=${s} 200`, drawn),
  context('member of an array', (s) => `user%5Bpassword%5D=${s}&user%5Bname%5D=-`, form),
  context('old and new', (s) => `Property: UserPassword, Old: "${s}", New: "${s}"`, drawn),
  context('changed setting', (s) => `${prefix}ClientSecret changed from '${s}' to '${s}'`, drawn),
  context('XML-RPC', (s) => `<name>password</name>\n<value><string>${s}</string></value>`, xmlText),
  context('element before its name', (s) => `<value>${s}</value><name>password</name>`, xmlText),
  context('attribute of SAML', (s) => `<a:Attribute Name="token"><a:AttributeValue>${s}</a:AttributeValue>`, xmlText),
  context('grant', (s) => `      refresh_token grant with value: ${s} not found in store.`, drawn),
  context('argument', (s) => `(Parameter 'clientSecret')\r\nActual value was ${s}.`, drawn),
  context('alias', (s) => `SELECT '${s}' AS "UserPassword"`, word),
  context(
    'path',
    (s) => `GET https://localhost/reset-password/${s} 200`,
    (s) => `1${word(s).replace(/[^\w.-]/g, 'x')}`,
  ),
  context('members of a secret', (s) => `"ClientSecret":{"value":"${s}","displayValue":"${s}"}`, drawn),
  context('secret that was got', (s) => `${prefix}Expected secret -, got ${s} now`, drawn),
  context('padded table', (s) => `ClientSecret        ${s}`, drawn),
  context('call', (s) => `new AuthenticationHeaderValue("Basic", "${s}")`, base64),
  context('password in Portuguese', (s) => `senha=${s}&x=1`, form),
  context(
    'PEM as a value',
    (s) => `client_secret=-----BEGIN PRIVATE KEY-----\r\n${s}\r\n${s}\r\n-----END PRIVATE KEY-----`,
    base64,
  ),
  context(
    'word as a client secret',
    (s) => `client_secret=${s}&x=1`,
    (s) => word(s).replace(/[^A-Za-z]/g, 'x'),
  ),
];

/** Ways in which a secret that is known travels where no rule would look for it. */
export const knownSpellings: readonly Context[] = [
  context('plain', (s) => `value ${s} here`),
  context('percent', (s) => `x/${s}/y`, encodeURIComponent),
  context(
    'percent, lower case',
    (s) => `x/${s}/y`,
    (s) => encodeURIComponent(s).replace(/%../g, (code) => code.toLowerCase()),
  ),
  context('form', (s) => `x=${s}&y`, form),
  context(
    'percent twice',
    (s) => `x=${s}&y`,
    (s) => encodeURIComponent(encodeURIComponent(s)),
  ),
  context('JSON', (s) => `{"x":"${s}"}`, json),
  context('JSON of .NET', (s) => `{"x":"${s}"}`, jsonDotNet),
  context('JSON in JSON', (s) => `"{\\"x\\":\\"${s}\\"}"`, jsonTwice),
  context(
    'JSON in a form',
    (s) => `x=${s}`,
    (s) => encodeURIComponent(json(s)),
  ),
  context('XML', (s) => `<x>${s}</x>`, xmlText),
  context('XML attribute', (s) => `<x y="${s}"/>`, xml),
  context('Base64', (s) => `x ${s} y`, base64),
  context(
    'Base64 with one byte before',
    (s) => `x ${s} y`,
    (s) => base64(`a${s}bc`),
  ),
  context(
    'Base64 with two bytes before',
    (s) => `x ${s} y`,
    (s) => base64(`ab${s}c`),
  ),
  context(
    'Base64 for URLs',
    (s) => `x ${s} y`,
    (s) => Buffer.from(`ab:${s}`).toString('base64url'),
  ),
  context(
    'Base64 of the form',
    (s) => `x ${s} y`,
    (s) => base64(`client:${form(s)}`),
  ),
  context(
    'Base64 of UTF-16',
    (s) => `x ${s} y`,
    (s) => Buffer.from(`$x='${s}'`, 'utf16le').toString('base64'),
  ),
  context(
    'Base64 over lines',
    (s) => `x ${s} y`,
    (s) => base64(`padding${s}padding`).replace(/(.{20})/g, '$1\r\n'),
  ),
  context(
    'hexadecimal',
    (s) => `x ${s} y`,
    (s) => Buffer.from(s).toString('hex').toUpperCase(),
  ),
  context(
    'hexadecimal dump',
    (s) => `0000 ${s} |x|`,
    (s) =>
      Buffer.from(s)
        .toString('hex')
        .replace(/..(?=.)/g, '$& '),
  ),
  context(
    'hexadecimal dump in pairs',
    (s) => `00000010: ${s}  x`,
    (s) => Buffer.from(s).toString('hex').replace(/..../g, '$& ').trimEnd(),
  ),
  context(
    'list of bytes',
    (s) => `[${s}]`,
    (s) => Array.from(Buffer.from(s)).join(', '),
  ),
  context(
    'log of nginx',
    (s) => `"GET /?x=${s}"`,
    (s) =>
      s.replace(/["\\]|[^ -~]+/g, (part) =>
        Buffer.from(part).toString('hex').replace(/../g, '\\x$&').toUpperCase().replaceAll('X', 'x'),
      ),
  ),
  context(
    'HTML of .NET',
    (s) => `<p>${s}</p>`,
    (s) =>
      xml(s)
        .replaceAll('&apos;', '&#39;')
        .replace(/[\xa0-\xff]/g, (unit) => `&#${unit.charCodeAt(0)};`),
  ),
  context(
    'percent, some letters too',
    (s) => `x/${s}/y`,
    (s) =>
      Array.from(encodeURIComponent(s), (each, index) =>
        /[a-z]/i.test(each) && index % 3 === 2 && !/%.?$/.test(encodeURIComponent(s).slice(0, index))
          ? `%${each.charCodeAt(0).toString(16)}`
          : each,
      ).join(''),
  ),
  context(
    'JSON, every character',
    (s) => `{"x":"${s}"}`,
    (s) => s.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ),
  context(
    'over lines',
    (s) => `x ${s} y`,
    (s) => `${s.slice(0, 5)}\r\n${s.slice(5)}`,
  ),
];

/** Secrets of many kinds; each has at least ten characters. */
export const secrets: readonly string[] = [
  'CorrectHorse9Battery',
  'p@ss/w0rd+with=many&signs',
  'quote"inside\'both"ways',
  'semi;colon and space',
  'back\\slash\\n and \\"more',
  '100%{curly}[square](round)',
  '<tag>&amp;entity</tag>',
  'Пароль-с-юникодом1',
  'pässwörd-ñ-€uro',
  '日本語のパスワード12',
  '😀emoji😀secret😀',
  'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6',
  '$2a$10$N9qo8uLOickgx2ZMRZoMye',
  'trailing-equals==',
  '--looks-like-an-option',
  'mixed:colon@at#hash?query',
  "''/}@^3 &~^^#\" |/~[_]}!",
  'РольРÀà-ПароРль7à',
  '鈠à-ꀠРÀРà٠Р9',
];
