import * as z from 'zod/mini';
import { parseServiceAddress } from './addresses.ts';
import { parseJsonObject, textsSchema } from './json.ts';

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

const addressSchema = z.catch(
  z.nullable(z.string().check(z.refine((text) => parseServiceAddress(text) !== null))),
  null,
);

const metadataSchema = z.object({
  issuer: z.catch(z.nullable(z.string().check(z.minLength(1))), null),
  token_endpoint: addressSchema,
  jwks_uri: addressSchema,
  grant_types_supported: textsSchema,
  token_endpoint_auth_methods_supported: textsSchema,
  scopes_supported: textsSchema,
});

/** Members without which no client can get a token or check one. */
const requiredMembers = ['issuer', 'token_endpoint', 'jwks_uri'] as const;

/**
 * Reads a discovery document, whatever of it can be read. Null when the text is no JSON object
 * (OpenID Connect Discovery 1.0, section 4.2; RFC 8414, section 3.2).
 */
export function readDiscoveryDocument(body: string): DiscoveryDocument | null {
  const members = parseJsonObject(body);
  if (members === null) return null;
  const metadata = metadataSchema.parse(members);
  return {
    issuer: metadata.issuer,
    tokenEndpoint: metadata.token_endpoint,
    jwksUri: metadata.jwks_uri,
    grantTypes: metadata.grant_types_supported,
    tokenEndpointAuthMethods: metadata.token_endpoint_auth_methods_supported,
    scopes: metadata.scopes_supported,
    endpoints: Object.entries(members).flatMap(([name, address]) =>
      /_endpoint$|^jwks_uri$|^check_session_iframe$/.test(name) && typeof address === 'string'
        ? [{ name, address }]
        : [],
    ),
    defects: requiredMembers
      .filter((name) => metadata[name] === null)
      .map((name) => (members[name] === undefined ? `${name} is missing` : `${name} is not usable`)),
  };
}
