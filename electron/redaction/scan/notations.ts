import { setOf } from '../characters.ts';
import { closingQuote, lookBehind, matchesAt, until } from './endings.ts';
import { nameFrom } from './field-name.ts';
import { elementEnding } from './value-endings.ts';

/** A quotation mark in every spelling it takes within JSON, HTML and percent-encoding. */
const quotes =
  /\\{0,63}["']|&(?:amp;)?(?:quot|apos|#0*3[49]|#x0*2[27]);|(?:%(?:25){0,3}5C){0,4}%(?:25){0,3}2[27]|\\{1,63}u002[27]/iy;

/** Whether a quote that is percent-encoded is as often encoded as the name before it; else it belongs to the value. */
export const isAsEncoded = (quote: string, before: string): boolean => {
  const encoding = /%((?:25)*)2[27]$/.exec(quote);
  if (encoding === null) return true;
  const ofName = /%((?:25)*)(?:2[27]|3[ad])/i.exec(before);
  return ofName !== null && ofName[1] === encoding[1];
};

const longestDoubled = 512;
/** Whether a string begins and ends with two marks in its line, as it does within a string of CSV or SQL. */
export function isDoubled(text: string, at: number, quote: string): boolean {
  const marks = quote + quote;
  if (marks.length > 2 || !text.startsWith(marks, at)) return false;
  const behind = text.slice(at + marks.length, at + longestDoubled);
  const end = closingQuote(marks, true).find(behind, 0);
  return end > 0 && behind.startsWith(marks, end);
}

/** Whether nothing goes on right behind the quote that closes a value: else the value only begins with a quote. */
export function isWholeInQuotes(text: string, at: number, quote: string): boolean {
  const end = closingQuote(quote).find(text, at + quote.length);
  const isEnd = end === -1 || /[\t-\r ,;.:)\]}>|&/\\"']|^$/.test(text.charAt(end + quote.length));
  return isEnd || isDoubled(text, at, quote);
}

/** What closes or separates behind a string, and then a space, the end of the line, or what begins next. */
const behindString =
  /\\["'nrt]|<\/|[)\]}>.,;:|&]{0,4}(?:[\t-\r ]|$|[A-Za-z_@$?-][\w.$-]{1,40}[\t ]{0,4}[:=][\t-\r "'\w])/y;
/** Whether a value goes on behind the string that it begins with. */
export function goesOnBehindQuotes(text: string, at: number, quote: string): boolean {
  const end = closingQuote(quote).find(text, at + quote.length);
  return end !== -1 && !isLineBreakOrEnd(text.charCodeAt(end)) && !matchesAt(behindString, text, end + quote.length);
}

const beginsQuote = setOf('"\'\\&%');

/** The quotation mark at an index, or ''. */
export const quoteAt = (text: string, index: number): string => {
  if (beginsQuote[text.charCodeAt(index)] !== 1) return '';
  quotes.lastIndex = index;
  return quotes.exec(text)?.[0] ?? '';
};

/** Where white space ends that begins at an index. */
function behindSpace(text: string, index: number): number {
  let at = index;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at += 1;
  return at;
}

const beginsSeparator = setOf('=:-%\\&]');
/** Whether there can be a sign at an index that separates a name from its value: most names stand in sentences. */
export const maySeparate = (text: string, at: number): boolean =>
  beginsSeparator[text.charCodeAt(behindSpace(text, at))] === 1;

/** A column of SQL Server stands in brackets: `[Password] = N'...'`. */
export const separator =
  /\]?[ \t]{0,64}(?:[=-](?:>|&gt;|\\{1,63}u003e)|:=|==?|:(?![:/\\])|%(?:25){0,3}3[AD]|\\{1,63}u003[ad]|&#(?:58|61);)(?:[ \t]{0,64}|(?:%20|\+){0,8})(?:N(?='))?/iy;
export const separatorBehindQuote =
  /\]?[\t-\r ]{0,64}(?:=(?:>|&gt;|\\{1,63}u003e)|:=|=|:|%(?:25){0,3}3[AD]|\\{1,63}u003[ad])(?:[\t-\r ]{0,64}|(?:%20|\+){0,8})(?:N(?='))?/iy;

const member = String.raw`\1\w{1,40}\1[\t-\r ]{0,8}:[\t-\r ]{0,8}(?:\1[^"'\\{}]{0,128}\1|[\w.-]{1,40})[\t-\r ]{0,8},[\t-\r ]{0,64}`;
const valueMember = String.raw`\1(?:\w{0,12}_?val(?:ue)?|v)\1[\t-\r ]{0,64}:[\t-\r ]{0,64}(?:\{[\t-\r ]{0,64}\1\w{0,12}value\1[\t-\r ]{0,8}:[\t-\r ]{0,8})?`;
/** `{"name": "password", "value": "..."}` behind the quote of the name, also with other members between. */
export const valueOfPair = new RegExp(
  String.raw`[\t-\r ]{0,64},[\t-\r ]{0,64}(?=(\\{0,63}["']))(?:${member}){0,3}?${valueMember}`,
  'iy',
);
/** `"ClientSecrets": [{"Type": "x", "Value": "..."}]` at the bracket. */
export const valueOfObject = new RegExp(
  String.raw`(?:\[[\t-\r ]{0,64})?\{[\t-\r ]{0,64}(?=(\\{0,63}["']))(?:${member}){0,3}${valueMember}`,
  'iy',
);
/** `["password", "..."]`, `Add("password", "...")` behind the quote of the name. */
export const nextOfTuple = /[ \t]{0,8},[ \t]{0,8}(?=\\{0,63}["'])/y;
const opensTuple = /[[({][ \t]{0,8}\\{0,63}["']$/;
export const isFirstOfTuple = (text: string, from: number): boolean =>
  opensTuple.test(text.slice(Math.max(0, from - 12), from));

/** `[password, ...]`, as .NET writes a pair, behind the name. */
export const restOfPair = /,[ \t]{1,4}(?:value[ \t]{0,4}[:=][ \t]{0,4})?(?=[^\t-\r \]}])/iy;
/** Whether a pair of .NET begins with a name. */
export const opensPair = (text: string, from: number): boolean =>
  text.charCodeAt(from - 1) === 91 || text.charCodeAt(from - 1) === 123;

/** Whether a quoted name is the value of an attribute. */
export const isAttribute = (text: string, from: number): boolean =>
  text.slice(Math.max(0, from - 12), from).includes('=');

const nextAngle = until(/[<>]/g);
/** Whether a tag can end behind an index; said at once where isInTag would look far back. */
export function mayEndTag(text: string, at: number): boolean {
  const next = nextAngle.find(text, at);
  return next !== -1 && next - at <= 256 && text.charAt(next) === '>';
}
/** Whether an index lies within a tag. */
export function isInTag(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - lookBehind), index);
  return before.lastIndexOf('<') > before.lastIndexOf('>');
}
/** `key="password" value="` behind the quote of the name. */
export const valueAttribute = /[\t-\r ][^<>]{0,255}?\bvalue[\t-\r ]{0,8}=[\t-\r ]{0,8}/iy;
/** `<setting name="Password"><value>` behind the quote of the name. */
export const valueElement =
  /(?:[\t-\r ][^<>]{0,255})?(?<![/=-])>(?:[ \t]{0,64}|[\t-\r ]{0,64}<(?:value|string)>[\t-\r ]{0,64})(?=[^<\t-\r ])/iy;
/** `<key>Password</key><string>` behind the name. */
export const nextElement =
  /<\/[\w.:-]{1,60}>[\t-\r ]{0,64}<(?:[\w.-]{1,40}:)?(?:\w{0,12}value|v|string)(?:[\t-\r ][^<>]{0,255})?(?<!\/)>[\t-\r ]{0,64}/iy;
/** The part of a multipart form behind the quote of its name, or behind its name (RFC 7578). */
export const formPart = /"?(?:;[^\r\n]{0,200})?\r?\n(?:[\w-]{1,40}:[^\r\n]{0,200}\r?\n){0,4}\r?\n/y;
export const isNameOfPart = (text: string, from: number): boolean =>
  /\bname=$/i.test(text.slice(Math.max(0, from - 6), from));
/** What ends a string or an element, by what opens it. */
const endsOfText = new Map([
  ['"', until(/"(?=[\t-\r ,;:)\]}>&\\]|$)|[\r\n]/g)],
  ["'", until(/'(?=[\t-\r ,;:)\]}>&\\]|$)|[\r\n]/g)],
  ['>', until(/<\/|[\r\n]/g)],
]);
/** Whether a name begins the first of several lines of a string or an element. */
export function opensLines(text: string, from: number): boolean {
  const end = endsOfText.get(text.charAt(from - 1))?.find(text, from) ?? -1;
  return end !== -1 && isLineBreakOrEnd(text.charCodeAt(end));
}
/** `- name: PASSWORD`, then `value:` in a line of its own, behind the name. */
export const valueLine = /["']?[ \t]{0,8}\r?\n[ \t]{1,40}value:[ \t]{1,8}/iy;
const opensBlock = setOf('|>');
/** Whether a block of YAML can begin at an index; said at once where it cannot. */
export const mayBeTextBlock = (text: string, at: number): boolean => opensBlock[text.charCodeAt(at)] === 1;
/** The text of a block in YAML, where a value would stand. */
export const textBlock = /[|>][+-]?\d?[ \t]{0,8}\r?\n[ \t]{1,40}/y;

export const endOfTag =
  /(?:[\t-\r ][^<>]{0,512})?(?<!\/)>[\t-\r ]{0,64}(?:(?:<!--[^<>]{0,255}-->[\t-\r ]{0,64})?<(?:\w{1,12}:)?(?:value|string)>[\t-\r ]{0,64})?/iy;
/** Whether a name in angle brackets belongs to code: `List<Password>`, `Store.<GetPassword>d__3`. */
export function isTypeArgument(text: string, nameAt: number, valueAt: number): boolean {
  if (/^[a-z]__\d/.test(text.slice(valueAt, valueAt + 4))) return true;
  if (!/[\w.]/.test(text.charAt(text.lastIndexOf('<', nameAt) - 1))) return false;
  const end = elementEnding.find(text, valueAt);
  return end !== -1 && !text.startsWith('</', end);
}

export const endOfEscapedTag = /(?:[\t-\r ][^<>]{0,512}?)?(?<!\/)(?:&gt;|\\{1,63}u003e|%3E)[\t-\r ]{0,64}/iy;
export const startOfCharacterData = /<!\[CDATA\[/y;
/** An object, or an escaped line break before the value. */
export const noBareValue = /\{|\\{1,63}[rn](?![a-z])/y;
export const list = /(?:\[|%5B)[\t-\r ]{0,64}/iy;

const leading = 'is was set changed reset provided given value used received to as of for'.split(' ');
/** Up to eight letters as one number, which is looked up without taking the word out of the text. */
const numberOf = (text: string, from: number, to: number): number => {
  let number = 0;
  for (let index = from; index < to; index += 1) number = number * 32 + (text.charCodeAt(index) & 31);
  return number;
};
const leads = new Set(leading.map((word) => numberOf(word, 0, word.length)));
const longestLeading = 8;
/** A longer run of letters is no usual word. */
const longestWord = 16;
const beginsLeading = setOf([...new Set(leading.map((word) => word.charAt(0)))].join(''));
const isLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;

/** Whether what follows in a sentence can be a value, or leads to one: it is no ordinary word. */
export function mayLead(text: string, at: number): boolean {
  const from = behindSpace(text, at);
  let to = from;
  while (to - from < 64 && isLetter(text.charCodeAt(to))) to += 1;
  const code = text.charCodeAt(to);
  if (code !== 32 && code !== 44 && code !== 46 && !isLineBreakOrEnd(code)) return true;
  if (to - from > longestWord) return true;
  if (to - from > longestLeading || beginsLeading[text.charCodeAt(from) | 32] !== 1) return false;
  return leads.has(numberOf(text, from, to));
}

/** Whether nothing of interest follows a name: the next word of a sentence, or a comma in one. */
export function isInSentence(text: string, start: number, end: number): boolean {
  const code = text.charCodeAt(end);
  if (code === 44) return !opensPair(text, nameFrom(text, start));
  if (code !== 32 || maySeparate(text, end) || mayLead(text, end)) return false;
  const from = nameFrom(text, start);
  return text.charCodeAt(from) !== 45 && !isSetByCommand(text, from);
}
const isLineBreakOrEnd = (code: number): boolean => code === 10 || code === 13 || Number.isNaN(code);

const verbs = String.raw`(?:(?:is|was|set|changed|reset|provided|given|value|used|received|to|as|->)[ \t:]{1,4}){0,3}`;
/** Words of a sentence that lead from a name to its value, in quotes or not. */
export const quotedInSentence = new RegExp(String.raw`[ \t]${verbs}(?=["'][^\t-\r "']{3,255}["'])`, 'iy');
export const inSentence = new RegExp(String.raw`[ \t]${verbs}(?=[^\t-\r "'])`, 'iy');
/** `Password of jane: ...` behind the name. */
export const ofSomeone =
  /[ \t](?:of|for)[ \t](?:the[ \t])?(?:user[ \t])?["']?[\w.@\\-]{1,64}["']?(?:[ \t]is[ \t]|[ \t]?[:=][ \t]{0,4})/iy;
export const bracketedValue = /[ \t]\[(?=[^\t-\r \]]{3,255}\])/y;

export const optionValue = /[ \t]{1,8}(?![-\t-\r ])/y;
const sets = /\b(?:setx?|env)[ \t]{1,4}["']?$/i;
/** Whether a command gives the name its value: `setx NAME value`. */
export function isSetByCommand(text: string, from: number): boolean {
  const previous = text.charCodeAt(from - 1);
  if (previous !== 32 && previous !== 34 && previous !== 39) return false;
  const code = text.charCodeAt(from - 2) | 32;
  if (previous === 32 && code !== 116 && code !== 120 && code !== 118 && code !== 32) return false;
  return sets.test(text.slice(Math.max(0, from - 10), from));
}

const nameOfValue =
  /(?:(\\{0,63}["'])(?:name|key|code|id|field|setting)\1[\t-\r ]{0,8}:[\t-\r ]{0,8}\1|[\t-\r ](?:name|key|id)[\t-\r ]{0,8}=[\t-\r ]{0,8}["'])$/i;

const beforeQuote = setOf(' \t\r\n\\');

/** A value that stands before its name: `<input value="..." name="password">`, `{"value":"...","name":"password"}`. */
export function valueBefore(text: string, least: number, from: number): { from: number; to: number } | null {
  const quote = text.charCodeAt(from - 1);
  if (quote !== 34 && quote !== 39) return null;
  // A sign stands before the quote; it is seen without the pattern.
  let sign = from - 2;
  while (sign > least && beforeQuote[text.charCodeAt(sign)] === 1) sign -= 1;
  if (text.charCodeAt(sign) !== 58 && text.charCodeAt(sign) !== 61) return null;
  const name = nameOfValue.exec(text.slice(Math.max(least, from - 64), from));
  if (name === null) return null;
  const begin = from - name[0].length;
  return name[1] === undefined ? attributeBefore(text, least, begin) : memberBefore(text, least, begin, name[1]);
}

const farthest = 512;
const valueBeforeName =
  /(?:^|[\t-\r ])value[\t-\r ]{0,8}=[\t-\r ]{0,8}(["'])([^"'<>]*)\1[^<>"']*(?:(["'])[^"'<>]*\3[^<>"']*)*$/i;

function attributeBefore(text: string, least: number, begin: number): { from: number; to: number } | null {
  const tagFrom = text.lastIndexOf('<', begin);
  if (tagFrom < Math.max(least, begin - farthest)) return null;
  const match = valueBeforeName.exec(text.slice(tagFrom + 1, begin));
  const value = match?.[2] ?? '';
  if (match === null || value === '') return null;
  const from = tagFrom + 1 + text.slice(tagFrom + 1, begin).indexOf(value, match.index + 6);
  return { from, to: from + value.length };
}

function memberBefore(text: string, least: number, begin: number, quote: string): { from: number; to: number } | null {
  const before = text.slice(Math.max(least, begin - farthest), begin);
  const mark = `(?<!\\\\)${quote.replaceAll('\\', '\\\\')}`;
  const opening = new RegExp(`(?:value|${mark}v)${mark}[\\t-\\r ]{0,8}:[\\t-\\r ]{0,8}${mark}`, 'gi');
  const last = [...before.matchAll(opening)].at(-1);
  if (last === undefined) return null;
  const from = last.index + last[0].length;
  const to = closingQuote(quote).find(before, from);
  if (to === -1 || /[{}]/.test(before.slice(to))) return null;
  return { from: begin - before.length + from, to: begin - before.length + to };
}

/** An authentication scheme, which stays (RFC 9110 section 11.1). */
const scheme = /(?!eyJ)[a-z][\w-]{1,40}[ \t]+(?=[^\t-\r ])/iy;
/** Schemes that one token follows (RFC 9110 `token68`), and what then may stand behind it in a log. */
export const tokenScheme =
  /(?:Basic|Bearer|Negotiate|NTLM|DPoP|Token|ApiKey|Kerberos)[ \t]+(?=(?:[\w.~+/-]{1,4000}=*|\*{3})(?:[\t-\r ,;\\&<>)\]}]|["'](?:[\t-\r ,;:\\&<>)\]}"']|$)|$))/iy;
/** Where the credential begins behind the name of its scheme, if there is one. */
export const behindScheme = (text: string, from: number): number =>
  matchesAt(scheme, text, from) ? scheme.lastIndex : from;
