import { describe, expect, it } from 'vitest';
import type { CheckResult, Certificate, Evidence, Report } from '../../../shared/report.ts';
import { differencesBetween } from '../../../shared/run-difference.ts';

const check = (id: CheckResult['id'], changes: Partial<CheckResult> = {}): CheckResult => ({
  id,
  title: `Title of ${id}`,
  status: 'pass',
  startedAt: '2026-11-20T10:00:00.000Z',
  durationMs: 40,
  summary: 'A sentence.',
  evidence: [],
  remediation: null,
  ...changes,
});

const report = (checks: CheckResult[] = [], changes: Partial<Report> = {}): Report => ({
  schemaVersion: 1,
  tool: { name: 'Console', version: '1' },
  profile: { id: 'p', name: 'CRM', creatioUrl: 'https://crm.example.com', platform: 'auto' },
  host: { name: 'ADMIN-PC', os: 'Windows' },
  startedAt: '2026-11-20T10:00:00.000Z',
  durationMs: 500,
  verdict: 'pass',
  outcome: 'healthy',
  headline: 'OAuth works.',
  notes: [],
  emptySettings: [],
  checks,
  remediation: null,
  ...changes,
});

const certificate = (changes: Partial<Certificate> = {}): Certificate => ({
  subject: 'CN=crm.example.com',
  issuer: 'CN=First CA',
  serialNumber: '01',
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo: '2026-12-24T00:00:00.000Z',
  daysLeft: 30,
  subjectAlternativeNames: ['crm.example.com'],
  fingerprint256: 'AA',
  selfSigned: false,
  isAuthority: false,
  keyType: 'RSA 2048 bit',
  ...changes,
});
const chain = (certificates: Certificate[], protocol = 'TLSv1.3'): Evidence[] => [
  { kind: 'certificates', title: 'Chain', protocol, cipher: null, chain: certificates, problems: [] },
];
const addresses = (...all: string[]): Evidence[] => [
  {
    kind: 'addresses',
    title: 'Addresses',
    addresses: all.map((address) => ({ address, family: 4, ok: true, durationMs: 1, failure: null })),
  },
];
const facts = (rows: Record<string, string>): Evidence[] => [
  { kind: 'facts', title: 'Facts', rows: Object.entries(rows).map(([label, value]) => ({ label, value })) },
];

const between = (older: Report, newer: Report): [kind: string, text: string][] =>
  differencesBetween(older, newer).map(({ kind, text }) => [kind, text]);

describe('the difference between two runs', () => {
  it('is nothing between two runs that saw the same', () => {
    const checks = [
      check('creatio.tls', { evidence: chain([certificate()]) }),
      check('creatio.dns', { evidence: addresses('10.0.0.1', '10.0.0.2') }),
      check('identity.discovery', { evidence: facts({ Issuer: 'https://identity.example.com' }) }),
      check('token.request', { status: 'skip' }),
    ];
    const later = report(checks, { startedAt: '2026-11-21T10:00:00.000Z', durationMs: 900 });
    expect(differencesBetween(report(checks), later)).toEqual([]);
  });

  it.each<[before: CheckResult['status'], now: CheckResult['status'], kind: string]>([
    ['pass', 'fail', 'broke'],
    ['pass', 'warn', 'broke'],
    ['warn', 'timeout', 'broke'],
    ['fail', 'pass', 'healed'],
    ['timeout', 'warn', 'healed'],
    ['fail', 'timeout', 'changed'],
    ['skip', 'fail', 'changed'],
    ['pass', 'cancelled', 'changed'],
    ['pass', 'crash', 'changed'],
  ])('says of a check that was %s and is %s that it %s', (before, now, kind) => {
    const found = between(
      report([check('creatio.health', { status: before })]),
      report([check('creatio.health', { status: now, summary: 'Why it is so.' })]),
    );
    expect(found).toEqual([
      [kind, expect.stringMatching(/^Title of creatio\.health: .* before, .* now\. Why it is so\.$/)],
    ]);
  });

  it('names another cause of the same failure', () => {
    const failing = (remediation: string): Report =>
      report([check('creatio.tcp', { status: 'fail', remediation, summary: `It is ${remediation}.` })]);
    expect(between(failing('tcp-refused'), failing('tcp-silent'))).toEqual([
      ['changed', 'Title of creatio.tcp: another cause than before. It is tcp-silent.'],
    ]);
  });

  it('names settings that lost or got their value, and none where the later run did not get that far', () => {
    const empty = (codes: string[], status: CheckResult['status'] = 'fail'): Report =>
      report([check('creatio.health', { status, remediation: 'x' })], { emptySettings: codes });
    expect(between(empty(['A', 'B']), empty(['B', 'C']))).toEqual([
      ['broke', 'The system setting C is empty now.'],
      ['healed', 'The system setting A has a value now.'],
    ]);
    expect(between(empty(['A']), empty([], 'skip')).map(([kind]) => kind)).toEqual(['changed']);
  });

  it('names another certificate, other authorities and another protocol', () => {
    const seen = (evidence: Evidence[]): Report => report([check('identity.tls', { evidence })]);
    const renewed = certificate({ fingerprint256: 'BB', issuer: 'CN=Second CA', validTo: '2027-12-24T00:00:00.000Z' });
    expect(between(seen(chain([certificate()])), seen(chain([renewed], 'TLSv1.2')))).toEqual([
      [
        'changed',
        'Title of identity.tls: the server presents another certificate, from CN=Second CA instead of CN=First CA; it is valid until 24 December 2027, the former one was until 24 December 2026.',
      ],
      ['changed', 'Title of identity.tls: the connection used TLSv1.3 and now uses TLSv1.2.'],
    ]);
    const authority = certificate({ fingerprint256: 'CC' });
    expect(between(seen(chain([certificate()])), seen(chain([certificate(), authority])))).toEqual([
      ['changed', expect.stringContaining('other certificates along with it')],
    ]);
  });

  it('names other addresses, whatever their order', () => {
    const led = (...all: string[]): Report => report([check('creatio.dns', { evidence: addresses(...all) })]);
    expect(between(led('10.0.0.1', '10.0.0.2'), led('10.0.0.2', '10.0.0.1'))).toEqual([]);
    expect(between(led('10.0.0.1'), led('10.0.0.9'))).toEqual([
      ['changed', 'Title of creatio.dns: the name led to 10.0.0.1; now it leads to 10.0.0.9.'],
    ]);
  });

  it('names what the Identity Service says of itself, and no fact that changes each time', () => {
    const said = (id: CheckResult['id'], issuer: string): Report =>
      report([check(id, { evidence: facts({ Issuer: issuer, Same: 'x' }) })]);
    expect(between(said('identity.discovery', 'http://a'), said('identity.discovery', 'https://a'))).toEqual([
      ['changed', 'Title of identity.discovery: “Issuer” was http://a and is now https://a.'],
    ]);
    expect(between(said('token.inspect', 'a'), said('token.inspect', 'b'))).toEqual([]);
  });

  it('names a duration only where it is noticeable', () => {
    const took = (durationMs: number): Report => report([check('creatio.ping', { durationMs })]);
    expect(between(took(1), took(150))).toEqual([]);
    expect(between(took(900), took(1_200))).toEqual([]);
    expect(between(took(40), took(2_400))).toEqual([
      ['changed', 'Title of creatio.ping: took 40 ms before, 2.4 s now.'],
    ]);
    expect(between(took(2_400), took(40))).toEqual([
      ['changed', 'Title of creatio.ping: took 2.4 s before, 40 ms now.'],
    ]);
  });

  it('names another outcome, another address of the environment and another computer', () => {
    const newer = report([], {
      outcome: 'unreachable',
      headline: 'Creatio cannot be reached.',
      profile: { id: 'p', name: 'CRM', creatioUrl: 'https://new.example.com', platform: 'net' },
      host: { name: 'SERVER', os: 'Windows' },
    });
    expect(between(report(), newer)).toEqual([
      ['changed', 'The answer was “OAuth works.” and is now “Creatio cannot be reached.”'],
      ['changed', "The environment's Creatio URL was https://crm.example.com and is now https://new.example.com."],
      ['changed', "The environment's platform was set to automatic and is now .NET."],
      ['changed', 'The earlier run was made on ADMIN-PC, the later one on SERVER.'],
    ]);
  });

  it('tells what broke first, then what healed, then what changed', () => {
    const older = report([
      check('creatio.ping', { durationMs: 2_000 }),
      check('creatio.tls', { status: 'fail' }),
      check('creatio.health'),
    ]);
    const newer = report([check('creatio.ping'), check('creatio.tls'), check('creatio.health', { status: 'fail' })]);
    expect(between(older, newer).map(([kind]) => kind)).toEqual(['broke', 'healed', 'changed']);
  });
});
