import { pathPrefixOf, type Platform, type Profile } from '../../../shared/profile.ts';
import type { ClientRequest } from '../../../shared/test-client.ts';
import { below, discoveryAddress } from '../addresses.ts';

/** A request without any address: what the form of another service begins with. */
export const emptyRequest: ClientRequest = {
  direction: 'creatio',
  authentication: 'oauth2',
  clientId: '',
  username: '',
  secret: null,
  discoveryUrl: null,
  authorizationUrl: null,
  tokenUrl: null,
  revocationUrl: null,
  introspectionUrl: null,
  deviceAuthorizationUrl: null,
  redirect: { how: 'loopback', port: null, path: '/callback' },
  credentials: 'body',
  grant: 'client_credentials',
  scope: '',
  audience: '',
  resources: [],
  parameters: [],
  pkce: true,
  issuer: null,
  waitSeconds: 300,
};

/**
 * What a request to the environment's own Identity Service begins with: IdentityServer4's endpoints, and the client of the environment.
 * Without an Identity Service those of Creatio itself, which has them from 8.3 on.
 */
export function suggestedRequest(
  { identityServiceUrl, creatioUrl, clientId, furtherClients }: Profile,
  { platform, hasSecret }: { platform: Platform | null; hasSecret: boolean },
): ClientRequest {
  const client = { clientId: clientId ?? furtherClients[0]?.clientId ?? '' };
  const secret = hasSecret && clientId !== null ? ('client-secret' as const) : null;
  if (identityServiceUrl !== null) {
    return {
      ...emptyRequest,
      ...client,
      secret,
      discoveryUrl: discoveryAddress(identityServiceUrl),
      authorizationUrl: below(identityServiceUrl, 'connect/authorize'),
      tokenUrl: below(identityServiceUrl, 'connect/token'),
      revocationUrl: below(identityServiceUrl, 'connect/revocation'),
      introspectionUrl: below(identityServiceUrl, 'connect/introspect'),
    };
  }
  const base = `${creatioUrl}${pathPrefixOf[platform ?? 'net-framework']}`;
  return {
    ...emptyRequest,
    ...client,
    secret,
    discoveryUrl: discoveryAddress(base),
    authorizationUrl: below(base, 'connect/authorize'),
    tokenUrl: below(base, 'connect/token'),
    revocationUrl: below(base, 'connect/revocation'),
  };
}
