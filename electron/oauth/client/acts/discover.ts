import { pathPrefixOf, platforms } from '../../../../shared/profile.ts';
import type { Discovered } from '../../../../shared/test-client.ts';
import { discoveryAddress, parseServiceAddress } from '../../addresses.ts';
import { readDiscoveryDocument } from '../../discovery-document.ts';
import { contentInWords, parseJsonObject } from '../../json.ts';
import { outsideWords } from '../outside-words.ts';
import type { ActContext, ActResult } from './context.ts';

/**
 * Reads a discovery document (RFC 8414; OpenID Connect Discovery 1.0): at the address of the request, else that of the Identity Service,
 * else that of Creatio, which has one of its own from 8.3 on.
 */
export async function discover(context: ActContext): Promise<ActResult> {
  let said = 'There is no address at which a discovery document could be.';
  for (const url of addressesOf(context)) {
    const { response, failure } = await context.send({
      method: 'GET',
      url,
      headers: { Accept: 'application/json' },
      purpose: 'discovery',
      credentials: null,
    });
    const discovered = response?.status === 200 && failure === null ? readDiscovered(response.body) : null;
    if (discovered !== null) {
      const issuer = discovered.issuer === null ? '' : ` of ${outsideWords(discovered.issuer)}`;
      return { state: 'finished', said: `The discovery document${issuer} was read.`, discovered };
    }
    if (failure !== null || response === null) {
      said = failure?.message ?? 'There was no reply.';
      // Where nobody answers, another path is not answered either.
      break;
    }
    said =
      response.status === 200
        ? `The reply is ${contentInWords(response.body)} in place of a discovery document.`
        : `There is no discovery document at ${url}: the reply has status ${response.status}.`;
  }
  return { state: 'failed', said };
}

function addressesOf({ request, environment }: ActContext): string[] {
  if (request.discoveryUrl !== null) return [request.discoveryUrl];
  const { creatioUrl, identityServiceUrl, platform } = environment;
  if (identityServiceUrl !== null) return [discoveryAddress(identityServiceUrl)];
  return (platform === null ? platforms : [platform]).map((each) =>
    discoveryAddress(`${creatioUrl}${pathPrefixOf[each]}`),
  );
}

function readDiscovered(body: string): Discovered | null {
  const members = parseJsonObject(body);
  const document = readDiscoveryDocument(body);
  if (members === null || document === null) return null;
  const address = (name: string): string | null => {
    const value = members[name];
    return typeof value === 'string' && value.length <= 2_000 && parseServiceAddress(value) !== null ? value : null;
  };
  const texts = (name: string): string[] | null => {
    const value = members[name];
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : null;
  };
  return {
    issuer: document.issuer,
    authorizationUrl: address('authorization_endpoint'),
    tokenUrl: document.tokenEndpoint,
    revocationUrl: address('revocation_endpoint'),
    introspectionUrl: address('introspection_endpoint'),
    deviceAuthorizationUrl: address('device_authorization_endpoint'),
    jwksUrl: document.jwksUri,
    grants: document.grantTypes,
    authenticationMethods: document.tokenEndpointAuthMethods,
    scopes: document.scopes,
    challengeMethods: texts('code_challenge_methods_supported'),
    issuerInRedirect: members['authorization_response_iss_parameter_supported'] === true,
    defects: document.defects,
  };
}
