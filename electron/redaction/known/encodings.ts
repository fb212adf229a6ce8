/** A way to write a text within another. */
export type Encode = (text: string) => string;

export const hex = (code: number, length: number): string => code.toString(16).padStart(length, '0');
const percent = (byte: number): string => `%${hex(byte, 2).toUpperCase()}`;
export const percentEncode =
  (stays: RegExp): Encode =>
  (text) =>
    Array.from(Buffer.from(text, 'utf8'), (byte) =>
      byte < 128 && stays.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : percent(byte),
    ).join('');

/** RFC 3986 unreserved characters stay. */
export const percentStrict = percentEncode(/[\w.~-]/);
/** What encodeURIComponent leaves. */
export const percentLoose = percentEncode(/[\w.~!*'()-]/);
/** The same with apostrophes encoded, as URL does in queries. */
export const percentQuery = percentEncode(/[\w.~!*()-]/);
export const formQuery: Encode = (text) => percentQuery(text).replaceAll('%20', '+');
/** What encodeURI leaves. */
const percentAddress = percentEncode(/[\w.~!*'();/?:@&=+$,#-]/);
/** application/x-www-form-urlencoded: a space is a plus. */
export const form: Encode = (text) => percentEncode(/[\w.*-]/)(text).replaceAll('%20', '+');
/** What encodeURIComponent leaves, with a plus for a space. */
export const loosely: Encode = (text) => percentLoose(text).replaceAll('%20', '+');
const formStrict: Encode = (text) => percentStrict(text).replaceAll('%20', '+');

export const json: Encode = (text) => JSON.stringify(text).slice(1, -1);
export const jsonWithSlashes: Encode = (text) => json(text).replaceAll('/', '\\/');
const unicodeEscapes =
  (characters: RegExp): Encode =>
  (text) =>
    json(text)
      .replaceAll('\\"', characters.test('"') ? '\\u0022' : '\\"')
      .replace(/[^]/g, (unit) => (unit !== '"' && characters.test(unit) ? `\\u${hex(unit.charCodeAt(0), 4)}` : unit));
/** Beyond ASCII only, as Newtonsoft.Json can. */
const jsonAscii = unicodeEscapes(/[\x80-\uffff]/);
/** As System.Text.Json does unless told otherwise. */
const jsonDotNet = unicodeEscapes(/["'&<>+`\x7f-\uffff]/);

const markup =
  (references: Readonly<Record<string, string>>): Encode =>
  (text) =>
    text.replace(/[&<>"']/g, (character) => references[character] ?? character);
export const xml = markup({ '&': '&amp;', '<': '&lt;', '>': '&gt;' });
export const xmlAttribute = markup({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' });
/** As .NET writes an attribute. */
const xmlQuotes = markup({ '&': '&amp;', '<': '&lt;', '"': '&quot;' });
const html = markup({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' });
const htmlHex = markup({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' });

/** Numbers of characters beyond ASCII, as HtmlEncode of .NET writes those of Latin, and all that are not. */
const references =
  (write: (code: number) => string): Encode =>
  (text) =>
    html(text).replace(/[\x80-\u{10ffff}]/gu, (character) => write(character.codePointAt(0) ?? 0));
const htmlDecimal = references((code) => `&#${code};`);
const htmlDotNet = references((code) => `&#x${code.toString(16)};`);
const htmlLatin = references((code) => (code >= 160 && code < 256 ? `&#${code};` : String.fromCodePoint(code)));

/** What nginx writes in its logs, and what `escape` of JavaScript does to a query. */
const nginx: Encode = (text) =>
  Array.from(Buffer.from(text, 'utf8'), (byte) =>
    byte < 32 || byte > 126 || byte === 34 || byte === 92 ? `\\x${hex(byte, 2)}` : String.fromCharCode(byte),
  ).join('');
export const percentUnits: Encode = (text) =>
  text.replace(/[^\w@*+./-]/g, (unit) =>
    unit > '\xff' ? `%u${hex(unit.charCodeAt(0), 4)}` : percent(unit.charCodeAt(0)),
  );
/** Quotes and backslashes behind a backslash, as in strings of programs. */
const escapedQuotes: Encode = (text) => text.replace(/["'\\]/g, '\\$&');

/** What is not met within other escapes. */
export const single: readonly Encode[] = [htmlDecimal, htmlDotNet, htmlLatin, nginx, percentUnits, escapedQuotes];

export const encodings: readonly Encode[] = [
  percentStrict,
  percentLoose,
  percentAddress,
  form,
  formStrict,
  loosely,
  percentQuery,
  formQuery,
  json,
  jsonWithSlashes,
  jsonAscii,
  jsonDotNet,
  xml,
  xmlAttribute,
  html,
  htmlHex,
];

/** As HttpUtility of .NET writes queries, and WebUtility with capital letters. */
const webUtility: Encode = (text) => percentEncode(/[\w.!*()-]/)(text).replaceAll('%20', '+');
const httpUtility: Encode = (text) => webUtility(text).replace(/%../g, (code) => code.toLowerCase());

/** What a secret has gone through before it is encoded in Base64: Basic credentials, bodies, tokens. */
export const transports: readonly Encode[] = [
  percentStrict,
  percentLoose,
  form,
  formStrict,
  loosely,
  percentQuery,
  formQuery,
  webUtility,
  httpUtility,
  json,
  jsonAscii,
  jsonDotNet,
  xml,
  xmlAttribute,
];
/** The same in UTF-16, as PowerShell and .NET have texts. */
export const wideTransports: readonly Encode[] = [json, xml, xmlAttribute];

/** What doubles a quote inside quotes of connection strings and CSV. */
export const doubledQuotes: readonly Encode[] = [
  (text) => text.replaceAll('"', '""'),
  (text) => text.replaceAll("'", "''"),
  (text) => text.replaceAll('}', '}}'),
];

/** What else is written for characters at the beginning of a secret, or before them. */
export const beginnings: readonly Encode[] = [
  json,
  jsonWithSlashes,
  xml,
  xmlAttribute,
  ...doubledQuotes,
  (text) => text.replaceAll('{', '{{').replaceAll('}', '}}'),
  (text) => text.replaceAll(' ', '+'),
  escapedQuotes,
  (text) => text.replace(/[^\w@%+=:,./\x80-\uffff-]/g, '\\$&'),
  (text) => text.replace(/[^\w\x80-\uffff]/g, '\\$&'),
  (text) => text.replace(/[\\*+?|{[()^$.# ]/g, '\\$&'),
  (text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'),
  (text) => text.replace(/[:=#! \\]/g, '\\$&'),
  (text) => text.replace(/["\\$`!]/g, '\\$&'),
  (text) => text.replace(/[,+"\\<>;=#]/g, '\\$&'),
  (text) => text.replace(/["$`]/g, '`$&'),
  (text) => text.replace(/[&|<>^"%!()]/g, '^$&'),
  (text) => text.replaceAll("'", `'\\''`),
  (text) => text.replaceAll("'", `'"'"'`),
  (text) => text.replaceAll('%', '%%'),
  (text) => text.replaceAll('$', '$$$$'),
  (text) => text.replace(/[=\x80-\xff]/g, (byte) => `=${hex(byte.charCodeAt(0), 2)}`),
];
/** Those that are met over each other. */
export const repeated: readonly Encode[] = [json, jsonWithSlashes, xml, xmlAttribute, xmlQuotes, ...doubledQuotes];
