import type { SecretName } from '../../../shared/profile-schema.ts';
import type { ClientRequest, Discovered, ExtraParameter } from '../../../shared/test-client.ts';

/** Who calls whom: an application calls Creatio, or Creatio calls a web service. */
export type Direction = ClientRequest['direction'];

/** The fields of a request that hold an address. */
export const addressFields = [
  'discoveryUrl',
  'authorizationUrl',
  'tokenUrl',
  'revocationUrl',
  'introspectionUrl',
  'deviceAuthorizationUrl',
] as const;
export type AddressField = (typeof addressFields)[number];

/** A further parameter as it is being typed; the id tells rows apart. */
export type ParameterDraft = ExtraParameter & { id: string };

/** A request as it is being typed; nothing is parsed or thrown away. An empty address is one that is not known. */
export interface RequestDraft extends Record<AddressField, string> {
  direction: Direction;
  authentication: ClientRequest['authentication'];
  grant: ClientRequest['grant'];
  credentials: ClientRequest['credentials'];
  clientId: string;
  username: string;
  /** The kept secret that is sent; null for the typed one, or none. */
  secret: SecretName | null;
  typedSecret: string;
  redirectHow: ClientRequest['redirect']['how'];
  redirectPort: string;
  redirectPath: string;
  redirectUrl: string;
  scope: string;
  audience: string;
  /** One a line. */
  resources: string;
  parameters: readonly ParameterDraft[];
  pkce: boolean;
  issuer: string;
  waitSeconds: number;
  /** What is read with a token, or with the user name and the password: a path of Creatio, or the address of a web service. */
  target: string;
}

export type DraftField = keyof RequestDraft | `parameter.${string}`;

/** The form of a request; nothing is typed as its secret. */
export function draftOf(request: ClientRequest): RequestDraft {
  const { redirect, direction } = request;
  return {
    direction,
    authentication: request.authentication,
    grant: request.grant,
    credentials: request.credentials,
    clientId: request.clientId,
    username: request.username,
    secret: request.secret,
    typedSecret: '',
    discoveryUrl: request.discoveryUrl ?? '',
    authorizationUrl: request.authorizationUrl ?? '',
    tokenUrl: request.tokenUrl ?? '',
    revocationUrl: request.revocationUrl ?? '',
    introspectionUrl: request.introspectionUrl ?? '',
    deviceAuthorizationUrl: request.deviceAuthorizationUrl ?? '',
    redirectHow: redirect.how,
    redirectPort: redirect.how === 'loopback' && redirect.port !== null ? String(redirect.port) : '',
    redirectPath: redirect.how === 'loopback' ? redirect.path : '/callback',
    redirectUrl: redirect.how === 'pasted' ? redirect.url : '',
    scope: request.scope,
    audience: request.audience,
    resources: request.resources.join('\n'),
    parameters: request.parameters.map((parameter) => ({ ...parameter, id: crypto.randomUUID() })),
    pkce: request.pkce,
    issuer: request.issuer ?? '',
    waitSeconds: request.waitSeconds,
    target: request.serviceUrl ?? (direction === 'creatio' ? '/odata/Contact?$top=1' : ''),
  };
}

/** The endpoints that a discovery document names; what it does not name stays as it is. */
export function endpointsOf(discovered: Discovered): Partial<RequestDraft> {
  const { authorizationUrl, tokenUrl, revocationUrl, introspectionUrl, deviceAuthorizationUrl, issuer } = discovered;
  const named = { authorizationUrl, tokenUrl, revocationUrl, introspectionUrl, deviceAuthorizationUrl, issuer };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== null));
}

/** What the form of a web service begins with: Creatio asks it by authorization code, and sends the credentials in the body. */
export const emptyServiceOf = (draft: RequestDraft): RequestDraft => ({
  ...draft,
  direction: 'web-service',
  grant: 'authorization_code',
  credentials: 'body',
  clientId: '',
  secret: null,
  typedSecret: '',
  discoveryUrl: '',
  authorizationUrl: '',
  tokenUrl: '',
  revocationUrl: '',
  introspectionUrl: '',
  deviceAuthorizationUrl: '',
  issuer: '',
  scope: '',
  target: '',
});
