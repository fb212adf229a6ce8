/** A way to write a text within another. */
type Encode = (text: string) => string;

const hex = (code: number, length: number): string => code.toString(16).padStart(length, '0');
const percent = (byte: number): string => `%${hex(byte, 2).toUpperCase()}`;
const percentEncode =
  (stays: RegExp): Encode =>
  (text) =>
    Array.from(Buffer.from(text, 'utf8'), (byte) =>
      byte < 128 && stays.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : percent(byte),
    ).join('');

/** RFC 3986 unreserved characters stay. */
const percentStrict = percentEncode(/[\w.~-]/);
/** What encodeURIComponent leaves. */
const percentLoose = percentEncode(/[\w.~!*'()-]/);
/** The same with apostrophes encoded, as URL does in queries. */
const percentQuery = percentEncode(/[\w.~!*()-]/);
const formQuery: Encode = (text) => percentQuery(text).replaceAll('%20', '+');
/** What encodeURI leaves. */
const percentAddress = percentEncode(/[\w.~!*'();/?:@&=+$,#-]/);
/** application/x-www-form-urlencoded: a space is a plus. */
const form: Encode = (text) => percentEncode(/[\w.*-]/)(text).replaceAll('%20', '+');
/** What encodeURIComponent leaves, with a plus for a space. */
const loosely: Encode = (text) => percentLoose(text).replaceAll('%20', '+');
const formStrict: Encode = (text) => percentStrict(text).replaceAll('%20', '+');

const json: Encode = (text) => JSON.stringify(text).slice(1, -1);
const jsonWithSlashes: Encode = (text) => json(text).replaceAll('/', '\\/');
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
const xml = markup({ '&': '&amp;', '<': '&lt;', '>': '&gt;' });
const xmlAttribute = markup({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' });
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
const percentUnits: Encode = (text) =>
  text.replace(/[^\w@*+./-]/g, (unit) =>
    unit > '\xff' ? `%u${hex(unit.charCodeAt(0), 4)}` : percent(unit.charCodeAt(0)),
  );
/** Quotes and backslashes behind a backslash, as in strings of programs. */
const escapedQuotes: Encode = (text) => text.replace(/["'\\]/g, '\\$&');

/** What is not met within other escapes. */
const single: readonly Encode[] = [htmlDecimal, htmlDotNet, htmlLatin, nginx, percentUnits, escapedQuotes];

const encodings: readonly Encode[] = [
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

/** What a secret has gone through before it is encoded in Base64: Basic credentials, bodies, tokens. */
const transports: readonly Encode[] = [percentStrict, percentLoose, form, loosely, percentQuery, formQuery, json];

/** What doubles a quote inside quotes of connection strings and CSV. */
const doubledQuotes: readonly Encode[] = [
  (text) => text.replaceAll('"', '""'),
  (text) => text.replaceAll("'", "''"),
  (text) => text.replaceAll('}', '}}'),
];

/** The bytes of a text as one character each. */
const bytesOf = (text: string, encoding: BufferEncoding): string => Buffer.from(text, encoding).toString('latin1');

/**
 * The part of the Base64 of anything that holds these bytes which depends on nothing around them, at each of the three
 * alignments, in the alphabets of RFC 4648 sections 4 and 5.
 */
function base64(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((alignment) => {
    const encoded = Buffer.concat([Buffer.alloc(alignment), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const first = [0, 2, 3][alignment] ?? 0;
    const whole = Math.floor(((alignment + bytes.length) * 8) / 6);
    const own = encoded.slice(first, whole);
    return own.length < 6
      ? []
      : [own, own.replaceAll('+', '-').replaceAll('/', '_'), percentStrict(own), jsonWithSlashes(own)];
  });
}

const hexadecimal = (bytes: Buffer): string[] => {
  const pairs = Array.from(bytes, (byte) => hex(byte, 2));
  const numbers = Array.from(bytes, String);
  return [
    ...['', '-', ':'].map((joint) => pairs.join(joint)),
    ...[', ', ','].map((joint) => pairs.map((pair) => `0x${pair}`).join(joint)),
    ...[', ', ','].map((joint) => numbers.join(joint)),
    pairs.map((pair) => `\\x${pair}`).join(''),
  ].filter((text) => text.length >= 6);
};

/** So many bytes of a secret are found in a row of a dump, which breaks it at any byte. */
const inDump = 4;
const longestDumped = 256;

/** The parts of a secret as hexadecimal dumps write them: bytes or pairs of bytes with spaces between. */
function dumped(bytes: Buffer): string[] {
  const pairs = Array.from(bytes.subarray(0, longestDumped), (byte) => hex(byte, 2));
  return pairs.slice(inDump - 1).flatMap((_, from) => {
    const [first = '', second = '', third = '', fourth = ''] = pairs.slice(from);
    return [`${first} ${second} ${third} ${fourth}`, `${first}${second} ${third}${fourth}`];
  });
}

/** A secret in what a server makes of it that takes its UTF-8 for ISO 8859-1, and in code pages. */
const inCodePages = (secret: string): string[] =>
  !/[\x80-\uffff]/.test(secret)
    ? []
    : [bytesOf(bytesOf(secret, 'utf8'), 'utf8'), ...codePages.flatMap((page) => inCodePage(secret, page))];

const codePages = ['windows-1252', 'windows-1251', 'windows-1250'] as const;
const tables = new Map<string, ReadonlyMap<string, number>>();

function inCodePage(secret: string, page: string): string[] {
  let table = tables.get(page);
  if (table === undefined) {
    const decoder = new TextDecoder(page);
    table = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
    tables.set(page, table);
  }
  const bytes = Array.from(secret, (character) => table.get(character));
  return bytes.includes(undefined) ? [] : [String.fromCharCode(...bytes.map((byte) => byte ?? 0))];
}

/** Two levels of escaping over each other, for example JSON in a form. */
function escaped(secret: string): Set<string> {
  const once = new Set([
    secret,
    ...encodings.map((encode) => encode(secret)),
    ...doubledQuotes.map((each) => each(secret)),
  ]);
  const twice = [...once].flatMap((text) => [text, ...encodings.map((encode) => encode(text))]);
  return new Set(twice);
}

/**
 * Every spelling in which a secret usually travels, as bytes (latin1): plain, percent- and form-encoded, escaped in JSON, XML
 * and HTML, these over each other, Base64 at every alignment, hexadecimal, also in dumps, UTF-16 and code pages. Letters of escapes may be
 * of either case, so they are to be compared without regard to it.
 */
export function spellingsOf(secret: string): string[] {
  const texts = escaped(secret);
  const transported = new Set([secret, ...transports.map((encode) => encode(secret))]);
  const binary = [...transported].map((text) => Buffer.from(text, 'utf8'));
  const wide = Buffer.from(secret, 'utf16le');
  const all = [
    ...[...texts].map((text) => bytesOf(text, 'utf8')),
    ...single.map((encode) => bytesOf(encode(secret), 'utf8')),
    ...inCodePages(secret),
    ...[...binary, wide].flatMap(base64),
    ...hexadecimal(Buffer.from(secret, 'utf8')),
    ...hexadecimal(wide).slice(0, 1),
    ...dumped(Buffer.from(secret, 'utf8')),
    wide.toString('latin1'),
    Buffer.from(wide).swap16().toString('latin1'),
    percentEncode(/(?!)/)(secret),
  ];
  return [...new Set(all)].filter((spelling) => spelling !== '');
}
