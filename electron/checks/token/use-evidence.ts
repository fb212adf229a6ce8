import type { Evidence } from '../../../shared/report.ts';
import type { HttpOutcome, HttpResponse } from '../../net/index.ts';
import { parseJson } from '../../../shared/json.ts';
import { looksLikeHtml } from '../reply/headers.ts';
import type { CheckContext } from '../types.ts';
import { recordsIn, recordsInWords } from './odata-reply.ts';

/**
 * The exchanges of a read as evidence. A reply that holds or can hold records is shown by its size and shape only:
 * contacts are personal data and have no place in a report.
 */
export function useEvidence(context: CheckContext, outcome: HttpOutcome): Evidence[] {
  return outcome.exchanges.map((exchange) => {
    const { response } = exchange;
    const shown = response === null ? null : { ...response, body: bodyToShow(response), truncated: false };
    return context.exchangeEvidence(`OData request to ${new URL(exchange.request.url).pathname}`, {
      ...exchange,
      response: shown,
    });
  });
}

function bodyToShow(response: HttpResponse): string {
  const { status, body, truncated } = response;
  if (body === '') return '';
  const records = recordsIn(body);
  if (status >= 300 && records === null && !truncated && isMessage(body)) return body;
  return `(not kept, since it can hold personal data: ${records === null ? kindOf(body) : recordsInWords(records)})`;
}

/** Pages and texts of a server about an error, and JSON that holds nothing but such a text. */
function isMessage(body: string): boolean {
  const value = parseJson(body);
  if (value === undefined) return !/^\s*[[{]/.test(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.keys(value).every((name) =>
    /^(?:error|message|exceptionmessage|status|code|title|type|traceid)$/i.test(name),
  );
}

const kindOf = (body: string): string =>
  looksLikeHtml(body) ? 'a web page' : parseJson(body) === undefined ? 'text' : 'JSON';
