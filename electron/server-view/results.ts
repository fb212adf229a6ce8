import { recogniseHostingPage } from '../../shared/hosting-page.ts';
import { dateInWords } from '../../shared/date.ts';
import type { ServerPart, ServerResult } from '../../shared/server-view.ts';
import { parseUrl } from '../../shared/url.ts';
import { lineText } from '../../shared/visible-text.ts';
import { inBrief } from '../checks/reply/words.ts';
import { maskPatterns } from '../reports/mask/patterns.ts';
import type { Look, LookReason } from './look.ts';

/** From this difference on a clock disturbs tokens (IdentityServer and .NET allow five minutes). */
const clockToleranceMs = 5 * 60_000;
/** From this many days before its end on, a certificate is worth a warning. */
const expiresSoonDays = 30;
const dayMs = 86_400_000;

type Facts = ServerResult['facts'];
type Judged = Pick<ServerResult, 'status' | 'summary' | 'remediation'>;

const titles: Readonly<Record<ServerPart, string>> = {
  dns: 'Name resolution of the Identity Service',
  tcp: 'Connection to the Identity Service',
  tls: 'Secure connection to the Identity Service',
  discovery: 'Discovery of the Identity Service',
  clock: 'Clock',
};

/** Words of another machine, for people: on one line, without what is a secret by its place, and never cut. */
export const outsideWords = (text: string): string => inBrief(lineText(maskPatterns(text)));

/** What a look found, part by part, as sentences with the machine as their subject. */
export function resultsOf(look: Look): ServerResult[] {
  const results = partsOf(look);
  if (look.discovery.ok !== true || look.discovery.proxy !== true) return results;
  // Whoever goes through the proxy needs neither the name nor a connection of its own.
  return results.map((result) =>
    result.status === 'fail' && (result.part === 'dns' || result.part === 'tcp')
      ? { ...result, status: 'warn', summary: `${result.summary} The proxy of that machine gets there.` }
      : result,
  );
}

function partsOf(look: Look): ServerResult[] {
  const { dns, tcp, tls, discovery } = look;
  const part = (name: ServerPart, durationMs: number | null, judged: Judged, facts: Facts): ServerResult => ({
    part: name,
    title: titles[name],
    durationMs,
    ...judged,
    facts: facts.map(({ label, value }) => ({ label, value: outsideWords(value) })),
  });
  return [
    part('dns', dns.durationMs, ofName(look), [...list('Address', dns.addresses), ...said(dns.detail)]),
    part('tcp', tcp.durationMs, ofConnection(look), [...one('Address', tcp.address), ...said(tcp.detail)]),
    part('tls', tls.durationMs, ofCertificate(look), [
      ...one('Protocol', tls.protocol),
      ...tls.chain.flatMap(certificateFacts),
      ...said(tls.detail),
    ]),
    part('discovery', discovery.durationMs, ofDiscovery(look), [
      ...one('Status', discovery.status === null ? null : String(discovery.status)),
      ...one('Content type', discovery.contentType),
      ...one('Issuer', discovery.issuer),
      ...one('Start of the reply', discovery.start),
      ...one('Proxy', discovery.proxy === null ? null : discovery.proxy ? 'used' : 'not used'),
      ...said(discovery.detail),
    ]),
    part('clock', null, ofClock(look), [
      { label: `Time of ${machineOf(look)}`, value: look.time },
      ...one('Time in the reply', look.clock.serverDate),
    ]),
  ];
}

const one = (label: string, value: string | null): Facts => (value === null ? [] : [{ label, value }]);
const list = (label: string, values: readonly string[]): Facts => values.flatMap((value) => one(label, value));
const said = (detail: string | null): Facts => one('In the words of the system', detail);

function certificateFacts(certificate: Look['tls']['chain'][number], index: number): Facts {
  const name = `Certificate ${index + 1}`;
  const { subject, issuer, validFrom, validTo, fingerprint256 } = certificate;
  return [
    ...one(name, subject),
    ...one(`${name}, issued by`, issuer),
    ...one(`${name}, valid`, validFrom === null || validTo === null ? null : `from ${validFrom} to ${validTo}`),
    ...one(`${name}, SHA-256`, fingerprint256),
  ];
}

/** The machine as the subject of a sentence. */
export const machineOf = ({ machine }: Look): string => outsideWords(machine.name);

const hostOf = ({ address }: Look): string => parseUrl(address)?.host ?? address;
const hostnameOf = ({ address }: Look): string => parseUrl(address)?.hostname ?? address;

const pass = (summary: string): Judged => ({ status: 'pass', summary, remediation: null });
const fail = (summary: string, remediation: string): Judged => ({ status: 'fail', summary, remediation });
const warn = (summary: string, remediation: string): Judged => ({ status: 'warn', summary, remediation });

function skipped(reason: LookReason | null, what: string): Judged {
  const why =
    reason === 'no-tool'
      ? 'the tools for it are missing there, or may not be used'
      : reason === 'not-needed'
        ? 'it is not needed for this address'
        : 'what comes before it failed';
  return { status: 'skip', summary: `${what} was not looked at: ${why}.`, remediation: null };
}

function ofName(look: Look): Judged {
  const { dns } = look;
  if (dns.ok === null) return skipped(dns.reason, 'The name');
  const machine = machineOf(look);
  if (dns.ok) {
    return pass(
      dns.reason === 'not-needed'
        ? 'The address holds no name that would have to be resolved.'
        : `${machine} finds the name ${hostnameOf(look)}.`,
    );
  }
  return dns.reason === 'not-found'
    ? fail(`${machine} cannot find the name ${hostnameOf(look)}.`, 'dns-not-found')
    : fail(`${machine} got no answer from its name server for ${hostnameOf(look)}.`, 'dns-failed');
}

function ofConnection(look: Look): Judged {
  const { tcp } = look;
  if (tcp.ok === null) return skipped(tcp.reason, 'The connection');
  const machine = machineOf(look);
  const host = hostOf(look);
  if (tcp.ok) return pass(`${machine} can connect to ${host}.`);
  switch (tcp.reason) {
    case 'refused':
      return fail(`The connection of ${machine} to ${host} is refused.`, 'tcp-refused');
    case 'unreachable':
      return fail(`${machine} has no way to ${host} in its network.`, 'tcp-unreachable');
    case 'reset':
      return fail(`The connection of ${machine} to ${host} is cut at once.`, 'tcp-reset');
    default:
      return fail(`${machine} gets no answer when it connects to ${host}.`, 'tcp-silent');
  }
}

function ofCertificate(look: Look): Judged {
  const { tls } = look;
  if (tls.ok === null) return skipped(tls.reason, 'The secure connection');
  const machine = machineOf(look);
  const host = hostOf(look);
  if (tls.ok) return expiring(look) ?? pass(`${machine} trusts the certificate of ${host}${inProtocol(tls.protocol)}.`);
  switch (tls.reason) {
    case 'expired':
      return fail(`The certificate of ${host} has expired, so ${machine} refuses it.`, 'tls-expired');
    case 'not-yet-valid':
      return fail(`For ${machine} the certificate of ${host} is not valid yet.`, 'tls-not-yet-valid');
    case 'wrong-name':
      return fail(`The certificate that ${machine} gets from ${host} is for another name.`, 'tls-wrong-name');
    case 'self-signed':
      return fail(
        `The certificate of ${host} is self-signed, and ${machine} does not trust it.`,
        'identity-service-not-trusted',
      );
    case 'untrusted':
      return fail(`${machine} does not trust the certificate of ${host}.`, 'identity-service-not-trusted');
    case 'plain-http':
      return fail(`${host} answers ${machine} in plain HTTP, although the address says https.`, 'tls-plain-http');
    case 'protocol-too-old':
      return fail(`${machine} and ${host} have no version of TLS in common.`, 'tls-protocol-too-old');
    case 'client-certificate-wanted':
      return fail(`${host} wants a certificate from ${machine}.`, 'tls-client-certificate-wanted');
    case 'silent':
      return fail(`${host} accepts the connection of ${machine}, but does not answer the start of TLS.`, 'tls-silent');
    default:
      return fail(`${machine} cannot make a secure connection to ${host}.`, 'tls-handshake-failed');
  }
}

const inProtocol = (protocol: string | null): string => (protocol === null ? '' : ` (${outsideWords(protocol)})`);

/** A warning where the certificate of the server ends soon. */
function expiring(look: Look): Judged | null {
  const end = Date.parse(look.tls.chain[0]?.validTo ?? '');
  const days = Math.floor((end - Date.parse(look.time)) / dayMs);
  if (Number.isNaN(days) || days > expiresSoonDays || days < 0) return null;
  return warn(
    `${machineOf(look)} trusts the certificate of ${hostOf(look)}, which expires in ${days} ${days === 1 ? 'day' : 'days'}, on ${dateInWords(end)}.`,
    'tls-expires-soon',
  );
}

function ofDiscovery(look: Look): Judged {
  const { discovery, tls } = look;
  if (discovery.ok === null) return skipped(discovery.reason, 'The discovery document');
  const machine = machineOf(look);
  if (discovery.ok) {
    if (discovery.unverified) {
      return warn(
        `The Identity Service answers ${machine} with its discovery document once its certificate is left aside.`,
        tls.reason === 'untrusted' || tls.reason === 'self-signed'
          ? 'identity-service-not-trusted'
          : 'tls-handshake-failed',
      );
    }
    return otherIssuer(look) ?? pass(`${machine} gets the discovery document of the Identity Service.`);
  }
  return noDocument(look);
}

/** Tokens are refused for their issuer where it is another address; a bare word, as 8.0 shows it, says nothing. */
function otherIssuer(look: Look): Judged | null {
  const { issuer } = look.discovery;
  const issued = issuer === null ? null : parseUrl(issuer);
  if (issuer === null || issued === null || comparable(issuer) === comparable(look.address)) return null;
  return warn(
    `${machineOf(look)} gets the discovery document, but it names another issuer: ${outsideWords(issuer)}.`,
    'discovery-issuer-differs',
  );
}

const comparable = (address: string): string => {
  const url = parseUrl(address);
  return `${url?.origin ?? ''}${url?.pathname ?? ''}`.replace(/\/+$/, '').toLowerCase();
};

function noDocument(look: Look): Judged {
  const { status, reason, start } = look.discovery;
  const machine = machineOf(look);
  const through = look.discovery.proxy === true ? ' through the proxy of that machine' : '';
  switch (reason) {
    case 'proxy-not-found':
      return fail(`${machine} is to use a proxy, and cannot find the name of it.`, 'proxy-not-found');
    case 'proxy-refused':
      return fail(`${machine} is to use a proxy, and gets no way through it.`, 'proxy-refused');
    case 'proxy-login-wanted':
      return fail(`${machine} is to use a proxy, which wants a login first.`, 'proxy-login-wanted');
    case 'silent':
      return fail(`The Identity Service does not answer the request of ${machine}${through} in time.`, 'http-no-reply');
    case 'no-reply':
      return fail(`The Identity Service ends the connection of ${machine} without an answer.`, 'http-no-reply');
    case 'reset':
      return fail(`The connection of ${machine} is cut during the request${through}.`, 'http-reset');
    case 'too-large':
      return fail(`${machine} gets a reply that is far too large for a discovery document.`, 'http-body-too-large');
    case 'untrusted':
      return fail(`${machine} does not trust what answers${through}.`, 'identity-service-not-trusted');
    default:
  }
  if (status === null) return fail(`${machine} gets no discovery document${through}.`, 'http-no-reply');
  const answer = `${machine} gets the status ${status} for the discovery document${through}`;
  if (status === 200) {
    const json = /^\s*\{/.test(start ?? '');
    return json
      ? fail(`${answer}, but it names no issuer.`, 'discovery-incomplete')
      : fail(`${answer}, but something else than JSON.`, 'discovery-not-json');
  }
  const hosting = recogniseHostingPage(status, start ?? '');
  if (hosting !== null) return fail(`${answer}: the page of a web server whose application does not run.`, hosting);
  if (status >= 300 && status < 400) return fail(`${answer}: it is sent elsewhere.`, 'http-redirect-elsewhere');
  return fail(`${answer}.`, status >= 500 ? 'discovery-server-error' : 'discovery-missing');
}

function ofClock(look: Look): Judged {
  const machine = machineOf(look);
  const difference = Date.parse(look.clock.serverDate ?? '') - Date.parse(look.time);
  if (Number.isNaN(difference)) {
    return { status: 'skip', summary: 'No reply told its time, so the clocks were not compared.', remediation: null };
  }
  if (Math.abs(difference) <= clockToleranceMs) return pass(`The clocks of ${machine} and the Identity Service agree.`);
  const minutes = Math.round(Math.abs(difference) / 60_000);
  const direction = difference > 0 ? 'behind' : 'ahead of';
  return fail(
    `The clock of ${machine} is ${minutes} minutes ${direction} that of the Identity Service.`,
    'clock-differs',
  );
}
