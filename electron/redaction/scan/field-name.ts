import { lessThan, setOf, space } from '../characters.ts';
import type { FieldRule } from '../rules/types.ts';
import { lookBehind } from './endings.ts';

/** The name of a field. */
export interface FieldName {
  from: number;
  to: number;
  /** It is an option of a command line. */
  option: boolean;
}

const longestName = 64;

/** Letters, digits and what joins the words of a name. */
const inName = setOf('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.$');
const joinsFields = setOf('&?#6fF3;');
const mayOpenTag = setOf(';:cC');
const indentsOrLists = setOf(' \t>*|<-');

/** What may follow the word of a rule in a name: passwordHash, password2, Secrets, client_secret_value, "secret key". */
const usualAfter =
  /(?:s(?![a-z]))?(?:(?:[_-]?| (?=(?:key|value)[ \t]*[:=]))(?:key_base|hash|salt|value|text|plain(?:text)?|base64|encrypted|enc|protected|new|old|current|confirm(?:ation)?|repeat|key|env|b64|\d{1,3}))?(?![\w-])/iy;

/** Escapes before a name that end in letters or digits: `\n`, `\u0022`, `%22`. */
const escapeBefore = /^(?:\\u[0-9a-f]{4}|\\[nrtbf](?=[a-z])|%(?:25)*[0-9a-f]{2})/i;

let rememberedText = '';
let rememberedStart = -1;
let remembered = 0;
const beginsEscape = (code: number): boolean => code === 92 || code === 37;

/** Where the name begins that goes on to an index; the last is remembered, since several rules start at one place. */
export function nameFrom(text: string, start: number): number {
  if (start === rememberedStart && text === rememberedText) return remembered;
  const least = Math.max(0, start - longestName);
  let from = start;
  while (from > least && inName[text.charCodeAt(from - 1)] === 1) from -= 1;
  if (from > 0 && beginsEscape(text.charCodeAt(from - 1))) {
    const escape = escapeBefore.exec(text.slice(from - 1, start));
    if (escape !== null) from += escape[0].length - 1;
  }
  rememberedText = text;
  rememberedStart = start;
  remembered = from;
  return from;
}

const goesOn = setOf('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-');

/** Where a name ends whose word ends at an index; -1 where it goes on as another. */
function endOfName(text: string, index: number, ruleAfter: RegExp | undefined): number {
  const code = text.charCodeAt(index);
  // Most names end with the word, which is seen without the pattern.
  if (ruleAfter === undefined && goesOn[code] !== 1) {
    const next = text.charCodeAt(index + 1) | 32;
    if (code !== space || (next !== letterK && next !== letterV)) return index;
  }
  const after = ruleAfter ?? usualAfter;
  after.lastIndex = index;
  return after.test(text) ? after.lastIndex : -1;
}
const letterK = 107;
const letterV = 118;

/** The name that a literal of the rule stands in, or null where it is another name. */
export function fieldName(text: string, start: number, end: number, rule: FieldRule): FieldName | null {
  const to = endOfName(text, end, rule.after);
  if (to === -1) return null;
  const from = nameFrom(text, start);
  let dashes = from;
  while (text.charAt(dashes) === '-' && dashes < start) dashes += 1;
  const before = text.slice(dashes, start);
  if (rule.before?.test(before) === false || rule.notBefore?.test(before) === true) return null;
  return { from: dashes, to, option: dashes > from };
}

/** Whether a name stands in a query or a form, behind what joins fields. */
export const isInQuery = (text: string, from: number): boolean => {
  if (joinsFields[text.charCodeAt(from - 1)] !== 1) return false;
  return /(?:[&?#]|%(?:25)*(?:26|3f|23)|&amp;|\\u0026)$/i.test(text.slice(Math.max(0, from - 12), from));
};

/** Whether a name opens an element of XML. */
export const opensTag = (text: string, from: number): boolean => {
  const previous = text.charCodeAt(from - 1);
  if (previous === lessThan) return true;
  if (mayOpenTag[previous] !== 1) return false;
  return /(?:<|&lt;|\\u003c|%3c)(?:[\w.-]{1,40}:)?$/i.test(text.slice(Math.max(0, from - 60), from));
};

const inWords = (code: number): boolean => code === 32 || inName[code] === 1;

/** Whether a name stands behind a semicolon, as in a connection string; words may stand between. */
export const isBehindSemicolon = (text: string, from: number): boolean => {
  let index = from - 1;
  while (index > from - 40 && inWords(text.charCodeAt(index))) index -= 1;
  return text.charAt(index) === ';' && !/&(?:amp|lt|gt|#\d+)$/.test(text.slice(Math.max(0, index - 8), index));
};

const byteOrderMark = '\xef\xbb\xbf';

/** Whether only what indents or lists stands before an index in its line. */
export function isLineStart(text: string, from: number): boolean {
  let index = from - 1;
  while (index > from - longestName && indentsOrLists[text.charCodeAt(index)] === 1) index -= 1;
  if (text.startsWith(byteOrderMark, index - 2)) index -= 3;
  if (index < 0) return true;
  const code = text.charCodeAt(index);
  return code === 10 || code === 13;
}

/** 0 where a name stands in no JSON string of its line; else one more than the backslashes at the quote that opened it. */
export function enclosingLevel(text: string, from: number): number {
  const before = text.slice(Math.max(0, from - lookBehind), from);
  if (!before.includes('"')) return 0;
  const line = before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1);
  const marks = line.match(/\\*"/g) ?? [];
  const last = marks.at(-1);
  if (last === undefined) return 0;
  const same = marks.filter((mark) => mark === last).length;
  return same % 2 === 0 ? 0 : Math.min(2, last.length);
}
