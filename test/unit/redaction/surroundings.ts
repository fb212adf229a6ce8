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
