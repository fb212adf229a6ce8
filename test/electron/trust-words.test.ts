import { createPrivateKey } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsOptions } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Services } from '../../electron/ipc/index.ts';
import { createAuthority, type Authority, type KeyPairCertificate } from '../../electron/practice/certificates.ts';
import { startPractice, type Practice } from '../../electron/practice/index.ts';
import type { Api } from '../../shared/api.ts';
import { settingDefaults, type Profile } from '../../shared/profile.ts';
import type { Report } from '../../shared/report.ts';
import { runDiagnosis, servicesIn } from '../fixtures/console-services.ts';
import { fingerprintOf, startCreatioOverTls } from '../fixtures/creatio-over-tls.ts';
import { launchConsole, type LaunchedConsole } from '../fixtures/host-electron.ts';
import { makePfx } from '../fixtures/pkcs12.ts';

declare const api: Api;
type SaveRequest = Parameters<Services['handlers']['profiles.save']>[0];

const passphrase = 'canary-51c0-passphrase';
let practice: Practice;
let company: Authority;
let clients: Authority;
let server: KeyPairCertificate;
let own: KeyPairCertificate;
let started: LaunchedConsole;
let services: Services;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trust-words-'));
  [practice, company, clients] = await Promise.all([
    startPractice(),
    createAuthority('Company Root'),
    createAuthority('Client Root'),
  ]);
  server = await company.issue({ commonName: 'server' });
  own = await clients.issue({ commonName: 'console' });
  services = servicesIn(folder);
  started = await launchConsole();
});
afterAll(async () => {
  await started.close();
  await Promise.all([services.close(), practice.close()]);
  await rm(folder, { recursive: true, force: true });
});

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function inNode(request: SaveRequest): Promise<Report> {
  const { id } = await services.handlers['profiles.save'](request);
  return runDiagnosis(services, id);
}

const inElectron = (request: SaveRequest): Promise<Report> =>
  started.page.evaluate(async (wanted) => {
    const saved = await api.profiles.save(wanted);
    if (!saved.ok) throw new Error(saved.error.message);
    const finished = new Promise<Report>((resolve) => {
      const stop = api.events.subscribe((event) => {
        if (event.name !== 'diagnosis.finished') return;
        stop();
        resolve(event.payload.report);
      });
    });
    await api.diagnosis.start({ profileId: saved.value.id });
    return finished;
  }, request);

interface Case {
  trust: (server: string) => Promise<Partial<Profile['trust']>>;
  options?: () => TlsOptions;
  passphrase?: string;
  status: 'pass' | 'warn' | 'fail';
  remediation: string | null;
}

const authorityFile = () => file('company.pem', company.certificate);
const accepted = async (name: string, fingerprint256: string) => ({
  acceptedCertificates: [
    { server: name, fingerprint256, subject: 'CN=server', acceptedAt: '2026-11-09T10:00:00.000Z' },
  ],
});
const pfx = async (options: Partial<Parameters<typeof makePfx>[1]> = {}) => ({
  authorityFile: await authorityFile(),
  clientCertificate: {
    format: 'pfx' as const,
    file: await file('client.pfx', makePfx(own, { passphrase, ...options })),
  },
});
const encryptedPem = async () => ({
  authorityFile: await authorityFile(),
  clientCertificate: {
    format: 'pem' as const,
    certificateFile: await file('client.pem', own.certificate),
    keyFile: await file(
      'client.key',
      createPrivateKey(own.privateKey)
        .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase })
        .toString(),
    ),
  },
});
const asking = (): TlsOptions => ({ requestCert: true, rejectUnauthorized: true, ca: clients.certificate });
const strict = (version: 'TLSv1.2' | 'TLSv1.3') => (): TlsOptions => ({
  ...asking(),
  ca: company.certificate,
  minVersion: version,
  maxVersion: version,
});

const cases: Record<string, Case> = {
  'an exception': {
    trust: (name) => accepted(name, fingerprintOf(server)),
    status: 'warn',
    remediation: 'tls-accepted-certificate',
  },
  'an exception for another certificate': {
    trust: (name) => accepted(name, fingerprintOf(own)),
    status: 'fail',
    remediation: 'tls-certificate-changed',
  },
  'an authority file': {
    trust: async () => ({ authorityFile: await authorityFile() }),
    status: 'pass',
    remediation: null,
  },
  'a missing authority file': {
    trust: async () => ({ authorityFile: join(folder, 'missing.pem') }),
    status: 'fail',
    remediation: 'authority-file-unusable',
  },
  'a PFX': { trust: () => pfx(), options: asking, passphrase, status: 'pass', remediation: null },
  'an authority in the PFX': {
    trust: async () => ({ ...(await pfx({ others: [company.certificate] })), authorityFile: null }),
    options: asking,
    passphrase,
    status: 'fail',
    remediation: 'tls-intermediate-missing',
  },
  'an encrypted key': { trust: encryptedPem, options: asking, passphrase, status: 'pass', remediation: null },
  'a wrong passphrase': {
    trust: () => pfx(),
    options: asking,
    passphrase: 'wrong',
    status: 'fail',
    remediation: 'client-certificate-unusable',
  },
  'a wrong passphrase of a key': {
    trust: encryptedPem,
    passphrase: 'wrong',
    status: 'warn',
    remediation: 'client-certificate-unusable',
  },
  'no passphrase': { trust: () => pfx(), status: 'warn', remediation: 'client-certificate-unusable' },
  'a PFX without a key': {
    trust: () => pfx({ withoutKey: true }),
    passphrase,
    status: 'warn',
    remediation: 'client-certificate-unusable',
  },
  'a certificate that the server refuses, over TLS 1.2': {
    trust: () => pfx(),
    options: strict('TLSv1.2'),
    passphrase,
    status: 'fail',
    remediation: 'client-certificate-refused',
  },
  'a certificate that the server refuses, over TLS 1.3': {
    trust: () => pfx(),
    options: strict('TLSv1.3'),
    passphrase,
    status: 'fail',
    remediation: 'client-certificate-refused',
  },
};

// BoringSSL of Electron and OpenSSL of Node differ in what they read, refuse and report; a person meets the same.
it.each(Object.entries(cases))('trusts alike in Electron and in Node: %s', async (name, played) => {
  const creatio = await startCreatioOverTls(practice.creatioUrl, server, played.options?.());
  try {
    const request: SaveRequest = {
      profile: {
        ...settingDefaults,
        name,
        creatioUrl: creatio.url,
        platform: 'net-framework',
        identityServiceUrl: null,
        clientId: null,
        timeLimitSeconds: 10,
        trust: { ...settingDefaults.trust, ...(await played.trust(creatio.server)) },
      },
      secrets:
        played.passphrase === undefined
          ? {}
          : { 'client-certificate-passphrase': { action: 'set', value: played.passphrase } },
      keepSecrets: 'session',
    };
    const [electron, node] = await Promise.all([inElectron(request), inNode(request)]);
    const [inBoringSsl, inOpenSsl] = [words(electron), words(node)];
    expect(inBoringSsl).toMatchObject({ status: played.status, remediation: played.remediation });
    expect(inBoringSsl).toEqual(inOpenSsl);
    expect(electron.outcome).toBe(played.status === 'fail' ? 'unreachable' : 'healthy');
    expect(JSON.stringify(electron)).not.toContain(passphrase);
  } finally {
    await creatio.close();
  }
});

/** What a person reads of the secure connection. */
function words({ outcome, notes, checks }: Report) {
  const { status, summary, remediation } = checks.find(({ id }) => id === 'creatio.tls') ?? {};
  return { outcome, notes, status, remediation, summary };
}
