import { random } from './ordinary-values.ts';
import { isSecretName } from './secret-names.ts';
import type { PlacedRule, Range, ShapeRule } from './types.ts';

const farthest = 2000;

const valueOfPair =
  /(?:[,;] {0,2}|\r?\n[ \t]{0,40})(?:new|old)?value["']? {0,2}[:=] {0,2}(?:"([^"\r\n]{1,512})|'([^'\r\n]{1,512})|([^\t-\r "',;}\])[{]{1,512}))/iy;
const nameOfPair =
  /(?:key|name|code|id|field|setting|column|property)["']? {0,2}[:=] {0,2}["']?([\w.@:-]{1,64})["']?$/i;

const pairs = (firsts: readonly string[], seconds: readonly string[]): string[] =>
  firsts.flatMap((first) => seconds.map((second) => first + second));

/** The value of `name = password, value = ...`, behind the comma. */
function secondOfPair(text: string, start: number): Range[] {
  valueOfPair.lastIndex = start;
  const value = valueOfPair
    .exec(text)
    ?.slice(1)
    .find((each) => each !== undefined);
  if (value === undefined) return [];
  const name = nameOfPair.exec(text.slice(Math.max(0, start - 96), start))?.[1];
  return name !== undefined && isSecretName(name)
    ? [[valueOfPair.lastIndex - value.length, valueOfPair.lastIndex]]
    : [];
}

const otherValue =
  /(\\{0,15}["'])(?:(?:new|old|previous|current)value|valuetext|text|data|content)\1[\t-\r ]{0,8}:[\t-\r ]{0,8}\1([^"'\\\r\n]{1,512})/iy;
const settingBefore =
  /["'](?:key|name|code|id|field|setting|column|columnname|property|propertyname)\\{0,15}["'][\t-\r ]{0,8}:[\t-\r ]{0,8}\\{0,15}["']([\w.@:-]{1,64})\\{0,15}["'][\t-\r ]{0,8},[^{}]{0,400}$/i;

/** The values of a change: `{"setting": "SmtpPassword", "newValue": "...", "oldValue": "..."}`. */
function changedValue(text: string, start: number): Range[] {
  const from = text.slice(Math.max(0, start - 20), start).search(/\\{0,15}["'](?:new|old|previous|current|value)?$/i);
  if (from === -1) return [];
  otherValue.lastIndex = Math.max(0, start - 20) + from;
  const value = otherValue.exec(text)?.[2];
  if (value === undefined) return [];
  const name = settingBefore.exec(text.slice(Math.max(0, start - 480), start))?.[1];
  return name !== undefined && isSecretName(name) ? [[otherValue.lastIndex - value.length, otherValue.lastIndex]] : [];
}

const parameter =
  /parameter(\\{0,15}["'])[\t-\r ]{0,8}:[\t-\r ]{0,8}\{[^{}]{0,200}?\1value\1[\t-\r ]{0,8}:[\t-\r ]{0,8}\1([^"'\\\r\n]{1,512})/iy;
const columnBefore = /["']([\w.-]{1,64})\\{0,15}["'][\t-\r ]{0,8}:[\t-\r ]{0,8}\{[^{}]{0,200}$/;

/** The value of a column in a query of Creatio: `"UserPassword": {"parameter": {"value": "..."}}`. */
function queryParameter(text: string, start: number): Range[] {
  parameter.lastIndex = start;
  const value = parameter.exec(text)?.[2];
  if (value === undefined) return [];
  const name = columnBefore.exec(text.slice(Math.max(0, start - 300), start))?.[1];
  return name !== undefined && isSecretName(name) ? [[parameter.lastIndex - value.length, parameter.lastIndex]] : [];
}

const mayOpen = /[s:"'\\]/i;
const opens = /s?(?:\\{0,15}["'][\t-\r ]{0,16}:[\t-\r ]{0,16}[[{]|:[ \t]{0,16}\r?\n)/iy;
const opensMap = /s(\\{0,15}["'])[\t-\r ]{0,16}:[\t-\r ]{0,16}\{/iy;
const opensObject = /(\\{0,15}["'])[\t-\r ]{0,16}:[\t-\r ]{0,16}\{/iy;
const opensObjects = /s?(\\{0,15}["'])[\t-\r ]{0,16}:[\t-\r ]{0,16}\[[\t-\r ]{0,64}\{/iy;
const mapMember =
  /[\t-\r ,]{0,80}(\\{0,15}["'])[^"'\\\r\n]{1,128}\1[\t-\r ]{0,16}:[\t-\r ]{0,16}(?:\1([^"'\\\r\n]{0,512})\1|[\w.-]{1,64})/y;
const valueMember =
  /(?:value|text|content|data)\\{0,15}["'][\t-\r ]{0,16}:[\t-\r ]{0,16}\\{0,15}["']([^"'\\\r\n]{1,512})/gi;
const block = /s?:[ \t]{0,16}\r?\n/iy;
const item =
  /[ \t]{1,40}(?:- (?!\w+:)|(?:- )?[\w.-]{1,64}:[ \t]{1,4})["']?([^\t-\r "'#]{0,255})["']?[ \t]{0,16}(?:\r?\n|$)|- (?!\w+:)["']?([^\t-\r "'#]{1,255})["']?[ \t]{0,16}(?:\r?\n|$)/y;
const drawnItem = new RegExp(`^${random()}`);

/** The members of what is called secrets: of an object, of a list of objects, of a block of YAML. */
function membersOfSecrets(text: string, start: number, end: number): Range[] {
  if (!mayOpen.test(text.charAt(end))) return [];
  opens.lastIndex = end;
  if (!opens.test(text)) return [];
  const near = text.length > start + farthest ? text.slice(0, start + farthest) : text;
  const found: Range[] = [];
  opensMap.lastIndex = end;
  opensObject.lastIndex = end;
  opensObjects.lastIndex = end;
  block.lastIndex = end;
  if (opensMap.test(near)) {
    for (mapMember.lastIndex = opensMap.lastIndex; ;) {
      const match = mapMember.exec(near);
      if (match === null) break;
      const value = match[2] ?? '';
      const to = mapMember.lastIndex - (match[1]?.length ?? 0);
      if (value !== '') found.push([to - value.length, to]);
    }
  } else if (opensObjects.test(near)) {
    valueMember.lastIndex = opensObjects.lastIndex;
    const close = near.indexOf(']', opensObjects.lastIndex);
    const objects = close === -1 ? near : near.slice(0, close);
    for (let match = valueMember.exec(objects); match !== null; match = valueMember.exec(objects)) {
      found.push([valueMember.lastIndex - (match[1]?.length ?? 0), valueMember.lastIndex]);
    }
  } else if (opensObject.test(near)) {
    valueMember.lastIndex = opensObject.lastIndex;
    const close = near.slice(opensObject.lastIndex).search(/[{}]/);
    const object = close === -1 ? near : near.slice(0, opensObject.lastIndex + close);
    for (let match = valueMember.exec(object); match !== null; match = valueMember.exec(object)) {
      found.push([valueMember.lastIndex - (match[1]?.length ?? 0), valueMember.lastIndex]);
    }
  } else if (block.test(near)) {
    for (item.lastIndex = block.lastIndex; ;) {
      const match = item.exec(near);
      if (match === null) break;
      const value = match[1] ?? match[2] ?? '';
      const from = match.index + match[0].lastIndexOf(value);
      if (drawnItem.test(value)) found.push([from, from + value.length]);
    }
  }
  return found;
}

const cookie = /;\+[\w.-]{1,64}=([^\t-\r ;]{8,1024})/y;
const firstCookie = /[ \t]([\w.-]{1,64}=)([^\t-\r ;&]{8,400})$/;

/** The cookies of a line of IIS, of any name: they are joined by `;+`. */
function loggedCookies(text: string, start: number, _end: number, least: number): Range[] {
  cookie.lastIndex = start;
  const value = cookie.exec(text)?.[1];
  if (value === undefined) return [];
  const before = text.slice(Math.max(least, start - 480), start);
  const first = firstCookie.exec(before)?.[2];
  return [
    ...(first === undefined ? [] : ([[start - first.length, start]] as const)),
    [cookie.lastIndex - value.length, cookie.lastIndex],
  ];
}

const account = /(?:^|[\t-\r "'=(])[\w$#]{1,30}\/([^\t-\r /@"']{1,160})$/;
const service = /@(?:\/\/)?[\w.-]{1,128}(?::\d{2,5})?(?:\/[\w.]{1,64})?(?=[\t-\r "',;)]|$)/y;
const sureService = /@(?:\/\/[\w.-]+|[\w.-]+:\d{2,5}\/\w)/y;
const drawnPassword = new RegExp(`^${random()}$`);

/** The password of `scott/tiger@localhost:1521/XE`. */
function oracleAccount(text: string, start: number, _end: number, least: number): Range[] {
  if (/[\t-\r "']/.test(text.charAt(start - 1))) return [];
  service.lastIndex = start;
  sureService.lastIndex = start;
  if (!service.test(text)) return [];
  const password = account.exec(text.slice(Math.max(least, start - 200), start))?.[1];
  if (password === undefined || (!sureService.test(text) && !drawnPassword.test(password))) return [];
  return [[start - password.length, start]];
}

/** Secrets whose name stands in another place of the same pair, list or map. */
export const placedRules: readonly (PlacedRule | ShapeRule)[] = [
  {
    kind: 'placed',
    id: 'pair',
    protects: 'secrets in pairs of a name and a value',
    starts: [', value', '; value', ',value', ';value', '\nvalue', '\r\nvalue', '\n  value'],
    find: secondOfPair,
    examples: [
      ['Key: password, Value: abc', 'Key: password, Value: ***'],
      ['{ Name = ClientSecret, Value = abc }', '{ Name = ClientSecret, Value = *** }'],
      ["{ name: 'client_secret', value: 'a b' }", "{ name: 'client_secret', value: '***' }"],
      ['Key: Culture, Value: en-US', 'Key: Culture, Value: en-US'],
    ],
  },
  {
    kind: 'placed',
    id: 'changed-value',
    protects: 'secrets before and after a change, and in members that are not called value',
    starts: pairs(['value', 'text', 'data', 'content'], ['"', "'", '\\"']),
    find: changedValue,
    examples: [
      [
        '{"setting":"SmtpPassword","newValue":"abc","oldValue":"def"}',
        '{"setting":"SmtpPassword","newValue":"***","oldValue":"***"}',
      ],
      ['{"code":"ClientSecret","valueText":"abc"}', '{"code":"ClientSecret","valueText":"***"}'],
      ['{"column":"Name","newValue":"abc"}', '{"column":"Name","newValue":"abc"}'],
    ],
  },
  {
    kind: 'placed',
    id: 'query-parameter',
    protects: 'columns of passwords and secrets in queries of Creatio',
    starts: ['parameter"', 'parameter\\"'],
    find: queryParameter,
    examples: [
      [
        '"UserPassword":{"expressionType":2,"parameter":{"dataValueType":1,"value":"abc"}}',
        '"UserPassword":{"expressionType":2,"parameter":{"dataValueType":1,"value":"***"}}',
      ],
      ['"Name":{"parameter":{"value":"abc"}}', '"Name":{"parameter":{"value":"abc"}}'],
    ],
  },
  {
    kind: 'placed',
    id: 'members-of-secrets',
    protects: 'maps and lists of secrets, whatever the name of each',
    starts: ['secret', 'password', 'cookie', 'apikey'],
    find: membersOfSecrets,
    examples: [
      ['"secrets": {"db": "abc", "api": "def"}', '"secrets": {"db": "***", "api": "***"}'],
      [
        '"cookies":[{"name":"a","value":"abc"},{"name":"b","value":"def"}]',
        '"cookies":[{"name":"a","value":"***"},{"name":"b","value":"***"}]',
      ],
      ['secrets:\n  db: aB3dE6gH\n  - Store\nx: 1', 'secrets:\n  db: ***\n  - Store\nx: 1'],
      ['"ClientSecret":{"value":"abc","displayValue":"def"}', '"ClientSecret":{"value":"***","displayValue":"***"}'],
      ['"secrets": {"count": 5, "provider": null}', '"secrets": {"count": 5, "provider": null}'],
    ],
  },
  {
    kind: 'placed',
    id: 'logged-cookies',
    protects: 'cookies of any name in the logs of IIS',
    starts: [';+'],
    find: loggedCookies,
    examples: [
      ['GET / a=0123456789;+b=abcdefgh 200', 'GET / a=***;+b=*** 200'],
      ['Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64)', 'Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64)'],
    ],
  },
  {
    kind: 'placed',
    id: 'oracle-account',
    protects: 'passwords in accounts of Oracle',
    starts: ['@'],
    find: oracleAccount,
    examples: [
      ['scott/tiger@localhost:1521/XE', 'scott/***@localhost:1521/XE'],
      ['scott/aB3dE6gH@orcl', 'scott/***@orcl'],
      ['lib/code@1.2.3', 'lib/code@1.2.3'],
    ],
  },
  {
    kind: 'shape',
    id: 'numbered-secret',
    protects: 'secrets in lists of variables and settings',
    starts: ['secrets__0', 'secrets:0', 'secrets[0', 'secrets.0', 'passwords__0', 'passwords:0'],
    pattern: /((?:secrets|passwords)(?:__|[:.[])\d{1,3}\]?(?:(?:__|[:.])value)?["']? ?[=:] ?["']?)[^\t-\r "']{3,255}/iy,
    examples: [
      [
        'IdentityServer__Clients__0__ClientSecrets__0__Value=abc',
        'IdentityServer__Clients__0__ClientSecrets__0__Value=***',
      ],
      ['Clients:0:Secrets:0 = abc', 'Clients:0:Secrets:0 = ***'],
      ['Clients[0].Secrets[0].Value=abc', 'Clients[0].Secrets[0].Value=***'],
    ],
  },
  {
    kind: 'shape',
    id: 'jwt-section',
    protects: 'keys that sign tokens, in a section of settings for them',
    starts: ['"jwt', '\\"jwt'],
    pattern:
      /(\\?"jwt\w{0,16}\\?"[\t-\r ]{0,8}:[\t-\r ]{0,8}\{[^{}]{0,200}?"(?:secret|signing)?key\\?"[\t-\r ]{0,8}:[\t-\r ]{0,8}\\?")[^"\\\r\n]{4,512}/iy,
    examples: [['"Jwt": {"Issuer": "-", "Key": "abcd"}', '"Jwt": {"Issuer": "-", "Key": "***"}']],
  },
  {
    kind: 'shape',
    id: 'named-cookie',
    protects: 'values of cookies in messages',
    starts: ["cookie '", 'cookie "'],
    pattern:
      /(cookie (?:"[\w.-]{1,64}"|'[\w.-]{1,64}') ?(?:=|:|(?:has |with |has the |with the )?value:?) ?["']?)[^\t-\r "']{4,1024}/iy,
    examples: [["cookie 'a' = 'b1c2d3'", "cookie 'a' = '***'"]],
  },
  {
    kind: 'shape',
    id: 'setting-of-name',
    protects: 'values of settings whose name is in quotes',
    starts: pairs(['secret', 'password', 'token'], ['" value', "' value"]),
    pattern: new RegExp(
      String.raw`(\w{5,8}["'] [Vv]alue:? {1,2}["']?)(?:(?<=["'])[^\t-\r "'=]{4,255}|${random()})`,
      'y',
    ),
    examples: [
      ['Setting "DbPassword" value "abc1"', 'Setting "DbPassword" value "***"'],
      ['The "password" value cannot be empty', 'The "password" value cannot be empty'],
    ],
  },
];
