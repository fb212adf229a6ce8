import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Services } from '../../../electron/ipc/index.ts';
import { createNetwork } from '../../../electron/net/index.ts';
import { readToken } from '../../../electron/oauth/client/index.ts';
import { startPractice, type Practice } from '../../../electron/practice/index.ts';
import { calls } from '../../../shared/contract.ts';
import { settingDefaults } from '../../../shared/profile.ts';
import type { TokenView } from '../../../shared/token-view/index.ts';
import { serve } from '../identity/servers.ts';
import { servicesIn } from '../../fixtures/console-services.ts';

let folder: string;
let practice: Practice;
let services: Services;
let profileId: string;
let token: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-token-'));
  practice = await startPractice();
  services = servicesIn(join(folder, 'data'));
  const saved = await services.handlers['profiles.save']({
    profile: {
      name: 'Own',
      creatioUrl: practice.creatioUrl,
      platform: 'net-framework',
      identityServiceUrl: practice.identityServiceUrl,
      clientId: practice.clientId,
      timeLimitSeconds: 5,
      ...settingDefaults,
    },
    secrets: {},
    keepSecrets: 'session',
  });
  profileId = saved.id;
  const network = createNetwork();
  const { final } = await network.request({
    method: 'POST',
    url: `${practice.identityServiceUrl}/connect/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: practice.clientId,
      client_secret: practice.clientSecret,
    }).toString(),
    signal: new AbortController().signal,
  });
  await network.close();
  token = String((JSON.parse(final.response?.body ?? '{}') as { access_token?: string }).access_token);
});
afterAll(async () => {
  await services.close();
  await practice.close();
  await rm(folder, { recursive: true, force: true });
});

/** Enters a token and reads it over the contract, as the page does. */
async function entered(value: string): Promise<TokenView> {
  const { id } = await services.handlers['client.enterToken']({ profileId, kind: 'access_token', value });
  return calls['client.readToken'].response.parse(await services.handlers['client.readToken']({ tokenId: id }));
}

it('checks the signature of a token with the keys of its environment', async () => {
  const seen = await entered(token);
  expect(seen).toMatchObject({ form: 'signed', signature: { state: 'valid' }, problems: [] });
  expect(seen.claims.find(({ name }) => name === 'iss')?.value).toBe(practice.identityServiceUrl);
  const [header = '', claims = ''] = token.split('.');
  expect((await entered(`${header}.${claims}.AAAA`)).signature.state).toBe('wrong');
  expect(await entered('opaque')).toMatchObject({ form: 'opaque', signature: { state: 'none' } });
});

it('names extensions that a server has to know, and names that stand twice', async () => {
  const part = (text: string) => Buffer.from(text).toString('base64url');
  const made = (header: string, claims: string) => entered(`${part(header)}.${part(claims)}.AAAA`);
  const said = ({ problems }: TokenView) => problems.map((problem) => problem.said).join('\n');
  const extended = await made('{"alg":"RS256","crit":["urn:x:seal"],"urn:x:seal":1}', '{"aud":"a"}');
  expect(said(extended)).toMatch(/has to know or else refuse the token \(crit\): urn:x:seal\./);
  expect(said(await made('{"alg":"RS256","crit":[]}', '{"aud":"a"}'))).toMatch(
    /crit in the header is no list of names/,
  );
  const twice = await made('{"alg":"RS256"}', '{"aud":"a","nested":{"aud":"b"},"\\u0061ud":"c"}');
  expect(said(twice)).toMatch(/^aud stands more than once in the token/m);
  expect(said(await made('{"alg":"RS256"}', '{"aud":"a:","x":{"aud":"\\"aud\\":"}}'))).not.toMatch(/more than once/);
});

it('says why the keys could not be read, in time', async () => {
  const silent = await serve(() => undefined);
  const network = createNetwork();
  const read = (jwksUrl: string | null, discoveryUrl: string | null) =>
    readToken(token, { jwksUrl, discoveryUrl }, { network, timeLimitMs: 200, now: () => new Date() });
  try {
    const { signature } = await read(silent.url, null);
    expect(signature).toEqual({
      state: 'keys-unread',
      said: 'The signature was not checked. The signing keys could not be read in time.',
    });
    expect((await read(null, null)).signature.state).toBe('keys-unread');
  } finally {
    await network.close();
    await silent.close();
  }
});
