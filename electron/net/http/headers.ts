export type HeaderList = [name: string, value: string][];

/** Turns the flat list of Node into pairs; order and spelling stay. */
export function pairHeaders(raw: readonly string[]): HeaderList {
  const pairs: HeaderList = [];
  for (let index = 0; index + 1 < raw.length; index += 2) pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return pairs;
}

/** All values of a header, joined as RFC 9110, section 5.3, has it; null when there is none. */
export function headerOf(headers: Readonly<HeaderList>, name: string): string | null {
  const values = headers.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value);
  return values.length === 0 ? null : values.join(', ');
}

/** The codings a reply was packed with, in the order they were applied (RFC 9110, section 8.4). */
export const codingsOf = (contentEncoding: string): string[] =>
  contentEncoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');

/** What every request says unless it says otherwise. */
const defaults: HeaderList = [
  ['User-Agent', 'OAuth-Console-for-Creatio'],
  ['Accept', '*/*'],
  ['Accept-Encoding', 'gzip, deflate, br'],
];

/**
 * The headers of a request in the order they are sent. Characters outside Latin-1 go as UTF-8, and the name of the first
 * header that cannot be sent at all (a line break in it, for example) is told as `invalid`.
 */
export function requestHeaders(
  url: URL,
  own: Readonly<Record<string, string>>,
  body: string | undefined,
  connection: 'keep-alive' | 'close',
): { headers: HeaderList; invalid: string | null } {
  const given = Object.entries(own).map(([name, value]): [string, string] => [name, asLatin1(value)]);
  const names = new Set(given.map(([name]) => name.toLowerCase()));
  const headers: HeaderList = [
    ['Host', url.host],
    ...defaults.filter(([name]) => !names.has(name.toLowerCase())),
    ['Connection', connection],
    ...given.filter(([name]) => !managed.has(name.toLowerCase())),
    ...(body === undefined ? [] : [['Content-Length', String(Buffer.byteLength(body))] satisfies [string, string]]),
  ];
  const invalid = headers.find(([name, value]) => !tokenPattern.test(name) || !valuePattern.test(value));
  return { headers, invalid: invalid?.[0] ?? null };
}

/** Headers that follow from the address, the body and the connection. */
const managed = new Set(['host', 'content-length', 'transfer-encoding', 'connection']);
const tokenPattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const valuePattern = /^[\t\x20-\x7e\x80-\xff]*$/;

const asLatin1 = (value: string): string =>
  /[^\0-\xff]/.test(value) ? Buffer.from(value, 'utf8').toString('latin1') : value;
