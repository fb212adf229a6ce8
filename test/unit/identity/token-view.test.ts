import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as jose from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { createNetwork } from '../../../electron/net/index.ts';
import { readKeySet } from '../../../electron/oauth/json-web-keys.ts';
import { readKeys, viewToken, type KeysToCheckWith } from '../../../electron/oauth/token-view.ts';
import { compareScopes, tokenViewSchema, type TokenView } from '../../../shared/token-view/index.ts';

const now = new Date('2026-11-21T12:00:00Z');
const seconds = now.getTime() / 1_000;
let signing: CryptoKey;
let other: CryptoKey;
let published: KeysToCheckWith;
let keySet: string;

beforeAll(async () => {
  const pair = await jose.generateKeyPair('RS256', { extractable: true });
  signing = pair.privateKey;
  other = (await jose.generateKeyPair('RS256')).privateKey;
  keySet = JSON.stringify({ keys: [{ ...(await jose.exportJWK(pair.publicKey)), kid: 'one', use: 'sig' }] });
  published = { keys: readKeySet(keySet) ?? [], problem: null };
});

const claims = {
  iss: 'https://identity.example.com',
  aud: ['creatio'],
  client_id: 'crm',
  scope: ['read', 'write'],
  iat: seconds - 60,
  nbf: seconds - 60,
  exp: seconds + 3_540,
  'http://schemas.example.com/role': { a: 1 },
};

const signed = (
  key: CryptoKey = signing,
  header: Partial<jose.JWTHeaderParameters> = {},
  changed: Partial<typeof claims> = {},
): Promise<string> =>
  new jose.SignJWT({ ...claims, ...changed })
    .setProtectedHeader({ alg: 'RS256', kid: 'one', typ: 'at+jwt', ...header })
    .sign(key);

function view(token: string, keys: KeysToCheckWith = published): TokenView {
  return tokenViewSchema.parse(JSON.parse(JSON.stringify(viewToken(token, keys, now))));
}

describe('a signed token', () => {
  it('is told with what its members mean, its times and its scopes', async () => {
    const seen = view(await signed());
    expect(seen).toMatchObject({
      form: 'signed',
      issuedAt: '2026-11-21T11:59:00.000Z',
      notBefore: '2026-11-21T11:59:00.000Z',
      expiresAt: '2026-11-21T12:59:00.000Z',
      scopes: ['read', 'write'],
      audience: ['creatio'],
      signature: { state: 'valid', said: 'The signature is right: it matches the key one.' },
      problems: [],
    });
    expect(seen.header.map(({ name }) => name)).toEqual(['alg', 'kid', 'typ']);
    expect(seen.claims).toContainEqual({
      name: 'exp',
      value: String(claims.exp),
      meaning: 'Expires: from then on it is refused',
      at: '2026-11-21T12:59:00.000Z',
    });
    expect(seen.claims).toContainEqual({
      name: 'http://schemas.example.com/role',
      value: '{"a":1}',
      meaning: null,
      at: null,
    });
  });

  it.each([
    ['wrong', 'another key under the same id', () => signed(other)],
    ['key-unknown', 'a key that is not published', () => signed(other, { kid: 'two' })],
    ['valid', 'a known key under another id', () => signed(signing, { kid: 'two' })],
    ['unsigned', 'none', async () => new jose.UnsecuredJWT(claims).encode()],
    [
      'shared-secret',
      'HS256 with the published key as its secret',
      () => new jose.SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(keySet)),
    ],
    [
      'algorithm-unknown',
      'EdDSA',
      async () =>
        new jose.SignJWT(claims)
          .setProtectedHeader({ alg: 'EdDSA' })
          .sign((await jose.generateKeyPair('EdDSA')).privateKey),
    ],
    [
      'wrong',
      'a claim that was changed',
      async () =>
        (await signed()).replace(
          /\.[^.]*\./,
          `.${jose.base64url.encode(JSON.stringify({ ...claims, sub: 'admin' }))}.`,
        ),
    ],
    [
      'key-unknown',
      'a key that the token brings along',
      async () => {
        const { publicKey, privateKey } = await jose.generateKeyPair('RS256', { extractable: true });
        return signed(privateKey, { kid: 'mine', jwk: await jose.exportJWK(publicKey) });
      },
    ],
  ])('has a signature that is %s with %s', async (state, _with, make) => {
    const seen = view(await make());
    expect(seen.signature.state).toBe(state);
    expect(seen.said).toContain(state === 'unsigned' ? 'and change it unnoticed' : 'nobody can change it unnoticed');
    const harmless = state === 'valid' || state === 'algorithm-unknown';
    expect(seen.problems.map(({ remediation }) => remediation)).toEqual(harmless ? [] : ['token-signature-invalid']);
  });

  it.each([
    [{ exp: seconds - 1 }, 'token-expired'],
    [{ nbf: seconds + 600 }, 'token-not-yet-valid'],
    [{ aud: [] }, 'token-audience-missing'],
  ])('is doubted for %j', async (changed, remediation) => {
    expect(view(await signed(signing, {}, changed)).problems).toEqual([{ said: expect.any(String), remediation }]);
  });

  it('names a published key that cannot be used, and does not call it unpublished', async () => {
    const keys = (JSON.parse(keySet) as { keys: object[] }).keys;
    const bound = readKeySet(JSON.stringify({ keys: [{ ...keys[0], alg: 'PS256' }] })) ?? [];
    const encrypting =
      readKeySet(
        JSON.stringify({
          keys: [
            { ...keys[0], use: 'enc' },
            { ...keys[0], kid: 'x' },
          ],
        }),
      ) ?? [];
    const seen = view(await signed(other), { keys: [...bound, ...encrypting], problem: null });
    expect(seen.signature).toEqual({
      state: 'keys-unusable',
      said: 'Signature: not checked: the token names the key one, which is published and cannot be used for it (it is published for the algorithm PS256).',
    });
    const meant = view(await signed(other), { keys: encrypting, problem: null });
    expect(meant.signature.said).toContain('cannot be used for it (not meant for signatures)');
  });

  it.each([
    ['exp', String(seconds + 60)],
    ['exp', (seconds + 60) * 1_000],
    ['nbf', null],
    ['iat', 1e300],
  ])('names %s as no moment where it is %j', async (name, value) => {
    const token = `${jose.base64url.encode('{"alg":"EdDSA"}')}.${jose.base64url.encode(JSON.stringify({ ...claims, [name]: value }))}.abc`;
    expect(view(token).problems).toContainEqual({
      said: `${name} is no moment in seconds since 1970, so that servers may refuse the token.`,
      remediation: 'token-non-conforming',
    });
  });

  it('shows signs that deceive as their code points', async () => {
    const odd = { 'a\u202E': 'b\u202Ec\u001B', aud: ['d\u202E'], scope: 'e\u200B' };
    const token = `${jose.base64url.encode('{"alg":"EdDSA"}')}.${jose.base64url.encode(JSON.stringify(odd))}.abc`;
    const seen = view(token);
    expect(seen.claims[0]).toMatchObject({ name: 'a[U+202E]', value: 'b[U+202E]c[U+001B]' });
    expect(seen).toMatchObject({ audience: ['d[U+202E]'], scopes: ['e[U+200B]'] });
  });

  it('keeps the texts of a list that holds something else', async () => {
    const token = `${jose.base64url.encode('{"alg":"EdDSA"}')}.${jose.base64url.encode('{"aud":["creatio",5]}')}.abc`;
    expect(view(token)).toMatchObject({ audience: ['creatio'], problems: [] });
  });

  it('survives members of any kind', async () => {
    const odd = { exp: '1', nbf: 1e300, iat: -1e12, aud: 7, scope: { a: 1 }, iss: null, __proto__: 'x', toString: 1 };
    const token = `${jose.base64url.encode('{"alg":5}')}.${jose.base64url.encode(JSON.stringify(odd))}.`;
    expect(view(token)).toMatchObject({ form: 'signed', expiresAt: null, notBefore: null, audience: [] });
    expect(view(token).claims.find(({ name }) => name === 'toString')?.meaning).toBeNull();
  });
});

describe('a token that cannot be read', () => {
  it.each([
    ['opaque', 'gho_16C7e42F292c6912E7710c838347Ae178B4a', /is opaque/],
    ['opaque', 'a.b.c', /damaged or cut off/],
    ['opaque', '', /is opaque/],
  ])('is %s: %s', (form, token, said) => {
    const seen = view(token);
    expect(seen).toMatchObject({ form, signature: { state: 'none' }, claims: [], problems: [] });
    expect(seen.said).toMatch(said);
  });

  it('is encrypted', async () => {
    const token = await new jose.EncryptJWT(claims)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(new Uint8Array(32));
    const seen = view(token);
    expect(seen).toMatchObject({ form: 'encrypted', claims: [], signature: { state: 'none' } });
    expect(seen.header).toContainEqual({
      name: 'enc',
      value: 'A256GCM',
      meaning: 'The algorithm of the encryption',
      at: null,
    });
  });
});

describe('the keys', () => {
  it('are read from their address, or it is told why not', async () => {
    const replies: Record<string, [status: number, body: string]> = {
      '/keys': [200, keySet],
      '/page': [200, '<html>'],
      '/gone': [404, ''],
    };
    const server = createServer((request, response) => {
      const [status, body] = replies[request.url ?? ''] ?? [500, ''];
      response.writeHead(status).end(body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const network = createNetwork();
    const read = (path: string | null) =>
      readKeys(network, path === null ? null : `http://127.0.0.1:${port}${path}`, new AbortController().signal);
    const token = await signed();
    try {
      expect(view(token, await read('/keys')).signature.state).toBe('valid');
      for (const [path, why] of [
        [null, /No address of signing keys is known/],
        ['/page', /There is no key set at .*HTTP 200/],
        ['/gone', /HTTP 404/],
      ] as const) {
        expect(view(token, await read(path)).signature).toEqual({
          state: 'keys-unread',
          said: expect.stringMatching(why),
        });
      }
    } finally {
      server.close();
    }
    const { signature } = view(token, await read('/keys'));
    expect(signature.state).toBe('keys-unread');
    expect(signature.said).toContain('Nothing is listening');
    await network.close();
  });
});

it('puts scopes beside each other', () => {
  expect(compareScopes(['a', 'b'], ['a'], null)).toEqual([
    { scope: 'a', asked: true, inReply: true, inToken: null },
    { scope: 'b', asked: true, inReply: false, inToken: null },
  ]);
  expect(compareScopes(['a'], null, ['a', 'c'])).toEqual([
    { scope: 'a', asked: true, inReply: null, inToken: true },
    { scope: 'c', asked: false, inReply: null, inToken: true },
  ]);
});
