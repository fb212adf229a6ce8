import { matchesAt, run, until, type Ending } from './endings.ts';

const behindQuote = String.raw`(?=[\t-\r ,;:)\]}>/.&|]|$)`;
const anyQuote = String.raw`(?:\\*["']|&quot;|&#39;|&apos;)`;
const entity = '&(?:amp|lt|gt|quot|apos|nbsp|#\\d{1,4}|#x[\\da-f]{1,4})';
const nextField = String.raw`[ \t]{0,8}[a-z][\w .-]{0,40}=`;

const endOfWord = (ampersand: string): RegExp =>
  new RegExp(
    String.raw`${ampersand}|[\t-\r <>]|${anyQuote}${behindQuote}|\\+u0026|\\+(?:["']|r\\+n|n(?=[A-Z{<[\t-\r ]|$))|[,;)\]}](?=[\t-\r ]|$)|[,;]${nextField}`,
    'gi',
  );
/** A value of a form or a query, or a word of a message; percent-encoded as often as the sign before it. */
const formEndings = ['&', '&|%26', '&|%(?:25)?26', '&|%(?:25){0,2}26'].map((separators) =>
  until(endOfWord(separators)),
);
export const formEnding = formEndings[0] ?? until(/[\t-\r ]/g);
/** A word of a message behind a colon: an ampersand belongs to it unless another field or an entity begins there. */
const wordEnding = until(endOfWord(String.raw`&(?:amp;)?(?=[\w.-]{1,40}=)|${entity.replace('amp|', '')};`));
export const encodedEnding = (sign: string): Ending => {
  if (sign.startsWith(':') && !sign.includes('=')) return wordEnding;
  const encoding = sign.startsWith('=') ? null : /%((?:25)*)3[ad]/i.exec(sign);
  return encoding === null ? formEnding : (formEndings[1 + (encoding[1]?.length ?? 0) / 2] ?? formEnding);
};
/** A value of a connection string without quotes: spaces belong to it. */
export const connectionEnding = until(
  new RegExp(String.raw`(?<!${entity});|[\r\n]|${anyQuote}${behindQuote}|<\/|\\+r\\+n`, 'gi'),
);
const nextFieldAt = new RegExp(nextField, 'iy');
const semicolon = until(/(?<!&amp);|[\r\n"'<>]|&(?!amp;)/g);

/** Whether a value is followed by a semicolon and another field, as in a connection string. */
export function isInConnectionString(text: string, from: number): boolean {
  const end = semicolon.find(text, from);
  return end !== -1 && end - from < 256 && text.charAt(end) === ';' && matchesAt(nextFieldAt, text, end + 1);
}

export const bracesEnding = until(/\}(?!\})(?<!\}\}(?:\}\}){0,8})|[\r\n]/g);
export const elementEnding = until(/<|\n\d{4}-\d\d-\d\d /g);
export const escapedElementEnding = until(/<|&lt;|\\+u003c|%3C|\n\d{4}-\d\d-\d\d /gi);
export const characterDataEnding = until(/\]\]>/g);
export const jsonEnding = until(/[\t-\r ,}\]]/g);
/** A name of a person or a computer at the beginning of a line. */
export const nameEnding = until(/[\r\n,;]|[ \t][-|][ \t]/g);
export const partEnding = until(/[\r\n]/g);
export const lineEnding = until(/[\r\n](?![ \t]+[\w+/=.~-]{8,255}[ \t]*(?:[\r\n]|$))/g);
export const enclosedLineEnding = [0, 1].map((level) =>
  until(new RegExp(String.raw`[\r\n]|(?<!\\)\\{0,${2 ** level - 1}}"|\\+[rn](?![a-z]{2})|\\+n(?=[A-Z])`, 'g')),
);
/** A value in brackets: `[name, value]`, `Password [value]`. */
export const bracketEnding = until(/[\]}\r\n]/g);
export const angleEnding = until(/[>\r\n]/g);
/** What an HTTP header may hold as one token (RFC 9110 `token68`). */
export const credentialEnding = run(/[\w.~+/-]*=*/y);
