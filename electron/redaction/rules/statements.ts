import { isSecretName } from './secret-names.ts';
import type { PlacedRule, Range, ShapeRule } from './types.ts';

const columns =
  /([\w."[\]`$\\-]{1,128})[\t-\r ]{0,8}\(([^()]{1,1500})\)[\t-\r ]{0,32}(?:values|select)[\t-\r ]{0,32}(?=[('"N\d@:N]|null)/iy;
/** A value up to the comma or the bracket behind it: a string, or something else that may have one call in it. */
const member =
  /[\t-\r ]{0,32}(?:N?(?:'((?:[^']|'')*)(?:'|$)|"([^"]*)(?:"|$))(?:::\w+)?|[^,()'"]{0,255}(?:\([^()]{0,255}\))?[^,()'"]{0,64})[\t-\r ]{0,32}/iy;
const farthest = 2000;

/** Columns that hold secrets because of the table that they are in. */
const columnsOfTables: readonly (readonly [RegExp, RegExp])[] = [
  [/secrets?$/i, /^(?:value|key)$/i],
  [/(?:persistedgrants|devicecodes)$/i, /^(?:key|data|devicecode|usercode)$/i],
];
const nameOf = (part: string): string => part.replace(/["[\]`\t-\r \\]/g, '');

/** The strings that an INSERT gives to columns of secrets. */
function insertedSecrets(text: string, start: number, end: number): Range[] {
  columns.lastIndex = end;
  const [, table = '', list = ''] = columns.exec(text) ?? [];
  const ofTable = columnsOfTables.find(([tables]) => tables.test(nameOf(table)))?.[1];
  const isSecret = (name: string): boolean => isSecretName(name) || ofTable?.test(name) === true;
  const names = list.split(',').map(nameOf);
  if (!names.some(isSecret)) return [];
  const found: Range[] = [];
  const near = text.slice(0, start + farthest);
  let at = columns.lastIndex;
  for (let column = 0; at < near.length; column += 1) {
    if (near.charAt(at) === '(') at += 1;
    member.lastIndex = at;
    const match = member.exec(near);
    if (match === null || member.lastIndex === at) break;
    const value = match[1] ?? match[2];
    if (value !== undefined && isSecret(names[column] ?? '')) {
      const from = at + match[0].search(/['"]/) + 1;
      found.push([from, from + value.length]);
    }
    at = member.lastIndex;
    // The next row of values.
    const row = /^\)[\t-\r ]{0,8},[\t-\r ]{0,8}\(/.exec(near.slice(at, at + 20));
    if (row !== null) column = -1;
    else if (near.charAt(at) !== ',') break;
    at += row?.[0].length ?? 1;
  }
  return found;
}

const alias = /' as ["[`\\]{0,3}(\w{1,64})/iy;
const quoted = /'([^'\r\n]{1,255})$/;

/** The value of `SELECT '...' AS Password`. */
function valueOfAlias(text: string, start: number, _end: number, least: number): Range[] {
  alias.lastIndex = start;
  const name = alias.exec(text)?.[1];
  if (name === undefined || !isSecretName(name)) return [];
  const value = quoted.exec(text.slice(Math.max(least, start - 257), start))?.[1];
  return value === undefined ? [] : [[start - value.length, start]];
}

/** Secrets in statements of databases, where their columns are named elsewhere. */
export const statementRules: readonly (PlacedRule | ShapeRule)[] = [
  {
    kind: 'placed',
    id: 'inserted-secret',
    protects: 'values that a statement inserts into columns of passwords and secrets',
    starts: ['insert into ', 'replace into '],
    find: insertedSecrets,
    examples: [
      [
        'INSERT INTO "x" ("Id", "Password") VALUES (1, \'a\'\'b, c\'), (2, N\'d\')',
        'INSERT INTO "x" ("Id", "Password") VALUES (1, \'***\'), (2, N\'***\')',
      ],
      ["insert into x (a, pass) select now(), 'abc'", "insert into x (a, pass) select now(), '***'"],
      [
        `INSERT INTO "ClientSecrets" ("Type", "Value") VALUES ('SharedSecret', 'abc')`,
        `INSERT INTO "ClientSecrets" ("Type", "Value") VALUES ('SharedSecret', '***')`,
      ],
      ["INSERT INTO x (Password, Name) VALUES (@P1, 'abc')", "INSERT INTO x (Password, Name) VALUES (@P1, 'abc')"],
    ],
  },
  {
    kind: 'placed',
    id: 'selected-secret',
    protects: 'values that a statement selects as a password or a secret',
    starts: ["' as "],
    find: valueOfAlias,
    examples: [
      ["SELECT 'abc' AS Password", "SELECT '***' AS Password"],
      ["SELECT 'abc' AS Name", "SELECT 'abc' AS Name"],
    ],
  },
  {
    kind: 'shape',
    id: 'inserted-setting',
    protects: 'values of system settings that hold secrets, in statements that insert them',
    starts: ['textvalue)', 'textvalue")', 'textvalue])'],
    pattern:
      /(textvalue["\]]?\)[\t-\r ]{0,8}values[\t-\r ]{0,8}\(\(select [^()]{0,160}code["\]]? ?= ?N?'\w{0,60}(?:secret|password|pwd|token|apikey)'[\t-\r ]?\)[\t-\r ]?, ?N?')[^'\r\n]{1,512}/iy,
    examples: [
      [
        "(Id, TextValue) VALUES ((SELECT Id FROM SysSettings WHERE Code='ClientSecret'), 'abc')",
        "(Id, TextValue) VALUES ((SELECT Id FROM SysSettings WHERE Code='ClientSecret'), '***')",
      ],
    ],
  },
  {
    kind: 'shape',
    id: 'compared-key',
    protects: 'keys of grants that a statement looks for',
    starts: ['@__key_0=', '[key] = ', '"key" = ', '"key\\" = '],
    pattern:
      /((?:@__key_0=|[["]key(?:\]|\\?") = )N?')(?=[^'\r\n]{0,60}\d)(?![\da-f]{8}-[\da-f]{4}-)[\w+/=:.-]{16,255}/iy,
    examples: [[`WHERE p."Key" = 'aB3dE6gH9jK2mN5pQ8sT'`, `WHERE p."Key" = '***'`]],
  },
  {
    kind: 'shape',
    id: 'hashed-secret',
    protects: 'what a statement makes a hash of',
    starts: ['hashbytes(', ' crypt('],
    pattern: /((?:hashbytes\(N?'\w{2,12}', ?| crypt\()N?')[^'\r\n]{1,255}/iy,
    examples: [["HASHBYTES('SHA2_256', 'abc')", "HASHBYTES('SHA2_256', '***')"]],
  },
  {
    kind: 'shape',
    id: 'password-with-spaces',
    protects: 'passwords with spaces in statements that make users',
    starts: ["with password '", 'with password "', "encrypted password '"],
    pattern: /((?:with|encrypted) password (?:'(?=[^'\r\n]{1,255}')|"(?=[^"\r\n]{1,255}")))[^"'\r\n]{1,255}/iy,
    examples: [["CREATE USER x WITH PASSWORD 'a b'", "CREATE USER x WITH PASSWORD '***'"]],
  },
  {
    kind: 'shape',
    id: 'compared-token',
    protects: 'tokens that a statement compares with',
    starts: ['token in (', 'token" in (', 'token like ', 'token" like '],
    pattern: /(token"? (?:like |in \()N?')(?=[^'\r\n]{0,60}\d)[^'\r\n]{8,255}(?:',[\t-\r ]?N?'[^'\r\n]{8,255}){0,6}/iy,
    examples: [["WHERE Token IN ('aB3dE6gH', 'aB3dE6gK')", "WHERE Token IN ('***')"]],
  },
  {
    kind: 'shape',
    id: 'setting-value',
    protects: 'values of system settings that hold secrets, in statements',
    starts: ['textvalue'],
    pattern:
      /(textvalue["\]]? ?= ?N?')[^'\r\n]{1,512}(?='[^\r\n]{0,400}code["\]]? ?(?:=|in \() ?N?'\w{0,60}(?:secret|password|pwd|token|apikey)')/iy,
    examples: [
      [
        `SET "TextValue" = 'abc' WHERE "Code" = 'OAuth20IdentityServerClientSecret'`,
        `SET "TextValue" = '***' WHERE "Code" = 'OAuth20IdentityServerClientSecret'`,
      ],
      [
        `SET "TextValue" = 'abc' WHERE "Code" = 'OAuth20IdentityServerUrl'`,
        `SET "TextValue" = 'abc' WHERE "Code" = 'OAuth20IdentityServerUrl'`,
      ],
    ],
  },
  {
    kind: 'shape',
    id: 'compared-secret',
    protects: 'passwords and secrets that a statement compares with',
    starts: ['password like ', 'password" like ', 'secret like ', 'secret" like ', 'password in (', 'password <> '],
    pattern: /((?:password|secret)"? (?:like |in \(|<> )N?')[^'\r\n]{1,255}/iy,
    examples: [["WHERE password LIKE 'abc1'", "WHERE password LIKE '***'"]],
  },
  {
    kind: 'shape',
    id: 'declared-secret',
    protects: 'passwords and secrets that a statement gives to a variable of its own',
    starts: ['password n', 'password v', 'secret n', 'secret v', 'pwd n', 'pwd v'],
    pattern: /((?:password|secret|pwd) n?(?:var)?char ?(?:\(\w{1,5}\))? ?= ?N?')[^'\r\n]{1,255}/iy,
    examples: [
      ["DECLARE @Password nvarchar(50) = N'abc'", "DECLARE @Password nvarchar(50) = N'***'"],
      ['ADD Password nvarchar(50) NULL', 'ADD Password nvarchar(50) NULL'],
    ],
  },
  {
    kind: 'shape',
    id: 'statement-parameter',
    protects: 'secrets among the parameters of a statement',
    starts: ['sp_executesql n'],
    pattern:
      /(sp_executesql N'[^'\r\n]{0,500}(?:password|secret)["\]]? ?= ?(@\w{1,32})[^'\r\n]{0,300}',[^\r\n]{0,500}?\2 ?= ?N?')[^'\r\n]{1,255}/iy,
    examples: [
      [
        "sp_executesql N'UPDATE x SET [Password] = @P1',N'@P1 nvarchar(5)',@P1=N'abc'",
        "sp_executesql N'UPDATE x SET [Password] = @P1',N'@P1 nvarchar(5)',@P1=N'***'",
      ],
    ],
  },
];
