import { expect, test } from 'vitest';
import { readDiscoveryDocument } from '../../../electron/oauth/discovery-document.ts';
import { readKeySet } from '../../../electron/oauth/json-web-keys.ts';
import { tokenChecks } from '../../../electron/checks/token/index.ts';
import type { RunFacts } from '../../../electron/checks/types.ts';
import { identityUrl, now, runScripted, type ScriptedRun } from './scripted-run.ts';
import { ecKey, otherToken, rsaKey, signedToken } from './signing.ts';

const inspect = tokenChecks.find(({ id }) => id === 'token.inspect');
const nowSeconds = Math.floor(now.getTime() / 1_000);
const claims = {
  iss: identityUrl,
  aud: ['ApplicationAccess_1'],
  client_id: 'client-1',
  scope: ['one', 'two'],
  iat: nowSeconds,
  nbf: nowSeconds,
  exp: nowSeconds + 3_600,
};
const key = rsaKey('r1');
const stranger = rsaKey('s1');
const keyOf = new Map([
  ['ES256', ecKey('e256')],
  ['ES384', ecKey('e384', 'P-384')],
  ['ES512', ecKey('e512', 'P-521')],
]);
const publishedKeys = [key, ...keyOf.values()].map(({ published }) => published);

interface Situation {
  published?: unknown[] | null;
  issuer?: string | null;
  clockDifferenceMs?: number;
}

function inspected(token: string, situation: Situation = {}): Promise<ScriptedRun> {
  const { published = publishedKeys, issuer = identityUrl, clockDifferenceMs } = situation;
  const discovery = issuer === null ? null : readDiscoveryDocument(JSON.stringify({ issuer }));
  const read = published === null ? null : readKeySet(JSON.stringify({ keys: published }));
  const facts: RunFacts = {
    accessToken: { value: token, type: 'Bearer', expiresIn: 3_600, scope: null },
    ...(discovery === null ? {} : { discovery }),
    ...(read === null ? {} : { publishedKeys: read }),
    ...(clockDifferenceMs === undefined
      ? {}
      : { identityClock: { date: 'x', differenceMs: clockDifferenceMs, uncertaintyMs: 500 } }),
  };
  return runScripted(inspect, {}, { facts });
}

const rs256 = (changes: Record<string, unknown>, header: Record<string, unknown> = { kid: 'r1' }): string =>
  signedToken(key.privateKey, { alg: 'RS256', ...header }, { ...claims, ...changes });

test.each(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'])(
  'a token signed with %s passes, and fails once it was changed',
  async (alg) => {
    const signer = keyOf.get(alg) ?? key;
    const token = signedToken(signer.privateKey, { alg, kid: signer.published['kid'] }, claims);
    const { result } = await inspected(token);
    expect(result).toMatchObject({ status: 'pass', remediation: null });
    expect(result.summary).toContain('its signature matches the published keys');
    expect(JSON.stringify(result)).not.toContain(token);
    expect(JSON.stringify(result)).not.toContain(token.split('.')[2]);

    const [header, , signature] = token.split('.');
    const forged = Buffer.from(JSON.stringify({ ...claims, client_id: 'other' })).toString('base64url');
    const changed = await inspected(`${header}.${forged}.${signature}`);
    expect(changed.result).toMatchObject({ status: 'fail', remediation: 'token-signature-invalid' });
  },
);

test.each<[string, string, Situation, string, string | null, RegExp]>([
  ['no key id', rs256({}, {}), {}, 'pass', null, /valid/],
  ['an unknown key id', rs256({}, { kid: 'gone' }), {}, 'pass', null, /valid/],
  [
    'a strange key',
    signedToken(stranger.privateKey, { alg: 'RS256', kid: 's1' }, claims),
    {},
    'fail',
    'token-signature-invalid',
    /none of the published keys/,
  ],
  [
    'a known key id but a strange key',
    signedToken(stranger.privateKey, { alg: 'RS256', kid: 'r1' }, claims),
    {},
    'fail',
    'token-signature-invalid',
    /does not match/,
  ],
  ['no published key', rs256({}), { published: [] }, 'pass', null, /not checked/],
  ['keys that could not be read', rs256({}), { published: null }, 'pass', null, /not checked/],
  ['no signature', otherToken('none', claims), {}, 'fail', 'token-signature-invalid', /not signed/],
  ['a shared secret', otherToken('HS256', claims), {}, 'fail', 'token-signature-invalid', /shared secret/],
  ['an unknown algorithm', otherToken('XX1', claims), {}, 'pass', null, /does not know the algorithm XX1/],
  [
    'scopes as one text',
    rs256({ scope: 'one two' }),
    {},
    'pass',
    null,
    /valid for another 1 h|valid for another 59 min/,
  ],
  ['an audience as one text', rs256({ aud: 'a' }), {}, 'pass', null, /valid/],
  ['no audience', rs256({ aud: undefined }), {}, 'warn', 'token-audience-missing', /for whom/],
  ['an empty audience', rs256({ aud: [] }), {}, 'warn', 'token-audience-missing', /for whom/],
  ['another issuer', rs256({ iss: 'https://other' }), {}, 'warn', 'token-issuer-differs', /IDX10205/],
  [
    'an issuer in another case',
    rs256({ iss: identityUrl.toUpperCase() }),
    {},
    'warn',
    'token-issuer-differs',
    /IDX10205/,
  ],
  ['no issuer', rs256({ iss: undefined }), {}, 'warn', 'token-issuer-differs', /names no issuer/],
  ['an issuer nobody can compare', rs256({ iss: 'x' }), { issuer: null }, 'pass', null, /valid/],
  ['no expiry', rs256({ exp: undefined }), {}, 'warn', 'token-non-conforming', /when it expires/],
  ['an expiry as text', rs256({ exp: '99' }), {}, 'warn', 'token-non-conforming', /\(exp\), but not as a number/],
  ['an expiry beyond the calendar', rs256({ exp: 1e18 }), {}, 'warn', 'token-non-conforming', /in the calendar/],
  [
    'an expiry in milliseconds',
    rs256({ exp: (nowSeconds + 60) * 1_000 }),
    {},
    'warn',
    'token-non-conforming',
    /in milliseconds/,
  ],
  [
    'an expiry in the past',
    rs256({ exp: nowSeconds - 90 }),
    {},
    'fail',
    'token-expired',
    /expired 1 min 31 s ago|expired 1 min 30 s ago/,
  ],
  [
    'an expiry in the past of this computer only',
    rs256({ exp: nowSeconds - 90 }),
    { clockDifferenceMs: -600_000 },
    'warn',
    'token-expired',
    /10 min behind/,
  ],
  [
    'a start in the near future',
    rs256({ nbf: nowSeconds + 120 }),
    {},
    'warn',
    'token-not-yet-valid',
    /begins 2 min|begins 1 min 59|begins 1 min 60/,
  ],
  ['a start in the far future', rs256({ nbf: nowSeconds + 3_000 }), {}, 'fail', 'token-not-yet-valid', /in the future/],
  [
    'an issue in the far future',
    rs256({ iat: nowSeconds + 3_000 }),
    {},
    'fail',
    'token-not-yet-valid',
    /in the future/,
  ],
  [
    'a start that the clocks explain',
    rs256({ nbf: nowSeconds + 600 }),
    { clockDifferenceMs: 600_000 },
    'warn',
    'token-not-yet-valid',
    /10 min ahead/,
  ],
  ['a start a second away', rs256({ nbf: nowSeconds + 2 }), {}, 'pass', null, /valid/],
  ['two problems', rs256({ aud: undefined, exp: nowSeconds - 90 }), {}, 'fail', 'token-expired', /expired .* for whom/],
  ['an opaque form', 'a1b2c3d4e5f6', {}, 'pass', null, /opaque/],
  ['an opaque form with dots', 'a.b.c', {}, 'pass', null, /opaque/],
  [
    'an encrypted form',
    `${Buffer.from('{"alg":"RSA-OAEP","enc":"A128GCM"}').toString('base64url')}.a.b.c.d`,
    {},
    'pass',
    null,
    /encrypted/,
  ],
])('a token with %s', async (_what, token, situation, status, remediation, words) => {
  const { result } = await inspected(token, situation);
  expect({ status: result.status, remediation: result.remediation }).toEqual({ status, remediation });
  expect(result.summary).toMatch(words);
  expect(JSON.stringify(result)).not.toContain(token);
});

test('shows the claims with times for people', async () => {
  const { result } = await inspected(rs256({ sub: 'someone' }));
  const [facts] = result.evidence;
  const rows = facts?.kind === 'facts' ? facts.rows : [];
  expect(rows).toContainEqual({ label: 'Scopes', value: 'one, two' });
  expect(rows).toContainEqual({ label: 'Audience', value: 'ApplicationAccess_1' });
  expect(rows).toContainEqual({ label: 'Expires', value: '2026-11-21 13:00:00 UTC (in 1 h)' });
  expect(rows).toContainEqual({ label: 'Signature', value: 'matches the key r1' });
});

test('is skipped without a token', async () => {
  expect((await runScripted(inspect, {})).result.status).toBe('skip');
});
