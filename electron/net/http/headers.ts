import type { Dispatcher } from 'undici';
import { proxyAuthorization } from '../proxy/authorization.ts';
import type { ProxyServer } from '../proxy/server.ts';
import type { HttpRequest } from '../types.ts';

export type HeaderList = [name: string, value: string][];

/** Turns the flat list of undici into pairs; order and spelling stay. */
export function pairHeaders(raw: Dispatcher.DispatchController['rawHeaders']): HeaderList {
  const pairs: HeaderList = [];
  const texts = Array.isArray(raw)
    ? raw.map((each) => (typeof each === 'string' ? each : each.toString('latin1')))
    : [];
  for (let index = 0; index + 1 < texts.length; index += 2) {
    pairs.push([texts[index] ?? '', withoutTrailingBlanks(texts[index + 1] ?? '')]);
  }
  return pairs;
}

/** Spaces and tabs after a value are not part of it (RFC 9112, section 5.1). */
function withoutTrailingBlanks(value: string): string {
  let end = value.length;
  while (value[end - 1] === ' ' || value[end - 1] === '\t') end -= 1;
  return value.slice(0, end);
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
 * The headers of a request in the order and spelling in which undici sends them. Characters outside Latin-1 go as UTF-8, and the name of the first
 * header that cannot be sent at all (a line break in it, for example) is told as `invalid`. A proxy that passes the request on
 * gets its credentials; a request that goes to the server itself never carries them.
 */
export function requestHeaders(
  url: URL,
  { method, headers: own = {}, body = '' }: Pick<HttpRequest, 'method' | 'headers' | 'body'>,
  connection: 'keep-alive' | 'close',
  forwarder: ProxyServer | null = null,
): { headers: HeaderList; invalid: string | null } {
  const given = Object.entries(own).map(([name, value]): [string, string] => [name, asLatin1(value)]);
  const authorization = forwarder === null ? null : proxyAuthorization(forwarder);
  const names = new Set(given.map(([name]) => name.toLowerCase()));
  const headers: HeaderList = [
    ['host', url.host],
    ['connection', connection],
    ...(authorization === null ? [] : [['proxy-authorization', authorization] as HeaderList[number]]),
    ...defaults.filter(([name]) => !names.has(name.toLowerCase())),
    ...given.filter(([name]) => !managed.has(name.toLowerCase())),
    ...(method === 'GET' && body === '' ? [] : [contentLength(body)]),
  ];
  const invalid = headers.find(([name, value]) => !tokenPattern.test(name) || !valuePattern.test(value));
  return { headers, invalid: invalid?.[0] ?? null };
}

const contentLength = (body: string): HeaderList[number] => ['content-length', String(Buffer.byteLength(body))];

/** Headers that follow from the address, the body and the connection. */
const managed = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'upgrade',
  'expect',
  'proxy-authorization',
]);
const tokenPattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const valuePattern = /^[\t\x20-\x7e\x80-\xff]*$/;

const asLatin1 = (value: string): string =>
  /[^\0-\xff]/.test(value) ? Buffer.from(value, 'utf8').toString('latin1') : value;
