import { describe, expect, it } from 'vitest';
import { trustNotes } from '../../../electron/checks/conclusion/trust-notes.ts';
import { profileDefaults, type Profile } from '../../../shared/profile.ts';
import type { CheckResult } from '../../../shared/report.ts';
import { changedCertificates, serverOf, type CertificateException } from '../../../shared/trust.ts';

const fingerprint = (byte: string): string => Array.from({ length: 32 }, () => byte).join(':');
const exception = (server: string, byte: string): CertificateException => ({
  server,
  fingerprint256: fingerprint(byte),
  subject: `CN=${byte}`,
  acceptedAt: '2026-11-09T23:59:00.000Z',
});
const profileWith = (...acceptedCertificates: CertificateException[]): Profile => ({
  ...profileDefaults,
  id: 'crm',
  name: 'CRM',
  creatioUrl: 'https://crm.example.com',
  platform: 'auto',
  identityServiceUrl: null,
  clientId: null,
  timeLimitSeconds: 15,
  trust: { ...profileDefaults.trust, acceptedCertificates },
});

/** The secure connection to a server that presented this certificate, or none. */
const seen = (server: string, byte: string | null): CheckResult => ({
  id: 'creatio.tls',
  title: 'Secure connection to Creatio',
  status: byte === null ? 'fail' : 'pass',
  startedAt: '2026-11-21T10:00:00.000Z',
  durationMs: 1,
  summary: '',
  remediation: null,
  evidence: [
    {
      kind: 'certificates',
      title: 'Certificates',
      server,
      protocol: null,
      cipher: null,
      problems: [],
      chain:
        byte === null
          ? []
          : [
              {
                subject: `CN=${byte}`,
                issuer: 'CN=Root',
                serialNumber: '01',
                validFrom: '2026-01-01T00:00:00.000Z',
                validTo: '2027-01-01T00:00:00.000Z',
                daysLeft: 41,
                subjectAlternativeNames: [],
                fingerprint256: fingerprint(byte),
                selfSigned: false,
                isAuthority: false,
                keyType: 'EC P-256',
              },
            ],
    },
  ],
});

describe('exceptions whose certificate changed', () => {
  const own = exception('CRM.example.com:443', 'AA');
  it.each<[string, CertificateException[], CheckResult[], CertificateException[]]>([
    ['the same certificate', [own], [seen('crm.example.com:443', 'AA')], []],
    ['another certificate', [own], [seen('crm.example.com:443', 'BB')], [own]],
    ['another certificate of another server', [own], [seen('crm.example.com:8443', 'BB')], []],
    ['no certificate', [own], [seen('crm.example.com:443', null)], []],
    ['no check', [own], [], []],
    [
      'one of two that are accepted',
      [own, exception('crm.example.com:443', 'BB')],
      [seen('crm.example.com:443', 'BB')],
      [],
    ],
  ])('%s', (_, exceptions, results, changed) => {
    expect(changedCertificates(profileWith(...exceptions), results)).toEqual(changed);
  });
});

it('names a server by host and port', () => {
  expect(serverOf('CRM.example.com.', 443)).toBe('crm.example.com:443');
  expect(serverOf('::1', 8443)).toBe('[::1]:8443');
  expect(serverOf('[::1]', 8443)).toBe('[::1]:8443');
});

describe('the notes of a report', () => {
  it('are none where nothing but the usual is trusted', () => {
    expect(trustNotes(profileWith(), [seen('crm.example.com:443', 'AA')], {})).toEqual([]);
  });

  it('tell every exception, in force or ended', () => {
    const profile = profileWith(exception('crm.example.com:443', 'AA'), exception('identity.example.com:443', 'CC'));
    const [first, second] = trustNotes(profile, [seen('crm.example.com:443', 'BB')], {});
    expect(first).toMatch(/“CN=AA” of crm\.example\.com:443, accepted on 9 November 2026, has ended/);
    expect(second).toMatch(/^An exception is in force: the certificate “CN=CC” of identity\.example\.com:443/);
    expect(second).toContain(fingerprint('CC'));
  });

  it.each<[string | undefined, number]>([
    ['0', 1],
    ['1', 0],
    ['', 0],
    [undefined, 0],
  ])('warn of NODE_TLS_REJECT_UNAUTHORIZED=%s: %i', (value, count) => {
    expect(trustNotes(profileWith(), [], { NODE_TLS_REJECT_UNAUTHORIZED: value })).toHaveLength(count);
  });
});
