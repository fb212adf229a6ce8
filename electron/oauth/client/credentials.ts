import type { CredentialMode } from '../../../shared/client/choices.ts';
import { formEncoded } from '../token-request.ts';

/** What identifies the client; an empty secret is none. */
export interface ClientCredentials {
  clientId: string;
  clientSecret: string;
}

/** A request to an endpoint of an authorization server, with the client's credentials in it. */
export interface EndpointRequest {
  method: 'GET' | 'POST';
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** It does something, also as GET: a code works once. */
  once: true;
}

/** The value of a Basic header (RFC 7617, section 2): the bytes of both, joined by a colon, in UTF-8. */
export const basicHeader = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;

/**
 * Puts a client's credentials into a form request (RFC 6749, sections 2.3.1 and 3.2.1):
 * - `body`: as `client_id` and `client_secret`, form-encoded like everything in the body.
 * - `basic`: each form-encoded first, then joined and encoded as Basic.
 * - `basic-raw`: joined as they are, as many servers want it against the standard.
 * - `query`: everything in the address, as a GET request.
 * - `none`: the id alone, for a public client.
 */
export function endpointRequest(
  url: string,
  parameters: readonly (readonly [name: string, value: string])[],
  mode: CredentialMode,
  { clientId, clientSecret }: ClientCredentials,
): EndpointRequest {
  const form = new URLSearchParams();
  for (const [name, value] of parameters) form.append(name, value);
  if (mode === 'basic' || mode === 'basic-raw') {
    const spelt = mode === 'basic' ? formEncoded : (text: string) => text;
    return post(url, form, { Authorization: basicHeader(spelt(clientId), spelt(clientSecret)) });
  }
  // Parameters that were given on purpose take the place of our own.
  if (!form.has('client_id')) form.append('client_id', clientId);
  if (mode !== 'none' && clientSecret !== '' && !form.has('client_secret')) form.append('client_secret', clientSecret);
  if (mode !== 'query') return post(url, form, {});
  return { method: 'GET', url: withQuery(url, form), headers: { Accept: 'application/json' }, once: true };
}

const post = (url: string, form: URLSearchParams, headers: Readonly<Record<string, string>>): EndpointRequest => ({
  method: 'POST',
  url,
  headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
  body: form.toString(),
  once: true,
});

/** An address with further parameters behind those that it has. Its own query stays as it is spelt. */
export function withQuery(url: string, query: URLSearchParams): string {
  const [base = ''] = url.split('#');
  const joint = base.includes('?') ? (/[?&]$/.test(base) ? '' : '&') : '?';
  return `${base}${joint}${query}`;
}
