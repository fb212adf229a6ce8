import { hostingPageInWords, recogniseHostingPage } from '../hosting-page.ts';
import { gatewayTroubleIn, isGatewayRefusal } from '../reply/gateway-page.ts';
import { headerOf } from '../reply/headers.ts';
import { isLoginAddress } from '../reply/login.ts';
import { proxyMarkOf } from '../reply/proxy-mark.ts';
import { parseUrl } from '../url.ts';
import { readBody } from './body.ts';
import { changed, finding, found, type Found } from './found.ts';
import type { ExplanationContext, SeenExchange } from './types.ts';
import { byDirection, quoted, secondsInWords, answererName, statusInWords } from './words.ts';

type Response = NonNullable<SeenExchange['response']>;

/**
 * What came from the network, a proxy or the hosting rather than from the server that was asked. Null where it is the
 * answer of that server.
 */
export function explainTransport(exchange: SeenExchange, context: ExplanationContext): Found | null {
  const { response, failure } = exchange;
  if (failure !== null) {
    const seen = response === null ? [] : [`The head of the reply came: ${statusInWords(response)}.`];
    return found([finding(failure.finding, 'shown', failure.message, failure.finding, seen)], 'diagnosis');
  }
  if (response === null) {
    return found(
      [finding('http-no-reply', 'shown', `${answererName(context)} gave no reply.`, 'http-no-reply')],
      'diagnosis',
    );
  }
  if (response.truncated) {
    const title = `${answererName(context)} sent a reply that is too large to be kept whole.`;
    return found([finding('http-body-too-large', 'shown', title, 'http-body-too-large', [statusInWords(response)])]);
  }
  return (
    proxyReply(response) ??
    limitReached(response, context) ??
    plainToSecurePort(exchange, response, context) ??
    hostingPage(exchange, response, context) ??
    gatewayPage(response, context) ??
    gatewayTrouble(response, context) ??
    redirected(exchange, response, context)
  );
}

function proxyReply(response: Response): Found | null {
  const mark = proxyMarkOf(response);
  if (mark === null) return null;
  const evidence = [`${statusInWords(response)}; its mark is ${mark}.`];
  if (response.status === 407) {
    const wanted = headerOf(response, 'proxy-authenticate');
    return found(
      [
        finding('proxy-login-wanted', 'shown', 'A proxy on the way wants a login.', 'proxy-login-wanted', [
          ...evidence,
          wanted === '' ? '' : `Proxy-Authenticate: ${quoted(wanted)}`,
        ]),
      ],
      'diagnosis',
    );
  }
  const title = 'A proxy on the way answered in place of the server.';
  return found([finding('proxy-in-the-way', 'shown', title, 'proxy-in-the-way', evidence)], 'diagnosis');
}

/** What the web server of any service can say; the rest is about the hosting of Creatio. */
const ofClientCertificate: readonly string[] = ['tls-client-certificate-wanted', 'client-certificate-refused'];

function hostingPage(exchange: SeenExchange, response: Response, { direction }: ExplanationContext): Found | null {
  const recognised = recogniseHostingPage(response.status, response.body);
  if (recognised === null || (direction === 'web-service' && !ofClientCertificate.includes(recognised))) return null;
  const title =
    `The web server answered with an error page of its own in place of the application behind it. ${hostingPageInWords(recognised)}`.trimEnd();
  return found([
    finding(recognised, 'shown', title, recognised, [
      `${exchange.request.method} was answered with ${statusInWords(response)}.`,
    ]),
  ]);
}

/** Pages with which a firewall for web applications refuses a caller. */
function gatewayPage(response: Response, { direction }: ExplanationContext): Found | null {
  if (!isGatewayRefusal(response)) return null;
  return found(
    [
      finding(
        'blocked-by-gateway',
        'likely',
        'A gateway in front of the server refused the request; it may let only known addresses in.',
        byDirection(direction, 'proxy-in-the-way', 'web-service-access-restricted'),
        [`${statusInWords(response)} came with the page of a gateway.`],
      ),
    ],
    'repeat',
  );
}

/** A gateway that got nothing usable from the server behind it; behind that of a web service nobody here can look. */
function gatewayTrouble(response: Response, { direction }: ExplanationContext): Found | null {
  const trouble = direction === 'creatio' ? gatewayTroubleIn(response) : null;
  if (trouble === null) return null;
  return found(
    [finding('gateway-no-answer', 'shown', trouble, 'gateway-no-answer', [statusInWords(response)])],
    'repeat',
    'diagnosis',
  );
}

/** 429, and a server that says when to come back (RFC 6585, section 4; RFC 9110, section 10.2.3). */
function limitReached(response: Response, context: ExplanationContext): Found | null {
  const retryAfter = headerOf(response, 'retry-after');
  const exhausted = /^(?:x-)?ratelimit-remaining$/i;
  const usedUp = response.headers.some(([name, value]) => exhausted.test(name) && value.trim() === '0');
  const limited =
    response.status === 429 || response.status === 423 || (response.status === 403 && (retryAfter !== '' || usedUp));
  const paused = response.status === 503 && retryAfter !== '';
  if (!limited && !paused) return null;
  const seconds = waitSeconds(retryAfter, context.receivedAt);
  const when = seconds === null ? '' : ` It says to come back in ${secondsInWords(seconds)}.`;
  const title = limited
    ? `${answererName(context)} was asked too often and refuses further requests for a while.${when}`
    : `${answererName(context)} is out of service for a while.${when}`;
  return found(
    [
      finding(limited ? 'rate-limited' : 'paused', 'shown', title, 'oauth-rate-limited', [
        statusInWords(response),
        retryAfter === '' ? '' : `Retry-After: ${quoted(retryAfter)}`,
      ]),
    ],
    changed('wait', { kind: 'wait', seconds: seconds ?? 60 }),
  );
}

function waitSeconds(retryAfter: string, receivedAt: number | undefined): number | null {
  if (/^\d{1,7}$/.test(retryAfter.trim())) return Number(retryAfter);
  const moment = /[a-z]{3}/i.test(retryAfter) ? Date.parse(retryAfter) : Number.NaN;
  if (Number.isNaN(moment) || receivedAt === undefined) return null;
  return Math.max(0, Math.ceil((moment - receivedAt) / 1_000));
}

const spokenPlainly =
  /plain HTTP request was sent to HTTPS port|HTTP request to an HTTPS server|speaking plain HTTP to an SSL-enabled/i;

/** Servers that say in plain HTTP that they expect TLS at this port. */
function plainToSecurePort({ request }: SeenExchange, response: Response, context: ExplanationContext): Found | null {
  if (
    response.status !== 400 ||
    !request.url.startsWith('http:') ||
    !spokenPlainly.test(response.body.slice(0, 65_536))
  ) {
    return null;
  }
  const secure = request.url.replace(/^http:/, 'https:');
  const title = 'This port speaks HTTPS, and the address begins with http. Enter the https address.';
  const entry = byDirection(context.direction, 'token-endpoint-missing', 'web-service-settings-outdated');
  return found(
    [finding('plain-to-secure-port', 'shown', title, entry, [statusInWords(response)])],
    ...(context.purpose === 'token' ? [changed('other-token-endpoint', { kind: 'token-endpoint', url: secure })] : []),
  );
}

/** Redirects that lead elsewhere; one to a login page is explained by what was asked for. */
function redirected(exchange: SeenExchange, response: Response, context: ExplanationContext): Found | null {
  if (response.status < 300 || response.status > 399 || context.purpose === 'authorization') return null;
  const location = headerOf(response, 'location');
  // Without an address these are no redirects (RFC 9110, section 15.4), and what holds an error is read as one.
  if (
    location === '' &&
    (![301, 302, 303, 307, 308].includes(response.status) || readBody(response).kind === 'members')
  ) {
    return null;
  }
  const target = absolute(location, exchange.request.url);
  if (target !== null && isLoginAddress(target, exchange.request.url)) return null;
  const isPost = exchange.request.method === 'POST';
  const toHttps = exchange.request.url.startsWith('http:') && (target ?? '').startsWith('https:');
  const title =
    location === ''
      ? `${answererName(context)} answered with a redirect that does not say where to.`
      : toHttps
        ? `${answererName(context)} redirects from http to https${isPost ? ', and most clients turn POST into GET then' : ''}. Enter the https address.`
        : `${answererName(context)} redirects to another address${context.purpose === 'discovery' ? '' : ', which is not followed with a secret'}.`;
  return found(
    [
      finding(
        toHttps ? 'redirect-to-https' : 'redirect-elsewhere',
        'shown',
        title,
        location === '' ? 'http-malformed' : 'http-redirect-elsewhere',
        [statusInWords(response), location === '' ? '' : `Location: ${quoted(location)}`],
      ),
    ],
    ...(toHttps &&
    target !== null &&
    context.purpose === 'token' &&
    parseUrl(target)?.hostname === parseUrl(exchange.request.url)?.hostname
      ? [changed('other-token-endpoint', { kind: 'token-endpoint', url: target })]
      : []),
  );
}

/** The target of a redirect as an absolute address; null where it cannot be read. */
export function absolute(location: string, base: string): string | null {
  if (location === '') return null;
  const whole = parseUrl(location);
  if (whole !== null) return whole.href;
  const from = parseUrl(base);
  if (from === null) return null;
  const target = location.startsWith('//') ? from.protocol + location : `${from.origin}/${location.replace(/^\//, '')}`;
  return parseUrl(target)?.href ?? null;
}
