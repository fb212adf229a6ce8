import { lineText } from '../visible-text.ts';
import { parseUrl } from '../url.ts';
import type { Direction, ExchangePurpose, SeenExchange } from './types.ts';

type Response = NonNullable<SeenExchange['response']>;

const longestQuote = 300;

/** Words of others on one line, or their length alone when they are too long to be shown: they are never cut. */
export const quoted = (words: string): string =>
  words.length > longestQuote ? `(a text of ${words.length} characters)` : `“${lineText(words)}”`;

/** For example `HTTP 404 Not Found`. */
export const statusInWords = ({ status, statusText }: Pick<Response, 'status' | 'statusText'>): string =>
  `HTTP ${status} ${lineText(statusText.slice(0, 60))}`.trimEnd();

/** Who answers, as the subject of a sentence. */
export const serverName = (direction: Direction): string =>
  direction === 'creatio' ? 'The Identity Service' : 'The web service';

/** Who answers a request, as the subject of a sentence: a token is used at Creatio itself. */
export const answererName = ({ direction, purpose }: { direction: Direction; purpose: ExchangePurpose }): string =>
  purpose === 'use' && direction === 'creatio' ? 'Creatio' : serverName(direction);

/** The entry of the catalogue by who calls whom. */
export const byDirection = (direction: Direction, creatio: string, webService: string): string =>
  direction === 'creatio' ? creatio : webService;

/** The path of an address in lower case, without a slash at its end; the empty text where there is none. */
export const pathOf = (url: string): string => (parseUrl(url)?.pathname ?? '').toLowerCase().replace(/\/+$/, '');

/** True when both are the same address, whatever their query and the slash at their end. */
export function sameAddress(one: string | null | undefined, other: string | null | undefined): boolean {
  const [left, right] = [one, other].map((url) => (url ? parseUrl(url) : null));
  return !!left && !!right && left.origin === right.origin && pathOf(left.href) === pathOf(right.href);
}

/** A number of seconds in words, for example `2 min` or `3 days`. */
export function secondsInWords(seconds: number): string {
  const whole = Math.abs(Math.round(seconds));
  const [size, name] =
    whole < 120 ? [1, 's'] : whole < 7_200 ? [60, 'min'] : whole < 172_800 ? [3_600, 'h'] : [86_400, 'days'];
  return `${Math.round(whole / Number(size))} ${name}`;
}
