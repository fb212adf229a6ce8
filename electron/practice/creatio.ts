import { parseJson } from '../../shared/json.ts';
import { systemSettingCodes } from '../../shared/outcomes.ts';
import type { Connection, CreatioBehaviour } from './behaviour.ts';
import { cannedReplies, type CannedReplyName } from './canned-replies.ts';
import type { ClientCredentials } from './clients.ts';
import { creatioDiscoveryDocument, discoveryPath } from './discovery.ts';
import { healthReply, healthyBody, noTokenBody, settingsEmptyBody, unavailableBody } from './health-reply.ts';
import type { IdentityService } from './identity-service.ts';
import type { PracticeLogs } from './logs.ts';
import { empty, json, type PracticeRequest, type Reply } from './replies.ts';

export interface CreatioSurroundings {
  behaviour(): CreatioBehaviour;
  /** What Creatio's system settings hold besides the codes that a scenario empties. */
  settings(): ClientCredentials & { identityServiceUrl: string };
  identityService: IdentityService;
  /** What becomes of a connection to the Identity Service. */
  identityServiceConnection(): Connection;
  logs: PracticeLogs;
}

interface ServiceReply {
  ok: boolean;
  status: number;
  /** Empty when the body is no JSON object. */
  content: Record<string, unknown>;
}

function jsonObject(text: string): Record<string, unknown> {
  const parsed = parseJson(text);
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
}

/** Ways of being reached that do not keep Creatio from its Identity Service. */
const working: readonly Connection[] = ['http', 'https', 'certificate-expires-soon', 'slow'];

/** A small Creatio: health check, ping, login pages and one collection of OData. */
export function createCreatio(surroundings: CreatioSurroundings): { answer(request: PracticeRequest): Reply } {
  const { behaviour, settings, identityService, logs } = surroundings;

  /** Asks the Identity Service as Creatio's own server does: without a socket, through the same endpoints. */
  function ask(request: Pick<PracticeRequest, 'method' | 'path' | 'headers' | 'body'>): ServiceReply {
    const origin = new URL(settings().identityServiceUrl).origin;
    const { status, body } = identityService.answer({ ...request, origin });
    return { ok: status === 200, status, content: typeof body === 'string' ? jsonObject(body) : {} };
  }

  function answerHealth(): Reply {
    const emptySettings = behaviour().emptySettings ?? [];
    if (emptySettings.length > 0) {
      return healthReply(settingsEmptyBody(systemSettingCodes.filter((code) => emptySettings.includes(code))));
    }
    const reaches = behaviour().reachesIdentityService ?? working.includes(surroundings.identityServiceConnection());
    const discovery = reaches ? ask({ method: 'GET', path: discoveryPath, headers: {}, body: '' }) : null;
    if (!discovery?.ok || Object.keys(discovery.content).length === 0) {
      logs.creatioOAuth('ERROR', 'CheckIdentityService', 'IdentityServer busy or inaccessible.');
      return healthReply(unavailableBody);
    }
    const { token_endpoint: endpoint } = discovery.content;
    if (typeof endpoint !== 'string') {
      logs.creatioOAuth('ERROR', 'GetAccessToken', 'IdentityServer auth failed with no token endpoint');
      return healthReply(noTokenBody);
    }
    logs.creatioOAuth('DEBUG', 'GetAccessToken', `Requesting access token from ${endpoint}`);
    const { clientId, clientSecret } = settings();
    const token = ask({
      method: 'POST',
      path: new URL(endpoint).pathname,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      }).toString(),
    });
    if (token.ok && typeof token.content['access_token'] === 'string') return healthReply(healthyBody);
    const { error } = token.content;
    const reason = typeof error === 'string' ? error : 'an unexpected reply';
    logs.creatioOAuth('ERROR', 'GetAccessToken', `IdentityServer auth failed with ${reason} (status ${token.status})`);
    logs.creatioOAuth('ERROR', 'GetAccessToken', 'Empty token received.');
    return healthReply(noTokenBody);
  }

  function answerOData(request: PracticeRequest, prefix: string): Reply {
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) return empty(401, { 'www-authenticate': 'Bearer' });
    const canned = behaviour().odata;
    if (canned) return cannedReplies[canned]();
    if (!identityService.accepts(token)) {
      logs.creatioOAuth('ERROR', 'ValidateToken', 'The access token of a request was turned down.');
      return cannedReplies['unauthorized-bearer']();
    }
    return json(
      200,
      {
        '@odata.context': `${request.origin}${prefix}/odata/$metadata#Contact`,
        value: [{ Id: '410006e1-ca4e-4502-a9ec-e54d922d2c00', Name: 'Practice contact' }],
      },
      { 'content-type': 'application/json; odata.metadata=minimal; charset=utf-8', 'odata-version': '4.0' },
    );
  }

  function passedOn(request: PracticeRequest, path: string, origin: string): Reply {
    const reply = identityService.answer({ ...request, path, origin });
    const { location } = reply.headers;
    // The login page is at the Identity Service.
    return location === undefined
      ? reply
      : { ...reply, headers: { ...reply.headers, location: new URL(location, origin).href } };
  }

  const cannedOr = (name: CannedReplyName | undefined, answer: () => Reply): Reply =>
    name ? cannedReplies[name]() : answer();

  function answerPath(request: PracticeRequest): Reply {
    const { platform = 'net-framework', ping, health } = behaviour();
    const path = request.path.toLowerCase();
    const prefix = path.startsWith('/0/') ? '/0' : '';
    const onFramework = platform === 'net-framework';
    const service = path.slice(prefix.length);
    const ownPrefix = onFramework ? '/0' : '';
    const hasOwnPrefix = prefix === ownPrefix;

    if (service === '/login/nuilogin.aspx' && onFramework) return cannedReplies['login-page']();
    if (service === '/login/login.html' && !onFramework && hasOwnPrefix) return cannedReplies['login-page']();
    if (service === '/api/oauthhealthcheck' && hasOwnPrefix) {
      return request.method === 'GET' ? cannedOr(health, answerHealth) : empty(405, { allow: 'GET' });
    }
    if (!hasOwnPrefix && platform !== 'moved') return cannedReplies['not-found']();
    if (service === '/api/healthcheck/ping') return cannedOr(ping, () => empty(200));
    if (service === '/odata/contact') return answerOData(request, prefix);
    const issuer = new URL(settings().identityServiceUrl).origin;
    if (service === discoveryPath) return json(200, creatioDiscoveryDocument(`${request.origin}${prefix}`, issuer));
    // What Creatio offers of its own it passes on to its Identity Service.
    if (/^\/connect\/(?:authorize|token|revocation)$/.test(service)) return passedOn(request, service, issuer);
    return cannedReplies['not-found']();
  }

  return {
    answer(request) {
      // What another server answers in its place, Creatio neither sees nor logs.
      const { everything } = behaviour();
      if (everything) return cannedReplies[everything]();
      const reply = answerPath(request);
      logs.creatioRequest(request.method, request.path, reply.status);
      return { ...reply, headers: { server: 'Microsoft-IIS/10.0', ...reply.headers } };
    },
  };
}
