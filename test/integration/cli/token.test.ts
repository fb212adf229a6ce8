import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPractice, type Practice } from '../../../electron/practice/index.ts';
import { loadCatalogue } from '../../../shared/remediation/index.ts';
import { freePort } from '../../fixtures/free-port.ts';
import { runCommand, type Finished } from './command-line.ts';

const canary = 'canary Secret+%&"\'ü';
const canaryToken = 'canaryAccessToken';
let practice: Practice;
let service: Server;
let serviceUrl: string;
let asked: { method: string; url: string; authorization: string; form: URLSearchParams }[] = [];

beforeAll(async () => {
  practice = await startPractice();
  // A web service that wants Basic, and whose replies depart from the standard.
  service = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url = '' } = request;
      const authorization = request.headers.authorization ?? '';
      asked.push({ method, url, authorization, form: new URLSearchParams(body) });
      if (authorization === '' && !url.startsWith('/open')) {
        response.writeHead(401, { 'Content-Type': 'application/json', 'WWW-Authenticate': 'Basic realm="x"' });
        return response.end(JSON.stringify({ error: 'invalid_client', error_description: `no ${canaryToken}x` }));
      }
      response.writeHead(200, { 'Content-Type': 'text/plain' });
      return response.end(JSON.stringify({ access_token: canaryToken, token_type: 'bearer', expires_in: '60' }));
    });
  }).listen(0, '127.0.0.1');
  await once(service, 'listening');
  serviceUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
});
afterAll(async () => {
  service.close();
  await practice.close();
});

const run = (args: readonly string[], secret = practice.clientSecret, input = ''): Promise<Finished> =>
  runCommand(['token', ...args], { TOKEN_SECRET: secret }, input);

const atPractice = (): string[] => [
  '--token-url',
  `${practice.identityServiceUrl}/connect/token`,
  '--client-id',
  practice.clientId,
  '--client-secret-env',
  'TOKEN_SECRET',
  '--format',
  'json',
];

const atService = (path = '/token'): string[] => [
  '--token-url',
  `${serviceUrl}${path}`,
  '--client-id',
  'id:1',
  '--client-secret-env',
  'TOKEN_SECRET',
];

interface Result {
  ok: boolean;
  accessToken: string | null;
  [member: string]: unknown;
}
const resultOf = ({ stdout }: Finished): Result => JSON.parse(stdout) as Result;

describe('token', () => {
  it('gets a token from the practice environment, masked unless it is asked for', async () => {
    const finished = await run(atPractice());
    expect(finished.code, finished.stderr).toBe(0);
    const result = resultOf(finished);
    expect(Object.keys(result)).toEqual([
      'schemaVersion',
      'ok',
      'httpStatus',
      'error',
      'errorDescription',
      'tokenType',
      'expiresIn',
      'scope',
      'accessToken',
      'remediation',
      'request',
      'response',
    ]);
    expect(result).toMatchObject({
      schemaVersion: 1,
      ok: true,
      httpStatus: 200,
      error: null,
      tokenType: 'Bearer',
      expiresIn: 3600,
      accessToken: '***',
      remediation: null,
      request: { method: 'POST', url: `${practice.identityServiceUrl}/connect/token` },
      response: { status: 200 },
    });
    expect(finished.stdout + finished.stderr).not.toContain(practice.clientSecret);
    expect(finished.stdout).not.toContain('eyJ');
    const revealed = resultOf(await run([...atPractice(), '--reveal']));
    expect(revealed.accessToken).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(JSON.stringify(revealed.response)).not.toContain('eyJ');
  });

  it('takes address, client and secret from an environment', async () => {
    const { code, stdout, stderr } = await run(['practice']);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^The service issued an access token\.\n[^]* {2}Access token: \*\*\*\n$/);
  });

  it.each([
    ['a wrong secret', ['--auth', 'basic'], 'invalid_client', 'token-invalid-client'],
    ['GET', ['--auth', 'query'], 'invalid_request', 'token-invalid-request'],
    ['an unknown scope', ['--scope', 'nothing'], 'invalid_scope', 'token-invalid-scope'],
  ])('is refused for %s and names what mends it', async (_for, more, error, remediation) => {
    const secret = error === 'invalid_client' ? canary : practice.clientSecret;
    const finished = await run([...atPractice(), ...more], secret);
    expect(finished.code, finished.stderr).toBe(2);
    expect(resultOf(finished)).toMatchObject({ ok: false, httpStatus: 400, error, accessToken: null, remediation });
    expect((await loadCatalogue()).ids).toContain(remediation);
    expect(finished.stdout + finished.stderr).not.toMatch(/canary/);
  });

  it.each([
    ['body', 'POST', (secret: string) => ({ client_id: 'id:1', client_secret: secret })],
    ['none', 'POST', () => ({ client_id: 'id:1' })],
    ['basic', 'POST', () => ({})],
    ['basic-raw', 'POST', () => ({})],
    ['query', 'GET', () => ({})],
  ] as const)('sends id and secret by --auth %s', async (auth, method, inBody) => {
    asked = [];
    await run([...atService('/open'), '--auth', auth], canary);
    const [request] = asked;
    expect(asked).toHaveLength(1);
    expect(request?.method).toBe(method);
    const { grant_type: _grant, ...form } = Object.fromEntries(request?.form ?? []);
    expect(form).toEqual(inBody(canary));
    const basic = Buffer.from(request?.authorization.replace('Basic ', '') ?? '', 'base64').toString('utf8');
    const encoded = (words: string): string => new URLSearchParams({ a: words }).toString().slice(2);
    const wanted = {
      basic: `${encoded('id:1')}:${encoded(canary)}`,
      'basic-raw': `id:1:${canary}`,
      body: '',
      none: '',
      query: '',
    };
    expect(basic).toBe(wanted[auth]);
    if (auth === 'query')
      expect(new URL(request?.url ?? '', serviceUrl).searchParams.get('client_secret')).toBe(canary);
  });

  it('warns of a reply that departs from the standard, and explains it in words', async () => {
    const { code, stdout, stderr } = await run([...atService(), '--auth', 'basic'], canary);
    expect(code, stderr).toBe(1);
    expect(stdout).toContain(
      'expires_in is a text in place of a number. [shown; see creatio-oauth explain oauth-reply-unusual]',
    );
    const refused = await run(atService(), canary);
    expect(refused.code).toBe(2);
    expect(refused.stdout).toContain('What would tell more:');
    expect(refused.stdout).toContain('see creatio-oauth explain web-service-credentials-elsewhere');
    expect(stdout + refused.stdout + refused.stderr).not.toMatch(/canary (?:Secret)/);
  });

  it('names what keeps it from any reply', async () => {
    const finished = await run([
      '--token-url',
      `http://127.0.0.1:${await freePort()}/connect/token`,
      '--client-id',
      'a',
      '--auth',
      'none',
      '--format',
      'json',
    ]);
    expect(finished.code).toBe(2);
    expect(resultOf(finished)).toMatchObject({
      ok: false,
      httpStatus: null,
      remediation: 'tcp-refused',
      response: null,
    });
  });

  it('renews with a refresh token from standard input', async () => {
    const finished = await run(
      [...atPractice(), '--grant', 'refresh_token', '--refresh-token-stdin'],
      practice.clientSecret,
      'canaryRefreshToken\n',
    );
    expect(finished.code, finished.stderr).toBe(2);
    expect(resultOf(finished)).toMatchObject({ error: expect.stringMatching(/invalid_grant|unauthorized_client/) });
    expect(finished.stdout + finished.stderr).not.toMatch(/canary/);
  });

  it.each([
    [['--token-url', 'http://localhost/token'], 'Name an environment, or give --token-url and --client-id.'],
    [['practice', '--client-secret', 'canaryArgument'], 'A secret among the arguments can be read by others.'],
    [['practice', '--auth', 'header'], '--auth takes body, basic, basic-raw, query or none.'],
    [['practice', '--grant', 'implicit'], '--grant takes client_credentials, refresh_token'],
    [['practice', '--grant', 'refresh_token'], '--refresh-token-env or --refresh-token-stdin'],
    [['--token-url', 'ftp://x', '--client-id', 'a'], 'The address given with --token-url cannot be used.'],
    [['no such environment'], 'There is no environment'],
    [['--token-url', 'http://localhost/token', '--client-id', 'a', '--auth', 'body'], 'There is no client secret.'],
  ])('says what is wrong with %j', async (args, sentence) => {
    const { code, stdout, stderr } = await run(args);
    expect(code).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/canary/);
  });
});
