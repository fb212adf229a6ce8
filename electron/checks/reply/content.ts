import { secondsInWords } from '../../../shared/explanation/words.ts';
import { lineText } from '../../../shared/visible-text.ts';
import type { HttpResponse } from '../../net/index.ts';
import { contentInWords } from '../../oauth/json.ts';
import { headerOf } from './headers.ts';
import { inBrief } from './words.ts';

const entities: Readonly<Record<string, string>> = {
  '&#39;': "'",
  '&amp;': '&',
  '&quot;': '"',
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': ' ',
};

/** The title of a web page on one line, or null where there is none to show. */
export function titleOf(body: string): string | null {
  const [, title = ''] = /<title\b[^<>]{0,200}>([^<]{1,2000})<\/title/i.exec(body.slice(0, 64 * 1024)) ?? [];
  const words = title.replaceAll(/&(?:#39|amp|quot|lt|gt|nbsp);/g, (entity) => entities[entity] ?? entity);
  const line = lineText(words.replaceAll(/\s+/g, ' ').trim());
  return line === '' || line.length > 120 ? null : line;
}

/** What a body is in place of the JSON that was expected, for example `a web page with the title “Maintenance”`. */
export function contentOf(body: string): string {
  const content = contentInWords(body);
  const title = content === 'a web page' ? titleOf(body) : null;
  return title === null ? content : `${content} with the title “${title}”`;
}

/** When a server says to come back (RFC 9110, section 10.2.3), as a sentence with a space before it; else nothing. */
export function comeBackInWords(response: HttpResponse): string {
  const retryAfter = headerOf(response, 'retry-after').trim();
  if (retryAfter === '') return '';
  return /^\d{1,7}$/.test(retryAfter)
    ? ` It says to come back in ${secondsInWords(Number(retryAfter))}.`
    : ` It says to come back after ${inBrief(retryAfter, 60)}.`;
}

/** The title of the page that came with an error, as a sentence with a space before it; nothing where it has none. */
export function titleInWords({ body }: HttpResponse): string {
  const title = titleOf(body);
  return title === null ? '' : ` The title of its page is “${title}”.`;
}

/** What a 5xx tells beside its status: the title of its page, and when to come back; each with a space before it. */
export const serverErrorInWords = (response: HttpResponse): string =>
  titleInWords(response) + comeBackInWords(response);
