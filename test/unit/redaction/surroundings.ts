import { apostrophes, form, json, jsonDotNet, jsonTwice, quoted, xml, xmlText } from './contexts.ts';

/** What a text stands in, in logs: a place with a secret does not stay alone on its line. */
export interface Surrounding {
  name: string;
  /** How the text is spelled there, and so a secret in it. */
  encode(text: string): string;
  text(encoded: string): string;
  /** Whether such a text can stand there at all. */
  takes(text: string): boolean;
}

const surrounding = (name: string, text: Surrounding['text'], options: Partial<Surrounding> = {}): Surrounding => ({
  name,
  text,
  encode: (part) => part,
  takes: () => true,
  ...options,
});

const oneWord: Partial<Surrounding> = { takes: (text) => !/\s/.test(text) };
const oneLine: Partial<Surrounding> = { takes: (text) => !/[\r\n]/.test(text) };

/** Lines in which other rules find something before or behind the text. */
export const lines: readonly Surrounding[] = [
  surrounding(
    'IIS with a user',
    (text) => `2026-11-21 10:00:02 10.0.0.5 GET /0/x ${text} 443 jdoe 192.168.7.31 curl/8 - - 400 0 0 7`,
    oneWord,
  ),
  surrounding(
    'IIS with a user of a domain',
    (text) => `2026-11-21 10:00:02 10.0.0.5 POST /0/x ${text} 443 CORP\\jane.doe 192.168.7.31 x - 200 0 0 7`,
    oneWord,
  ),
  surrounding(
    'combined log',
    (text) =>
      `10.1.2.3 - jane [21/Nov/2026:10:00:02 +0000] "GET /x?${text} HTTP/1.1" 200 12 "https://crm.example.com/"`,
    oneWord,
  ),
  surrounding(
    'HTTPERR',
    (text) => `2026-11-21 10:00:02 10.0.0.5 4711 10.0.0.6 443 HTTP/1.1 GET /x?${text} 400 1 Hostname DefaultAppPool`,
    oneWord,
  ),
  surrounding(
    'Creatio',
    (text) =>
      `2026-11-21 10:00:00,123 [7] INFO Jane 10.1.2.3 Send - jane@example.com at crm.example.com ${text} by jane`,
    oneLine,
  ),
];

const half = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const html = (quotation: string, apostrophe: string) => (text: string) =>
  xmlText(text).replaceAll('"', quotation).replaceAll("'", apostrophe);
const dotNet = (text: string): string => jsonDotNet(text);
const formTwice = (text: string): string => form(form(text));
const percentTwice = (text: string): string => encodeURIComponent(encodeURIComponent(text));
const escapedBreaks = (text: string): string =>
  text.replaceAll('\r', '\\r').replaceAll('\n', '\\n').replaceAll('\t', '\\t');

const query = (text: string): string => `GET /log?x=1&message=${text}&y=2 443`;
const docker = (text: string): string =>
  `{"log":"{\\"level\\":\\"info\\",\\"message\\":\\"${text}\\",\\"x\\":1}\\n","stream":"stdout"}`;
const element = (text: string): string => `<message level="Info">${text}</message>`;
const attribute = (text: string): string => `<event level="Info" message="${text}" x="1"/>`;

/** Encodings of another text that the text stands in. */
export const encodings: readonly Surrounding[] = [
  surrounding(
    'JSON',
    (text) => `{"@t":"2026-11-21T10:00:02.1Z","@mt":"{Body}","Body":"${text}","SourceContext":"X.Y","RequestId":"0HN"}`,
    { encode: json },
  ),
  surrounding(
    'exception in JSON',
    (text) => `{"exception":"System.Exception: x\\r\\n${text}\\r\\n   at X.Y(String z) in C:\\\\x\\\\n.cs:line 7"}`,
    { encode: json },
  ),
  surrounding('JSON in JSON', docker, { encode: jsonTwice }),
  surrounding('JSON of .NET', (text) => `{"timestamp":"2026","message":"${text}","x":"y"}`, { encode: dotNet }),
  surrounding('JSON of .NET in JSON', docker, { encode: (text) => json(dotNet(text)) }),
  surrounding('element of XML', element, { encode: xmlText }),
  surrounding('element of XML, half escaped', element, { encode: half }),
  surrounding('attribute of XML', attribute, { encode: xml }),
  surrounding('attribute of XML, half escaped', attribute, { encode: (text) => half(text).replaceAll('"', '&quot;') }),
  surrounding('HTML', (text) => `<td>${text}</td>`, { encode: html('&#34;', '&#39;') }),
  surrounding('HTML in hexadecimal', (text) => `<p>${text}</p>`, { encode: html('&#x22;', '&#x27;') }),
  surrounding('CSV', (text) => `1,"${text}",x,"y"`, { encode: quoted }),
  surrounding('SQL', (text) => `INSERT INTO "Log" ("Id", "Message") VALUES (1, N'${text}')`, { encode: apostrophes }),
  surrounding('query', query, { encode: encodeURIComponent }),
  surrounding('query with plus signs', query, { encode: form }),
  surrounding('query, encoded twice', query, { encode: percentTwice }),
  surrounding('query with plus signs, encoded twice', query, { encode: formTwice }),
  surrounding(
    'line with escaped breaks',
    (text) => `2026-11-21 10:00:00,123 [7] INFO X - body\\r\\n${text}\\r\\nend`,
    // Where a backslash is not escaped, nobody can tell it from an escape.
    { encode: escapedBreaks, takes: (text) => !text.includes('\\') },
  ),
  surrounding('XML in JSON', (text) => `{"message":"<message level=\\"Info\\">${text}</message>","x":"y"}`, {
    encode: (text) => json(xmlText(text)),
  }),
  surrounding('JSON in XML', (text) => `<message>{"body":"${text}","x":1}</message>`, {
    encode: (text) => xmlText(json(text)),
  }),
  surrounding('JSON in an attribute', (text) => `<event message="{&quot;body&quot;:&quot;${text}&quot;}" x="1"/>`, {
    encode: (text) => xml(json(text)),
  }),
  surrounding('JSON in a query', (text) => query(`%7B%22a%22%3A%22${text}%22%7D`), {
    encode: (text) => encodeURIComponent(json(text)),
  }),
];
