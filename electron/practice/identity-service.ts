import { randomBytes } from 'node:crypto';
import type { AccessTokenKind, IdentityServiceBehaviour } from './behaviour.ts';
import {
  answerAuthorize,
  answerError,
  answerLogin,
  authorizePath,
  errorPath,
  loginPath,
  type AuthorizationServer,
} from './authorize-endpoint.ts';
import { cannedReplies } from './canned-replies.ts';
import { authenticateClient, isForm } from './client-authentication.ts';
import { registeredClients, resourceName, type PracticeClients, type RegisteredClient } from './clients.ts';
import { discoveryDocument, discoveryPath, keysPath, otherIssuer } from './discovery.ts';
import { createIssuedGrants } from './issued-grants.ts';
import type { PracticeLogs } from './logs.ts';
import { empty, json, type PracticeRequest, type Reply } from './replies.ts';
import { createSigningKey, type SigningKey } from './signing-key.ts';
import { answerTokenRequest } from './token-endpoint.ts';

export interface IdentityService {
  answer(request: PracticeRequest): Reply;
  /** Whether Creatio, which has the keys of this service, accepts an access token. */
  accepts(accessToken: string): boolean;
}

const lifetimeSeconds = 3_600;
/** How far two clocks may be apart before a token is turned down, the default of Microsoft's token handlers. */
const clockSkewSeconds = 300;

/** The Identity Service: IdentityServer4's endpoints for client credentials, authorization codes and refresh tokens. */
export function createIdentityService(
  clients: PracticeClients,
  behaviour: () => IdentityServiceBehaviour,
  logs: PracticeLogs,
  redirectUri: () => string,
): IdentityService {
  const grants = createIssuedGrants();
  const registered = () => registeredClients(clients, behaviour().clients, redirectUri());
  const key = createSigningKey();
  let otherKey: SigningKey | null = null;
  const unpublishedKey = (): SigningKey => (otherKey ??= createSigningKey());
  const opaqueToken = randomBytes(32).toString('hex').toUpperCase();
  const now = (): number => Math.floor(Date.now() / 1_000) + (behaviour().clockOffsetSeconds ?? 0);

  const issuerAt = (origin: string): string =>
    behaviour().discoveryDocument === 'issuer-differs' ? otherIssuer : origin;

  function accessToken(
    kind: AccessTokenKind | undefined,
    origin: string,
    client: RegisteredClient,
    scopes: readonly string[],
  ): string {
    if (kind === 'opaque') return opaqueToken;
    const shift = { expired: -2 * lifetimeSeconds, 'not-yet-valid': lifetimeSeconds };
    const start = now() + (kind === 'expired' || kind === 'not-yet-valid' ? shift[kind] : 0);
    const claims = {
      nbf: start,
      exp: start + lifetimeSeconds,
      iss: kind === 'issuer-differs' ? otherIssuer : issuerAt(origin),
      ...(kind === 'audience-missing' ? {} : { aud: resourceName }),
      client_id: client.clientId,
      jti: randomBytes(16).toString('hex').toUpperCase(),
      iat: start,
      scope: scopes,
    };
    return (kind === 'signature-invalid' ? unpublishedKey() : key).sign(claims);
  }

  function answerToken(request: PracticeRequest): Reply {
    const canned = behaviour().token;
    if (canned) return cannedReplies[canned]();
    return answerTokenRequest(request, {
      clients: registered(),
      grants,
      tokenType: behaviour().tokenTypeMissing ? undefined : 'Bearer',
      issue: (client, scopes) => ({
        token: accessToken(behaviour().accessToken, request.origin, client, scopes),
        lifetime: lifetimeSeconds,
      }),
      log: (level, message) => logs.identityService(level, 'IdentityServer4.Validation.TokenRequestValidator', message),
    });
  }

  function answerKeys(): Reply {
    const { keys } = behaviour();
    if (keys === undefined) return json(200, { keys: [key.publicJwk] });
    if (keys === 'empty') return json(200, { keys: [] });
    if (keys === 'unusable') {
      const { x: _x, ...damaged } = key.publicJwk;
      return json(200, { keys: [{ ...unpublishedKey().publicJwk, use: 'enc', alg: 'ECDH-ES' }, damaged] });
    }
    return cannedReplies[keys]();
  }

  function answerDiscovery(request: PracticeRequest): Reply {
    const { discovery, discoveryDocument: variant } = behaviour();
    return discovery ? cannedReplies[discovery]() : json(200, discoveryDocument(request.origin, variant));
  }

  /** An unknown token is a success, and of those known only refresh tokens are really revoked (RFC 7009, section 2.2). */
  function answerRevocation(request: PracticeRequest): Reply {
    if (request.method !== 'POST') return empty(405);
    if (!isForm(request)) return empty(415);
    const { client } = authenticateClient(request, registered());
    if (client === null) return json(400, { error: 'invalid_client' });
    const token = new URLSearchParams(request.body).get('token');
    if (!token) return json(400, { error: 'invalid_request' });
    grants.revoke(token, client.clientId);
    return empty(200);
  }

  /** No client of this service may use the device flow (RFC 8628). */
  function answerDeviceAuthorization(request: PracticeRequest): Reply {
    if (request.method !== 'POST') return empty(405);
    const known = isForm(request) && authenticateClient(request, registered()).client !== null;
    return json(400, { error: known ? 'unauthorized_client' : 'invalid_client' });
  }

  const authorizationServer = (): AuthorizationServer => ({
    clients: registered(),
    grants,
    log: (level, message) =>
      logs.identityService(level, 'IdentityServer4.Validation.AuthorizeRequestValidator', message),
  });

  /** It wants the credentials of an API resource, which no client has (RFC 7662, section 2.1). */
  const answerIntrospection = (request: PracticeRequest): Reply => empty(request.method === 'POST' ? 401 : 405);

  function answerPath(request: PracticeRequest): Reply {
    switch (request.path.toLowerCase()) {
      case discoveryPath:
        return request.method === 'GET' ? answerDiscovery(request) : empty(405);
      case keysPath:
        return request.method === 'GET' ? answerKeys() : empty(405);
      case '/connect/token':
        return answerToken(request);
      case authorizePath:
        return answerAuthorize(request, authorizationServer());
      case loginPath:
        return answerLogin(request, authorizationServer());
      case errorPath:
        return answerError();
      case '/connect/deviceauthorization':
        return answerDeviceAuthorization(request);
      case '/connect/revocation':
        return answerRevocation(request);
      case '/connect/introspect':
        return answerIntrospection(request);
      default:
        return cannedReplies['not-found']();
    }
  }

  return {
    answer(request) {
      // What another server answers in its place, the service neither sees nor logs.
      const { everything } = behaviour();
      if (everything) return cannedReplies[everything]();
      const reply = answerPath(request);
      logs.identityService(
        'info',
        'Microsoft.AspNetCore.Hosting.Diagnostics',
        `Request finished ${request.method} ${request.path} - ${reply.status}`,
      );
      const date = new Date(now() * 1_000).toUTCString();
      return { ...reply, headers: { server: 'Microsoft-IIS/10.0', date, ...reply.headers } };
    },
    accepts(token) {
      // Without usable keys nobody can verify a token, Creatio neither.
      if (behaviour().keys !== undefined) return false;
      if (behaviour().accessToken === 'opaque') return token === opaqueToken;
      const claims = key.verify(token);
      if (claims === null) return false;
      const { nbf, exp, iss, aud } = claims;
      const time = Date.now() / 1_000;
      return (
        typeof nbf === 'number' &&
        nbf <= time + clockSkewSeconds &&
        typeof exp === 'number' &&
        exp >= time - clockSkewSeconds &&
        typeof iss === 'string' &&
        isKnownIssuer(iss, behaviour()) &&
        aud === resourceName
      );
    },
  };
}

/** Any name of this machine will do, since a proxy may stand in front of the service. */
function isKnownIssuer(issuer: string, behaviour: IdentityServiceBehaviour): boolean {
  if (behaviour.discoveryDocument === 'issuer-differs') return issuer === otherIssuer;
  return /^https?:\/\/(localhost|127\.0\.0\.1)(:|$)/.test(issuer);
}
