import { replaceMarkers } from '../client/masked-text.ts';
import { headerOf } from '../reply/headers.ts';
import { readBody, type Deviation, type Members, type ReadBody } from './body.ts';
import type { SeenExchange } from './types.ts';

type Response = NonNullable<SeenExchange['response']>;

/** What a token endpoint granted (RFC 6749, section 5.1). The tokens themselves are not kept. */
export interface Granted {
  tokenType: string | null;
  /** Seconds; null when the reply does not state them. */
  expiresIn: number | null;
  /** Null when the reply states none; then they are those that were asked for. */
  scopes: string[] | null;
  hasRefreshToken: boolean;
  hasIdToken: boolean;
}

/** An error in the words of the server (RFC 6749, section 5.2), its code in lower case. */
export interface Refused {
  error: string;
  description: string;
}

export type TokenReply =
  | { kind: 'granted'; granted: Granted; deviations: Deviation[] }
  | { kind: 'refused'; refused: Refused; deviations: Deviation[] }
  /** JSON with a token that no request can carry. */
  | { kind: 'unusable'; words: string; deviations: Deviation[] }
  | { kind: 'other'; body: ReadBody; deviations: Deviation[] };

const bareError =
  /^["']?(invalid_(?:client|grant|request|scope|target)|unauthorized_client|unsupported_grant_type|access_denied|server_error|temporarily_unavailable)["']?$/;
const usableToken = /^[\x21-\x7e]+$/;
const wrappers = ['data', 'result', 'response', 'payload', 'authed_user', 'd'];
const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const plain = (name: string): string => name.toLowerCase().replaceAll(/[_-]/g, '');

/** The member of this name, else the first that differs in case and underscores only. */
function memberOf(members: Members, name: string): { name: string; value: unknown } | null {
  if (Object.hasOwn(members, name)) return { name, value: members[name] };
  const other = Object.keys(members).find((each) => plain(each) === plain(name));
  return other === undefined ? null : { name: other, value: members[other] };
}

/** Reads the reply of a token endpoint, conforming or not, whatever its status. */
export function readTokenReply(response: Response): TokenReply {
  const body = readBody(response);
  if (body.kind !== 'members') {
    const error = bareError.exec(response.body.trim())?.[1];
    return error === undefined
      ? { kind: 'other', body, deviations: body.deviations }
      : {
          kind: 'refused',
          refused: { error, description: '' },
          deviations: [...body.deviations, { id: 'error-as-text', words: 'it is the error alone in place of JSON' }],
        };
  }
  const deviations = [...body.deviations];
  const refused = readError(body.members);
  const found = memberOf(body.members, 'access_token') === null ? unwrapped(body.members) : null;
  const members = found?.members ?? body.members;
  if (found !== null) {
    deviations.push({ id: 'members-nested', words: `its members stand within ${found.name} in place of the top` });
  }
  const token = memberOf(members, 'access_token');
  const hasToken = token !== null && token.value !== null && token.value !== '';
  if (refused !== null && !hasToken) {
    if (response.status < 400) {
      deviations.push({ id: 'error-with-success', words: `it holds an error, and its status is ${response.status}` });
    }
    return { kind: 'refused', refused, deviations: [...deviations, ...mediaTypeOf(response, body)] };
  }
  if (!hasToken) return { kind: 'other', body, deviations };
  deviations.push(...mediaTypeOf(response, body));
  if (typeof token.value !== 'string' || !usableToken.test(replaceMarkers(token.value, () => 'masked'))) {
    return { kind: 'unusable', words: unusableWords(token.value), deviations };
  }
  if (token.name !== 'access_token') {
    deviations.push({ id: 'members-renamed', words: `the access token is called ${token.name}` });
  }
  if (refused !== null) deviations.push({ id: 'error-beside-token', words: 'it holds a token and an error' });
  if (response.status !== 200 && response.status < 300) {
    deviations.push({ id: 'status', words: `its status is ${response.status} in place of 200` });
  }
  return { kind: 'granted', ...readGranted(members, deviations) };
}

/**
 * The body of a reply that grants a token, as the standard has it: JSON with its members at the top, by their names. Null where it
 * grants none. So whatever can be read can be used.
 */
export function conformingBody(response: Response): string | null {
  if (readTokenReply(response).kind !== 'granted') return null;
  const body = readBody(response);
  if (body.kind !== 'members') return null;
  const members = memberOf(body.members, 'access_token') === null ? unwrapped(body.members)?.members : body.members;
  const deviations: Deviation[] = [];
  const scopes = readScopes(memberOf(members ?? {}, 'scope')?.value, deviations);
  return JSON.stringify({
    ...Object.fromEntries(
      ['access_token', 'token_type', 'refresh_token', 'id_token'].flatMap((name) => {
        const found = memberOf(members ?? {}, name);
        return found === null ? [] : [[name, found.value]];
      }),
    ),
    expires_in: readLifetime(members ?? {}, deviations) ?? undefined,
    scope: scopes?.join(' '),
  });
}

function unwrapped(members: Members): { name: string; members: Members } | null {
  for (const name of wrappers) {
    const inner = members[name];
    if (isMembers(inner) && memberOf(inner, 'access_token') !== null) return { name, members: inner };
  }
  return null;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** The first of these members that is a text or a number; the empty text where none is. */
const firstText = (members: Members, names: readonly string[]): string =>
  names.map((name) => textOf(members[name])).find((words) => words !== '') ?? '';

/** Members with which services say in words what went wrong. */
const descriptions = [
  'error_description',
  'error_message',
  'errorDescription',
  'errorSummary',
  'message',
  'Message',
  'error_msg',
  'errmsg',
  'error_reason',
  'reason',
  'detail',
  'title',
];

/** What a reply says in words, whatever it calls that; the empty text where it says nothing. */
export const readWords = (members: Members): string => firstText(members, descriptions);

/** The error of a reply: a text by the standard, with some services an object, a list, or a code beside a message. */
export function readError(members: Members): Refused | null {
  const description = readWords(members);
  const listed = members['errors'];
  const stated = members['error'] ?? (Array.isArray(listed) ? listed : undefined) ?? members['Error'];
  const error: unknown = Array.isArray(stated) ? stated[0] : stated;
  const code = firstText(members, ['error_code', 'errorCode', 'ErrorCode', 'errcode']);
  if (typeof error === 'string' && error.trim() !== '') {
    const exact = members['error'] !== undefined || code === '';
    return exact
      ? { error: error.trim().toLowerCase(), description }
      : { error: code.toLowerCase(), description: description || error };
  }
  if (isMembers(error)) {
    const inner = firstText(error, ['type', 'status', 'error', 'code', 'errorCode']);
    return { error: inner.toLowerCase(), description: readWords(error) || description };
  }
  if (code !== '' && code !== '0') return { error: code.toLowerCase(), description };
  if (typeof error === 'number' && error !== 0) return { error: String(error), description };
  if (error === true) return { error: '', description };
  const status = members['status'];
  return typeof status === 'string' && /^(?:BAD|INVALID|MISSING|UNKNOWN|EXPIRED)_[A-Z_]+$/.test(status)
    ? { error: status.toLowerCase(), description }
    : null;
}

function readGranted(members: Members, deviations: Deviation[]): { granted: Granted; deviations: Deviation[] } {
  const filled = (name: string): boolean => {
    const value = memberOf(members, name)?.value;
    return typeof value === 'string' && value !== '';
  };
  const type = memberOf(members, 'token_type')?.value;
  const tokenType = typeof type === 'string' && type !== '' ? type : null;
  if (tokenType === null) deviations.push({ id: 'token-type-missing', words: 'token_type is missing' });
  else if (tokenType.toLowerCase() !== 'bearer') {
    deviations.push({ id: 'token-type', words: 'token_type is not Bearer' });
  }
  return {
    granted: {
      tokenType,
      expiresIn: readLifetime(members, deviations),
      scopes: readScopes(memberOf(members, 'scope')?.value, deviations),
      hasRefreshToken: filled('refresh_token'),
      hasIdToken: filled('id_token'),
    },
    deviations,
  };
}

/** Lifetimes beyond this many seconds, thirty years, are moments since 1970. */
const longestLifetime = 946_080_000;
/** The year 2200 in ms. */
const latestMoment = 7_258_118_400_000;

function readLifetime(members: Members, deviations: Deviation[]): number | null {
  const found = memberOf(members, 'expires_in') ?? memberOf(members, 'expires');
  if (found === null) return null;
  const { name, value } = found;
  if (name !== 'expires_in') deviations.push({ id: 'lifetime-renamed', words: `expires_in is called ${name}` });
  const number = typeof value === 'string' && /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !(number >= 0)) {
    deviations.push({ id: 'lifetime-unusable', words: `${name} is not a number of seconds` });
    return null;
  }
  if (number > latestMoment) {
    deviations.push({ id: 'lifetime-unusable', words: `${name} is a number beyond all lifetimes` });
    return null;
  }
  if (number > longestLifetime) {
    deviations.push({ id: 'lifetime-moment', words: `${name} is a moment in place of a number of seconds` });
    return null;
  }
  if (typeof value === 'string')
    deviations.push({ id: 'lifetime-text', words: `${name} is a text in place of a number` });
  return number;
}

/** Scopes are separated by spaces (RFC 6749, section 3.3); some services send commas or a list. */
function readScopes(value: unknown, deviations: Deviation[]): string[] | null {
  if (Array.isArray(value)) {
    deviations.push({ id: 'scope-list', words: 'scope is a list in place of a text' });
    return value.filter((each) => typeof each === 'string');
  }
  if (typeof value !== 'string') return null;
  if (/^[^\s,]+(?:,[^\s,]+)+$/.test(value)) {
    deviations.push({ id: 'scope-commas', words: 'the scopes are separated by commas in place of spaces' });
    return value.split(',');
  }
  if (/,\s/.test(value)) {
    deviations.push({ id: 'scope-commas', words: 'the scopes are separated by commas in place of spaces' });
    return value.split(/[,\s]+/).filter((each) => each !== '');
  }
  return value.split(/\s+/).filter((each) => each !== '');
}

function mediaTypeOf(response: Response, body: ReadBody): Deviation[] {
  const type = headerOf(response, 'content-type').split(';')[0]?.trim().toLowerCase() ?? '';
  const isForm = body.deviations.some(({ id }) => id === 'form-encoded');
  if (type === 'application/json' || (isForm && type === 'application/x-www-form-urlencoded')) return [];
  return [
    type === ''
      ? { id: 'media-type-missing', words: 'it states no media type' }
      : { id: 'media-type', words: `its media type is ${type.slice(0, 100)} in place of application/json` },
  ];
}

function unusableWords(token: unknown): string {
  if (typeof token !== 'string') return 'its access token is not a text';
  return /^bearer\s/i.test(token)
    ? 'the word Bearer stands within the access token'
    : 'its access token has characters that no request can carry';
}
