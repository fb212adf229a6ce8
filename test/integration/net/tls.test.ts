import { createServer } from 'node:https';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNetwork, type Network, type TlsInspection } from '../../../electron/net/index.ts';
import { alternativeNames, isNamedFor } from '../../../electron/net/tls/names.ts';
import { createAuthority } from '../../../electron/practice/certificates.ts';
import { X509Certificate } from 'node:crypto';
import { createAddressAsName, issueRsa } from '../../fixtures/net-certificates.ts';
import { listen } from '../../fixtures/net-servers.ts';
import { inspectTlsFaults, startTlsFaults, type TlsFaults } from '../../fixtures/tls-faults.ts';

const signal = new AbortController().signal;
const limits = { handshakeMs: 1_500 };
let table: TlsFaults;
let network: Network;
beforeAll(async () => {
  table = await startTlsFaults();
  network = createNetwork({ trust: { additionalCertificates: table.authorities }, limits });
});
afterAll(async () => {
  await network.close();
  await table.close();
});

const inspect = (name: string): Promise<TlsInspection> => network.inspectTls(faultNamed(name), signal);
function faultNamed(name: string): TlsFaults['faults'][number] {
  const fault = table.faults.find((one) => one.name === name);
  if (fault === undefined) throw new Error(`There is no fault ${name}`);
  return fault;
}

test('every fault of the table is found, all at once where there are several', async () => {
  const found = await inspectTlsFaults(network, table.faults, signal);
  expect(found.map(({ name, findings }) => ({ name, findings }))).toEqual(
    table.faults.map(({ name, findings }) => ({ name, findings })),
  );
  const words = new Map(found.map(({ name, messages }) => [name, messages.join(' ')]));
  expect(words.get('expired')).toMatch(
    /^The certificate of localhost expired 12 days ago \(on \d+ [A-Z][a-z]+ \d{4}\)\.$/,
  );
  expect(words.get('expired authority in between')).toContain('the authority "Expired Authority"');
  expect(words.get('wrong name')).toContain('identity.example.com, *.example.org, 192.0.2.7');
  expect(words.get('intermediate missing')).toContain('"Issuing Authority"');
  expect(words.get('unknown authority')).toContain('"Strange Root"');
  expect(words.get('TLS 1.0')).toContain('at most TLS 1.0');
  expect(words.get('another service')).toContain('SSH-2.0');
});

test.each([
  [1_024, 'SHA-256', 'the RSA key has 1024 bits, and 2048 are the least that is safe'],
  [2_048, 'SHA-1', 'the signature is made with SHA-1, which is no longer safe'],
])('a certificate with %i bits and %s is refused for what is weak in it', async (bits, hash, words) => {
  const { authority, server } = await issueRsa(bits, hash);
  const { privateKey: key, certificate: cert } = server;
  const { port, close } = await listen(createServer({ key, cert, ciphers: 'DEFAULT@SECLEVEL=0' }));
  const own = createNetwork({ trust: { additionalCertificates: [authority] }, limits });
  const { failures } = await own.inspectTls({ hostname: 'localhost', port }, signal);
  await Promise.all([own.close(), close()]);
  expect(failures).toMatchObject([{ finding: 'tls-certificate-unsuitable', message: expect.stringContaining(words) }]);
});

test('an IP address that a certificate names as a DNS name is told so', async () => {
  const { privateKey: key, certificate: cert } = await createAddressAsName('127.0.0.1');
  const { port, close } = await listen(createServer({ key, cert }));
  const { failures } = await network.inspectTls({ hostname: '127.0.0.1', port }, signal);
  await close();
  const wrongName = failures.find(({ finding }) => finding === 'tls-wrong-name');
  expect(wrongName?.message).toContain('names this address as if it were a DNS name');
});

test('plain HTTP at a port for https is told as that, whatever the server does with it', async () => {
  const { port } = faultNamed('trusted');
  const { final } = await network.request({ method: 'GET', url: `http://localhost:${port}/`, signal });
  expect(final.failure?.finding).toBe('https-wanted');
  expect(final.failure?.message).toContain('Use https://');
});

test('a request fails with the same words as the inspection', async () => {
  const outcomes = await Promise.all(
    table.faults
      .filter(({ findings }) => findings.length > 0)
      .map(async ({ name, hostname, port }) => {
        const inspection = await network.inspectTls({ hostname, port }, signal);
        const { final } = await network.request({ method: 'GET', url: `https://${hostname}:${port}/`, signal });
        return { name, inspected: inspection.failures[0]?.message, requested: final.failure?.message };
      }),
  );
  for (const { name, inspected, requested } of outcomes)
    expect({ name, words: requested }).toEqual({ name, words: inspected });
});

test('the chain is shown as sent', async () => {
  const { protocol, cipher, chain } = await inspect('trusted through an intermediate');
  expect(protocol).toBe('TLSv1.3');
  expect(cipher).toMatch(/^TLS_/);
  expect(chain.map(({ subject }) => subject)).toEqual(['CN=below', 'CN=Issuing Authority']);
  expect(chain[0]).toMatchObject({
    issuer: 'CN=Issuing Authority',
    subjectAlternativeNames: ['localhost', '127.0.0.1', '::1'],
    selfSigned: false,
    isAuthority: false,
    keyType: 'EC P-256',
    daysLeft: 364,
  });
  expect(chain[1]).toMatchObject({ isAuthority: true });
  const expired = await inspect('expired');
  expect(expired.chain[0]?.daysLeft).toBeLessThan(-11);
});

test('hosts that cannot be reached are told by their layer', async () => {
  const closed = await listen(createServer());
  await closed.close();
  const refused = await network.inspectTls({ hostname: '127.0.0.1', port: closed.port }, signal);
  expect(refused.failures.map(({ finding }) => finding)).toEqual(['tcp-refused']);
  const unknown = await network.inspectTls({ hostname: 'no-such-host.invalid', port: 443 }, signal);
  expect(unknown.failures[0]?.layer).toBe('dns');
});

test('IPv6 in brackets is inspected, and matched by its address', async () => {
  const root = await createAuthority('IPv6 Root');
  const { certificate, privateKey } = await root.issue({ commonName: 'six', names: ['::1'] });
  const server = await listen(createServer({ cert: certificate, key: privateKey }), '::1');
  const trusting = createNetwork({ trust: { additionalCertificates: [root.certificate] } });
  const { failures } = await trusting.inspectTls({ hostname: '[::1]', port: server.port }, signal);
  expect(failures).toEqual([]);
  await trusting.close();
  await server.close();
});

test('without the additional authority nothing is trusted, and what is no certificate is refused', async () => {
  const strict = createNetwork({ limits });
  const { failures } = await strict.inspectTls(faultNamed('trusted through an intermediate'), signal);
  expect(failures.map(({ finding }) => finding)).toEqual(['tls-unknown-authority']);
  await strict.close();
  const wrong = createNetwork({ trust: { additionalCertificates: ['no certificate'] } });
  await expect(wrong.inspectTls(faultNamed('trusted'), signal)).rejects.toThrow(/PEM/);
  await wrong.close();
});

describe('names (RFC 9525)', () => {
  const named = (names: string[], host: string): boolean =>
    isNamedFor(
      names.map((value) => ({ kind: /^[\d.:]+$/.test(value) ? 'ip' : 'dns', value })),
      host,
    );
  test.each([
    ['a.example.com', 'A.Example.Com', true],
    ['a.example.com', 'a.example.com.', true],
    ['*.example.com', 'a.example.com', true],
    ['*.example.com', 'a.b.example.com', false],
    ['*.example.com', 'example.com', false],
    ['a*.example.com', 'ab.example.com', false],
    ['*.com', 'example.com', false],
    ['xn--bcher-kva.example', 'bücher.example', true],
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '192.0.2.8', false],
    ['::1', '[::1]', true],
    ['*.0.0.1', '127.0.0.1', false],
  ])('%s for %s: %s', (name, host, fits) => {
    expect(named([name], host)).toBe(fits);
  });

  test('a name with a comma stays one name', async () => {
    const root = await createAuthority('Comma Root');
    const { certificate } = await root.issue({ commonName: 'x', names: ['evil, DNS:bank.example', '2001:db8::1'] });
    const names = alternativeNames(new X509Certificate(certificate));
    expect(names.map(({ value }) => value)).toEqual(['evil, DNS:bank.example', '2001:db8::1']);
    expect(isNamedFor(names, 'bank.example')).toBe(false);
  });
});
