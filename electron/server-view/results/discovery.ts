import { recogniseHostingPage } from '../../../shared/hosting-page.ts';
import { parseUrl } from '../../../shared/url.ts';
import type { Look } from '../look.ts';
import { machineOf, outsideWords } from '../words.ts';
import { fail, one, pass, said, skipped, warn, type Facts, type Seen } from './seen.ts';

/** Whether that machine gets the discovery document. */
export function discoverySeen(look: Look): Seen {
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
function otherIssuer(look: Look): Seen | null {
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

function noDocument(look: Look): Seen {
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

export const discoveryFacts = ({ discovery }: Look): Facts => [
  ...one('Status', discovery.status === null ? null : String(discovery.status)),
  ...one('Content type', discovery.contentType),
  ...one('Issuer', discovery.issuer),
  ...one('Start of the reply', discovery.start),
  ...one('Proxy', discovery.proxy === null ? null : discovery.proxy ? 'used' : 'not used'),
  ...said(discovery.detail),
];
