import type { HttpOutcome, HttpResponse } from '../../net/index.ts';
import { headerOf, looksLikeHtml } from '../reply/headers.ts';
import { redirectsToLogin } from '../reply/login.ts';
import { doubted, readableReply, statusInWords, type Problem } from '../reply/readable.ts';
import { inBrief } from '../reply/words.ts';
import { recordsIn } from './odata-reply.ts';

/** What Creatio made of the token: the number of records it gave, or what is wrong. */
export type UseReading = { records: number; problem: null } | { records: null; problem: Problem };

/** Reads Creatio's reply to an OData request that carried the token. */
export function judgeUse(outcome: HttpOutcome): UseReading {
  const { url } = outcome.final.request;
  if (outcome.redirectsTo !== null && redirectsToLogin(outcome.exchanges, outcome.redirectsTo)) {
    return wrong({
      finding: 'use-unauthorized',
      sentence: `Creatio does not accept the access token: it redirects to a login page (${inBrief(outcome.redirectsTo)}).`,
    });
  }
  const reply = readableReply(outcome, 'Creatio');
  if (reply.problem !== null) return wrong(reply.problem);
  const { response } = reply;
  const records = response.status === 200 ? recordsIn(response.body) : null;
  return records === null ? wrong(doubted(problemOf(response, url), outcome.final)) : { records, problem: null };
}

const wrong = (problem: Problem): UseReading => ({ records: null, problem });

function problemOf(response: HttpResponse, url: string): Problem {
  const answer = statusInWords(response);
  switch (response.status) {
    case 401: {
      const demand = headerOf(response, 'www-authenticate');
      return {
        finding: 'use-unauthorized',
        sentence: `Creatio does not accept the access token (${answer}${demand === '' ? '' : `, WWW-Authenticate: ${inBrief(demand)}`}).`,
      };
    }
    case 403:
      return {
        finding: 'use-forbidden',
        sentence: `Creatio knows the access token, but its user may not read data through OData (${answer}); from version 8.3.2 a missing scope, resource or client answers so too.`,
      };
    case 404:
      return { finding: 'use-not-found', sentence: `Creatio has no OData service at ${url} (${answer}).` };
    default:
  }
  if (response.status < 300 && looksLikeHtml(response.body)) {
    return {
      finding: 'use-unauthorized',
      sentence: `Creatio answered a web page (${answer}) in place of data, most likely its login page, so it does not accept the access token.`,
    };
  }
  return {
    finding: 'use-failed',
    sentence:
      response.status < 300
        ? `Creatio answered the OData request with something else than data (${answer}).`
        : `Creatio did not answer the OData request as it should (${answer}).`,
  };
}
