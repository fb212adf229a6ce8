import type { ParsedUrl } from '../../../shared/url.ts';
import type { FactsEvidence } from '../../../shared/report.ts';
import { parseServiceAddress } from '../../oauth/addresses.ts';
import type { DiscoveryDocument } from '../../oauth/discovery-document.ts';
import type { Problem } from '../reply/readable.ts';
import { inBrief } from '../reply/words.ts';

/**
 * All that can get in the way of clients though the document is complete, the one that matters most first.
 * @param elsewhere what {@link endpointsElsewhere} found
 */
export function documentProblems(
  document: DiscoveryDocument,
  identityServiceUrl: string,
  elsewhere: readonly string[],
): Problem[] {
  return [
    issuerProblem(document, identityServiceUrl),
    endpointsProblem(elsewhere, identityServiceUrl),
    grantProblem(document),
  ].filter((problem) => problem !== null);
}

/** What the document says, one row each. */
export function documentFacts(document: DiscoveryDocument, elsewhere: readonly string[]): FactsEvidence {
  return {
    kind: 'facts',
    title: 'What the discovery document says',
    rows: [
      { label: 'Issuer', value: issuerInWords(document.issuer) },
      { label: 'Token endpoint', value: inBrief(document.tokenEndpoint ?? 'none that can be used') },
      { label: 'Signing keys (jwks_uri)', value: inBrief(document.jwksUri ?? 'none that can be used') },
      { label: 'Grant types', value: listed(document.grantTypes, 'not stated; then authorization_code and implicit') },
      {
        label: 'Authentication at the token endpoint',
        value: listed(document.tokenEndpointAuthMethods, 'not stated; then client_secret_basic'),
      },
      { label: 'Scopes', value: listed(document.scopes, 'not stated') },
      ...(elsewhere.length > 0 ? [{ label: 'Addresses elsewhere', value: inBrief(elsewhere.join('\n'), 10_000) }] : []),
    ],
  };
}

/**
 * Tokens carry the issuer, and whoever checks them compares it with the address it knows (error IDX10205 in logs).
 * A bare word as issuer, as Creatio 8.0 shows it, says nothing about the address.
 */
function issuerProblem({ issuer }: DiscoveryDocument, identityServiceUrl: string): Problem | null {
  const issued = issuer === null ? null : parseServiceAddress(issuer);
  const configured = parseServiceAddress(identityServiceUrl);
  if (issued === null || configured === null || comparable(issued) === comparable(configured)) return null;
  return {
    finding: 'discovery-issuer-differs',
    sentence: `The Identity Service calls itself ${inBrief(issuer ?? '')}, while this environment has ${identityServiceUrl}: ${
      onlyTheSchemeDiffers(issued, configured)
        ? 'it announces https although it is reached by http, which ForceHttpsSchemeInRequests does by default from version 8.3.1.'
        : 'tokens can be refused for their issuer (IDX10205) where the two names differ.'
    }`,
  };
}

// IdentityServer writes its issuer in lower case, whatever the address looks like.
const comparable = (url: ParsedUrl): string => `${url.origin}${url.pathname.replace(/\/+$/, '')}`.toLowerCase();

const onlyTheSchemeDiffers = (issued: ParsedUrl, configured: ParsedUrl): boolean =>
  issued.hostname === configured.hostname && issued.protocol === 'https:' && configured.protocol === 'http:';

function endpointsProblem(elsewhere: readonly string[], identityServiceUrl: string): Problem | null {
  const [first] = elsewhere;
  if (first === undefined) return null;
  const more = elsewhere.length > 1 ? ` and ${elsewhere.length - 1} more` : '';
  return {
    finding: 'discovery-endpoints-elsewhere',
    sentence: `The discovery document sends clients to another address than ${identityServiceUrl}: ${first}${more}.`,
  };
}

/** The endpoints that are not of the scheme, host and port of the Identity Service, each as name and address. */
export function endpointsElsewhere({ endpoints }: DiscoveryDocument, identityServiceUrl: string): string[] {
  const origin = parseServiceAddress(identityServiceUrl)?.origin;
  return endpoints
    .filter(({ address }) => origin === undefined || parseServiceAddress(address)?.origin !== origin)
    .map(({ name, address }) => inBrief(`${name} ${address}`));
}

function grantProblem({ grantTypes }: DiscoveryDocument): Problem | null {
  if (grantTypes === null || grantTypes.includes('client_credentials')) return null;
  return {
    finding: 'discovery-no-client-credentials',
    sentence:
      'The Identity Service does not list client_credentials, the grant that Creatio uses, among its grant types.',
  };
}

function issuerInWords(issuer: string | null): string {
  if (issuer === null) return 'missing';
  return parseServiceAddress(issuer) === null
    ? `${inBrief(issuer)} (not an address; older versions show a plain name here, which is no fault by itself)`
    : inBrief(issuer);
}

function listed(values: string[] | null, absent: string): string {
  if (values === null) return absent;
  return values.length === 0 ? 'an empty list' : inBrief(values.join(', '), 2_000);
}
