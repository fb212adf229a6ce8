import type { IdentityServiceBehaviour } from './behaviour.ts';
import { resourceName } from './clients.ts';

/** The issuer of the scenarios in which the service calls itself by another name. */
export const otherIssuer = 'http://identity.example.com';

/** Where the discovery document and the keys are (OpenID Connect Discovery 1.0, section 4). */
export const discoveryPath = '/.well-known/openid-configuration';
export const keysPath = `${discoveryPath}/jwks`;

/** The discovery document in the way IdentityServer4 writes it (OpenID Connect Discovery 1.0, section 3). */
export function discoveryDocument(
  origin: string,
  variant: IdentityServiceBehaviour['discoveryDocument'],
): Record<string, unknown> {
  const base = variant === 'endpoints-elsewhere' ? otherNameOfLoopback(origin) : origin;
  const grants = ['authorization_code', 'client_credentials', 'refresh_token', 'implicit'];
  return {
    issuer: variant === 'issuer-differs' ? otherIssuer : origin,
    jwks_uri: `${base}${keysPath}`,
    authorization_endpoint: `${base}/connect/authorize`,
    ...(variant === 'incomplete' ? {} : { token_endpoint: `${base}/connect/token` }),
    userinfo_endpoint: `${base}/connect/userinfo`,
    end_session_endpoint: `${base}/connect/endsession`,
    check_session_iframe: `${base}/connect/checksession`,
    revocation_endpoint: `${base}/connect/revocation`,
    introspection_endpoint: `${base}/connect/introspect`,
    device_authorization_endpoint: `${base}/connect/deviceauthorization`,
    frontchannel_logout_supported: true,
    frontchannel_logout_session_supported: true,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    scopes_supported: [resourceName, 'offline_access'],
    claims_supported: [],
    grant_types_supported:
      variant === 'no-client-credentials' ? grants.filter((grant) => grant !== 'client_credentials') : grants,
    response_types_supported: [
      'code',
      'token',
      'id_token',
      'id_token token',
      'code id_token',
      'code token',
      'code id_token token',
    ],
    response_modes_supported: ['form_post', 'query', 'fragment'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    id_token_signing_alg_values_supported: ['ES256'],
    subject_types_supported: ['public'],
    code_challenge_methods_supported: ['plain', 'S256'],
    request_parameter_supported: true,
  };
}

/** The document that Creatio itself has from 8.3 on, for the authorization code grant; its endpoints are below its own address. */
export const creatioDiscoveryDocument = (creatioUrl: string, issuer: string): Record<string, unknown> => ({
  issuer,
  jwks_uri: `${issuer}${keysPath}`,
  authorization_endpoint: `${creatioUrl}/connect/authorize`,
  token_endpoint: `${creatioUrl}/connect/token`,
  revocation_endpoint: `${creatioUrl}/connect/revocation`,
  scopes_supported: [resourceName, 'offline_access'],
  grant_types_supported: ['authorization_code', 'refresh_token'],
  response_types_supported: ['code'],
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  code_challenge_methods_supported: ['S256'],
});

/** The same place under the name that is right on its own machine only. */
function otherNameOfLoopback(origin: string): string {
  const url = new URL(origin);
  url.hostname = url.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  return url.origin;
}
