/**
 * A type of .NET, where an object was written instead of its value, and words of programs. A call has a name of three letters
 * or a dot: one letter before a bracket and a quote stands in secrets, too.
 */
export const typeName =
  /^(?:[A-Z]\w+(?:\.[A-Z]\w+)+|(?:await|new|this)\b.*|(?:[A-Za-z]\w{2,}|[A-Za-z]\w*\.\w+)(?:\.\w+)*(?:\[["']|\((?:\)|["'])).*|(?:Get|Create|Read|Load|Find|Resolve|Parse)[A-Z]\w*\(.*)$/;

/** A word of a program or a sentence, or a type of .NET. */
export const isWord = /^(?:[A-Z]\w+(?:\.[A-Z]\w+)+|[a-z]{1,12}(?:[_-][a-z]{1,12}){0,2}|[A-Z][a-z]{1,12}|\d{1,6})$/;

const end = String.raw`[.,:;!?)\]}]*(?:[\t-\r "'|<]|$)`;

/**
 * The source of a lookahead for what is no secret though it has letters and digits: numbers with a unit, versions, dates,
 * names of algorithms and messages, identifiers, paths, addresses, calls, and parameters.
 */
const named = [
  String.raw`v?[\d.,:/%-]{1,24}[A-Za-z%]{0,7}${end}`,
  String.raw`\d{4}-\d\d-\d\d`,
  String.raw`(?:SHA|Sha|sha|MD|md|PBKDF|UTF|Utf|utf|Base|base|AES|Aes|RSA|RS|HS|ES|PS|HMAC|Hmac|TLS|Tls|ISO|iso|RC|OAuth|oauth|HTTP|http|NET|Win|x|v|KB|Err|IDX|AADSTS|ORA|CS|E)[-_ ]?\d[\w-]{0,16}${end}`,
  String.raw`HTTP\/\d|\w{0,64}OAuth20\w{0,64}${end}`,
  String.raw`[{(]?[\dA-Fa-f]{8}-[\dA-Fa-f]{4}-`,
  String.raw`[A-Za-z]\w*(?:\.[A-Za-z]\w*)+${end}`,
  String.raw`[A-Za-z_]\w*\(`,
  String.raw`[A-Za-z_][\w.]*=(?!=?${end})`,
  String.raw`(?:[/\\@{[(<%:]|\$[\w{(]|[A-Za-z]:\\|[A-Za-z+]{2,12}:\/\/|\*\*\*|0x[\dA-Fa-f]{1,8}${end})`,
].join('|');

/** A run of small letters that is longer than words are. */
const longWord = `[a-z]{17,255}${end}`;

/** So many characters of a value; `without` are more that end it, as the source of a class. */
const characters = (without: string, count: string): string => String.raw`[^\t-\r "'\x60<>|${without}]${count}`;
const mixed = (without: string, letters: string): string =>
  String.raw`(?:(?=${characters(without, '{0,60}')}\d)(?=${characters(without, '{0,60}')}[${letters}])|(?=${longWord}))`;

/** The source of a value in which a secret is to be seen where words say that one follows: letters and digits. */
export const drawn = (without = ''): string =>
  String.raw`${mixed(without, String.raw`A-Za-z\x80-\xff`)}(?!${named})${characters(without, '{6,255}')}`;

/** The same, where only the order of words says so: longer, and no word with a number behind it. */
export const random = (without = ''): string =>
  String.raw`${mixed(without, 'A-Za-z')}(?!${named}|(?!${longWord})[A-Za-z_.-]*\d{0,3}(?:[,;]|${end}))${characters(without, '{8,255}')}`;

/** A literal of a rule as the source of a regular expression that takes letters of either case. */
export const anyCase = (literal: string): string =>
  literal
    .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    .replace(/[a-z]/gi, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`);

/** Several of them, as a group. */
export const anyOf = (literals: readonly string[]): string => `(?:${literals.map(anyCase).join('|')})`;
