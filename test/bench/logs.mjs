import { closeSync, openSync, writeSync } from 'node:fs';

/** Numbers from 0 to 1 that are the same on every machine. */
function random(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const messages = [
  () => 'Requesting access token from https://identity.example.com:8090/connect/token',
  (number) =>
    `Query executed in ${number(900)}.${number(9)} ms, rows ${number(5000)}, id 8f14e45f-ceea-467f-a8a4-${hex(number, 12)}`,
  (number) =>
    `   at Terrasoft.Core.Entities.EntitySchemaQuery.Execute(UserConnection userConnection) in C:\\Projects\\Core\\Query.cs:line ${number(900)}`,
  (number) => `GET /0/odata/Contact?$top=${number(100)}&$filter=Name%20eq%20null 200 ${number(900)} ms`,
  (number) => `Request from 10.12.${number(9)}.${number(250)} finished with status code ${200 + number(300)}`,
  () => 'Loading schema ActivityMiniPage, cache group Default, workspace 0, culture en-US, package CrtBase',
  () => '{"HasProblem":false,"IsSystemSettingsFilledIn":true,"IsIdentityServiceAvailable":true}',
  (number) => `Scheduler job ProcessElement_${number(99)} fired, next fire time 2026-11-21T11:00:00.0000000Z`,
];

const secrets = [
  (number) => `grant_type=client_credentials&client_id=a&client_secret=${hex(number, 32)}&scope=b`,
  (number) => `{"access_token":"eyJhbGciOiJSUzI1NiJ9.${hex(number, 40)}.${hex(number, 40)}","token_type":"Bearer"}`,
  (number) => `Authorization: Bearer ${hex(number, 40)}`,
  (number) => `Data Source=sql;Initial Catalog=db;User ID=sa;Password=${hex(number, 12)};Pooling=true`,
  (number) => `Cookie: .ASPXAUTH=${hex(number, 64)}; BPMCSRF=${hex(number, 22)}`,
];

const hex = (number, length) => Array.from({ length }, () => number(16).toString(16)).join('');
const two = (value) => String(value).padStart(2, '0');

/** Writes a log in Creatio's layout, 1.5 % of its lines with a secret, of at least so many bytes; the same for the same seed. */
export function writeLog(file, bytes, seed = 1) {
  const next = random(seed);
  const number = (below) => Math.floor(next() * below);
  const pick = (list) => list[number(list.length)];
  const line = () => {
    const time = `2026-11-21 ${two(number(24))}:${two(number(60))}:${two(number(60))},${String(number(1000)).padStart(3, '0')}`;
    const user = pick(['Supervisor', 'Supervisor', 'SysPortalConnection', 'j.doe', 'anna.smith', 'm.brown']);
    const message = pick(next() < 0.015 ? secrets : messages)(number);
    return `${time} [${number(90)}] ${pick(['INFO', 'DEBUG', 'DEBUG', 'ERROR'])} ${user} ${pick(['OAuth20', 'Common', 'Terrasoft.Web'])} Execute - ${message}\r\n`;
  };
  const lines = [];
  // A part of it, again and again: what repeats after 8 MiB repeats for nobody's cache.
  for (let length = 0; length < Math.min(bytes, 8 * 2 ** 20); length += lines.at(-1).length) lines.push(line());
  const part = Buffer.from(lines.join(''));
  const descriptor = openSync(file, 'w');
  for (let written = 0; written < bytes; written += part.length) writeSync(descriptor, part);
  closeSync(descriptor);
}
