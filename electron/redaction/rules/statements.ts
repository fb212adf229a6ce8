import { isSecretName } from './secret-names.ts';
import type { PlacedRule, Range, ShapeRule } from './types.ts';

const columns = /[\w."[\]`$-]{1,128}\s{0,8}\(([^()]{1,1500})\)\s{0,32}(?:values|select)\s{0,32}(?=[('"N\d@:N]|null)/iy;
/** A value up to the comma or the bracket behind it: a string, or something else that may have one call in it. */
const member =
  /\s{0,32}(?:N?(?:'((?:[^']|'')*)(?:'|$)|"([^"]*)(?:"|$))(?:::\w+)?|[^,()'"]{0,255}(?:\([^()]{0,255}\))?[^,()'"]{0,64})\s{0,32}/iy;
const farthest = 2000;

/** The strings that an INSERT gives to columns of secrets. */
function insertedSecrets(text: string, start: number, end: number): Range[] {
  columns.lastIndex = end;
  const names = columns
    .exec(text)?.[1]
    ?.split(',')
    .map((name) => name.replace(/["[\]`\s]/g, ''));
  if (names?.some(isSecretName) !== true) return [];
  const found: Range[] = [];
  const near = text.slice(0, start + farthest);
  let at = columns.lastIndex;
  for (let column = 0; at < near.length; column += 1) {
    if (near.charAt(at) === '(') at += 1;
    member.lastIndex = at;
    const match = member.exec(near);
    if (match === null || member.lastIndex === at) break;
    const value = match[1] ?? match[2];
    if (value !== undefined && isSecretName(names[column] ?? '')) {
      const from = at + match[0].search(/['"]/) + 1;
      found.push([from, from + value.length]);
    }
    at = member.lastIndex;
    // The next row of values.
    const row = /^\)\s{0,8},\s{0,8}\(/.exec(near.slice(at, at + 20));
    if (row !== null) column = -1;
    else if (near.charAt(at) !== ',') break;
    at += row?.[0].length ?? 1;
  }
  return found;
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
      ["INSERT INTO x (Password, Name) VALUES (@P1, 'abc')", "INSERT INTO x (Password, Name) VALUES (@P1, 'abc')"],
    ],
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
