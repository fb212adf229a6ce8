import type { Report } from '../../../shared/report.ts';

/** Texts that stand in every place of a report that something from outside can reach. */
export interface Outside {
  /** A host as it is named in addresses, in whatever spelling. */
  host: string;
  address: string;
  computer: string;
  text: string;
}

/** A report with evidence of every kind. */
export function fullReport({ host, address, computer, text }: Outside): Report {
  const inAddress = address.includes(':') ? `[${address}]` : address;
  const check = {
    startedAt: '2026-11-20T10:00:00.000Z',
    durationMs: 40,
    remediation: null,
  } as const;
  const certificate = {
    subject: `CN=${host}, O=Example`,
    issuer: `CN=Issuing CA, O=Example`,
    serialNumber: '01',
    validFrom: '2026-01-01T00:00:00.000Z',
    validTo: '2026-12-24T00:00:00.000Z',
    daysLeft: 30,
    subjectAlternativeNames: [host, `*.${host}`, address],
    fingerprint256: 'AA:BB',
    selfSigned: false,
    isAuthority: false,
    keyType: 'RSA 2048',
  };
  const body = [
    text,
    `<a href="https://${host}/0/x">${host.toUpperCase()}</a>`,
    JSON.stringify({ issuer: `https://${host}:8090`, at: inAddress, escaped: `https:\\/\\/${host}\\/x\n${host}` }),
    `redirect=https%3A%2F%2F${host}%2F0&ip=http%3A%2F%2F${inAddress}%2F`,
    `Data Source=${host};Initial Catalog=crm; mail ann@${host}; at System.Net.Http.HttpRequestException`,
    `\\\\${host}\\logs ${address}, ${host}.`,
  ].join('\n');
  return {
    schemaVersion: 1,
    tool: { name: 'OAuth Console for Creatio', version: '1.0.0' },
    profile: { id: 'p', name: `Sales ${text} (${host})`, creatioUrl: `https://${host}:8443/crm`, platform: 'net' },
    host: { name: computer, os: 'Windows 11' },
    startedAt: '2026-11-20T10:00:00.000Z',
    durationMs: 500,
    verdict: 'fail',
    outcome: 'unreachable',
    headline: `This computer cannot connect to Creatio at ${host}:8443. ${text}`,
    notes: [`The checks ran on ${computer}. ${text}`, `${address} gave no answer.`],
    emptySettings: [],
    muted: [
      {
        checkId: 'creatio.health',
        reason: `${text} ${host}`,
        by: `ann on ${computer}`,
        at: '2026-11-20T10:00:00.000Z',
      },
    ],
    routes: [{ target: 'Creatio', route: `through the proxy ${host}:3128, as the environment says` }],
    checks: [
      {
        ...check,
        id: 'creatio.dns',
        title: 'Name resolution of Creatio',
        status: 'warn',
        summary: `${host} leads to ${address}. ${text}`,
        evidence: [
          {
            kind: 'addresses',
            title: `Port 8443 at each address of ${host}`,
            addresses: [
              { address, family: 4, ok: false, durationMs: 3, failure: `Nothing at ${inAddress}:8443. ${text}` },
            ],
          },
        ],
      },
      {
        ...check,
        id: 'creatio.tls',
        title: 'Secure connection to Creatio',
        status: 'fail',
        summary: `The certificate of ${host} expired.`,
        evidence: [
          {
            kind: 'certificates',
            title: `Certificates of ${host}`,
            server: `${host}:8443`,
            protocol: 'TLSv1.3',
            cipher: null,
            chain: [certificate],
            problems: [`It is for ${host}. ${text}`],
          },
        ],
      },
      {
        ...check,
        id: 'creatio.health',
        title: 'OAuth health check of Creatio',
        status: 'fail',
        summary: text,
        evidence: [
          {
            kind: 'exchange',
            title: `Health check ${text}`,
            request: {
              method: 'GET',
              url: `https://${host}:8443/crm/api/OAuthHealthCheck`,
              headers: [
                ['host', `${host}:8443`],
                ['x-text', text],
              ],
              body: `text=${text}`,
            },
            response: {
              status: 500,
              statusText: text,
              httpVersion: '1.1',
              headers: [
                ['location', `https://${host}/login?to=${encodeURIComponent(`https://${host}/`)}`],
                ['set-cookie', `a=***; Domain=.${host}`],
                ['via', `1.1 ${host} (squid)`],
              ],
              body,
              bodyBytes: body.length,
              charset: 'utf-8',
              truncated: false,
            },
            failure: `The reply of ${host} broke off. ${text}`,
            remoteAddress: address,
            timings: { dnsMs: 1, tcpMs: 2, tlsMs: null, firstByteMs: 3, bodyMs: 4, totalMs: 10 },
            proxy: { name: `${host}:3128`, request: `CONNECT ${host}:443 HTTP/1.1`, reply: `HTTP/1.1 502 ${text}` },
          },
        ],
      },
      {
        ...check,
        id: 'identity.discovery',
        title: 'Discovery of the Identity Service',
        status: 'pass',
        summary: 'It answers.',
        evidence: [{ kind: 'facts', title: 'Facts', rows: [{ label: `Issuer ${text}`, value: `https://${host}` }] }],
      },
    ],
    remediation: {
      id: 'unreachable',
      title: 'Creatio cannot be reached',
      cause: 'Something is in the way.',
      steps: [
        {
          text: 'Open the log in appsettings.json.',
          documented: true,
          path: ['System Designer', 'Import and integration'],
          values: [{ label: 'Address', value: `https://${host}/crm`, copy: true }],
          checks: ['creatio.tcp'],
          sources: [{ title: 'Article', url: 'https://academy.creatio.com/docs', versions: '8.3' }],
        },
      ],
      provenBy: ['creatio.tcp'],
      sources: [{ title: 'Article', url: 'https://academy.creatio.com/docs', versions: '8.3' }],
    },
  };
}
