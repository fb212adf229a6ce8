import type { CredentialMode } from '../client/choices.ts';
import { partsOf } from '../client/masked-text.ts';

/** A request to be copied: its texts have markers in the place of secrets (see client/masked-text.ts). */
export interface MaskedRequest {
  method: string;
  url: string;
  headers: readonly (readonly [name: string, value: string])[];
  body: string | null;
  /** How it carries the client's credentials; null where it carries none. */
  credentials: CredentialMode | null;
  /** The client id or the user name of a Basic header, which the header itself no longer tells. */
  user: string;
}

/** How a variable is spelt where it stands. */
export type Spelling =
  /** As it is. */
  | 'raw'
  /** Form-encoded, as in a query or the body of a form. */
  | 'form'
  /** With the user before it, both as they are or form-encoded first, in Base64 (RFC 7617; RFC 6749, section 2.3.1). */
  | 'basic-raw'
  | 'basic';

/** A piece of text, or a variable that takes the place of a secret. */
export type Piece = { text: string } | { variable: string; spelling: Spelling; user: string };

/** A request with variables in the place of its secrets. */
export interface Template {
  method: string;
  url: Piece[];
  headers: (readonly [name: string, value: Piece[]])[];
  body: Piece[] | null;
  /** Names of the variables, each once, in small letters. */
  variables: string[];
}

/** Headers that every tool sets by itself. */
const own = /^(?:host|content-length|connection|accept-encoding|transfer-encoding|user-agent)$/i;

/** Makes the template of a request. */
export function templateOf({ method, url, headers, body, credentials, user }: MaskedRequest): Template {
  const isForm = headers.some(([name, value]) => /^content-type$/i.test(name) && /x-www-form-urlencoded/i.test(value));
  const template = {
    method,
    url: pieces(url, 'form'),
    headers: headers
      .filter(([name]) => !own.test(name))
      .map(([name, value]) => [name, headerPieces(name, value, credentials, user)] as const),
    body: body === null || body === '' ? null : pieces(body, isForm ? 'form' : 'raw'),
  };
  const all = [template.url, ...template.headers.map(([, value]) => value), template.body ?? []].flat();
  const variables = all.flatMap((piece) => ('variable' in piece ? [piece.variable] : []));
  return { ...template, variables: [...new Set(variables)] };
}

function pieces(masked: string, spelling: Spelling): Piece[] {
  let before = '';
  return partsOf(masked).map((part) => {
    if ('text' in part) {
      before = part.text;
      return part;
    }
    // The name of the parameter says more than that of the secret, which can stand in several.
    const parameter = /(?:^|[?&])([\w.-]+)=$/.exec(before)?.[1];
    before = '';
    return { variable: variableName(parameter ?? part.what), spelling, user: '' };
  });
}

function headerPieces(name: string, value: string, credentials: CredentialMode | null, user: string): Piece[] {
  if (!/^authorization$/i.test(name)) return pieces(value, 'raw');
  const [scheme = '', ...rest] = value.split(' ');
  const masked = partsOf(rest.join(' ')).some((part) => 'marker' in part);
  if (!masked) return pieces(value, 'raw');
  if (/^basic$/i.test(scheme)) {
    const variable = credentials === null ? 'password' : 'client_secret';
    return [{ text: `${scheme} ` }, { variable, spelling: credentials === 'basic' ? 'basic' : 'basic-raw', user }];
  }
  return [{ text: `${scheme} ` }, { variable: 'access_token', spelling: 'raw', user: '' }];
}

const variableName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/\W/g, '_')
    .replace(/^(?=\d)/, '_');

/** The pieces as one text, with something in the place of each variable. */
export const filled = (
  all: readonly Piece[],
  text: (text: string) => string,
  variable: (variable: Exclude<Piece, { text: string }>) => string,
): string => all.map((piece) => ('text' in piece ? text(piece.text) : variable(piece))).join('');

export const hasVariable = (all: readonly Piece[]): boolean => all.some((piece) => 'variable' in piece);
