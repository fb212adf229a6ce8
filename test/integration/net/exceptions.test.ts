import { X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createNetwork, type AcceptedCertificate, type Network } from '../../../electron/net/index.ts';
import {
  createAuthority,
  createSelfSigned,
  type Authority,
  type KeyPairCertificate,
} from '../../../electron/practice/certificates.ts';
import { issueForClients } from '../../fixtures/net-certificates.ts';
import { listen } from '../../fixtures/net-servers.ts';
import { serveFirstFlight, type ClientAnswer } from '../../fixtures/stolen-certificate.ts';

const signal = new AbortController().signal;
const dayMs = 86_400_000;
const acceptedAt = '2026-11-09T10:00:00.000Z';
const closing: (() => Promise<void>)[] = [];
let stranger: Authority;
let pair: KeyPairCertificate;
beforeAll(async () => {
  stranger = await createAuthority('Strange Root');
  pair = await createSelfSigned({ commonName: 'self' });
});
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

const fingerprintOf = ({ certificate }: KeyPairCertificate): string => new X509Certificate(certificate).fingerprint256;
const secureOptions = ({ certificate, privateKey }: KeyPairCertificate): SecureContextOptions => ({
  cert: certificate,
  key: privateKey,
});

/** A server that counts the requests that reach it. */
async function serve(shown: KeyPairCertificate, options: SecureContextOptions = {}) {
  const requests: string[] = [];
  const server: Server = createServer({ ...secureOptions(shown), ...options }, (request, response) => {
    requests.push(request.url ?? '');
    response.end('served');
  });
  const { port, close } = await listen(server);
  closing.push(close);
  return { port, requests, server, name: `localhost:${port}`, url: `https://localhost:${port}/` };
}

function accepting(...acceptedCertificates: AcceptedCertificate[]): Network {
  const network = createNetwork({ trust: { additionalCertificates: [], acceptedCertificates } });
  closing.push(() => network.close());
  return network;
}
const exception = (server: string, accepted: KeyPairCertificate): AcceptedCertificate => ({
  server,
  fingerprint256: fingerprintOf(accepted),
  acceptedAt,
});

const inspect = (network: Network, port: number) => network.inspectTls({ hostname: 'localhost', port }, signal);
const get = async (network: Network, url: string) => (await network.request({ method: 'GET', url, signal })).final;

describe('an exception', () => {
  test.each<[string, () => Promise<KeyPairCertificate>, RegExp]>([
    ['self-signed', () => createSelfSigned({ commonName: 'self' }), /is self-signed/],
    ['of an unknown authority', () => stranger.issue({ commonName: 'strange' }), /issuer "Strange Root"/],
    [
      'expired and self-signed',
      () =>
        createSelfSigned({
          commonName: 'old',
          notBefore: new Date(Date.now() - 30 * dayMs),
          notAfter: new Date(Date.now() - 12.5 * dayMs),
        }),
      /expired 12 days ago.*is self-signed/,
    ],
    [
      'not valid yet',
      () => createSelfSigned({ commonName: 'early', notBefore: new Date(Date.now() + 3 * dayMs) }),
      /is not valid before/,
    ],
    [
      'for another name',
      () => createSelfSigned({ commonName: 'other', names: ['crm.example.com'] }),
      /is not for this name: it is for crm.example.com/,
    ],
  ])('lets the connection to a server pass whose certificate is %s, and says so', async (_, make, reason) => {
    const shown = await make();
    const { port, name, url, requests } = await serve(shown);
    const network = accepting(exception(name.toUpperCase(), shown));
    const { failures, warnings, protocol } = await inspect(network, port);
    expect({ failures, protocol }).toEqual({ failures: [], protocol: 'TLSv1.3' });
    expect(warnings.map(({ finding }) => finding)).toEqual(['tls-accepted-certificate']);
    expect(warnings[0]?.message).toMatch(
      /^The certificate of localhost was accepted as an exception on 9 November 2026/,
    );
    expect(warnings[0]?.message).toMatch(reason);
    await expect(get(network, url)).resolves.toMatchObject({ failure: null, response: { body: 'served' } });
    expect(requests).toEqual(['/']);
  });

  test('holds for one server only: another port and another name of the same machine are refused', async () => {
    const [meant, other] = [await serve(pair), await serve(pair)];
    const network = accepting(exception(meant.name, pair));
    expect((await inspect(network, other.port)).failures[0]).toMatchObject({ finding: 'tls-self-signed' });
    const byAddress = await get(network, `https://127.0.0.1:${meant.port}/`);
    expect(byAddress.failure).toMatchObject({ finding: 'tls-self-signed' });
    expect((await get(network, other.url)).failure).toMatchObject({ finding: 'tls-self-signed' });
    expect([...meant.requests, ...other.requests]).toEqual([]);
    expect((await get(network, meant.url)).response?.status).toBe(200);
  });

  test('ends when the server presents another certificate: both fingerprints and the real reason are told', async () => {
    const former = await createSelfSigned({ commonName: 'former' });
    const { port, name, url, requests } = await serve(pair);
    const network = accepting(exception(name, former));
    const { failures, warnings } = await inspect(network, port);
    expect(warnings).toEqual([]);
    expect(failures.map(({ finding }) => finding)).toEqual(['tls-certificate-changed']);
    expect(failures[0]?.message).toMatch(/^The certificate of localhost is self-signed/);
    expect(failures[0]?.message).toContain('has changed since one was accepted as an exception on 9 November 2026');
    expect(failures[0]?.message).toContain(`was ${fingerprintOf(former)}, now it is ${fingerprintOf(pair)}`);
    expect((await get(network, url)).failure?.message).toBe(failures[0]?.message);
    expect(requests).toEqual([]);
  });

  test('is judged on the connection of each request, not on what an earlier one saw', async () => {
    const { name, url, server, requests } = await serve(pair);
    const network = accepting(exception(name, pair));
    const post = () => network.request({ method: 'POST', url, body: 'client_secret=canary', signal });
    expect((await post()).final.response?.status).toBe(200);
    server.setSecureContext(secureOptions(await createSelfSigned({ commonName: 'self' })));
    expect((await post()).final.failure).toMatchObject({ finding: 'tls-certificate-changed' });
    expect(requests).toHaveLength(1);
    server.setSecureContext(secureOptions(pair));
    expect((await post()).final.response?.status).toBe(200);
  });

  test('says nothing about a server that is trusted anyway', async () => {
    const trusted = await stranger.issue({ commonName: 'trusted' });
    const { port, name } = await serve(trusted);
    const trust = { additionalCertificates: [stranger.certificate], acceptedCertificates: [exception(name, pair)] };
    const network = createNetwork({ trust });
    closing.push(() => network.close());
    expect(await inspect(network, port)).toMatchObject({ failures: [], warnings: [] });
  });

  test('covers no fault of the protocol, and not that the server wants a client certificate', async () => {
    const old = await serve(pair, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' });
    const closed = accepting(exception(old.name, pair));
    expect((await inspect(closed, old.port)).failures.map(({ finding }) => finding)).toEqual(['tls-protocol-too-old']);
    const { port, close } = await listen(
      createServer({ ...secureOptions(pair), requestCert: true, rejectUnauthorized: true }),
    );
    closing.push(close);
    const { failures } = await inspect(accepting(exception(`localhost:${port}`, pair)), port);
    expect(failures.map(({ finding }) => finding)).toEqual(['tls-client-certificate-wanted']);
  });

  test('covers no certificate that is meant for something else, and then says why it does not help', async () => {
    const shown = await issueForClients(stranger);
    const { port, name } = await serve(shown);
    const trust = { additionalCertificates: [stranger.certificate], acceptedCertificates: [exception(name, shown)] };
    const network = createNetwork({ trust });
    closing.push(() => network.close());
    const { failures } = await inspect(network, port);
    expect(failures.map(({ finding }) => finding)).toEqual(['tls-certificate-unsuitable']);
    expect(failures[0]?.message).toContain('is not meant for servers');
  });

  test('is of no use to somebody who has the certificate without its key', async () => {
    const meet = async (key: string): Promise<ClientAnswer | undefined> => {
      const answers: ClientAnswer[] = [];
      const { port, close } = await listen(serveFirstFlight(pair.certificate, key, (answer) => answers.push(answer)));
      closing.push(close);
      const network = createNetwork({
        limits: { handshakeMs: 300 },
        trust: { additionalCertificates: [], acceptedCertificates: [exception(`localhost:${port}`, pair)] },
      });
      closing.push(() => network.close());
      const { failures } = await inspect(network, port);
      expect(failures).not.toEqual([]);
      return answers[0];
    };
    await expect(meet((await createSelfSigned({ commonName: 'thief' })).privateKey)).resolves.toBe('alert');
    // With the right key the client goes on with the handshake, so the alert above is about the key and nothing else.
    await expect(meet(pair.privateKey)).resolves.toBe('key exchange');
  });
});

test('NODE_TLS_REJECT_UNAUTHORIZED=0 changes nothing for our connections', async () => {
  const { port, url, requests } = await serve(pair);
  const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  try {
    const network = accepting();
    expect((await inspect(network, port)).failures.map(({ finding }) => finding)).toEqual(['tls-self-signed']);
    expect((await get(network, url)).failure).toMatchObject({ finding: 'tls-self-signed' });
    expect(requests).toEqual([]);
    // A program that does not look is let in, so the variable did have its effect here.
    await expect(fetch(url).then((response) => response.text())).resolves.toBe('served');
  } finally {
    if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
  }
});
