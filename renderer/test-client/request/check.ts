import { parseUrl } from '../../../shared/url.ts';
import type { ClientAct, ClientRequest } from '../../../shared/test-client.ts';
import { addressFields, type AddressField, type DraftField, type RequestDraft } from './draft.ts';

/** What a draft comes to: the request, or what is wrong with which field. */
export type CheckedRequest =
  { ok: true; request: ClientRequest } | { ok: false; errors: Partial<Record<DraftField, string>> };

/** What can be needed of a request beyond what is always checked. */
export type NeededField = AddressField | 'clientId' | 'target';

/** Makes a request of what was typed. `needed` names the fields without which it cannot be sent. */
export function checkRequest(draft: RequestDraft, needed: readonly NeededField[]): CheckedRequest {
  const errors: Partial<Record<DraftField, string>> = {};
  for (const field of addressFields) {
    const typed = draft[field].trim();
    if (typed !== '' && !isWebAddress(typed)) errors[field] = notAnAddress;
  }
  for (const field of needed) {
    if (draft[field].trim() === '') errors[field] = 'It is needed for this.';
  }
  if (needed.includes('target') && errors.target === undefined && !isTarget(draft)) errors.target = notAnAddress;
  const byBrowser = draft.authentication === 'oauth2' && draft.grant === 'authorization_code';
  if (byBrowser) Object.assign(errors, redirectErrors(draft));
  for (const { id, name } of draft.parameters) {
    if (name.trim() === '') errors[`parameter.${id}`] = 'A parameter needs a name.';
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, request: requestOf(draft) };
}

const notAnAddress = 'This is not an address that begins with http:// or https://.';

const isWebAddress = (text: string): boolean => ['http:', 'https:'].includes(parseUrl(text)?.protocol ?? '');

/** Without which fields no token can be asked for. */
export function neededFor({ grant }: RequestDraft): NeededField[] {
  if (grant === 'authorization_code') return ['clientId', 'authorizationUrl', 'tokenUrl'];
  return grant === 'device_code' ? ['clientId', 'deviceAuthorizationUrl', 'tokenUrl'] : ['clientId', 'tokenUrl'];
}

/** Of a web service only an address will do; of Creatio a path as well. */
const isTarget = ({ direction, target }: RequestDraft): boolean =>
  isWebAddress(target.trim()) || (direction === 'creatio' && target.trim().startsWith('/'));

/** Where a token, or a user name and a password, is used: a whole address, or a path of Creatio. */
export function targetOf(typed: string): Extract<ClientAct, { kind: 'use' }>['target'] {
  const text = typed.trim();
  return isWebAddress(text) ? { at: 'address', url: text } : { at: 'creatio', path: text };
}

function redirectErrors(draft: RequestDraft): Partial<Record<DraftField, string>> {
  if (draft.redirectHow === 'pasted') {
    return isWebAddress(draft.redirectUrl.trim()) ? {} : { redirectUrl: notAnAddress };
  }
  const port = Number(draft.redirectPort);
  const wrongPort = draft.redirectPort.trim() !== '' && !(Number.isInteger(port) && port >= 1 && port <= 65_535);
  return {
    ...(wrongPort && { redirectPort: 'A port is a number from 1 to 65535; leave it empty for any free one.' }),
    ...(!/^\/[^?#\s]*$/.test(draft.redirectPath.trim()) && {
      redirectPath: 'A path begins with / and holds no ? and no #.',
    }),
  };
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The id, the user name and the parameters stay as they were typed: spaces around them are what some servers refuse. */
function requestOf(draft: RequestDraft): ClientRequest {
  return {
    direction: draft.direction,
    authentication: draft.authentication,
    clientId: draft.clientId,
    username: draft.username,
    secret: draft.secret,
    discoveryUrl: orNull(draft.discoveryUrl),
    authorizationUrl: orNull(draft.authorizationUrl),
    tokenUrl: orNull(draft.tokenUrl),
    revocationUrl: orNull(draft.revocationUrl),
    introspectionUrl: orNull(draft.introspectionUrl),
    deviceAuthorizationUrl: orNull(draft.deviceAuthorizationUrl),
    serviceUrl: draft.direction === 'web-service' && isWebAddress(draft.target.trim()) ? draft.target.trim() : null,
    redirect:
      draft.redirectHow === 'pasted' && isWebAddress(draft.redirectUrl.trim())
        ? { how: 'pasted', url: draft.redirectUrl.trim() }
        : {
            how: 'loopback',
            port: Number(orNull(draft.redirectPort)) || null,
            path: orNull(draft.redirectPath) ?? '/',
          },
    credentials: draft.credentials,
    grant: draft.grant,
    scope: draft.scope
      .split(/\s+/)
      .filter((scope) => scope !== '')
      .join(' '),
    audience: draft.audience.trim(),
    resources: linesOf(draft.resources),
    parameters: draft.parameters.map(({ name, value, at, override }) => ({ name, value, at, override })),
    pkce: draft.pkce,
    issuer: orNull(draft.issuer),
    waitSeconds: draft.waitSeconds,
  };
}
