import { afterAll, beforeAll, expect, test } from 'vitest';
import { assert, asyncProperty, sample, string } from 'fast-check';
import { inShort, resultOf, run } from './diagnose.ts';
import { openCreatio, openProvider, serve, withServer, type LocalServer, type ProviderOptions } from './servers.ts';

const client = { client_id: 'console', client_secret: 'canary+secret%&= /?#"\'<>' };
let creatio: LocalServer;
beforeAll(async () => {
  creatio = await openCreatio();
});
afterAll(() => creatio.close());

const against = (options: Partial<ProviderOptions>, clientId = client.client_id, clientSecret = client.client_secret) =>
  withServer(openProvider({ clients: [client], ...options }), (identityServiceUrl) =>
    run({ identityServiceUrl, creatioUrl: creatio.url, clientId, clientSecret }),
  );

const allPass = [
  'identity.discovery pass',
  'identity.keys pass',
  'identity.clock pass',
  'token.request pass',
  'token.inspect pass',
  'token.use pass',
];

test.each(['RS256', 'PS256', 'ES256'])('everything passes with tokens signed by %s', async (algorithm) => {
  const report = await against({ algorithm });
  expect(inShort(report)).toEqual(allPass);
  expect(resultOf(report, 'token.inspect').summary).toMatch(
    /^The access token is valid for another (?:10|9) min.*; its signature matches the published keys\.$/,
  );
  expect(resultOf(report, 'token.use').summary).toContain('1 record');
  expect(JSON.stringify(report)).not.toMatch(/canary|eyJ/i);
});

test('an opaque token is used all the same', async () => {
  const report = await against({ algorithm: null });
  expect(inShort(report)).toEqual(allPass);
  expect(resultOf(report, 'token.inspect').summary).toContain('opaque');
});

test.each<[string, Partial<ProviderOptions>, string, string, string]>([
  ['a wrong secret', {}, 'console', 'canary-wrong', 'token-invalid-client'],
  ['an unknown client', {}, 'stranger', 'canary-wrong', 'token-invalid-client'],
  [
    'a client without the grant',
    { clients: [{ ...client, grant_types: ['authorization_code'] }] },
    client.client_id,
    client.client_secret,
    'token-invalid-request',
  ],
])('%s', async (_what, options, clientId, clientSecret, finding) => {
  const report = await against(options, clientId, clientSecret);
  expect(inShort(report)).toEqual([
    'identity.discovery pass',
    'identity.keys pass',
    'identity.clock pass',
    `token.request fail ${finding}`,
    'token.inspect skip',
    'token.use skip',
  ]);
  expect(JSON.stringify(report)).not.toMatch(/canary/i);
});

test('a server that does not offer client credentials', async () => {
  const clients = [{ ...client, grant_types: ['authorization_code'] }];
  expect(inShort(await against({ clientCredentials: false, clients }))).toEqual([
    'identity.discovery warn discovery-no-client-credentials',
    'identity.keys pass',
    'identity.clock pass',
    'token.request fail token-unsupported-grant-type',
    'token.inspect skip',
    'token.use skip',
  ]);
});

test('a server that calls itself by another name', async () => {
  const report = await against({ issuer: 'https://identity.example.invalid' });
  expect(inShort(report)).toEqual([
    'identity.discovery warn discovery-issuer-differs',
    'identity.keys pass',
    'identity.clock pass',
    'token.request pass',
    'token.inspect pass',
    'token.use pass',
  ]);
});

test('a document that names a token endpoint elsewhere sends no secret there', async () => {
  let visits = 0;
  const elsewhere = serve((_request, response) => {
    visits += 1;
    response.end('{}');
  });
  await withServer(elsewhere, async (otherUrl) => {
    const misled = serve((request, response) => {
      const base = `http://${request.headers.host}`;
      response.setHeader('content-type', 'application/json');
      if (request.method === 'POST') {
        response.writeHead(307, { location: `${otherUrl}/token` });
      }
      response.end(JSON.stringify({ issuer: base, token_endpoint: `${otherUrl}/token`, jwks_uri: `${base}/keys` }));
    });
    await withServer(misled, async (identityServiceUrl) => {
      const environment = { clientId: client.client_id, clientSecret: client.client_secret, creatioUrl: creatio.url };
      const report = await run({ identityServiceUrl, ...environment });
      expect(resultOf(report, 'identity.discovery').remediation).toBe('discovery-endpoints-elsewhere');
      expect(resultOf(report, 'token.request').remediation).toBe('http-redirect-elsewhere');
    });
  });
  expect(visits).toBe(0);
});

test('random secrets are understood by a server written by others', async () => {
  const secrets = sample(string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 }), { numRuns: 12, seed: 7 });
  const clients = secrets.map((tail, index) => ({ client_id: `client-${index}`, client_secret: `canary ${tail}%+&` }));
  await withServer(openProvider({ clients }), async (identityServiceUrl) => {
    for (const { client_id: clientId, client_secret: clientSecret } of clients) {
      const environment = { identityServiceUrl, creatioUrl: creatio.url, clientId, clientSecret };
      // oxlint-disable-next-line no-await-in-loop
      const report = await run(environment);
      expect(resultOf(report, 'token.request').status).toBe('pass');
      expect(JSON.stringify(report)).not.toContain('canary');
    }
  });
});

test('every secret reaches the wire as it is, and comes back in no result', async () => {
  const bodies: string[] = [];
  const echo = serve((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      if (request.method === 'POST') bodies.push(body);
      const given = new URLSearchParams(body).get('client_secret') ?? '';
      response.writeHead(400, { 'content-type': 'application/json', 'x-echo': encodeURIComponent(given) });
      response.end(JSON.stringify({ error: 'invalid_client', error_description: `${given} in ${body}` }));
    });
  });
  await withServer(echo, (identityServiceUrl) =>
    assert(
      asyncProperty(string({ unit: 'grapheme', maxLength: 50 }), async (tail) => {
        const clientSecret = `canary${tail}canary`;
        const environment = { identityServiceUrl, creatioUrl: creatio.url, clientId: 'id', clientSecret };
        const report = await run(environment);
        expect(new URLSearchParams(bodies.at(-1)).get('client_secret')).toBe(clientSecret);
        expect(resultOf(report, 'token.request').remediation).toBe('token-invalid-client');
        expect(JSON.stringify(report)).not.toContain('canary');
      }),
      { numRuns: 25 },
    ),
  );
});
