import { expect, it } from 'vitest';
import { knownSpellings, prepareRedaction, redactText } from '../../../electron/redaction/index.ts';
import { secrets } from './contexts.ts';

type Encode = (text: string) => string;

const hex = (code: number, length = 2): string => code.toString(16).padStart(length, '0');
const ofBytes =
  (write: (byte: number, character: string) => string): Encode =>
  (text) =>
    Array.from(Buffer.from(text, 'utf8'), (byte) => write(byte, byte < 128 ? String.fromCharCode(byte) : '\x80')).join(
      '',
    );
const ofUnits =
  (write: (code: number, unit: string) => string): Encode =>
  (text) =>
    text.replace(/[^]/g, (unit) => write(unit.charCodeAt(0), unit));
const json: Encode = (text) => JSON.stringify(text).slice(1, -1);
const form: Encode = (text) => encodeURIComponent(text).replaceAll('%20', '+');
const xml: Encode = (text) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
const escaped =
  (characters: RegExp, sign = '\\'): Encode =>
  (text) =>
    text.replace(characters, (character) => sign + character);
/** One character of three, as a program could choose them. */
const isChosen = (character: string): boolean => character.charCodeAt(0) % 3 === 0;
const allUnits = ofUnits((code) => `\\u${hex(code, 4).toUpperCase()}`);
const someUnits = ofUnits((code, unit) => (/[\w ]/.test(unit) && !isChosen(unit) ? unit : `\\u${hex(code, 4)}`));
const allPercent = ofBytes((byte) => `%${hex(byte)}`);
const httpUtility = ofBytes((byte, character) =>
  character === ' ' ? '+' : /[\w.!*()-]/.test(character) ? character : `%${hex(byte)}`,
);
const quotedPrintable = ofBytes((byte, character) =>
  /[^!-~ ]|=/.test(character) ? `=${hex(byte).toUpperCase()}` : character,
);
const xhtml: Encode = (text) => Array.from(text, (each) => `&#x${hex(each.codePointAt(0) ?? 0)};`).join('');

/** How real programs write a text within another, and these within each other. */
const encoders: Readonly<Record<string, Encode>> = {
  'percent, every byte': allPercent,
  'percent, some letters': ofBytes((byte, character) =>
    /[^!-~]|%/.test(character) || isChosen(character) ? `%${hex(byte).toUpperCase()}` : character,
  ),
  'percent twice, every byte': ofBytes((byte) => `%25${hex(byte)}`),
  'percent three times': (text) => encodeURIComponent(encodeURIComponent(encodeURIComponent(text))),
  encodeURI,
  'encodeURI twice': (text) => encodeURI(encodeURI(text)),
  HttpUtility: httpUtility,
  'HttpUtility twice': (text) => httpUtility(httpUtility(text)),
  'HttpUtility, units': ofUnits((code, unit) =>
    code > 127 ? `%u${hex(code, 4)}` : /[\w.!*()-]/.test(unit) ? unit : `%${hex(code)}`,
  ),
  'Python quote': ofBytes((byte, character) =>
    /[\w.~/-]/.test(character) ? character : `%${hex(byte).toUpperCase()}`,
  ),
  'JavaScript escape': ofUnits((code, unit) =>
    /[\w@*+./-]/.test(unit) ? unit : code > 255 ? `%u${hex(code, 4)}` : `%${hex(code).toUpperCase()}`,
  ),
  'JSON, every character': allUnits,
  'JSON, some characters': someUnits,
  'JSON, every character, in JSON': (text) => json(allUnits(text)),
  'JSON, some characters, in a form': (text) => form(someUnits(text)),
  'JSON of PHP': (text) =>
    json(text)
      .replaceAll('/', '\\/')
      .replace(/[\x80-\uffff]/g, (unit) => `\\u${hex(unit.charCodeAt(0), 4)}`),
  'JSON of Go': (text) => json(text).replace(/[<>&]/g, (unit) => `\\u${hex(unit.charCodeAt(0), 4)}`),
  'JSON in JSON in JSON': (text) => json(json(json(text))),
  'JSON in JSON in a form': (text) => form(json(json(text))),
  'JSON in a form in a form': (text) => form(form(json(text))),
  'XML in JSON': (text) => json(xml(text)),
  'JSON in XML': (text) => xml(json(text)),
  'XML in XML': (text) => xml(xml(text)),
  'form in JSON': (text) => json(form(text)),
  'strings of programs': ofUnits((code, unit) =>
    /[\w .,]/.test(unit) ? unit : code > 255 ? `\\u${hex(code, 4)}` : `\\x${hex(code)}`,
  ),
  'octal numbers': ofBytes((byte, character) =>
    character === '\x80' ? `\\${byte.toString(8)}` : character === '\\' ? '\\\\' : character,
  ),
  'numbers of LDAP': ofBytes((byte, character) => (/[*()\\\x80]/.test(character) ? `\\${hex(byte)}` : character)),
  'code points of JavaScript': (text) =>
    json(text).replace(/[\x80-\u{10ffff}]/gu, (each) => `\\u{${hex(each.codePointAt(0) ?? 0)}}`),
  'code points of Python': (text) =>
    json(text).replace(/[\x80-\u{10ffff}]/gu, (each) => `\\U${hex(each.codePointAt(0) ?? 0, 8)}`),
  'decimal references': (text) =>
    Array.from(text, (each) => `&#${String(each.codePointAt(0)).padStart(4, '0')};`).join(''),
  'hexadecimal references': xhtml,
  'hexadecimal references in a form': (text) => encodeURIComponent(xhtml(text)),
  'HTML of ASP.NET Core': (text) =>
    xml(text)
      .replaceAll('&apos;', '&#x27;')
      .replace(/[+\x80-\u{10ffff}]/gu, (each) => `&#x${hex(each.codePointAt(0) ?? 0).toUpperCase()};`),
  'HTML with slashes': (text) =>
    xml(text).replaceAll('/', '&#x2F;').replaceAll('=', '&#x3D;').replaceAll('&apos;', '&#039;'),
  'doubled quotes': (text) => text.replace(/["'{}]/g, '$&$&'),
  'doubled percent signs': (text) => text.replaceAll('%', '%%'),
  'names of LDAP': escaped(/[,+"\\<>;=#]/g),
  'Bash in apostrophes': (text) => text.replaceAll("'", "'\\''"),
  'Bash in quotes': escaped(/["\\$`!]/g),
  'Bash without quotes': escaped(/[^\w@%+=:,./\x80-\uffff-]/g),
  PowerShell: escaped(/["`$]/g, '`'),
  'command prompt': escaped(/[&|<>^"%!()]/g, '^'),
  'regular expression': escaped(/[\\^$.*+?()[\]{}|/-]/g),
  'quoted-printable': quotedPrintable,
  'quoted-printable over lines': (text) => quotedPrintable(text).replace(/^.{11}(?<!=.?)/, '$&=\r\n'),
  'Base64 in Base64': (text) =>
    `${Buffer.from(`x${Buffer.from(`user:${text}`).toString('base64')}`).toString('base64')}`,
  'Base64 in JSON of .NET': (text) =>
    Buffer.from(`user:${text}`).toString('base64').replaceAll('+', '\\u002B').replaceAll('/', '\\/'),
  'Base64 in HTML': (text) =>
    Buffer.from(`user:${text}`).toString('base64').replaceAll('+', '&#x2B;').replaceAll('/', '&#x2F;'),
  'Base64, percent twice': (text) =>
    encodeURIComponent(encodeURIComponent(Buffer.from(`user:${text}`).toString('base64'))),
  'Base64 over lines in JSON': (text) =>
    Buffer.from(`a body: ${text} behind`).toString('base64').replace(/.{19}/g, '$&\\r\\n'),
  'Base64 of HttpUtility': (text) => Buffer.from(`user:${httpUtility(text)}`).toString('base64'),
  'Base64 of XML': (text) => Buffer.from(xml(text)).toString('base64'),
  'Base64 of JSON in UTF-16': (text) => Buffer.from(json(text), 'utf16le').toString('base64'),
  'hexadecimal of UTF-16': (text) => Array.from(Buffer.from(text, 'utf16le'), (byte) => hex(byte)).join('-'),
  decomposed: (text) => text.normalize('NFD'),
  'UTF-8 taken for windows-1251': (text) => new TextDecoder('windows-1251').decode(Buffer.from(text)),
  coloured: (text) => `${text.slice(0, 3)}\x1b[01;31m\x1b[K${text.slice(3, 9)}\x1b[m${text.slice(9)}`,
  'broken and indented': (text) => `${text.slice(0, 6)}\r\n    ${text.slice(6)}`,
};

/** What of a text would give it away; in Base64 its neighbours have a part in its first and last characters. */
const parts = (text: string, edge: number): string[] =>
  Array.from({ length: Math.max(0, text.length - 5) }, (_, index) => text.slice(index, index + 6))
    .slice(edge, edge === 0 ? undefined : -edge)
    .filter((part) => !/^(.)\1+$/.test(part));

it('hides a known secret however it is written', () => {
  for (const secret of secrets) {
    const redaction = prepareRedaction({ secrets: [secret], only: [] });
    const survivors = Object.entries(encoders).filter(([name, encode]) => {
      const written = encode(secret);
      const redacted = redactText(`value ${written} here\n`, redaction);
      return parts(written, name.startsWith('Base64') ? 14 : 0).some((part) => redacted.includes(part));
    });
    expect(survivors.map(([name, encode]) => `${name}: ${encode(secret)}`)).toEqual([]);
  }
});

const dotNet: Encode = (text) =>
  json(text).replace(/['<>&+`]/g, (unit) => `\\u${hex(unit.charCodeAt(0), 4).toUpperCase()}`);

it('hides a known secret that looks like an escape itself', () => {
  for (const secret of ['%41bcdefghijkl', 'ab%41bcdefghijkl', '%25abcdefghi', '%%41abcdefghi', '%B3(~|#)!"` ~a:/[\\']) {
    const own = prepareRedaction({ secrets: [secret], only: [] });
    let spelled = secret;
    for (let times = 0; times < 4; times += 1) {
      expect(redactText(`x=${spelled}&y`, own)).toBe('x=***&y');
      spelled = encodeURIComponent(spelled);
    }
  }
});

it('hides a known secret with a backslash before what is escaped', () => {
  for (const secret of [
    "%\\<>3\\!$+;+</3| /@<%#a/'#",
    '\\<abcdefghij',
    'a\\\\>bcdefghij',
    "ab\\'+cdefghij",
    "%41'<abcdefgh",
    "\\n'abcdefghij",
    '\\n\\nxyz"+\\x41',
  ]) {
    const own = prepareRedaction({ secrets: [secret], only: [] });
    expect(redactText(`{"x":"${dotNet(secret)}"}`, own)).toBe('{"x":"***"}');
    expect(redactText(`x=${encodeURIComponent(dotNet(secret))}&y`, own)).toBe('x=***&y');
  }
});

it('hides a known secret in several notations over each other', () => {
  const percent: Encode = (text) => encodeURIComponent(text);
  const csv: Encode = (text) => text.replaceAll('"', '""');
  for (const secret of [
    '{~>\\}^_%$>;~~$"[a@3$',
    '(?"<@;]/];$;)++`+#',
    'B\\x&&C#n0BC&x',
    "').;$^]$'''\"x\\\\y",
    '\\\\\\\\abc',
  ]) {
    const own = prepareRedaction({ secrets: [secret], only: [] });
    for (const [first, second, third] of [
      [json, percent, percent],
      [json, form, percent],
      [xml, json, xml],
      [xml, json, csv],
      [json, json, csv],
      [json, json, json],
      [dotNet, json, csv],
      [percent, percent, percent],
    ] as const) {
      const spelled = third(second(first(secret)));
      expect(redactText(`x ${spelled} y`, own)).toBe('x *** y');
    }
  }
});

it('hides every spelling that an archive is searched for', () => {
  const all = [...secrets, 'a"b', 'x&y/z', 'Кл7', 'two\nlines of it'];
  for (const secret of all) {
    const redaction = prepareRedaction({ secrets: [secret], only: [] });
    for (const spelling of knownSpellings([secret])) {
      const finder = redactText(`( ${Buffer.from(spelling, 'latin1').toString('utf8')} )`, redaction);
      // What is no UTF-8 cannot be given as a text.
      if (Buffer.from(Buffer.from(spelling, 'latin1').toString('utf8')).toString('latin1') === spelling)
        expect(finder, `${secret}: ${spelling}`).toMatch(/^\( \S{0,2}\*{3}\S{0,2} \)$/);
    }
  }
});

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"&ж😀';
const longSecret = (length: number): string =>
  Array.from(
    { length },
    (_, index) => Array.from(alphabet)[(index * index * 7 + index * 31) % Array.from(alphabet).length],
  ).join('');

it.each([520, 4000])('hides a known secret of %i characters to its end', (length) => {
  const secret = longSecret(length);
  const redaction = prepareRedaction({ secrets: [secret], only: [] });
  for (const encode of [(text: string) => text, json, form, someUnits]) {
    expect(redactText(`( ${encode(secret)} )`, redaction)).toBe('( *** )');
  }
  const inBase64 = Buffer.from(`user:${secret}`).toString('base64');
  expect(redactText(`( ${inBase64} )`, redaction)).toMatch(/^\( \w{7,8}\*{3}\w{0,2}={0,2} \)$/);
});

it('hides known secrets that begin alike, lie over each other or hold one another', () => {
  const redaction = prepareRedaction({
    secrets: ['secret-part', 'secret-part-two', 'part-two-three', 'a.b*c+d?', '(x|y)[z]{2}$^'],
    only: [],
  });
  expect(redactText('secret-part, secret-part-two, secret-part-two-three', redaction)).toBe('***, ***, ***');
  expect(redactText('s%65cret-part-two, s\\u0065cret-part-two-three', redaction)).toBe('***, ***');
  expect(redactText('a.b*c+d? axbbcdd a%2Eb*c+d%3F (x|y)[z]{2}$^', redaction)).toBe('*** axbbcdd *** ***');
});

it('leaves what only looks like the beginning of a known secret', () => {
  const redaction = prepareRedaction({ secrets: ['CorrectHorse9Battery', 'p@ss/w0rd+with=many&signs'], only: [] });
  const text = [
    'C%6frrectHorse8 p%40ss%2fw0rd \\u0043orrect &#67;orrect\r\n  Horse Q29ycmVjdEhv\\r\\ncnNl C:\\new\\report',
    'p@ss/w0rd+without %43%6f%72%72%65%63%74%48 43-6f-72-72-65',
  ].join('\n');
  expect(redactText(text, redaction)).toBe(text);
});

// Whatever goes back and forth in these two would need minutes and end in the time limit of the test.
it('takes no longer for a run of backslashes, and finds a secret behind it', () => {
  for (const secret of ['\\\\\\\\abc-share', '\\abc-share', '\\\\"abc-share', '"\\abc-share']) {
    const own = prepareRedaction({ secrets: [secret], only: [] });
    for (const count of [0, 1, 31, 32, 33, 100, 500, 513, 20_000]) {
      for (const spelled of [secret, json(secret), json(json(secret)), json(json(json(secret)))]) {
        const redacted = redactText(`x ${'\\'.repeat(count)}${spelled} y`, own);
        expect(redacted).toMatch(/^x \\*\*{3} y$/);
      }
    }
  }
});

it('takes no longer for what is written with escapes throughout', () => {
  const redaction = prepareRedaction({ secrets: secrets.slice(0, 5), only: [] });
  const units = [
    '%61',
    '%2525',
    '\\u0061',
    '&#97;',
    '%5C',
    '\\',
    '=\r\n',
    '\x1b[31m',
    'a\n',
    '%',
    '"',
    '&amp;',
    '\\\\"',
    '\\n',
    '%255C',
    '\\\\\\\\n',
  ];
  for (const unit of units) {
    const text = unit.repeat(Math.ceil(30_000 / unit.length));
    expect(redactText(text, redaction)).toBe(text);
  }
});
