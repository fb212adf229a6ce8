import { describe, expect, it } from 'vitest';
import { viewOf, type Look } from '../../../electron/server-view/index.ts';
import type { OutcomeId } from '../../../shared/outcomes.ts';
import { loadCatalogue } from '../../../shared/remediation/index.ts';
import type { CheckId, CheckResult, CheckStatus } from '../../../shared/report.ts';
import { failingLook, lookWith, untrustedLook } from './look.ts';

const catalogue = await loadCatalogue();
const check = (id: CheckId, status: CheckStatus): CheckResult => ({
  id,
  title: id,
  status,
  startedAt: '2026-11-21T10:00:00.000Z',
  durationMs: 1,
  summary: '',
  evidence: [],
  remediation: null,
});

const view = (look: Look, outcome: OutcomeId | null, checks: CheckResult[] = [], address = look.address) =>
  viewOf({
    look,
    receivedAt: '2026-11-21T10:05:00.000Z',
    creatio: outcome === null ? null : { outcome, checks },
    address,
    hostName: 'ADMIN-PC',
    findEntry: (id) => catalogue.find(id, { platform: 'auto' }),
  });

const { dns, tcp, tls, discovery } = lookWith();
const tcpFailing = (reason: Look['tcp']['reason']): Look => failingLook({ tcp: { ...tcp, ok: false, reason } });
const tlsFailing = (reason: Look['tls']['reason']): Look =>
  lookWith({
    tls: { ...tls, ok: false, reason, trusted: null },
    discovery: { ...discovery, ok: null, reason: 'skipped' },
  });
const answering = (status: number, start: string): Look =>
  lookWith({ discovery: { ...discovery, ok: false, reason: 'http-status', status, start, issuer: null } });

describe('leads from what the server sees to the entry that mends it', () => {
  it.each<[string, Look]>([
    ['dns-not-found', failingLook({ dns: { ...dns, ok: false, reason: 'not-found', addresses: [] } })],
    ['dns-failed', failingLook({ dns: { ...dns, ok: false, reason: 'lookup-failed', addresses: [] } })],
    ['tcp-refused', tcpFailing('refused')],
    ['tcp-silent', tcpFailing('silent')],
    ['tcp-unreachable', tcpFailing('unreachable')],
    ['tcp-reset', tcpFailing('reset')],
    ['identity-service-not-trusted', untrustedLook()],
    ['identity-service-not-trusted', tlsFailing('self-signed')],
    ['tls-expired', tlsFailing('expired')],
    ['tls-not-yet-valid', tlsFailing('not-yet-valid')],
    ['tls-wrong-name', tlsFailing('wrong-name')],
    ['tls-plain-http', tlsFailing('plain-http')],
    ['tls-protocol-too-old', tlsFailing('protocol-too-old')],
    ['tls-client-certificate-wanted', tlsFailing('client-certificate-wanted')],
    ['tls-silent', tlsFailing('silent')],
    ['tls-handshake-failed', tlsFailing('handshake-failed')],
    ['hosting-500-30', answering(500, '<title>HTTP Error 500.30 - ANCM In-Process Start Failure</title>')],
    ['hosting-503', answering(503, '<h2>Service Unavailable</h2>')],
    ['discovery-server-error', answering(500, '{"error":"x"}')],
    ['discovery-missing', answering(404, 'Not found')],
    ['discovery-not-json', answering(200, '<html>')],
    ['discovery-incomplete', answering(200, '{}')],
    ['http-redirect-elsewhere', answering(302, '')],
  ])('%s (%#)', (entry, look) => {
    const seen = view(look, 'identity-service-unavailable');
    expect(seen.remediation?.id).toBe(entry);
    expect(seen.headline).toContain('WEB01');
    expect(seen.headline).toMatch(/That is why Creatio reports the Identity Service as unavailable\.$/);
  });

  it.each([
    ['proxy-not-found', 'proxy-not-found'],
    ['proxy-refused', 'proxy-refused'],
    ['proxy-login-wanted', 'proxy-login-wanted'],
    ['silent', 'http-no-reply'],
    ['no-reply', 'http-no-reply'],
    ['reset', 'http-reset'],
    ['too-large', 'http-body-too-large'],
  ] as const)('from a discovery that ends with %s', (reason, entry) => {
    const look = lookWith({ discovery: { ...discovery, ok: false, reason, status: null, issuer: null, start: null } });
    expect(view(look, null).remediation?.id).toBe(entry);
  });
});

describe('combines it with what Creatio says', () => {
  it.each<[OutcomeId | null, RegExp, string | null]>([
    [
      'identity-service-unavailable',
      /although Creatio reports it as unavailable\. So the network is fine/,
      'identity-service-unavailable',
    ],
    ['token-not-retrievable', /So the network is fine; look at the client id/, 'token-not-retrievable'],
    ['setting-empty', /Only the system settings/, 'setting-empty'],
    ['healthy', /as Creatio reports as well/, null],
    [null, /^WEB01 reaches the Identity Service and gets its discovery document\.$/, null],
  ])('that sees no problem, with %s', (outcome, headline, entry) => {
    const seen = view(lookWith(), outcome);
    expect(seen.headline).toMatch(headline);
    expect(seen.remediation?.id ?? null).toBe(entry);
    expect(seen.results.map(({ status }) => status)).toEqual(['pass', 'pass', 'pass', 'pass', 'pass']);
  });

  it('that contradicts it', () => {
    expect(view(untrustedLook(), 'healthy').headline).toMatch(/although Creatio reports that OAuth works/);
    expect(view(untrustedLook(), 'token-not-retrievable').headline).toMatch(/can be why Creatio gets no token/);
  });

  it('and with what this computer sees', () => {
    expect(view(untrustedLook(), 'identity-service-unavailable', [check('identity.tls', 'pass')]).notes).toEqual([
      expect.stringContaining('the certificate is all that stands in the way'),
      expect.stringMatching(/^ADMIN-PC, .* does not see that problem.* what WEB01 sees/),
    ]);
    expect(view(lookWith(), 'healthy', [check('identity.discovery', 'fail')]).notes).toEqual([
      expect.stringContaining('does not reach the Identity Service'),
    ]);
  });
});

it('tells a way through a proxy, which needs no name', () => {
  const look = lookWith({
    dns: { ...dns, ok: false, reason: 'not-found', addresses: [] },
    tcp: { ...tcp, ok: null, reason: 'skipped', address: null },
    tls: { ...tls, ok: null, reason: 'skipped', trusted: null, chain: [] },
    discovery: { ...discovery, proxy: true },
  });
  const seen = view(look, 'healthy');
  expect(seen.results.slice(0, 2).map(({ status }) => status)).toEqual(['warn', 'skip']);
  expect(seen.headline).toContain('as Creatio reports as well');
});

it('notes another address, another issuer, clocks that differ, and a look of another day', () => {
  const look = lookWith({
    discovery: { ...discovery, issuer: 'https://other.example.com' },
    clock: { serverDate: 'Sat, 21 Nov 2026 10:20:00 GMT' },
    time: '2026-11-18T10:00:00Z',
  });
  const seen = view(look, 'healthy', [], 'https://identity2.example.com');
  expect(seen.notes).toEqual([
    expect.stringContaining('while this environment now has https://identity2.example.com'),
    expect.stringContaining('another issuer: https://other.example.com'),
    expect.stringMatching(/3 days ago/),
  ]);
  expect(seen.remediation?.id).toBe('clock-differs');
  const [, , , issuer, clock] = view(lookWith({ ...look, time: '2026-11-21T10:00:00Z' }), null).results;
  expect(issuer?.remediation).toBe('discovery-issuer-differs');
  expect(clock).toMatchObject({ status: 'fail', summary: expect.stringContaining('20 minutes behind') });
});

it('warns of a certificate that ends soon, and takes the word of 8.0 for no other issuer', () => {
  const [certificate] = tls.chain;
  if (certificate === undefined) throw new Error('no certificate');
  const look = lookWith({
    tls: { ...tls, chain: [{ ...certificate, validTo: 'Nov 25 10:00:00 2026 GMT' }] },
    discovery: { ...discovery, issuer: 'creatio.com' },
  });
  const seen = view(look, null);
  expect(seen.results.map(({ status }) => status)).toEqual(['pass', 'pass', 'warn', 'pass', 'pass']);
  expect(seen.results[2]?.summary).toContain('expires in 4 days, on 25 November 2026');
  expect(seen.remediation?.id).toBe('tls-expires-soon');
});

it('shows words of the server on one line, without what is a secret by its place', () => {
  const canary = 'canary-5e1f';
  const look = answering(500, `{"client_secret":"${canary}","a":"\u202E"}\n<b>`);
  const seen = JSON.stringify(view({ ...look, machine: { name: 'WEB\u202E01', os: 'x\ny' } }, null));
  expect(seen).not.toContain(canary);
  expect(seen).not.toMatch(/\u202E|\\n/);
});
