import { anyOf, drawn, random } from './ordinary-values.ts';
import type { ShapeRule } from './types.ts';

const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
const each = (firsts: readonly string[], seconds: readonly string[]): string[] =>
  firsts.flatMap((first) => seconds.map((second) => first + second));

const english = [
  'password',
  'passwd',
  'passphrase',
  'pwd',
  'secret',
  'token',
  'api key',
  'secret key',
  'verification code',
];
const german = ['passwort', 'kennwort', 'geheimnis', 'schlüssel'].map(bytes);
const russian = ['пароль', 'Пароль', 'секрет', 'Секрет', 'токен', 'Токен', 'ключ', 'Ключ', 'код', 'Код'].map(bytes);
const names = [...english, ...german, ...russian];
/** A pattern begins where one of the names stands, so it need not tell them apart. */
const name = String.raw`[A-Za-z\x80-\xff]{3,24}(?: (?:[Kk]ey|[Cc]ode))?`;
/** An English name alone begins too many sentences, so it takes the beginning of what leads to a value. */
const leads = [' is', ' wa', ' to ', ' set', ' ch', ' rese', ' equ', ' has', ' (', ' val'];
const told = [...each(english, leads), ...each([...german, ...russian], [' '])];
const tells = [
  '(?:(?:is|was|has been)(?: now)?(?: set to| changed to| reset to)?|to|equals|(?:re)?set to|changed to|hash(?: is)?|value(?: is)?)',
  bytes('(?:ist|war|lautet|auf|wurde auf|geändert auf|gesetzt auf)'),
  bytes('(?:равен|изменен на|изменён на|установлен|на|доступа|авторизации|подтверждения)'),
  String.raw`\((?:plain|decrypted|plaintext)\)`,
].join('|');

/** A dash or an arrow; all but the first two begin with the same byte. */
const dashes = [' - ', ' -> ', ' → ', ' – ', ' — '].map(bytes);
const dashed = each(names, [' - ', ' ->', ' \xe2']).filter(
  (start) => !start.includes('key') && !start.includes('code'),
);
const of = [...each(['password', 'secret', 'token'], [' of ', ' for ']), ...each([...german, ...russian], [' '])];

/** Whose name stands behind it, and no secret. */
const ofWhom = '(?:client|user|[Ii]d|app|application|login|name|scope)';

const columns = ['password', 'passwd', 'passwort', 'kennwort', 'secret', bytes('пароль'), bytes('Пароль')];
const signs = ['|', ' |', '~', bytes('¦'), '\t', '  ', '..', ' ..', ';', ',', '";', '",', "',"];
const listed = each(columns, signs);
const named = ['password', 'secret', 'token', 'passwd', 'pwd'];

const verbs =
  'get set validate check load reset change update refresh decrypt encrypt hash rotate create generate verify read write save find parse request send try is has on forgot restore recover new'.split(
    ' ',
  );

/** Secrets that the words of a sentence or of a table lead to; only what looks made up or drawn is taken for one. */
export const sentenceRules: readonly ShapeRule[] = [
  {
    kind: 'shape',
    id: 'changed-password',
    protects: 'passwords before and after a change that a sentence tells',
    starts: ['password from ', 'secret from '],
    pattern: new RegExp(
      String.raw`(${anyOf(['password from ', 'secret from '])})["']?[^\t-\r ]{3,128} to ["']?${drawn()}`,
      'y',
    ),
    examples: [
      ['changed password from Sommer24! to Winter25!', 'changed password from ***'],
      ['reads the secret from file to memory', 'reads the secret from file to memory'],
    ],
  },
  {
    kind: 'shape',
    id: 'told-login',
    protects: 'user name and password that stand side by side',
    starts: ['credentials ', 'credentials: ', 'login ', 'auth: ', 'zugangsdaten', 'anmeldung mit '],
    pattern: new RegExp(
      String.raw`(${anyOf(['credentials', 'login', 'auth', 'zugangsdaten', 'anmeldung mit'])}(?: are| is)?:? [^\t-\r :/=]{1,64}(?: \/ |\/|:))${drawn()}`,
      'y',
    ),
    examples: [
      ['login - / Sommer24!', 'login - / ***'],
      ['credentials are -:Sommer24!', 'credentials are -:***'],
      ['login supervisor / role 5', 'login supervisor / role 5'],
    ],
  },
  {
    kind: 'shape',
    id: 'told-secret',
    protects: 'passwords and secrets that a sentence tells',
    starts: told,
    pattern: new RegExp(String.raw`(${name} (?:${tells})(?::? )["'\x60]?)${drawn()}`, 'y'),
    examples: [
      ['Das Passwort lautet Sommer24!', 'Das Passwort lautet ***'],
      ['Пароль изменен на Zima2026', 'Пароль изменен на ***'],
      ['password was set to "a1b2c3d4"', 'password was set to "***"'],
      ['Password is SHA256 hashed, token is 30d old', 'Password is SHA256 hashed, token is 30d old'],
    ],
  },
  {
    kind: 'shape',
    id: 'secret-behind-dash',
    protects: 'passwords and secrets that a dash or an arrow separates from their name',
    starts: dashed,
    pattern: new RegExp(String.raw`(${name}${anyOf(dashes)}["'\x60]?)${random()}`, 'y'),
    // The name of a method stands in front of the dash in every line of Creatio's logs.
    notAfter: /[\w.]$/,
    examples: [
      ['Temporary password - aB3dE6gH', 'Temporary password - ***'],
      ['TokenCache GetToken - HRESULT=0x80070005', 'TokenCache GetToken - HRESULT=0x80070005'],
    ],
  },
  {
    kind: 'shape',
    id: 'setting-behind-dash',
    protects: 'client secrets that a dash or an arrow separates from the name of their setting',
    starts: each(['clientsecret', 'password', 'apikey'], [' - ', ' ->', ' \xe2']),
    // Of a setting, and of no method, whose name begins with a verb.
    pattern: new RegExp(
      String.raw`(?<=[A-Za-z\d])(?<!\b${anyOf(verbs)}\w{0,20})(${name}${anyOf(dashes)}["'\x60]?)${random()}`,
      'y',
    ),
    examples: [
      ['OAuth20ClientSecret - aB3dE6gH', 'OAuth20ClientSecret - ***'],
      ['Auth ValidatePassword - TypeLoad2x5', 'Auth ValidatePassword - TypeLoad2x5'],
    ],
  },
  {
    kind: 'shape',
    id: 'secret-that-was-got',
    protects: 'secrets that were found in the place of expected ones',
    starts: [', got ', ', actual', ', but was ', ' but was:', ', received '],
    pattern: new RegExp(
      String.raw`(?=,? [a-z ]{3,8}:? ["']?${drawn()})(?<=(?:[Pp]assword|[Ss]ecret|[Tt]oken)\W[^\r\n]{0,60})(,? (?:got|actual|but was|received):? ["']?)[^\t-\r "']{1,255}`,
      'y',
    ),
    examples: [
      ['Expected secret -, got Sommer24! now', 'Expected secret -, got *** now'],
      ['Expected 5 rows, got a1b2c3', 'Expected 5 rows, got a1b2c3'],
    ],
  },
  {
    kind: 'shape',
    id: 'told-secret-of',
    protects: 'passwords and secrets of someone that a sentence tells',
    starts: of,
    pattern: new RegExp(
      String.raw`(${name} (?:(?=([^\t-\r :=|]{1,40}))\2 ){0,4}?(?:(?=([^\t-\r :=|]{0,40}))\3(?<!${ofWhom}) ?[:=] ?|(?=([^\t-\r :=|]{1,40}))\4 (?:${tells}):? )["'\x60]?)${drawn()}`,
      'y',
    ),
    examples: [
      ['Пароль пользователя: Zima2026', 'Пароль пользователя: ***'],
      ["password of the account was set to 'a1b2c3d4'", "password of the account was set to '***'"],
      ['Passwort für den Dienst lautet Sommer24!', 'Passwort für den Dienst lautet ***'],
      ['password of the account: unknown', 'password of the account: unknown'],
    ],
  },
  {
    kind: 'shape',
    id: 'listed-secret',
    protects: 'passwords and secrets in tables and lists, behind their name',
    starts: listed,
    pattern: new RegExp(
      String.raw`([A-Za-z\x80-\xc1\xc3-\xff]{6,24}(?:["']?[;,]| ?\||~|\t{1,8}| {2,60}| ?\.{2,60} ?:?|\xc2\xa6) ?["']?)${random(',;~')}`,
      'y',
    ),
    examples: [
      ['OAuth20ClientSecret|aB3dE6gH|true', 'OAuth20ClientSecret|***|true'],
      ['"UserPassword";"aB3dE6gH"', '"UserPassword";"***"'],
      ['Password ........: aB3dE6gH', 'Password ........: ***'],
      ['ClientSecret      aB3dE6gH', 'ClientSecret      ***'],
      ['Id,Password,Token2,Column12', 'Id,Password,Token2,Column12'],
    ],
  },
  {
    kind: 'shape',
    id: 'secret-in-brackets',
    protects: 'passwords and secrets in brackets, and in calls of a program',
    starts: each(named, ['(', ' (', '[', ' {']),
    pattern: new RegExp(String.raw`([A-Za-z]{3,40} ?[(\[{]["']?)${random('()[\\]{}')}`, 'y'),
    examples: [
      ['Client Secret (aB3dE6gH)', 'Client Secret (***)'],
      ['SetPassword("aB3dE6gH");', 'SetPassword("***");'],
      ['GetToken("OAuth20Scope")', 'GetToken("OAuth20Scope")'],
    ],
  },
  {
    kind: 'shape',
    id: 'secret-on-next-line',
    protects: 'passwords and secrets alone on the line behind their name',
    starts: [
      ...each(columns, ['\n', '\r']),
      ...each([...columns, 'token'], [':\n', ':\r', ': \r', ' =\n', '=\n', ' =\r']),
    ],
    pattern: new RegExp(
      String.raw`([A-Za-z\x80-\xff]{3,40}(?: ?[:=] ?)?\r?\n(?:-{3,80}\r?\n)?[ \t]{0,40}["']?)${random()}(?=["']?[ \t]*(?:[\r\n]|$))`,
      'y',
    ),
    examples: [
      ['Client secret:\n  aB3dE6gH\nnext', 'Client secret:\n  ***\nnext'],
      ['Password:\n  minLength8 is set', 'Password:\n  minLength8 is set'],
    ],
  },
];
