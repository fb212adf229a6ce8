import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { emptyRequest } from '../../../electron/oauth/client/index.ts';
import type { Services } from '../../../electron/ipc/index.ts';
import { startPractice, type Practice } from '../../../electron/practice/index.ts';
import { calls, type CallRequest, type ConsoleEvent, type ProfileView } from '../../../shared/contract.ts';
import { settingDefaults } from '../../../shared/profile.ts';
import type { Attempt, ClientRequest } from '../../../shared/test-client.ts';
import { openUserAgent } from './user-agent.ts';
import { serve, type LocalServer } from '../identity/servers.ts';
import { servicesIn } from '../../fixtures/console-services.ts';

const canary = 'canary-7f3a+secret%';
let folder: string;
let services: Services;
let practice: Practice;
let elsewhere: LocalServer;
/** What another server got. */
let stolen: string[] = [];
let events: ConsoleEvent[];
let opened: string[];
let lines: string[];
let own: ProfileView;
let production: ProfileView;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'client-'));
  practice = await startPractice();
  elsewhere = await serve((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      stolen.push(`${request.url} ${JSON.stringify(request.headers)} ${body}`);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"error":"invalid_client"}');
    });
  });
  services = servicesIn(join(folder, 'data'), {
    openLink: async (url) => void opened.push(url),
    log: (line) => lines.push(line),
  });
  services.subscribe((event) => events.push(event));
  [events, opened, lines] = [[], [], []];
  own = await save('Own');
  production = await save('Production CRM', { production: true });
});
beforeEach(() => {
  [stolen, events, opened, lines] = [[], [], [], []];
});
afterAll(async () => {
  await services.close();
  await Promise.all([practice.close(), elsewhere.close()]);
  await rm(folder, { recursive: true, force: true });
});

const save = (name: string, more: { production?: boolean } = {}) =>
  services.handlers['profiles.save']({
    profile: {
      name,
      creatioUrl: practice.creatioUrl,
      platform: 'net-framework',
      identityServiceUrl: practice.identityServiceUrl,
      clientId: practice.clientId,
      timeLimitSeconds: 5,
      ...settingDefaults,
      ...more,
    },
    secrets: { 'client-secret': { action: 'set', value: practice.clientSecret } },
    keepSecrets: 'session',
  });

/** Asks as the page does: the request is parsed, and the answer has to fit the contract. */
async function start(request: CallRequest<'client.start'>): Promise<Attempt> {
  const begun = await services.handlers['client.start'](calls['client.start'].request.parse(request));
  calls['client.start'].response.parse(begun);
  const over = (): Attempt | undefined =>
    events
      .flatMap((event) => (event.name === 'client.attempt-changed' ? [event.payload] : []))
      .find(({ id, durationMs }) => id === begun.id && durationMs !== null);
  await expect.poll(over, { timeout: 10_000, interval: 10 }).toBeDefined();
  const attempt = over();
  if (attempt === undefined) throw new Error('The attempt is not over.');
  return attempt;
}

const suggested = ({ id }: ProfileView): Promise<ClientRequest> =>
  services.handlers['client.suggest']({ profileId: id });

const token = async (profile: ProfileView): Promise<string> => {
  const attempt = await start({ profileId: profile.id, act: { kind: 'token' }, request: await suggested(profile) });
  const [handle] = attempt.tokens;
  if (handle === undefined) throw new Error(attempt.said);
  return handle.id;
};

it('suggests the client of the environment, gets a token and reads Creatio with it', async () => {
  const request = await suggested(own);
  expect(request).toMatchObject({
    secret: 'client-secret',
    clientId: practice.clientId,
    tokenUrl: `${practice.identityServiceUrl}/connect/token`,
  });
  const tokenId = await token(own);
  for (const path of ['/odata/Contact?$top=1', '0/odata/Contact?$top=1']) {
    const used = await start({
      profileId: own.id,
      act: { kind: 'use', tokenId, target: { at: 'creatio', path } },
      request,
    });
    expect(used).toMatchObject({ state: 'finished' });
    expect(used.exchanges.map((exchange) => exchange.request.url)).toEqual([
      `${practice.creatioUrl}/0/odata/Contact?$top=1`,
    ]);
    expect(await services.handlers['client.explain']({ attemptId: used.id })).toMatchObject({ findings: [] });
  }
  const { value } = await services.handlers['client.reveal']({ tokenId });
  expect(value).toMatch(/^eyJ/);
  const told = JSON.stringify(events);
  expect(told).not.toContain(value);
  expect(told).not.toContain(practice.clientSecret);
  expect(told).not.toContain(encodeURIComponent(practice.clientSecret));
});

it('explains a refusal by what the exchange shows', async () => {
  const attempt = await start({
    profileId: own.id,
    act: { kind: 'token' },
    request: await suggested(own),
    typedSecret: canary,
  });
  expect(attempt).toMatchObject({ state: 'failed', said: 'The service refused the request with invalid_client.' });
  const explained = await services.handlers['client.explain']({ attemptId: attempt.id });
  calls['client.explain'].response.parse(explained);
  expect(explained?.findings.length).toBeGreaterThan(0);
  for (const { remediation } of explained?.findings ?? []) {
    expect(await services.handlers['remediation.get']({ id: remediation })).not.toBeNull();
  }
  expect(JSON.stringify([events, explained, lines])).not.toContain(canary);
});

it('sends no kept secret and no token to another server, unless that is said on purpose', async () => {
  const request = { ...(await suggested(own)), tokenUrl: `${elsewhere.url}/token` };
  const ask = (more: Partial<CallRequest<'client.start'>> = {}) =>
    start({ profileId: own.id, act: { kind: 'token' }, request, ...more });
  await expect(ask()).rejects.toMatchObject({ code: 'destination-differs' });
  await expect(ask({ act: { kind: 'compare' } })).rejects.toMatchObject({ code: 'destination-differs' });
  const tokenId = await token(own);
  const use = { kind: 'use', tokenId, target: { at: 'address', url: `${elsewhere.url}/api` } } as const;
  await expect(ask({ act: use })).rejects.toMatchObject({ code: 'destination-differs' });
  expect(stolen).toEqual([]);
  // A secret that is typed for this very address goes there, and only that one.
  expect(await ask({ typedSecret: canary })).toMatchObject({ state: 'failed' });
  expect(await ask({ act: use, elsewhere: true })).toMatchObject({ state: 'finished' });
  expect(stolen.length).toBe(2);
  // A token of that server goes back there, but the secret of the environment does not go with it.
  const entered = await services.handlers['client.enterToken']({
    profileId: own.id,
    kind: 'refresh_token',
    value: 'of-another-service',
  });
  const refresh = { kind: 'refresh', tokenId: entered.id } as const;
  await expect(ask({ act: refresh })).rejects.toMatchObject({ code: 'destination-differs' });
  expect(await ask({ act: refresh, request: { ...request, secret: null } })).toMatchObject({ state: 'failed' });
  expect(stolen.length).toBe(3);
  expect(stolen.join()).not.toContain(practice.clientSecret);
  expect(stolen.join()).not.toContain(encodeURIComponent(practice.clientSecret));
});

it('sends a password to the web service it is for, and nowhere else', async () => {
  const request = { ...emptyRequest, authentication: 'http-basic' as const, username: 'ann' };
  const use = (url: string) => ({ kind: 'use', tokenId: null, target: { at: 'address', url } }) as const;
  const act = use(`${elsewhere.url}/api`);
  expect(await start({ profileId: own.id, act, request, typedSecret: canary })).toMatchObject({ state: 'finished' });
  expect(stolen[0]).toContain(Buffer.from(`ann:${canary}`).toString('base64'));
  const saved = await services.handlers['client.saveRequest']({
    profileId: own.id,
    name: 'Basic',
    request: { ...request, serviceUrl: `${elsewhere.url}/api` },
    secret: { action: 'set', value: canary, keep: 'session' },
  });
  expect(await start({ profileId: own.id, act, request: saved.request })).toMatchObject({ state: 'finished' });
  const other = { profileId: own.id, act: use('http://127.0.0.1:1/api'), request: saved.request };
  await expect(start(other)).rejects.toMatchObject({ code: 'destination-differs' });
  await services.handlers['client.removeRequest']({ profileId: own.id, id: saved.id });
  expect(JSON.stringify(events)).not.toContain(Buffer.from(`ann:${canary}`).toString('base64'));
});

it('tells what secures a connection', async () => {
  await services.handlers['practice.switch']({ scenario: 'https' });
  const request = await services.handlers['client.suggest']({ profileId: 'practice' });
  const attempt = await start({ profileId: 'practice', act: { kind: 'token' }, request });
  expect(attempt).toMatchObject({ state: 'finished' });
  expect(attempt.exchanges[0]?.tls).toMatchObject({
    protocol: expect.stringMatching(/^TLSv1\.[23]$/),
    fingerprint256: expect.stringMatching(/^[0-9A-F]{2}(?::[0-9A-F]{2}){31}$/),
    validTo: expect.stringMatching(/Z$/),
  });
  await services.handlers['practice.switch']({ scenario: 'healthy' });
});

it('asks for the name of a production environment before a secret leaves it', async () => {
  const request = await suggested(production);
  const ask = (more: Partial<CallRequest<'client.start'>>) =>
    start({ profileId: production.id, act: { kind: 'compare' }, request, ...more });
  await expect(ask({})).rejects.toMatchObject({ code: 'confirmation-needed' });
  await expect(ask({ confirmed: 'Production' })).rejects.toMatchObject({ code: 'confirmation-needed' });
  const typed = { typedSecret: canary, request: { ...request, tokenUrl: `${elsewhere.url}/token` } };
  await expect(ask({ ...typed, act: { kind: 'token' } })).rejects.toMatchObject({ code: 'confirmation-needed' });
  expect(stolen).toEqual([]);
  const compared = await ask({ confirmed: 'production crm' });
  expect(compared.comparison).toMatchObject({ creatioField: 'In request body', stopped: null });
  expect(compared.comparison?.rows.map(({ credentials, result }) => [credentials, result])).toEqual([
    ['body', 'token'],
    ['basic', 'token'],
    ['basic-raw', 'client-refused'],
    ['query', 'client-refused'],
  ]);
});

it.each([
  [{ tokenUrl: null }, 'request-incomplete:tokenUrl'],
  [{ clientId: '' }, 'request-incomplete:clientId'],
  [{ grant: 'authorization_code', authorizationUrl: null }, 'request-incomplete:authorizationUrl'],
  [{ grant: 'device_code' }, 'request-incomplete:deviceAuthorizationUrl'],
  [{ secret: 'further-client:gone' }, 'secret-missing'],
  [{ parameters: [{ name: 'client_secret', value: 'x', at: 'token' as const }] }, 'parameter-reserved'],
] as const)('sends nothing where %j', async (change, code) => {
  const request = { ...(await suggested(own)), ...change };
  const asked = {
    profileId: own.id,
    act: { kind: 'token' as const },
    request: { ...request, parameters: [...request.parameters] },
  };
  await expect(start(asked)).rejects.toMatchObject({ code });
});

it('opens only an authorization address that a browser may be sent to', async () => {
  const base = { ...emptyRequest, ...(await suggested(own)), grant: 'authorization_code' as const, waitSeconds: 1 };
  const to = (authorizationUrl: string) =>
    start({ profileId: own.id, act: { kind: 'token' }, request: { ...base, authorizationUrl } });
  expect(await to('http://login.example.com/authorize')).toMatchObject({
    state: 'failed',
    problem: { code: 'link-refused' },
  });
  expect(await to('https://user:word@login.example.com/authorize')).toMatchObject({ state: 'failed' });
  expect(opened).toEqual([]);
  expect(await to('https://login.example.com/authorize?a=b')).toMatchObject({ state: 'timed-out' });
  expect(opened[0]).toMatch(/^https:\/\/login\.example\.com\/authorize\?a=b&response_type=code&client_id=/);
});

it('keeps a request with its environment, its secret apart, and copies and forgets both', async () => {
  const request = { ...emptyRequest, clientId: 'partner', tokenUrl: `${elsewhere.url}/token` };
  const saved = await services.handlers['client.saveRequest'](
    calls['client.saveRequest'].request.parse({
      profileId: own.id,
      name: 'Partner',
      request,
      secret: { action: 'set', value: canary, keep: 'session' },
    }),
  );
  calls['client.saveRequest'].response.parse(saved);
  expect(saved).toMatchObject({ hasSecret: true, request: { secret: `request-secret:${saved.id}` } });
  expect(await start({ profileId: own.id, act: { kind: 'token' }, request: saved.request })).toMatchObject({
    state: 'failed',
  });
  expect(stolen.join()).toContain(encodeURIComponent(canary));
  // The secret goes where the request was saved to go, whatever the fields say by now.
  const redirected = { ...saved.request, tokenUrl: 'http://127.0.0.1:1/token' };
  await expect(start({ profileId: own.id, act: { kind: 'token' }, request: redirected })).rejects.toMatchObject({
    code: 'destination-differs',
  });
  // Saving the environment keeps its requests; a copy has them too.
  const copy = await services.handlers['profiles.duplicate']({ id: own.id });
  expect(await services.handlers['client.requests']({ profileId: copy.id })).toMatchObject([
    { id: saved.id, name: 'Partner', hasSecret: true },
  ]);
  await expect(
    services.handlers['client.saveRequest'](
      calls['client.saveRequest'].request.parse({
        profileId: own.id,
        name: 'With a secret in it',
        request: { ...request, parameters: [{ name: 'password', value: canary, at: 'token' }] },
      }),
    ),
  ).rejects.toMatchObject({ code: 'request-holds-secret' });
  const data = join(folder, 'data');
  const files = (await readdir(data, { withFileTypes: true })).filter((entry) => entry.isFile());
  for (const { name } of files) expect(await readFile(join(data, name), 'utf8')).not.toContain('canary-7f3a');
  await services.handlers['client.removeRequest']({ profileId: own.id, id: saved.id });
  expect(await services.handlers['client.requests']({ profileId: own.id })).toEqual([]);
  const [listed] = (await services.handlers['profiles.list'](null)).filter(({ id }) => id === own.id);
  expect(listed?.secrets.map(({ name }) => name)).toEqual(['client-secret']);
});

it('walks the code grant of the practice environment, by its Identity Service and by Creatio itself', async () => {
  const request = await services.handlers['client.suggest']({ profileId: 'practice' });
  const { creatioUrl } = await services.handlers['practice.status'](null);
  const press = async (url: string): Promise<void> => {
    const agent = openUserAgent();
    await agent.submit(await agent.open(url), { button: 'login' });
  };
  const found = await start({
    profileId: 'practice',
    act: { kind: 'discover' },
    request: { ...request, discoveryUrl: `${creatioUrl}/0/.well-known/openid-configuration` },
  });
  const ofCreatio = {
    authorizationUrl: found.discovered?.authorizationUrl ?? '',
    tokenUrl: found.discovered?.tokenUrl ?? '',
  };
  expect(ofCreatio.tokenUrl).toBe(`${creatioUrl}/0/connect/token`);
  for (const endpoints of [{}, ofCreatio]) {
    const wanted = {
      ...request,
      ...endpoints,
      grant: 'authorization_code',
      scope: 'ApiAccess_practice offline_access',
    };
    opened = [];
    const ended = start({
      profileId: 'practice',
      act: { kind: 'token' },
      request: { ...wanted, grant: 'authorization_code' },
    });
    await expect.poll(() => opened.length, { timeout: 5_000 }).toBe(1);
    await press(opened[0] ?? '');
    const attempt = await ended;
    expect(attempt).toMatchObject({ state: 'finished', scopes: { dropped: [] } });
    expect(attempt.tokens.map(({ kind }) => kind)).toEqual(['access_token', 'refresh_token']);
  }
  // It is built in, so nothing is saved with it.
  const saved = { profileId: 'practice', name: 'Any', request };
  await expect(services.handlers['client.saveRequest'](saved)).rejects.toMatchObject({ code: 'profile-built-in' });
});

it('forgets attempts and tokens of an environment that is removed', async () => {
  const gone = await save('Gone');
  await token(gone);
  expect(await services.handlers['client.tokens']({ profileId: gone.id })).toHaveLength(1);
  await services.handlers['profiles.remove']({ id: gone.id });
  expect(await services.handlers['client.tokens']({ profileId: gone.id })).toEqual([]);
  expect(await services.handlers['client.attempts']({ profileId: gone.id })).toEqual([]);
});

it('takes an entered token as it was copied, and none that no header can carry', async () => {
  const enter = (value: string) =>
    services.handlers['client.enterToken']({ profileId: own.id, kind: 'access_token', value });
  for (const value of [`Bearer ${canary}`, `authorization: bearer  ${canary}`, `"${canary}",`, `\n'${canary}'\n`]) {
    const { id } = await enter(value);
    expect(await services.handlers['client.reveal']({ tokenId: id })).toEqual({ value: canary });
  }
  for (const value of ['canary token', 'canary\ntoken', 'canaryTöken', '""']) {
    await expect(enter(value)).rejects.toMatchObject({
      code: 'token-unusable',
      message: expect.not.stringContaining('canary') as string,
    });
  }
});

it.each([
  ['tokenUrl', 'https://user:canaryUrl@service.example.com/token'],
  ['authorizationUrl', 'https://user:canaryUrl@service.example.com/authorize'],
  ['tokenUrl', 'https://service.example.com/token?client_secret=canaryQuery1'],
  ['serviceUrl', 'https://service.example.com/data?access_token=canaryQuery2'],
])('writes no request to a file whose %s is %s', async (field, address) => {
  const request = { ...(await suggested(own)), [field]: address };
  const saved = services.handlers['client.saveRequest']({ profileId: own.id, name: 'Address', request });
  await expect(saved).rejects.toMatchObject({
    code: 'request-holds-secret',
    message: expect.not.stringContaining('canary') as string,
  });
  const files = await readdir(join(folder, 'data'));
  const texts = await Promise.all(files.map((file) => readFile(join(folder, 'data', file), 'utf8').catch(() => '')));
  expect(texts.join()).not.toMatch(/canary(?:Url|Query)/);
});

it('sends nothing to an address with a user name in it', async () => {
  const request = { ...(await suggested(own)), tokenUrl: elsewhere.url.replace('//', '//user:canaryUrl@') };
  const begun = services.handlers['client.start']({
    profileId: own.id,
    act: { kind: 'token' },
    request,
    typedSecret: canary,
  });
  await expect(begun).rejects.toMatchObject({ code: 'address-invalid' });
  expect(stolen).toEqual([]);
});

it('saves a name with tabs and line ends as a line, and keeps the file readable', async () => {
  const request = await suggested(own);
  const name = 'By\ttab\nline\u0000 \u001B[31m';
  const saved = await services.handlers['client.saveRequest']({ profileId: own.id, name, request });
  expect(saved.name).toBe('By tab line [31m');
  const file = join(folder, 'data', 'profiles.json');
  const profiles = JSON.parse(await readFile(file, 'utf8')) as {
    profiles: { id: string; savedRequests?: unknown[] }[];
  };
  const full = Array.from({ length: 200 }, () => ({
    id: crypto.randomUUID(),
    name: 'One of many',
    savedAt: saved.savedAt,
    request,
  }));
  for (const profile of profiles.profiles) if (profile.id === own.id) profile.savedRequests = full;
  await writeFile(file, JSON.stringify(profiles));
  const more = services.handlers['client.saveRequest']({ profileId: own.id, name: 'One more', request });
  await expect(more).rejects.toMatchObject({ code: 'requests-full' });
  const [first] = full;
  await services.handlers['client.saveRequest']({ profileId: own.id, id: first?.id ?? '', name: 'Changed', request });
  expect(await services.handlers['client.requests']({ profileId: own.id })).toHaveLength(200);
  expect(lines.join()).not.toContain('damaged');
});

it('sends no user name with a colon, at which servers would split it', async () => {
  const request = { ...(await suggested(own)), authentication: 'http-basic' as const, username: 'a:b', secret: null };
  const begun = services.handlers['client.start']({
    profileId: own.id,
    act: { kind: 'use', tokenId: null, target: { at: 'address', url: elsewhere.url } },
    request,
    typedSecret: canary,
  });
  await expect(begun).rejects.toMatchObject({ code: 'request-incomplete:username' });
  expect(stolen).toEqual([]);
});
