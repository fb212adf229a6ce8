import type { FindingId } from '../../../shared/findings.ts';
import { place, seconds } from '../failures.ts';
import type { NetworkFailure } from '../types.ts';
import type { Protocol } from './recognise.ts';
import type { ProxyServer } from './server.ts';

/** A host behind a proxy. */
export interface Target {
  /** Without the brackets of an IPv6 address. */
  hostname: string;
  port: number;
}

type Details = NonNullable<NetworkFailure['details']>;

export const proxyFailure = (
  finding: FindingId,
  message: string,
  code: string | null = null,
  details: Details = [],
): NetworkFailure => ({
  layer: 'proxy',
  finding,
  message,
  code,
  ...(details.length === 0 ? {} : { details }),
});

/** Failures of which another proxy of the same list need not know: this one could not be used at all. */
const ofTheProxyItself: ReadonlySet<FindingId> = new Set([
  'proxy-not-found',
  'proxy-refused',
  'proxy-silent',
  'proxy-reset',
  'proxy-unreachable',
  'proxy-tls-failed',
  'proxy-wrong-protocol',
]);

/** Whether a connection failed at its way rather than at what the way leads to. */
export const isWayBlocked = ({ layer, finding }: NetworkFailure): boolean =>
  layer === 'dns' || layer === 'tcp' || ofTheProxyItself.has(finding);

const findingOfConnection: Partial<Record<FindingId, FindingId>> = {
  'dns-not-found': 'proxy-not-found',
  'dns-failed': 'proxy-not-found',
  'tcp-refused': 'proxy-refused',
  'tcp-silent': 'proxy-silent',
  'tcp-reset': 'proxy-reset',
};

const hints: Partial<Record<FindingId, string>> = {
  'proxy-not-found': 'Its name may be misspelt, or known only inside the network of the company.',
  'proxy-refused': 'The proxy may be stopped, or the port may be wrong.',
  'proxy-silent': 'A firewall may drop the connection, or the machine may be off.',
  'proxy-reset': 'A firewall may do that, or the proxy does not allow this computer.',
};

/** A failure on the way to the proxy itself: its name, its address. */
export function connectionToProxyFailed(proxy: ProxyServer, failure: NetworkFailure): NetworkFailure {
  const finding = findingOfConnection[failure.finding] ?? 'proxy-unreachable';
  // What the failure goes on to suggest is about web servers.
  const [what = ''] = failure.message.split(/(?<=\.) /);
  const hint = hints[finding] ?? 'The network or the VPN may be down.';
  return proxyFailure(finding, `The proxy ${proxy.name} cannot be reached. ${what} ${hint}`, failure.code);
}

/** The TLS of an https proxy; with the SHA-256 of its certificate, where it showed one. */
export function tlsToProxyFailed(
  proxy: ProxyServer,
  { finding, message, code }: NetworkFailure,
  fingerprint256: string | null,
): NetworkFailure {
  if (finding === 'tls-silent')
    return proxyFailure('proxy-silent', `The proxy ${proxy.name} keeps silent. ${message}`, code);
  if (finding === 'tls-plain-http') {
    return proxyFailure(
      'proxy-wrong-protocol',
      `The proxy ${proxy.name} speaks plain HTTP, not TLS. Its address has to begin with http://.`,
      code,
    );
  }
  if (finding === 'tls-client-certificate-wanted') {
    return proxyFailure(
      'proxy-tls-failed',
      `The proxy ${proxy.name} wants a certificate from the client. It is shown none: the client certificate of an environment is for its own servers, not for a proxy.`,
      code,
    );
  }
  return proxyFailure(
    'proxy-tls-failed',
    `The secure connection to the proxy ${proxy.name} itself failed. ${message}`,
    code,
    fingerprint256 === null ? [] : [{ label: 'Certificate of the proxy, SHA-256', value: fingerprint256 }],
  );
}

/** The proxy accepted the connection and did not keep to its part. */
export function proxyDidNotAnswer(
  proxy: ProxyServer,
  how: 'closed' | 'silent' | 'nonsense',
  limitMs: number,
  spoken: Protocol | null,
  code: string | null,
): NetworkFailure {
  if (spoken !== null && spoken !== expected[proxy.kind]) return wrongProtocol(proxy, spoken, code);
  if (how === 'nonsense') {
    return proxyFailure(
      'proxy-wrong-protocol',
      `The proxy ${proxy.name} answered with something that is not ${wordsOf[expected[proxy.kind]]}. Another service may be listening on this port.`,
      code,
    );
  }
  if (how === 'silent') {
    return proxyFailure(
      'proxy-silent',
      `The proxy ${proxy.name} accepted the connection, but did not answer within ${seconds(limitMs)}. It may wait for the host itself, be overloaded, or be no proxy of the kind ${proxy.kind}.`,
      code,
    );
  }
  return proxyFailure(
    'proxy-reset',
    `The proxy ${proxy.name} closed the connection without an answer. It may not allow this computer, may have failed, or may be no proxy of the kind ${proxy.kind}.`,
    code,
  );
}

const expected: Readonly<Record<ProxyServer['kind'], Protocol>> = {
  http: 'http',
  https: 'http',
  socks4: 'socks4',
  socks5: 'socks5',
};
const wordsOf: Readonly<Record<Protocol, string>> = { http: 'HTTP', socks4: 'SOCKS4', socks5: 'SOCKS5', tls: 'TLS' };

function wrongProtocol(proxy: ProxyServer, spoken: Protocol, code: string | null): NetworkFailure {
  const scheme = spoken === 'tls' ? 'https' : spoken;
  const asScript = proxy.kind === 'socks4' && spoken === 'socks5';
  return proxyFailure(
    'proxy-wrong-protocol',
    `The proxy ${proxy.name} speaks ${wordsOf[spoken]}, not ${wordsOf[expected[proxy.kind]]}. Its address has to begin with ${scheme}://${asScript ? ', or the proxy script of the system has to say SOCKS5 in place of SOCKS' : ''}.`,
    code,
  );
}

/** What a proxy answered to the wish for a tunnel. */
export interface Refusal {
  status: number;
  /** For example `HTTP/1.1 403 Filtered`. */
  line: string;
  /** All values of `Proxy-Authenticate`, joined. */
  schemes: string;
  /** What `Proxy-Status` (RFC 9209) or Squid's header gives as the reason; empty when neither is there. */
  reason: string;
  /** The start of its page, as text. */
  body: string;
}

/** Why a proxy did not open a tunnel (RFC 9110, section 9.3.6). */
export function tunnelRefused(proxy: ProxyServer, target: Target, refusal: Refusal): NetworkFailure {
  const { status, line, schemes, reason, body } = refusal;
  const code = String(status);
  const details: Details = [
    { label: 'Answer of the proxy', value: line },
    ...(schemes === '' ? [] : [{ label: 'Logins it offers', value: schemes }]),
    ...(reason === '' ? [] : [{ label: 'Reason it gives', value: reason }]),
    ...(body === '' ? [] : [{ label: 'Start of its page', value: body }]),
  ];
  const failure = (finding: FindingId, message: string): NetworkFailure =>
    proxyFailure(finding, message, code, details);
  const at = place(target.hostname, target.port);
  const answered = `The proxy ${proxy.name} answered “${line}”`;
  // tinyproxy answers a wrong login with 401, a missing one with 407.
  if (status === 407 || status === 401) return loginFailure(proxy, status, schemes, details);
  if (/dns_(?:error|timeout)|ERR_DNS_FAIL/i.test(reason)) {
    return failure('proxy-target-failed', `${answered}: it could not resolve the name ${target.hostname}.`);
  }
  if (
    /connection_(?:refused|timeout|terminated)|ip_unroutable|destination_unavailable|ERR_CONNECT_FAIL/i.test(reason)
  ) {
    return failure('proxy-target-failed', `${answered}: it could not connect to ${at}.`);
  }
  if (status === 502 || status === 504) {
    return failure('proxy-target-failed', `${answered}: it could not get an answer from ${at}.`);
  }
  if (status === 500 || status === 503) {
    return failure(
      'proxy-target-failed',
      `${answered}: it could not connect to ${at}, or failed itself; its answer does not say which.`,
    );
  }
  if ([400, 404, 405, 501].includes(status)) {
    return failure(
      'proxy-wrong-protocol',
      `${answered} when it was asked for a connection to ${at}. It may be an ordinary web server, or a proxy that makes no such connections.`,
    );
  }
  return failure('proxy-not-allowed', `${answered}: it does not allow a connection to ${at}.`);
}

/** The status 407 (RFC 9110, section 15.5.8), or another that asks for a login, to a tunnel or to a request. */
export function loginFailure(
  proxy: ProxyServer,
  status: number,
  schemes: string,
  details: Details = [],
): NetworkFailure {
  const answered = `The proxy ${proxy.name}`;
  if (proxy.credentials() !== null && (schemes === '' || /\bbasic\b/i.test(schemes))) {
    return proxyFailure(
      'proxy-login-refused',
      `${answered} does not accept the user name and password it was given (${status}).`,
      String(status),
      details,
    );
  }
  const basic = schemes === '' || /\bbasic\b/i.test(schemes);
  const other = ` It offers only ${schemesIn(schemes)}; the console can log in with Basic.`;
  return proxyFailure(
    'proxy-login-wanted',
    `${answered} wants a user name and a password (${status}).${basic ? '' : other}`,
    String(status),
    details,
  );
}

/** The names of the schemes in a `Proxy-Authenticate`, without their parameters. */
function schemesIn(header: string): string {
  const names = header.split(',').flatMap((part) => /^\s*([A-Za-z][\w-]*)(?:\s|$)/.exec(part)?.[1] ?? []);
  return [...new Set(names)].join(', ') || 'another kind of login';
}
