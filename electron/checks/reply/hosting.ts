import type { FindingId } from '../../../shared/findings.ts';
import type { HttpResponse } from '../../net/index.ts';
import { headerOf } from './headers.ts';

/** IIS names the trouble by a substatus in its error page (Microsoft Learn, "HTTP status code overview" and "ANCM errors"). */
const findingOfSubstatus: Readonly<Record<string, FindingId>> = {
  '403.14': 'hosting-403-14',
  '500.19': 'hosting-500-19',
  '500.30': 'hosting-500-30',
  '500.31': 'hosting-500-31',
  '500.32': 'hosting-500-32',
  '500.34': 'hosting-500-34',
  '500.35': 'hosting-500-35',
  '502.5': 'hosting-502-5',
  '503': 'hosting-503',
};

/** The page's own titles, for pages that leave the number out. */
const findingOfTitle: readonly [title: RegExp, finding: FindingId][] = [
  [/ANCM (?:In-Process Start Failure|In-Process Handler Load)/i, 'hosting-500-30'],
  [/ANCM Failed to Find Native Dependencies/i, 'hosting-500-31'],
  [/ANCM Failed to Load dll/i, 'hosting-500-32'],
  [/ANCM Mixed Hosting Models Not Supported/i, 'hosting-500-34'],
  [/ANCM Multiple In-Process Applications/i, 'hosting-500-35'],
  [/ANCM Out-Of-Process Startup Failure/i, 'hosting-502-5'],
];

/** "HTTP Error 500.30 - ..." in any language: the number after such a word, or before a dash. */
const substatus =
  /(?:error|fehler|erreur|errore|ошибка|помилка)\s*:?\s*(?:http)?\s*(\d{3}(?:\.\d{1,2})?)\b|(?<![\d.])(\d{3}\.\d{1,2})\s+[-–]/giu;

/** The hosting trouble an IIS error page tells of, or null when the reply is no such page. */
export function hostingFindingOf(response: HttpResponse): FindingId | null {
  const page = response.body.slice(0, 64 * 1024);
  for (const [, named, dashed] of page.matchAll(substatus)) {
    const number = named ?? dashed ?? '';
    const finding = findingOfSubstatus[number];
    // A number in a page about something else is not the server's own word.
    if (finding !== undefined && number.startsWith(String(response.status))) return finding;
  }
  if (response.status >= 500) {
    for (const [title, finding] of findingOfTitle) if (title.test(page)) return finding;
  }
  const byIis = /^microsoft-(?:iis|httpapi)/i.test(headerOf(response, 'server'));
  return response.status === 503 && byIis ? 'hosting-503' : null;
}
