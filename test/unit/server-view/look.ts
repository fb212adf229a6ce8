import type { Look } from '../../../electron/server-view/index.ts';

/** What a script prints on a server that sees everything as it should be, changed in some parts. */
export const lookWith = (part: Partial<Look> = {}): Look => ({
  schemaVersion: 1,
  tool: { name: 'creatio-oauth-server-view', shell: 'powershell' },
  machine: { name: 'WEB01', os: 'Microsoft Windows Server 2022 Standard' },
  time: '2026-11-21T10:00:00Z',
  address: 'https://identity.example.com:8443',
  dns: { ok: true, reason: null, detail: null, durationMs: 2, addresses: ['192.0.2.7'] },
  tcp: { ok: true, reason: null, detail: null, durationMs: 1, address: '192.0.2.7' },
  tls: {
    ok: true,
    reason: null,
    detail: null,
    durationMs: 12,
    protocol: 'Tls12',
    trusted: true,
    chain: [
      {
        subject: 'CN=identity.example.com',
        issuer: 'CN=Company Root',
        validFrom: '2026-01-01T00:00:00Z',
        validTo: '2027-06-01T00:00:00Z',
        fingerprint256: 'AB:CD',
      },
    ],
  },
  discovery: {
    ok: true,
    reason: null,
    detail: null,
    durationMs: 30,
    status: 200,
    contentType: 'application/json',
    issuer: 'https://identity.example.com:8443',
    start: '{"issuer":"https://identity.example.com:8443"',
    unverified: false,
    proxy: false,
  },
  clock: { serverDate: 'Sat, 21 Nov 2026 10:00:01 GMT' },
  ...part,
});

const nothing = { ok: null, reason: 'skipped', detail: null, durationMs: null } as const;
const { discovery, tls } = lookWith();

/** The same where the certificate is not trusted, and the service answers once that is left aside. */
export const untrustedLook = (address = lookWith().address): Look =>
  lookWith({
    address,
    tls: { ...tls, ok: false, reason: 'untrusted', trusted: false },
    discovery: { ...discovery, unverified: true },
  });

/** The same where a part before the secure connection fails. */
export const failingLook = (part: Pick<Look, 'dns'> | Pick<Look, 'tcp'>): Look =>
  lookWith({
    ...('dns' in part ? { tcp: { ...nothing, address: null } } : {}),
    tls: { ...nothing, protocol: null, trusted: null, chain: [] },
    discovery: { ...discovery, ...nothing, status: null, contentType: null, issuer: null, start: null },
    clock: { serverDate: null },
    ...part,
  });
