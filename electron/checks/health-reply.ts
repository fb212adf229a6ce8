import { parseUrl } from '../../shared/url.ts';
import { hostingPageInWords, recogniseHostingPage } from '../../shared/hosting-page.ts';
import type { FindingId } from '../../shared/findings.ts';
import type { OutcomeId, SystemSettingCode } from '../../shared/outcomes.ts';
import type { HttpOutcome, HttpResponse, NetworkFailure } from '../net/index.ts';
import { judgeFlags, parseHealthFlags, type FlagsVerdict, type HealthFlags } from './reply/flags.ts';
import { contentOf, serverErrorInWords, titleInWords } from './reply/content.ts';
import { inFrontOf, type InFront } from './reply/in-front.ts';
import { isLoginPage, redirectsToLogin } from './reply/login.ts';
import { doubtAboutProxy, proxyReplyOf, type ProxyReply } from './reply/proxy.ts';
import { redirectAdvice } from './reply/redirect-advice.ts';
import type { EntryOfRun } from './types.ts';

/** What the health endpoint's answer comes to. */
export interface HealthReply {
  /** Never `cancelled`. */
  outcome: OutcomeId;
  /** Codes of the empty settings in the documented order; empty unless the outcome says that settings are. */
  emptySettings: SystemSettingCode[];
  /** Entry of the remediation catalogue: the outcome's, or a more precise finding. */
  remediation: EntryOfRun;
  /** One or two sentences for people. */
  summary: string;
  /** The status of an error of the web server. */
  status?: number;
  /** The documented flags, where the reply holds them. */
  flags: HealthFlags | null;
}

const reply = (outcome: OutcomeId, summary: string, remediation: EntryOfRun = outcome): HealthReply => ({
  outcome,
  emptySettings: [],
  remediation,
  summary,
  flags: null,
});

const documentedSummary = ({ outcome, emptySettings, contradictions }: FlagsVerdict): string => {
  switch (outcome) {
    case 'healthy':
      return 'Creatio reports that OAuth works: it got an access token from its Identity Service.';
    case 'setting-empty':
      return `Creatio reports that its system setting ${emptySettings.join('')} is empty.`;
    case 'settings-empty':
      return `Creatio reports that its system settings ${emptySettings.join(', ')} are empty.`;
    case 'identity-service-unavailable':
      return 'Creatio reports that it cannot reach the Identity Service its settings name.';
    case 'token-not-retrievable':
      return 'Creatio reports that it reaches the Identity Service but gets no access token from it.';
    default:
      return `The health reply contradicts itself: ${contradictions.join('; ')}.`;
  }
};

function documentedReply(flags: HealthFlags, status: number): HealthReply {
  const verdict = judgeFlags(flags, status);
  return { ...reply(verdict.outcome, documentedSummary(verdict)), emptySettings: verdict.emptySettings, flags };
}

const statusOf = ({ status, statusText }: HttpResponse): string => `${status} ${statusText}`.trim();

/** What came instead of the documented JSON, as a sentence, and the finding that explains it. */
function unexpectedBody(
  response: HttpResponse,
  failure: NetworkFailure | null,
): [summary: string, remediation: EntryOfRun] {
  const status = statusOf(response);
  if (response.truncated) {
    return [`The answer (${status}) is far larger than a health reply.`, 'http-body-too-large'];
  }
  if (failure !== null) return [`The answer (${status}) could not be read whole: ${failure.message}`, failure.finding];
  if (response.body.trim() === '') return [`The answer (${status}) is empty.`, 'unexpected-reply'];
  const inFront = inFrontOf(response);
  if (inFront !== null) return [`The answer (${status}) is not that of Creatio. ${inFront.meaning}`, inFront.finding];
  const content = contentOf(response.body);
  const found = content === 'JSON of another shape' ? 'JSON without its four flags as true or false' : content;
  return [`The answer (${status}) is not the documented health reply, but ${found}.`, 'unexpected-reply'];
}

/** Scheme, host and port of an address (RFC 6454); null when it is none. */
function originOf(address: string): string | null {
  const url = parseUrl(address);
  return url === null ? null : `${url.protocol}//${url.host}`;
}

/** A redirect that ends the exchange: to a login, to another place, or nowhere. */
function redirectReply({ exchanges, redirectsTo }: HttpOutcome, response: HttpResponse): HealthReply {
  if (redirectsToLogin(exchanges, redirectsTo)) return loginReply('sends the health request on to a login page');
  if (redirectsTo === null) {
    return reply(
      'unexpected-reply',
      `Creatio answers the health request with ${statusOf(response)} and names no new address.`,
    );
  }
  return originOf(redirectsTo) === originOf(exchanges[0]?.request.url ?? '')
    ? reply('unexpected-reply', `Creatio sends the health request round in circles, at last to ${redirectsTo}.`)
    : reply(
        'unexpected-reply',
        `Creatio sends the health request on to ${redirectsTo}, where the console does not follow${redirectAdvice(exchanges[0]?.request.url ?? '', redirectsTo)}.`,
        'http-redirect-elsewhere',
      );
}

function proxyReply({ finding, mark }: ProxyReply, response: HttpResponse): HealthReply {
  const answered = `A proxy between this computer and Creatio answered (${statusOf(response)}); its mark is ${mark}.`;
  if (finding !== 'proxy-target-failed') {
    return reply('proxy-error', answered, finding === 'proxy-in-the-way' ? 'proxy-error' : finding);
  }
  return reply('unreachable', `${answered} It got no connection to Creatio, or no answer from it.`, finding);
}

const loginReply = (how: string): HealthReply =>
  reply('login-required', `Creatio ${how}, so its health cannot be read without a session.`);

/**
 * Classifies whatever came of asking the health endpoint into exactly one outcome. Decides on status, flags and
 * setting codes, never on prose (Creatio Academy, "OAuth health monitoring").
 */
export function classifyHealthReply(outcome: HttpOutcome): HealthReply {
  const judged = judgeReply(outcome);
  const ofProxy = judged.flags !== null || judged.remediation.startsWith('proxy-');
  return ofProxy ? judged : { ...judged, summary: judged.summary + doubtAboutProxy(outcome.final) };
}

/** 401 and 403: of Creatio, which may want a session, or of what stands before it. */
function refusedReply(response: HttpResponse, hosting: FindingId | null, inFront: InFront | null): HealthReply {
  const status = statusOf(response);
  if (hosting !== null) {
    return reply(
      'login-required',
      `The web server of Creatio refuses the health request with a page of its own (${status}). ${hostingPageInWords(hosting)}`,
      hosting,
    );
  }
  return inFront === null
    ? loginReply(`answers ${status}`)
    : reply('login-required', `The health request is refused (${status}). ${inFront.meaning}`, inFront.finding);
}

function judgeReply(outcome: HttpOutcome): HealthReply {
  const { exchanges, final } = outcome;
  const { response, failure } = final;
  if (failure?.finding.startsWith('proxy-') === true) {
    const ofTarget = failure.finding === 'proxy-target-failed';
    return reply(ofTarget ? 'unreachable' : 'proxy-error', failure.message, failure.finding);
  }
  if (response === null) {
    const message = failure?.message ?? 'There was no answer.';
    return reply('unreachable', message, failure?.finding ?? 'http-no-reply');
  }
  const { status } = response;
  const flags = response.truncated || status === 407 ? null : parseHealthFlags(response.body);
  if (flags !== null) return documentedReply(flags, status);

  const ofProxy = proxyReplyOf(final);
  if (ofProxy !== null) return proxyReply(ofProxy, response);
  if (status >= 300 && status < 400) return redirectReply(outcome, response);

  const hosting = recogniseHostingPage(response.status, response.body);
  const inFront = inFrontOf(response);
  if (status === 401 || status === 403) return refusedReply(response, hosting, inFront);
  if (redirectsToLogin(exchanges, null)) return loginReply('sends the health request on to a login page');
  if (hosting === 'hosting-no-site' && status === 404) {
    return reply(
      'endpoint-missing',
      `The web server answers ${statusOf(response)} in place of Creatio. ${hostingPageInWords(hosting)}`,
      hosting,
    );
  }
  if (status === 404 || status === 405) {
    return reply(
      'endpoint-missing',
      `There is no health endpoint at this address (${statusOf(response)}).${titleInWords(response)}`,
    );
  }
  if (status >= 500 && status < 600) {
    const meaning =
      hosting === null
        ? `${inFront === null ? '' : ` ${inFront.meaning}`}${serverErrorInWords(response)}`
        : ` ${hostingPageInWords(hosting)}`;
    const broken = failure === null ? '' : ` The answer could not be read whole: ${failure.message}`;
    const summary = `The web server of Creatio answers ${statusOf(response)} without a health reply.${meaning}${broken}`;
    return { ...reply('web-server-error', summary, hosting ?? 'web-server-error'), status };
  }
  if (hosting !== null) {
    return reply(
      'unexpected-reply',
      `The web server answers ${statusOf(response)} in place of Creatio. ${hostingPageInWords(hosting)}`,
      hosting,
    );
  }
  if (status < 300 && isLoginPage(response.body)) return loginReply('answers the health request with a login page');
  return reply('unexpected-reply', ...unexpectedBody(response, failure));
}
