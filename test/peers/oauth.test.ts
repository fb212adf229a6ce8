import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CredentialMode } from '../../shared/client/choices.ts';
import { loadCatalogue } from '../../shared/remediation/index.ts';
import type { Attempt, ClientAct, ClientRequest } from '../../shared/test-client.ts';
import { openClient, tokenOf, type Client } from '../integration/client/run.ts';
import { openUserAgent } from '../integration/client/user-agent.ts';
import { freePort } from '../fixtures/free-port.ts';
import { startService, type Service } from './service.ts';

/** The secret of their clients, with characters that the encodings spell differently. */
const secretOfPeers = 'canary+s%41cret &=ü';
const { find } = await loadCatalogue();
const open: { close(): Promise<void> }[] = [];
let client: Client;
/** What the browser does with the next authorization address. */
let browse: (url: string) => Promise<unknown>;
const follow = (url: string): Promise<unknown> => openUserAgent().open(url);

beforeAll(() => {
  client = openClient((url) => void browse(url));
  browse = follow;
});
afterAll(async () => {
  await client.close();
  await Promise.all(open.map((each) => each.close()));
});

async function started(...service: Parameters<typeof startService>): Promise<Service> {
  const server = await startService(...service);
  open.push(server);
  return server;
}

/** What an attempt came to, as `certainty id -> entry`; each entry is there. */
function meaning(attempt: Attempt): string[] {
  const { findings = [] } = client.attempts.explain(attempt.id) ?? {};
  for (const { remediation } of findings) expect(find(remediation, { platform: 'auto' }), remediation).not.toBeNull();
  expect(JSON.stringify([attempt, findings])).not.toMatch(/canary[+0]/);
  return findings.map(({ certainty, id, remediation }) => `${certainty} ${id} -> ${remediation}`);
}

/** A service with its addresses, and a way to ask it. */
function peer(of: () => { addresses: Partial<ClientRequest> }) {
  const ask = (
    clientId: string,
    request: Partial<ClientRequest> = {},
    act: ClientAct = { kind: 'token' },
    secret = secretOfPeers,
  ): Promise<Attempt> =>
    client.run({
      act,
      request: { ...of().addresses, direction: 'web-service', clientId, waitSeconds: 5, ...request },
      secret,
    });
  const byCode = (clientId: string, request: Partial<ClientRequest> = {}): Promise<Attempt> =>
    ask(clientId, { grant: 'authorization_code', scope: 'read', ...request });
  /** How the service takes each way to send the credentials. */
  const compared = async (clientId: string, request: Partial<ClientRequest> = {}) => {
    const { comparison } = await ask(clientId, request, { kind: 'compare' });
    const rows = comparison?.rows.map(({ credentials, result }) => [credentials, result] as const) ?? [];
    return { rows: Object.fromEntries(rows), creatioField: comparison?.creatioField };
  };
  const use = (attempt: Attempt, url: string): Promise<Attempt> =>
    ask('any', {}, { kind: 'use', tokenId: tokenOf(attempt), target: { at: 'address', url } });
  return { ask, byCode, compared, use };
}

describe('django-oauth-toolkit', () => {
  let server: Service;
  beforeAll(async () => {
    server = await started('django_oauth_toolkit.py');
  });
  const { ask, byCode, compared, use } = peer(() => ({
    addresses: {
      authorizationUrl: `${server.url}/o/authorize/`,
      tokenUrl: `${server.url}/o/token/`,
      revocationUrl: `${server.url}/o/revoke_token/`,
      introspectionUrl: `${server.url}/o/introspect/`,
    },
  }));

  it('takes the body and a form-encoded Basic header', async () => {
    expect(await compared('machine')).toEqual({
      rows: { body: 'token', basic: 'token', 'basic-raw': 'client-refused', query: 'client-refused' },
      creatioField: 'In request body',
    });
    for (const credentials of ['body', 'basic'] satisfies CredentialMode[]) {
      const attempt = await ask('machine', { credentials, scope: 'read' });
      expect(attempt).toMatchObject({ state: 'finished', scopes: { granted: ['read'], dropped: [] } });
      expect(meaning(attempt)).toEqual([]);
      expect(meaning(await use(attempt, `${server.url}/data`))).toEqual([]);
    }
  });

  it.each<[string, string, Partial<ClientRequest>, string[]]>([
    [
      'a raw Basic header with a percent sign',
      'machine',
      { credentials: 'basic-raw' },
      [
        'shown client-refused -> web-service-settings-outdated',
        'likely basic-encoding -> web-service-credentials-elsewhere',
      ],
    ],
    ['GET', 'machine', { credentials: 'query' }, ['shown get-refused -> web-service-credentials-elsewhere']],
    ['an unknown scope', 'machine', { scope: 'admin' }, ['shown scope-refused -> web-service-scopes-differ']],
    ['an unknown client', 'nobody', {}, ['shown client-refused -> web-service-settings-outdated']],
    ['another grant than the client has', 'web', {}, ['shown grant-not-allowed -> oauth-grant-not-allowed']],
  ])('refuses %s, and it is explained', async (_what, clientId, request, expected) => {
    const attempt = await ask(clientId, request);
    expect(attempt.state).toBe('failed');
    expect(meaning(attempt)).toEqual(expect.arrayContaining(expected));
    expect(meaning(attempt)[0]).toBe(expected[0]);
  });

  it('walks the code grant, renews with rotation, introspects and revokes', async () => {
    const first = await byCode('web');
    expect(first.said).toBe('The service issued an access token and a refresh token.');
    expect(meaning(first)).toEqual([]);
    const refreshId = tokenOf(first, 'refresh_token');
    const renewed = await ask('web', {}, { kind: 'refresh', tokenId: refreshId });
    expect(renewed).toMatchObject({ state: 'finished', rotated: true });
    expect(meaning(await ask('web', {}, { kind: 'refresh', tokenId: refreshId }))).toEqual([
      'shown refresh-token-invalidated -> web-service-refresh-token-invalidated',
    ]);
    expect(meaning(await use(renewed, `${server.url}/data`))).toEqual([]);
    expect(meaning(await use(renewed, `${server.url}/written`))[0]).toMatch(
      /scope-insufficient -> web-service-scopes-insufficient$/,
    );
    const revoked = await ask('web', {}, { kind: 'revoke', tokenId: tokenOf(renewed) });
    expect(meaning(revoked)).toEqual([]);
    expect(meaning(await use(renewed, `${server.url}/data`))).toContain(
      'possible token-refused -> oauth-token-refused',
    );
  });

  it('shows on its page that it does not know the redirect address, and sends nothing back', async () => {
    const attempt = await byCode('web', {
      redirect: { how: 'loopback', port: null, path: '/other' },
      waitSeconds: 1,
    });
    expect(attempt.state).toBe('timed-out');
    expect(meaning(attempt)).toContain('possible redirect-url-differs -> web-service-redirect-url');
  });

  it('sends back that the user did not consent, and that a scope or PKCE is missing', async () => {
    browse = async (url) => {
      const agent = openUserAgent();
      await agent.submit(await agent.open(url), {});
    };
    expect(meaning(await byCode('asks'))).toEqual([
      'shown access-denied -> oauth-access-denied',
      'possible scopes-denied -> web-service-scopes-denied',
    ]);
    browse = follow;
    expect(meaning(await byCode('web', { scope: 'admin' }))).toEqual([
      'shown scope-refused -> web-service-scopes-differ-login',
    ]);
    expect(meaning(await byCode('web', { pkce: false }))).toEqual([
      'shown code-challenge-wanted -> oauth-request-malformed',
    ]);
  });
});

describe('Authlib', () => {
  let server: Service;
  beforeAll(async () => {
    server = await started('authlib_flask.py');
  });
  const { ask, byCode, compared, use } = peer(() => ({
    addresses: {
      authorizationUrl: `${server.url}/authorize`,
      tokenUrl: `${server.url}/token`,
      revocationUrl: `${server.url}/revoke`,
      introspectionUrl: `${server.url}/introspect`,
    },
  }));

  it('takes what each client is registered for, and Basic as it is', async () => {
    expect(await compared('machine')).toEqual({
      rows: { body: 'client-refused', basic: 'client-refused', 'basic-raw': 'token', query: 'client-refused' },
      creatioField: 'As Basic auth header',
    });
    expect(await compared('poster')).toEqual({
      rows: { body: 'token', basic: 'client-refused', 'basic-raw': 'client-refused', query: 'client-refused' },
      creatioField: 'In request body',
    });
  });

  it('asks for Basic where the credentials came in the body, and the comparison proves it', async () => {
    expect(meaning(await ask('machine'))).toEqual(
      expect.arrayContaining([
        'shown client-refused -> web-service-settings-outdated',
        'likely basic-wanted -> web-service-credentials-elsewhere',
      ]),
    );
    expect(meaning(await ask('machine', {}, { kind: 'compare' }))).toEqual([
      'shown credentials-elsewhere -> web-service-credentials-elsewhere',
    ]);
    expect(meaning(await ask('poster', {}, { kind: 'token' }, 'wrong'))[0]).toBe(
      'shown client-refused -> web-service-settings-outdated',
    );
  });

  it('refuses grants and scopes by name', async () => {
    expect(meaning(await ask('web'))).toEqual(['shown grant-not-allowed -> oauth-grant-not-allowed']);
    expect(meaning(await ask('poster', { scope: 'admin' }))).toEqual([
      'shown scope-refused -> web-service-scopes-differ',
    ]);
    expect(meaning(await byCode('poster'))).toEqual(['shown grant-not-allowed -> oauth-grant-not-allowed']);
  });

  it('walks the code grant, renews, introspects and revokes', async () => {
    const first = await byCode('web');
    expect(first.state, first.said).toBe('finished');
    expect(meaning(first)).toEqual([]);
    const introspected = await ask('web', {}, { kind: 'introspect', tokenId: tokenOf(first) });
    expect(introspected.active).toBe(true);
    expect(meaning(introspected)).toEqual([]);
    expect(meaning(await use(first, `${server.url}/data`))).toEqual([]);
    expect(meaning(await use(first, `${server.url}/written`))).toEqual([
      'shown scope-insufficient -> web-service-scopes-insufficient',
    ]);
    const refreshId = tokenOf(first, 'refresh_token');
    expect(await ask('web', {}, { kind: 'refresh', tokenId: refreshId })).toMatchObject({ rotated: true });
    expect(meaning(await ask('web', {}, { kind: 'refresh', tokenId: refreshId }))).toEqual([
      'shown refresh-token-invalidated -> web-service-refresh-token-invalidated',
    ]);
    const inactive = await ask('web', {}, { kind: 'introspect', tokenId: tokenOf(first) });
    expect(meaning(inactive)).toEqual(['shown token-inactive -> oauth-introspection']);
    expect(meaning(await use(first, `${server.url}/data`))[0]).toBe('shown token-refused -> oauth-token-refused');
  });

  it('drops a scope that the client does not have, and issues no refresh token where that is not allowed', async () => {
    const small = await byCode('small', { scope: 'read write' });
    expect(small.scopes).toMatchObject({ dropped: ['write'] });
    expect(meaning(small)).toEqual([
      'shown scopes-dropped -> web-service-scopes-denied',
      'possible scopes-not-in-application -> web-service-scopes-differ',
    ]);
    expect(meaning(await byCode('once'))).toEqual([
      'shown refresh-token-missing -> web-service-refresh-token-missing',
      'possible refresh-token-scope-needed -> web-service-refresh-token-disabled',
      'possible refresh-token-issued-once -> web-service-refresh-token-issued-once',
      'possible refresh-token-unsupported -> web-service-refresh-token-unsupported',
    ]);
  });

  it('sends back that access is denied', async () => {
    const parameters = [{ name: 'deny', value: '1', at: 'authorization' as const, override: false }];
    expect(meaning(await byCode('web', { parameters }))[0]).toBe('shown access-denied -> oauth-access-denied');
  });
});

describe('LemonLDAP::NG', () => {
  // Its Basic header is read as it is, and only as far as its Base64 has letters and digits.
  const secret = 'canary0secret';
  let server: Service;
  let port: number;
  beforeAll(async () => {
    port = await freePort();
    server = await started('lemonldap.pl', `http://127.0.0.1:${port}/callback`);
  });
  const { ask, use } = peer(() => ({
    addresses: {
      discoveryUrl: `${server.url}/.well-known/openid-configuration`,
      authorizationUrl: `${server.url}/oauth2/authorize`,
      tokenUrl: `${server.url}/oauth2/token`,
      introspectionUrl: `${server.url}/oauth2/introspect`,
      redirect: { how: 'loopback', port, path: '/callback' },
    },
  }));
  const askWith = (clientId: string, request: Partial<ClientRequest> = {}, act: ClientAct = { kind: 'token' }) =>
    ask(clientId, { scope: 'read', ...request }, act, secret);
  const signIn = async (url: string, until?: string) => {
    const agent = openUserAgent();
    return agent.submit(await agent.open(url), { user: 'dwho', password: 'dwho' }, until);
  };

  it('takes id and secret in every place, in the query as well', async () => {
    const { comparison } = await askWith('machine', {}, { kind: 'compare' });
    expect(comparison?.rows.map(({ credentials, result }) => [credentials, result])).toEqual([
      ['body', 'token'],
      ['basic', 'token'],
      ['basic-raw', 'token'],
      ['query', 'token'],
    ]);
    const discovered = await askWith('machine', {}, { kind: 'discover' });
    expect(discovered.discovered?.tokenUrl).toBe(`${server.url}/oauth2/token`);
    expect(meaning(discovered)).toEqual([]);
  });

  it('refuses a wrong secret, an unknown client and a grant, and it is explained', async () => {
    const refused = 'shown client-refused -> web-service-settings-outdated';
    expect(meaning(await ask('machine', {}, { kind: 'token' }, 'wrong'))[0]).toBe(refused);
    expect(meaning(await askWith('nobody'))[0]).toBe(refused);
    expect(meaning(await askWith('web'))).toEqual(['shown grant-not-allowed -> oauth-grant-not-allowed']);
  });

  it('walks the code grant with a login, and renews', async () => {
    browse = signIn;
    const request = { grant: 'authorization_code', scope: 'openid offline_access read' } as const;
    const attempt = await askWith('web', request);
    expect(attempt.state, attempt.said).toBe('finished');
    expect(meaning(attempt)).toEqual([]);
    const refreshId = tokenOf(attempt, 'refresh_token');
    const renewed = await askWith('web', request, { kind: 'refresh', tokenId: refreshId });
    expect(renewed.state, renewed.said).toBe('finished');
    const used = await use(attempt, `${server.url}/oauth2/userinfo`);
    expect(used.exchanges.at(-1)?.response?.status).toBe(200);
    expect(meaning(used)).toEqual([]);
    const withoutPkce = await askWith('web', { ...request, pkce: false });
    expect(meaning(withoutPkce)).toEqual(['shown code-challenge-wanted -> oauth-request-malformed']);
  });

  it('shows on its page that it does not know the redirect address', async () => {
    browse = (url) => signIn(url).catch(() => undefined);
    const attempt = await askWith('web', {
      grant: 'authorization_code',
      redirect: { how: 'loopback', port: null, path: '/other' },
      waitSeconds: 1,
    });
    expect(attempt.state).toBe('timed-out');
    expect(meaning(attempt)).toContain('possible redirect-url-differs -> web-service-redirect-url');
  });
});
