import { expect, test } from 'vitest';
import { createSelfSigned } from '../../../electron/practice/certificates.ts';
import { identityChecks } from '../../../electron/checks/identity/index.ts';
import { readDiscoveryDocument } from '../../../electron/oauth/discovery-document.ts';
import type { RunFacts } from '../../../electron/checks/types.ts';
import { identityUrl, runScripted, type ScriptedReply } from './scripted-run.ts';
import { ecKey, rsaKey } from './signing.ts';

const keys = identityChecks.find(({ id }) => id === 'identity.keys');
const address = `${identityUrl}/jwks`;
const factsFor = (jwksUri: string): RunFacts => {
  const discovery = readDiscoveryDocument(JSON.stringify({ jwks_uri: jwksUri }));
  return discovery === null ? {} : { discovery };
};
const set = (...published: unknown[]): ScriptedReply => ({ body: JSON.stringify({ keys: published }) });
const rsa = rsaKey('r1').published;
const ec = ecKey('e1').published;
const weak = rsaKey('w1', 1_024).published;

test.each<[string, ScriptedReply, string, string | null]>([
  ['an RSA key', set(rsa), 'pass', null],
  ['an RSA key for signatures', set({ ...rsa, use: 'sig', alg: 'RS256', key_ops: ['verify'] }), 'pass', null],
  ['a P-256 key', set(ec), 'pass', null],
  ['a P-384 key', set(ecKey('e2', 'P-384').published), 'pass', null],
  ['a P-521 key', set(ecKey('e3', 'P-521').published), 'pass', null],
  ['a key without id', set({ ...rsa, kid: undefined }), 'pass', null],
  ['a usable key among others', set({ ...rsa, use: 'enc' }, 'x', null, weak, ec), 'pass', null],
  ['no key', set(), 'fail', 'keys-empty'],
  ['a key for encryption only', set({ ...rsa, use: 'enc' }), 'fail', 'keys-unusable'],
  ['a key for signing only', set({ ...rsa, key_ops: ['sign'] }), 'fail', 'keys-unusable'],
  ['a short RSA key', set(weak), 'fail', 'keys-unusable'],
  ['an unknown algorithm', set({ ...rsa, alg: 'XX1' }), 'fail', 'keys-unusable'],
  ['an unusual curve', set(ecKey('e4', 'secp256k1').published), 'fail', 'keys-unusable'],
  ['a damaged point', set({ ...ec, x: 'AAAA' }), 'fail', 'keys-unusable'],
  ['an RSA key without modulus', set({ kty: 'RSA', e: 'AQAB' }), 'fail', 'keys-unusable'],
  ['a symmetric key', set({ kty: 'oct', k: 'c2hhcmVk' }), 'fail', 'keys-unusable'],
  ['things that are no keys', set(1, 'x', null, []), 'fail', 'keys-unusable'],
  ['no set', { body: '{}' }, 'fail', 'keys-unavailable'],
  ['keys that are no list', { body: '{"keys":{}}' }, 'fail', 'keys-unavailable'],
  ['a web page', { body: '<html></html>' }, 'fail', 'keys-unavailable'],
  ['404', { status: 404, body: '' }, 'fail', 'keys-unavailable'],
  ['500', { status: 500, body: '' }, 'fail', 'keys-unavailable'],
  ['500.30', { status: 500, body: 'HTTP Error 500.30 - x' }, 'fail', 'hosting-500-30'],
  ['a redirect', { status: 301, redirectsTo: 'https://b.example.com/' }, 'fail', 'http-redirect-elsewhere'],
  ['no reply', { failure: { finding: 'tcp-refused', message: 'Refused.' } }, 'fail', 'tcp-refused'],
])('keys: %s', async (_what, reply, status, remediation) => {
  const { result } = await runScripted(keys, { [address]: reply }, { facts: factsFor(address) });
  expect({ status: result.status, remediation: result.remediation }).toEqual({ status, remediation });
  expect(result.summary).toMatch(/^[A-Z].*\.$/s);
});

test('keys elsewhere are fetched, and the report says so', async () => {
  const elsewhere = 'https://keys.example.com/jwks';
  const { result } = await runScripted(keys, { [elsewhere]: set(rsa) }, { facts: factsFor(elsewhere) });
  expect(result.status).toBe('pass');
  expect(result.summary).toContain(elsewhere);
});

test('keys elsewhere that cannot be asked for are laid to the document that names them', async () => {
  const elsewhere = 'https://keys.example.com/jwks';
  const failure: ScriptedReply = { failure: { finding: 'dns-not-found', message: 'The name does not exist.' } };
  const { result } = await runScripted(keys, { [elsewhere]: failure }, { facts: factsFor(elsewhere) });
  expect(result.remediation).toBe('discovery-endpoints-elsewhere');
  expect(result.summary).toMatch(/discovery document sends clients .* https:\/\/keys\.example\.com\/jwks\. The name/);
});

test('shows the end of the certificate that comes with a key', async () => {
  const { certificate } = await createSelfSigned({ commonName: 'signing', notAfter: new Date('2026-11-09T12:00:00Z') });
  const x5c = [certificate.replaceAll(/-----[^-]+-----|\s/g, '')];
  const { result } = await runScripted(keys, { [address]: set({ ...rsa, x5c }) }, { facts: factsFor(address) });
  expect(result.status).toBe('pass');
  expect(JSON.stringify(result.evidence)).toContain('its certificate ends 2026-11-09 12:00:00 UTC (12 d ago)');
});

test('a private key that is published by mistake is not shown', async () => {
  const { privateKey } = rsaKey('r2');
  const exported = privateKey.export({ format: 'jwk' });
  const { result } = await runScripted(keys, { [address]: set(exported, 7) }, { facts: factsFor(address) });
  expect(exported.d).toBeTypeOf('string');
  expect(JSON.stringify(result)).not.toContain(exported.d);
  expect(JSON.stringify(result)).not.toContain(exported.p);
});
