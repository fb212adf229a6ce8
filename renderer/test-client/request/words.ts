import type { CredentialMode, Grant } from '../../../shared/client/choices.ts';
import type { ClientRequest } from '../../../shared/test-client.ts';
import type { AddressField, Direction } from './draft.ts';

interface Words {
  title: string;
  meaning: string;
}

/** Who calls whom. */
export const directions = ['creatio', 'web-service'] as const satisfies readonly Direction[];
export const directionWords: Readonly<Record<Direction, Words>> = {
  creatio: {
    title: 'An application that calls Creatio',
    meaning: 'It gets its token from the Identity Service, or from Creatio itself.',
  },
  'web-service': {
    title: 'A web service that Creatio calls',
    meaning: 'Creatio is the client. The fields are those of its page for OAuth applications.',
  },
};

/** Creatio's words in the field “Authentication”. */
export const authentications = ['oauth2', 'http-basic'] as const satisfies readonly ClientRequest['authentication'][];
export const authenticationWords: Readonly<Record<ClientRequest['authentication'], Words>> = {
  oauth2: { title: 'OAuth 2.0', meaning: 'A token is got first, and sent with each call.' },
  'http-basic': { title: 'Basic', meaning: 'A user name and a password go with each call.' },
};

/** How a token is got. */
export const grantWords: Readonly<Record<Grant, Words>> = {
  client_credentials: {
    title: 'Client credentials',
    meaning: 'The application acts for itself; nobody logs in.',
  },
  authorization_code: {
    title: 'Authorization code',
    meaning: 'Somebody logs in and agrees in the browser of this computer. Creatio calls web services in this way.',
  },
  device_code: {
    title: 'Device code',
    meaning: 'Somebody enters a short code in a browser, here or elsewhere.',
  },
};

/** Where a token request carries the id and the secret of the client, in the words of Creatio's page. */
export const places = ['body', 'header', 'query', 'none'] as const;
export type Place = (typeof places)[number];
export const placeWords: Readonly<Record<Place, Words>> = {
  body: {
    title: 'In request body',
    meaning: 'Both are fields of the form that is sent. Creatio does so unless told otherwise.',
  },
  header: {
    title: 'As Basic auth header',
    meaning: 'Both go in the Authorization header, which every OAuth server has to understand.',
  },
  query: {
    title: 'In query string as a GET request',
    meaning: 'All stands in the address. Few servers allow it, because addresses are written to logs.',
  },
  none: { title: 'None', meaning: 'Only the client id is sent, as clients without a secret do.' },
};

/** Where a mode puts the credentials. */
export const placeOf = (mode: CredentialMode): Place => (mode === 'basic' || mode === 'basic-raw' ? 'header' : mode);
/** The mode of a place; for the header that of the standard. */
export const modeOf = (place: Place): CredentialMode => (place === 'header' ? 'basic' : place);

/** How the header encodes id and secret (RFC 6749, section 2.3.1). */
export const encodings = ['basic', 'basic-raw'] as const;
export const encodingWords: Readonly<Record<(typeof encodings)[number], Words>> = {
  basic: { title: 'Form-encoded', meaning: 'As RFC 6749 says, + becomes %2B. The Identity Service decodes it.' },
  'basic-raw': { title: 'Raw', meaning: 'As it is, which many other servers expect.' },
};

interface FieldWords {
  label: string;
  hint?: string;
}
type NamedField = AddressField | 'clientId' | 'clientSecret' | 'redirectUrl' | 'scope';

/** What a field is called in each direction, and the other names that services have for it. */
export const fieldWords: Readonly<Record<Direction, Readonly<Record<NamedField, FieldWords>>>> = {
  creatio: {
    clientId: { label: 'Client id' },
    clientSecret: { label: 'Client secret' },
    authorizationUrl: { label: 'Authorization endpoint', hint: 'Where the user logs in and agrees.' },
    tokenUrl: { label: 'Token endpoint' },
    redirectUrl: { label: 'Redirect URL', hint: 'Exactly as it is registered.' },
    revocationUrl: { label: 'Revocation endpoint', hint: 'Needed to revoke a token.' },
    scope: { label: 'Scopes' },
    introspectionUrl: { label: 'Introspection endpoint', hint: 'Asks the server whether a token is valid.' },
    deviceAuthorizationUrl: { label: 'Device authorization endpoint' },
    discoveryUrl: { label: 'Discovery document' },
  },
  'web-service': {
    clientId: { label: 'Client ID', hint: 'Also called application ID, consumer ID or public key.' },
    clientSecret: { label: 'Client secret', hint: 'Also called application secret, consumer secret or secret key.' },
    authorizationUrl: {
      label: 'Auth code request URL',
      hint: 'Also called authorization endpoint, authorize URL or auth_url.',
    },
    tokenUrl: { label: 'Access token request URL', hint: 'Also called token endpoint or token URL.' },
    redirectUrl: { label: 'Redirect URL', hint: 'Also called callback URL. Creatio shows its own on the page.' },
    revocationUrl: { label: 'Revoke token URL', hint: 'Also called revocation endpoint. Not required.' },
    scope: { label: 'Scopes' },
    introspectionUrl: { label: 'Introspection endpoint', hint: 'Asks the service whether a token is valid.' },
    deviceAuthorizationUrl: { label: 'Device authorization endpoint' },
    discoveryUrl: { label: 'Discovery document', hint: 'Also called OpenID configuration or metadata URL.' },
  },
};

/** How scopes are written, and what else is worth knowing of them here. */
export function scopeHint(direction: Direction, grant: Grant): string {
  if (direction === 'web-service')
    return 'Separated by spaces. Some services want one of their own for a refresh token.';
  return grant === 'client_credentials'
    ? 'Separated by spaces. Empty asks for all that the client may have.'
    : 'Separated by spaces; at least one. With offline_access a refresh token comes too.';
}
