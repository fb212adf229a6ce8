import type { FindingId } from '../../../shared/findings.ts';
import { hostingPageInWords, recogniseHostingPage } from '../../../shared/hosting-page.ts';
import { bodyLimitBytes, type HttpExchange, type HttpOutcome, type HttpResponse } from '../../net/index.ts';
import { inFrontOf } from './in-front.ts';
import { redirectsToLogin } from './login.ts';
import { doubtAboutProxy, proxyReplyOf } from './proxy.ts';
import { redirectAdvice } from './redirect-advice.ts';
import { inBrief } from './words.ts';

/** What is wrong, as an entry of the catalogue and a sentence for people. */
export interface Problem {
  finding: FindingId;
  sentence: string;
}

/** A reply whose content can be read, or what stands in its way whatever was asked for. */
export type ReadableReply = { response: HttpResponse; problem: null } | { response: null; problem: Problem };

/**
 * Sorts out the replies that come from the network or from the hosting rather than from the application: none at all,
 * a broken, too large or redirected one, a proxy that wants a login, an error page of IIS.
 * @param from Who was asked, as the subject of a sentence, for example `The Identity Service`.
 */
export function readableReply(outcome: HttpOutcome, from: string): ReadableReply {
  const { response, failure, request } = outcome.final;
  const unusable = (finding: FindingId, sentence: string): ReadableReply => ({
    response: null,
    problem: { finding, sentence },
  });
  const doubtfully = (finding: FindingId, sentence: string): ReadableReply =>
    unusable(finding, sentence + doubtAboutProxy(outcome.final));
  if (failure !== null) return unusable(failure.finding, failure.message);
  if (response === null) return unusable('http-no-reply', `${from} gave no reply.`);
  if (outcome.redirectsTo !== null) {
    return unusable(...redirectProblem(from, outcome, outcome.redirectsTo));
  }
  if (response.status >= 300 && response.status < 400) {
    return unusable('http-malformed', `${from} answered ${statusInWords(response)} without saying where to.`);
  }
  if (response.truncated) {
    return unusable('http-body-too-large', `${from} answered with more than ${bodyLimitBytes / 1024 / 1024} MiB.`);
  }
  const ofProxy = proxyReplyOf(outcome.final);
  if (ofProxy !== null) {
    const sentence = `A proxy on the way answered in place of ${request.url}: its mark is ${ofProxy.mark}.`;
    return unusable(ofProxy.finding, sentence);
  }
  const hosting = recogniseHostingPage(response.status, response.body);
  if (hosting !== null) {
    const code = /^hosting-\d/.test(hosting)
      ? `HTTP ${hosting.replace('hosting-', '').replace('-', '.')}`
      : statusInWords(response);
    return doubtfully(
      hosting,
      `The web server answered with an error page of its own (${code}) in place of the application behind ${request.url}. ${hostingPageInWords(hosting)}`,
    );
  }
  const inFront = inFrontOf(response);
  if (inFront !== null) {
    const answered = inFront.finding === 'rate-limited' ? 'refused' : 'not answered by the application';
    return doubtfully(
      inFront.finding,
      `The request for ${request.url} was ${answered} (${statusInWords(response)}). ${inFront.meaning}`,
    );
  }
  return { response, problem: null };
}

/** What is wrong with a reply that the asked proxy may have written as well as the server. */
export const doubted = (problem: Problem, exchange: HttpExchange): Problem => ({
  ...problem,
  sentence: problem.sentence + doubtAboutProxy(exchange),
});

/** For example `HTTP 404 Not Found`. */
export const statusInWords = ({ status, statusText }: HttpResponse): string => `HTTP ${status} ${statusText}`.trimEnd();

function redirectProblem(from: string, outcome: HttpOutcome, target: string): [FindingId, string] {
  const asked = outcome.exchanges[0]?.request.url ?? outcome.final.request.url;
  const redirects = `${from} redirects from ${asked} to ${inBrief(target)}`;
  if (redirectsToLogin(outcome.exchanges, target)) {
    const meaning = 'a page where people log in, so another application answers there, or a gateway wants a sign-in';
    return ['http-redirect-elsewhere', `${redirects}, ${meaning}.`];
  }
  if (outcome.exchanges.some(({ request }) => request.url === target)) {
    return ['http-redirect-elsewhere', `${from} redirects ${asked} in circles, at last to ${inBrief(target)}.`];
  }
  const advice = redirectAdvice(asked, target);
  return ['http-redirect-elsewhere', `${redirects}, which the console does not follow${advice}.`];
}
