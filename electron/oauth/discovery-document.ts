import { parseServiceAddress } from './addresses.ts';
import { parseJsonObject, textOf, textsOf } from './json.ts';

/** The metadata of an authorization server, as far as the console needs it (RFC 8414, section 2). */
export interface DiscoveryDocument {
  issuer: string | null;
  tokenEndpoint: string | null;
  jwksUri: string | null;
  /** Null when the document does not state them. */
  grantTypes: string[] | null;
  tokenEndpointAuthMethods: string[] | null;
  scopes: string[] | null;
  /** Every address the document names, the key set among them. */
  endpoints: { name: string; address: string }[];
  /** Required members that are absent or are not what the standard asks for. */
  defects: string[];
}

/** A text that is an address. */
function addressOf(value: unknown): string | null {
  const text = textOf(value);
  return text !== null && parseServiceAddress(text) !== null ? text : null;
}

/**
 * Reads a discovery document, whatever of it can be read. Null when the text is no JSON object
 * (OpenID Connect Discovery 1.0, section 4.2; RFC 8414, section 3.2).
 */
export function readDiscoveryDocument(body: string): DiscoveryDocument | null {
  const members = parseJsonObject(body);
  if (members === null) return null;
  // Without these no client can get a token or check one.
  const required = {
    issuer: textOf(members['issuer']) || null,
    token_endpoint: addressOf(members['token_endpoint']),
    jwks_uri: addressOf(members['jwks_uri']),
  };
  return {
    issuer: required.issuer,
    tokenEndpoint: required.token_endpoint,
    jwksUri: required.jwks_uri,
    grantTypes: textsOf(members['grant_types_supported']),
    tokenEndpointAuthMethods: textsOf(members['token_endpoint_auth_methods_supported']),
    scopes: textsOf(members['scopes_supported']),
    endpoints: Object.entries(members).flatMap(([name, address]) =>
      /_endpoint$|^jwks_uri$|^check_session_iframe$/.test(name) && typeof address === 'string'
        ? [{ name, address }]
        : [],
    ),
    defects: Object.entries(required)
      .filter(([, value]) => value === null)
      .map(([name]) => (members[name] === undefined ? `${name} is missing` : `${name} is not usable`)),
  };
}
