import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket, type TlsOptions } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createProfileNetworks, type Network, type ProfileNetworks } from '../../../electron/net/index.ts';
import { createAuthority, type Authority, type KeyPairCertificate } from '../../../electron/practice/certificates.ts';
import { profileDefaults, type Profile } from '../../../shared/profile.ts';
import { UserError } from '../../../shared/user-error.ts';
import { listen } from '../../fixtures/net-servers.ts';
import { makePfx } from '../../fixtures/pkcs12.ts';
import { startHttpProxy } from '../../fixtures/proxies.ts';

const passphrase = 'canary-7f31-passphrase';
const dayMs = 86_400_000;
const signal = new AbortController().signal;
const closing: (() => Promise<void>)[] = [];
let folder: string;
let company: Authority;
let clients: Authority;
let server: KeyPairCertificate;
let own: KeyPairCertificate;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trust-'));
  company = await createAuthority('Company Root');
  clients = await createAuthority('Client Root');
  server = await company.issue({ commonName: 'server' });
  own = await clients.issue({ commonName: 'console' });
});
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let files = 0;
async function file(content: string | Buffer, name = 'file'): Promise<string> {
  files += 1;
  const path = join(folder, `${name}-${files}`);
  await writeFile(path, content);
  return path;
}

const profileWith = (trust: Partial<Profile['trust']>, id = 'crm'): Profile => ({
  ...profileDefaults,
  id,
  name: 'CRM',
  creatioUrl: 'https://crm.example.com',
  platform: 'auto',
  identityServiceUrl: null,
  clientId: null,
  timeLimitSeconds: 10,
  trust: { ...profileDefaults.trust, ...trust },
});

function networksWith(readSecret: () => Promise<string | null> = async () => null): ProfileNetworks {
  const networks = createProfileNetworks({ readSecret });
  closing.push(() => networks.close());
  return networks;
}

/** A server that the company's authority vouches for. */
async function serve(options: TlsOptions = {}): Promise<number> {
  const { certificate, privateKey } = server;
  const { port, close } = await listen(
    createServer({ cert: certificate, key: privateKey, ...options }, (request, response) => {
      const shown = request.socket instanceof TLSSocket ? request.socket.getPeerX509Certificate() : undefined;
      response.end(shown?.subject ?? 'nobody');
    }),
  );
  closing.push(close);
  return port;
}
const asking = (): TlsOptions => ({ requestCert: true, rejectUnauthorized: true, ca: clients.certificate });

const inspect = (network: Network, port: number) => network.inspectTls({ hostname: 'localhost', port }, signal);
const get = async (network: Network, port: number) =>
  (await network.request({ method: 'GET', url: `https://localhost:${port}/`, signal })).final;

describe('the networks of environments', () => {
  test('are one for all with default settings, at once, and one for equal settings', async () => {
    const networks = networksWith(() => Promise.reject(new Error('No secret is needed here')));
    const usual = networks.of(profileWith({}, 'a'));
    expect(networks.of(profileWith({}, 'b'))).toBe(usual);
    expect(usual).toHaveProperty('request');
    const authorityFile = await file(company.certificate);
    const [one, same, other] = await Promise.all([
      networks.of(profileWith({ authorityFile }, 'c')),
      networks.of(profileWith({ authorityFile }, 'd')),
      networks.of(profileWith({ authorityFile: await file(clients.certificate) }, 'e')),
    ]);
    expect(one).toBe(same);
    expect(one).not.toBe(usual);
    expect(other).not.toBe(one);
  });

  test('take a file that was mended for the next run', async () => {
    const port = await serve();
    const authorityFile = await file('not yet');
    const networks = networksWith();
    const before = await inspect(await networks.of(profileWith({ authorityFile })), port);
    expect(before.failures.map(({ finding }) => finding)).toEqual(['authority-file-unusable']);
    await writeFile(authorityFile, company.certificate);
    expect((await inspect(await networks.of(profileWith({ authorityFile })), port)).failures).toEqual([]);
  });
});

describe('the file with additional authorities', () => {
  const network = async (content: string | Buffer) =>
    networksWith().of(profileWith({ authorityFile: await file(content) }));
  const crlf = (text: string) => text.replaceAll('\n', '\r\n');
  const readable: [string, () => string | Buffer][] = [
    ['PEM', () => company.certificate],
    [
      'several in PEM, with text around them',
      () => `Bag Attributes\n${clients.certificate}subject=x\n${company.certificate}`,
    ],
    ['line ends of Windows and a mark at its start', () => `\uFEFF${crlf(company.certificate)}`],
    ['UTF-16, as PowerShell writes', () => Buffer.from(`\uFEFF${crlf(company.certificate)}`, 'utf16le')],
    ['DER', () => new X509Certificate(company.certificate).raw],
    ['the very certificate of the server', () => server.certificate],
  ];
  test.each(readable)('is read: %s', async (_, content) => {
    const port = await serve();
    const trusting = await network(content());
    expect(await inspect(trusting, port)).toMatchObject({ failures: [], warnings: [] });
    expect((await get(trusting, port)).response?.body).toBe('nobody');
  });

  const unusable: [string, () => string | Buffer, RegExp][] = [
    ['empty', () => '', /is empty/],
    ['garbage', () => Buffer.alloc(5_000, 7), /holds no certificate/],
    ['another kind of PEM', () => '-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----\n', /holds no certificate/],
    ['cut off', () => company.certificate.slice(0, 200), /damaged/],
    [
      'one good and one damaged',
      () => company.certificate + company.certificate.replace(/-\n[^-]+/, '-\nAAAA\n'),
      /damaged/,
    ],
    ['with a private key', () => company.certificate + company.privateKey, /holds a private key/],
    ['huge', () => Buffer.alloc(3 * 1024 * 1024, 'a'), /is larger than any certificate file \(3 MB\)/],
    ['hostile', () => '-----BEGIN CERTIFICATE-----\n'.repeat(70_000), /damaged/],
  ];
  test.each(unusable)(
    'is told by its name when it is %s, and its content is not repeated',
    async (_, content, reason) => {
      const port = await serve();
      const path = await file(content());
      const without = await networksWith().of(profileWith({ authorityFile: path }));
      const { failures } = await inspect(without, port);
      expect(failures.map(({ finding }) => finding)).toEqual(['authority-file-unusable']);
      const message = failures[0]?.message ?? '';
      expect(message).toMatch(new RegExp(`^The file with additional authorities, ${path}, `));
      expect(message).toMatch(reason);
      expect(message).toContain('"Company Root"');
      expect(JSON.stringify(failures)).not.toContain(company.privateKey.split('\n')[1]);
      expect((await get(without, port)).failure?.message).toBe(message);
    },
  );

  test('is told when it is missing, a folder, or not needed', async () => {
    const missing = join(folder, 'no-such-file.pem');
    const plain = await serve();
    const lost = await inspect(await networksWith().of(profileWith({ authorityFile: missing })), plain);
    expect(lost.failures[0]?.message).toContain(`${missing}, does not exist.`);
    const directory = join(folder, 'directory');
    await mkdir(directory);
    const wrong = await inspect(await networksWith().of(profileWith({ authorityFile: directory })), plain);
    expect(wrong.failures[0]?.message).toContain(`${directory}, is a folder, not a file.`);
    // Where the server is accepted without it, it is a warning.
    const { fingerprint256 } = new X509Certificate(server.certificate);
    const acceptedAt = '2026-11-09T10:00:00.000Z';
    const acceptedCertificates = [{ server: `localhost:${plain}`, fingerprint256, subject: 'CN=server', acceptedAt }];
    const both = await networksWith().of(profileWith({ authorityFile: missing, acceptedCertificates }));
    const { failures, warnings } = await inspect(both, plain);
    expect(failures).toEqual([]);
    expect(warnings.map(({ finding }) => finding)).toEqual(['tls-accepted-certificate', 'authority-file-unusable']);
  });
});

describe('the client certificate', () => {
  type Files = NonNullable<Profile['trust']['clientCertificate']>;
  const encryptedKey = (pair: KeyPairCertificate): string =>
    createPrivateKey(pair.privateKey)
      .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase })
      .toString();
  const pfx = async (options: Partial<Parameters<typeof makePfx>[1]> = {}, pair = own): Promise<Files> => ({
    format: 'pfx',
    file: await file(makePfx(pair, { passphrase, ...options }), 'client.pfx'),
  });
  const pem = async (certificate: string, key: string): Promise<Files> => ({
    format: 'pem',
    certificateFile: await file(certificate, 'client.pem'),
    keyFile: await file(key, 'client.key'),
  });
  async function networkOf(clientCertificate: Files, secret: string | null = passphrase): Promise<Network> {
    const authorityFile = await file(company.certificate);
    return networksWith(async () => secret).of(profileWith({ authorityFile, clientCertificate }));
  }

  const usable: [string, () => Promise<Files>, string | null][] = [
    ['PFX', () => pfx({ others: [clients.certificate] }), passphrase],
    ['PEM', () => pem(own.certificate, own.privateKey), null],
    ['PEM with a passphrase nobody needs', () => pem(own.certificate, own.privateKey), passphrase],
    ['PEM with an encrypted key', () => pem(own.certificate, encryptedKey(own)), passphrase],
    [
      'PEM from Windows, all in one file',
      () => {
        const all = `\uFEFFBag Attributes\n${encryptedKey(own)}${own.certificate}`.replaceAll('\n', '\r\n');
        return pem(all, all);
      },
      passphrase,
    ],
  ];
  test.each(usable)(
    'is shown to a server that asks, in the inspection and with every request: %s',
    async (_, make, secret) => {
      const port = await serve({ ...asking(), maxVersion: 'TLSv1.3' });
      const network = await networkOf(await make(), secret);
      expect(await inspect(network, port)).toMatchObject({ failures: [], warnings: [] });
      expect((await get(network, port)).response?.body).toBe('CN=console');
      expect(
        (await network.request({ method: 'POST', url: `https://localhost:${port}/`, body: 'a=b', signal })).final,
      ).toMatchObject({ response: { body: 'CN=console' } });
      const older = await serve({ ...asking(), maxVersion: 'TLSv1.2' });
      expect((await get(network, older)).response?.body).toBe('CN=console');
    },
  );

  const unusable: [string, () => Promise<Files>, string | null, RegExp][] = [
    ['a wrong passphrase of a PFX', () => pfx(), 'wrong', /client\.pfx-\d+, cannot be opened with the passphrase/],
    ['no passphrase of a PFX', () => pfx(), null, /client\.pfx-\d+, is protected by a passphrase, and none is set/],
    ['an old PFX', () => pfx({ legacy: true }), passphrase, /client\.pfx-\d+, is encrypted by an old method.*AES256/],
    ['a PFX without a key', () => pfx({ withoutKey: true }), passphrase, /holds no certificate with its private key/],
    [
      'a PFX with the key of another certificate',
      () => pfx({}, { ...own, privateKey: server.privateKey }),
      passphrase,
      /holds no certificate with its private key/,
    ],
    [
      'a damaged PFX',
      async () => ({ format: 'pfx', file: await file(makePfx(own, { passphrase }).subarray(0, 300), 'client.pfx') }),
      passphrase,
      /is no PFX file/,
    ],
    [
      'PEM in place of a PFX',
      async () => ({ format: 'pfx', file: await file(own.certificate, 'client.pfx') }),
      passphrase,
      /is no PFX file, but PEM/,
    ],
    [
      'a missing PFX',
      async () => ({ format: 'pfx', file: join(folder, 'nowhere.pfx') }),
      passphrase,
      /nowhere\.pfx, does not exist/,
    ],
    [
      'a wrong passphrase of a key',
      () => pem(own.certificate, encryptedKey(own)),
      'wrong',
      /client\.key-\d+, cannot be opened/,
    ],
    [
      'no passphrase of a key',
      () => pem(own.certificate, encryptedKey(own)),
      null,
      /client\.key-\d+, is protected by a passphrase/,
    ],
    [
      'another key',
      () => pem(own.certificate, server.privateKey),
      null,
      /client\.key-\d+, holds another private key than.*client\.pem-\d+/,
    ],
    [
      'a certificate in place of the key',
      () => pem(own.certificate, own.certificate),
      null,
      /client\.key-\d+, holds no private key/,
    ],
    [
      'a key in place of the certificate',
      () => pem(own.privateKey, own.privateKey),
      null,
      /client\.pem-\d+, holds no certificate/,
    ],
    [
      'a damaged key',
      () => pem(own.certificate, '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'),
      null,
      /client\.key-\d+, holds a private key that cannot be read/,
    ],
  ];
  test.each(unusable)('is told by its file with %s, and the passphrase never', async (_, make, secret, reason) => {
    const network = await networkOf(await make(), secret);
    const indifferent = await inspect(network, await serve());
    expect(indifferent.failures).toEqual([]);
    expect(indifferent.warnings.map(({ finding }) => finding)).toEqual(['client-certificate-unusable']);
    expect(indifferent.warnings[0]?.message).toMatch(reason);
    const port = await serve(asking());
    const { failures } = await inspect(network, port);
    expect(failures.map(({ finding }) => finding)).toEqual(['client-certificate-unusable']);
    expect(failures[0]?.message).toMatch(
      /wants a certificate from the client, and that of this environment cannot be used/,
    );
    expect(failures[0]?.message).toMatch(reason);
    const { failure } = await get(network, port);
    expect(failure?.finding).toBe('client-certificate-unusable');
    expect(JSON.stringify([indifferent, failures, failure])).not.toMatch(/canary|wrong"/);
  });

  test('is told when the keychain does not give its passphrase', async () => {
    const readSecret = () => Promise.reject(new UserError('keychain-locked', 'The keychain is locked. Unlock it.'));
    const network = await networksWith(readSecret).of(profileWith({ clientCertificate: await pfx() }));
    const { warnings, failures } = await inspect(network, await serve());
    expect(failures.map(({ finding }) => finding)).toEqual(['tls-intermediate-missing']);
    expect(warnings[0]?.message).toBe(
      'The passphrase of the client certificate could not be read. The keychain is locked. Unlock it.',
    );
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('is refused by name, over %s', async (version) => {
    const port = await serve({ ...asking(), ca: company.certificate, minVersion: version, maxVersion: version });
    const network = await networkOf(await pfx());
    const { failures } = await inspect(network, port);
    expect(failures.map(({ finding }) => finding)).toEqual(['client-certificate-refused']);
    expect(failures[0]?.message).toMatch(/^localhost, port \d+, refuses the client certificate of this environment/);
    expect((await get(network, port)).failure?.finding).toBe('client-certificate-refused');
  });

  describe('and a proxy that asks for one', () => {
    async function over(tls: TlsOptions) {
      const proxy = await startHttpProxy({ certificate: await company.issue({ commonName: 'localhost' }), tls });
      closing.push(proxy.close);
      const trust = { authorityFile: await file(company.certificate), clientCertificate: await pfx() };
      const url = `https://localhost:${proxy.port}`;
      const profile = { ...profileWith(trust), proxy: { ...profileDefaults.proxy, mode: 'manual' as const, url } };
      const network = await networksWith(async () => passphrase).of(profile);
      return { proxy, network };
    }

    test('is shown to the server and not to the proxy', async () => {
      const { proxy, network } = await over({ ...asking(), rejectUnauthorized: false });
      const port = await serve(asking());
      expect((await get(network, port)).response?.body).toBe('CN=console');
      expect((await inspect(network, port)).failures).toEqual([]);
      const plain = await network.request({ method: 'GET', url: 'http://127.0.0.1:1/', signal });
      expect(plain.final.proxy?.name).toContain('https://localhost');
      expect(proxy.calls).toHaveLength(3);
      expect(proxy.calls.map(({ client }) => client)).toEqual([undefined, undefined, undefined]);
    });

    test.each(['TLSv1.2', 'TLSv1.3'] as const)('is told as what the proxy wants, over %s', async (version) => {
      const { proxy, network } = await over({ ...asking(), minVersion: version, maxVersion: version });
      const forwarded = await network.request({ method: 'POST', url: 'http://crm.test/', body: '', signal });
      const { failure } = await get(network, await serve());
      expect(forwarded.final.failure?.message).toBe(failure?.message);
      expect(failure?.finding).toBe('proxy-tls-failed');
      expect(failure?.message).toBe(
        `The proxy https://localhost:${proxy.port} wants a certificate from the client. It is shown none: the client certificate of an environment is for its own servers, not for a proxy.`,
      );
      expect(proxy.calls).toEqual([]);
    });
  });

  test('is a warning when it has expired, also where nobody asks for it', async () => {
    const dates = { notBefore: new Date(Date.now() - 90 * dayMs), notAfter: new Date(Date.now() - 3 * dayMs) };
    const expired = await clients.issue({ commonName: 'console', ...dates });
    const network = await networkOf(await pem(expired.certificate, expired.privateKey), null);
    const { failures, warnings } = await inspect(network, await serve());
    expect(failures).toEqual([]);
    expect(warnings.map(({ finding }) => finding)).toEqual(['client-certificate-dates']);
    expect(warnings[0]?.message).toMatch(
      /^The client certificate of this environment \(console\) expired on \d+ [A-Z]/,
    );
    const refusing = await inspect(network, await serve(asking()));
    expect(refusing.failures.map(({ finding }) => finding)).toEqual(['client-certificate-refused']);
  });

  test('brings no authority with it that servers are trusted by', async () => {
    const clientCertificate = await pfx({ others: [company.certificate] });
    const network = await networksWith(async () => passphrase).of(profileWith({ clientCertificate }));
    const port = await serve();
    const { failures } = await inspect(network, port);
    expect(failures.map(({ finding }) => finding)).toEqual(['tls-intermediate-missing']);
    expect((await get(network, port)).failure?.finding).toBe('tls-intermediate-missing');
    const authorityFile = await file(company.certificate);
    const told = await networksWith(async () => passphrase).of(profileWith({ clientCertificate, authorityFile }));
    expect((await inspect(told, port)).failures).toEqual([]);
  });
});
