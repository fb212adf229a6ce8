import { atSign, back, backslash, colon, comma, digit, dot, letter, slash, word } from '../characters.ts';
import { behindDigits, behindEscape, isBehindEscape } from './escapes.ts';
import { isIPv6 } from './addresses.ts';
import { rename, type Find } from './find.ts';
import type { PersonalRule } from '../rules/types.ts';
import type { Matcher } from '../scan/scan.ts';
import { endOfUserinfo } from '../scan/shape.ts';
import {
  alternativeName,
  connectedHost,
  distinguishedName,
  loggedComputer,
  loggedUser,
  servicePrincipal,
  soughtHost,
  userWhoCame,
} from './messages.ts';
import { path } from './path.ts';
import { phone } from './phone.ts';
import { isVersion } from './versions.ts';
import { isWellKnown, pseudonymShape } from './well-known.ts';

const mailDomain = /(?:[\w\x80-\xff-]{1,63}\.){1,8}(?:[a-z\x80-\xff]{2,24}|xn--[\w-]{2,58})(?![\w-])/iy;

/** In a literal a digit stands for any, and most escapes are of other signs. */
const encodedAt = /^(?:%(?:25)?40|\\u0040|&#64;)$/i;

const isLocal = (code: number): boolean => word(code) || code === dot || code === 43 || code === 39;

const email: Find = (scan, number, start, end) => {
  const { text } = scan;
  if (end - start > 1 && !encodedAt.test(text.slice(start, end))) return;
  let from = behindEscape(text, back(text, start, 64, isLocal));
  while (text.charCodeAt(from) === dot || text.charCodeAt(from) === 39) from += 1;
  mailDomain.lastIndex = end;
  if (from >= start || !mailDomain.test(text)) return;
  const to = mailDomain.lastIndex;
  const address = `${text.slice(from, start)}@${text.slice(end, to)}`;
  scan.rename(number, 'email', from, to, Buffer.from(address, 'latin1').toString('utf8'));
};

const quad = /(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?![\w]|-(?!\d{1,3}\.\d)|\.\d)/y;
const addressBefore = /(?:^|[^\w.])\d{1,3}(?:\.\d{1,3}){3}-$/;
const ipv4: Find = (scan, number, start) => {
  const { text } = scan;
  // Digits in front of it can be those of an escape.
  const run = back(text, start + 1, 10, digit);
  const from = behindDigits(text, run);
  if (from > start || start - from > 2) return;
  quad.lastIndex = from;
  if (!quad.test(text)) return;
  const to = quad.lastIndex;
  const previous = text.charCodeAt(from - 1);
  if ((from === run && digit(previous)) || previous === dot || previous === 95) return;
  const before = (): string => text.slice(Math.max(0, from - 17), from);
  if (from > run || (letter(previous) && isBehindEscape(text, from))) {
    rename(scan, number, 'ip', from, to);
    return;
  }
  if (letter(previous)) return;
  if (text.charAt(to) !== ':' && isVersion(text, from) && !addressBefore.test(before())) return;
  rename(scan, number, 'ip', from, to);
};

const inAddress = (code: number): boolean => digit(code) || code === colon || ((code | 32) >= 97 && (code | 32) <= 102);

const ipv6: Find = (scan, number, start) => {
  const { text } = scan;
  // It starts at the first group, or at the only two colons.
  const colons = text.charCodeAt(start) === colon;
  if (colons && !inAddress(text.charCodeAt(start - 1)) && !inAddress(text.charCodeAt(start + 2))) return;
  if (
    colons
      ? text.charCodeAt(start - 1) === colon
      : inAddress(text.charCodeAt(start - 1)) && !isBehindEscape(text, start)
  )
    return;
  let to = start;
  while (to - start < 45 && (inAddress(text.charCodeAt(to)) || text.charCodeAt(to) === dot)) to += 1;
  const run = colons ? back(text, start, 40, inAddress) : start;
  const from = behindDigits(text, run);
  if (text.charCodeAt(to - 1) === dot) to -= 1;
  const address = text.slice(from, to).replace(/(?<!:):$/, '');
  const previous = text.charCodeAt(from - 1);
  if (
    (word(previous) && !isBehindEscape(text, from)) ||
    word(text.charCodeAt(from + address.length)) ||
    !isIPv6(address)
  )
    return;
  // Names in programs can be joined by two colons.
  if (!/\d/.test(address)) return;
  if (/^[\d:]+$/.test(address) && address.length < 12 && !/^\d{4}:|::\d/.test(address)) return;
  rename(scan, number, 'ip', from, from + address.length);
};

/** What ends the name of a host in an address: the end, a port, a path, a quote, white space. */
const endsHost = new Uint8Array(256);
for (const byte of Buffer.from(':/?#"\'`<> \t\r\n,;)]}\\&|*!%$')) endsHost[byte] = 1;
const longestHost = 255;

/** Of the `@` behind user name and password, percent-encoded or not. */
const separatorLength = (text: string, at: number): number =>
  text.charAt(at) === '@' ? 1 : text.startsWith('%25', at) ? 5 : 3;

const urlHost: Find = (scan, number, _start, end) => {
  const { text } = scan;
  const userinfo = endOfUserinfo(text, end);
  const from = userinfo === end ? end : userinfo + separatorLength(text, userinfo);
  let to = from;
  let named = false;
  for (
    let code = text.charCodeAt(to);
    to - from < longestHost && (word(code) || code === dot);
    code = text.charCodeAt(to)
  ) {
    named ||= !digit(code) && code !== dot;
    to += 1;
  }
  if (!named || (to < text.length && endsHost[text.charCodeAt(to)] !== 1)) return;
  // The full stop of a sentence.
  if (text.charCodeAt(to - 1) === dot) to -= 1;
  rename(scan, number, 'host', from, to);
};

/** Domains that are words of programs too; a name in them needs more labels. */
const ambiguous = /\.(?:net|info|app|dev|io|ai|in|it|is|us|me|cloud|home|test|name|pro|domain|int|be|no|se|at|cat)$/i;

const inDomain = (code: number): boolean => word(code) || code === dot;

/** The same names stand in line after line. */
const judgedNames = new Map<string, boolean>();
const mostJudged = 4096;

function isDomainName(name: string): boolean {
  const known = judgedNames.get(name);
  if (known !== undefined) return known;
  const isName =
    !/^[-.]|\.\.|\.(?:json|config|xml|env|ya?ml|ini)\.example$/i.test(name) &&
    !(/[a-z]/.test(name) && /[A-Z]/.test(name)) &&
    /[a-z\x80-\xff]/i.test(name.slice(0, name.lastIndexOf('.'))) &&
    name.split('.').length >= (ambiguous.test(name) ? 3 : 2);
  if (judgedNames.size >= mostJudged) judgedNames.clear();
  // A copy, because a slice would keep the whole block in memory.
  judgedNames.set(Buffer.from(name, 'latin1').toString('latin1'), isName);
  return isName;
}

const domainName: Find = (scan, number, start, end) => {
  const { text } = scan;
  const next = text.charCodeAt(end);
  if (word(next) || next === 40 || (next === dot && word(text.charCodeAt(end + 1)))) return;
  let from = back(text, start, 200, inDomain);
  // An asterisk or a dot stands for all names of a domain; a percent sign encodes what stands before the name.
  if (text.charCodeAt(from) === dot) from += 1;
  const behind = behindEscape(text, from);
  const previous = behind > from ? 0 : text.charCodeAt(from - 1);
  from = behind;
  if (from >= start || previous === slash || previous === backslash) return;
  // What stands in front of an @ is no host, but of an address that is no e-mail address the domain still tells.
  if (previous === atSign && isLocal(text.charCodeAt(from - 2))) return;
  if (isDomainName(text.slice(from, end))) rename(scan, number, 'host', from, end);
};

const share = /(?:\\\\){1,2}(?:\?\\{1,2}UNC\\{1,2})?([\w\x80-\xff][\w.\x80-\xff-]{0,252})\\{1,2}[\w$]/y;

const networkShare: Find = (scan, number, start) => {
  const { text } = scan;
  if (!/^$|[\t-\r "'=(>,;[]/.test(text.charAt(start - 1))) return;
  share.lastIndex = start;
  const name = share.exec(text)?.[1];
  if (name === undefined || !/[a-z\d]/i.test(name)) return;
  const from = text.indexOf(name, start);
  rename(scan, number, 'host', from, from + name.length);
};

const logger = String.raw`[\w.$` + '`<>+[\\],-]{1,200}';
const userOfLine = new RegExp(String.raw`[^\t-\r -][^\r\n]{0,79}?(?= +${logger} +${logger} - )`, 'y');

const logUser: Find = (scan, number, start, end) => {
  const { text } = scan;
  const thread = back(text, start, 40, (code) => code !== 91) - 1;
  // The layout begins "yyyy-MM-dd HH:mm:ss,fff [thread]".
  if (text.charCodeAt(thread) !== 91 || text.charCodeAt(thread - 5) !== comma) return;
  if (text.startsWith('Supervisor ', end) || text.charCodeAt(end) === 32) return;
  const second = text.indexOf(' ', end);
  const third = text.indexOf(' ', second + 1);
  if (text.startsWith(' - ', text.indexOf(' ', third + 1)) && third > second + 1) {
    rename(scan, number, 'user', end, second);
    return;
  }
  userOfLine.lastIndex = end;
  if (!userOfLine.test(text)) return;
  const to = userOfLine.lastIndex;
  const space = text.indexOf(' ', end);
  // A name has few words; more are a message in a layout of another kind.
  if (space < to && !/^(?! - )[^ ]+(?: [^ -][^ ]*){0,3}$/.test(text.slice(end, to))) return;
  rename(scan, number, 'user', end, to);
};

const account =
  /(?:\\{1,8}(?!u[\da-fA-F]{4}|(?<!\\\\)[nrt][A-Z\d\\])|%(?:25)?5[cC]|\\{1,2}u005[cC])([A-Za-z\x80-\xff][\w.$\x80-\xff-]{0,62}[\w$\x80-\xff])(?![\w/]|\\(?!u00[\da-f]{2}|[nrt](?![a-z])|")|:[^\t-\r ])/y;
/** The end of a domain that is written in small letters. */
const domainEnd = /\w(?<!^ASP|\WASP)\.(?:local|lan|corp|internal|intra|com|net|org|eu|de|at|ch|ru|ua|kz|pl|uk)$/i;
/** Whether a dot stands a few letters before an index. */
function isBehindDot(text: string, index: number): boolean {
  let at = index - 1;
  while (at > index - 10 && letter(text.charCodeAt(at))) at -= 1;
  return at < index - 2 && text.charCodeAt(at) === dot;
}
const fileName = /\.(?:dll|exe|config|log|cs|js|json|xml|txt)$/i;
const upperCase = (code: number): boolean => (code >= 65 && code <= 90) || digit(code) || code === 45;

const domainUser: Find = (scan, number, start) => {
  const { text } = scan;
  if (isBehindDot(text, start) && domainEnd.test(text.slice(Math.max(0, start - 10), start))) {
    account.lastIndex = start;
    const name = account.exec(text)?.[1];
    // A folder can be named like a domain.
    const before = text.charCodeAt(back(text, start, 200, inDomain) - 1);
    if (before === backslash || before === slash) return;
    if (name !== undefined && !fileName.test(name))
      rename(scan, number, 'user', account.lastIndex - name.length, account.lastIndex);
    return;
  }
  if (!upperCase(text.charCodeAt(start - 1))) return;
  const run = back(text, start, 16, upperCase);
  const from = behindDigits(text, run);
  if (
    !scan.isFree(from) ||
    start - from < 2 ||
    !/^[A-Z]/.test(text.charAt(from)) ||
    !(from > run || /^$|[\t-\r "'=(:,;>[|]/.test(text.charAt(from - 1)) || isBehindEscape(text, from))
  )
    return;
  account.lastIndex = start;
  const match = account.exec(text);
  const user = match?.[1];
  if (user === undefined || fileName.test(user)) return;
  const domain = text.slice(from, start);
  if (isWellKnown('host', domain) && !pseudonymShape.test(domain)) return;
  rename(scan, number, 'host', from, start);
  const at = account.lastIndex - user.length;
  rename(scan, number, 'user', at, at + user.length);
};

const finders: Readonly<Record<PersonalRule['finds'], Find>> = {
  email,
  ipv4,
  ipv6,
  'url-host': urlHost,
  'domain-name': domainName,
  'network-share': networkShare,
  path,
  'log-user': logUser,
  'domain-user': domainUser,
  phone,
  'connected-host': connectedHost,
  'logged-computer': loggedComputer,
  'logged-user': loggedUser,
  'sought-host': soughtHost,
  'service-principal': servicePrincipal,
  'user-who-came': userWhoCame,
  'distinguished-name': distinguishedName,
  'alternative-name': alternativeName,
};

/** Finds personal data, and leaves what tells nothing about anyone. */
export function personalMatcher(rule: PersonalRule, number: number): Matcher {
  const find = finders[rule.finds];
  return (scan, start, end) => find(scan, number, start, end);
}
