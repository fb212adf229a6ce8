/**
 * Where a value ends. A value can be longer than a block, so the search can be taken up again in the next one; it looks at
 * most `lookAround` characters before and behind the end.
 */
export interface Ending {
  /** The index of the first character behind the value, from `from` on; -1 where it is not in sight. */
  find(text: string, from: number): number;
  /** Where the next value of a list begins, given the end of one; -1 where there is none. */
  nextOfList?(text: string, end: number): number;
}

/** How far an ending looks back, and a start looks back for what belongs to it. */
export const lookBehind = 512;

/** How far a start or an ending looks ahead. */
export const lookAhead = 4096;

/** Numbers the texts that are searched, so that only the last one is kept in memory, whatever searched it. */
let lastText = '';
let lastNumber = 0;
function numberOf(text: string): number {
  if (text !== lastText) lastNumber += 1;
  // Of two texts with the same content the one that is compared by its address next time.
  lastText = text;
  return lastNumber;
}

/**
 * At the first match of a global pattern. The last search is remembered: where values stay as they are, the next one may
 * begin before the end of the last, and a long line would be searched again for each.
 */
export function until(pattern: RegExp): Ending {
  let searched = 0;
  let searchedFrom = 0;
  let end = 0;
  return {
    find(text, from) {
      const number = numberOf(text);
      if (number === searched && from >= searchedFrom && (end === -1 || from <= end)) return end;
      pattern.lastIndex = from;
      end = pattern.exec(text)?.index ?? -1;
      searched = number;
      searchedFrom = from;
      return end;
    },
  };
}

/** At the first character that the class does not hold; the pattern is sticky and matches any number of them. */
export const run = (pattern: RegExp): Ending => ({
  find(text, from) {
    pattern.lastIndex = from;
    if (!pattern.test(text)) return from;
    return pattern.lastIndex === text.length ? -1 : pattern.lastIndex;
  },
});

/** Whether a sticky pattern matches at an index. */
export const matchesAt = (pattern: RegExp, text: string, index: number): boolean => {
  pattern.lastIndex = index;
  return pattern.test(text);
};

/** A value that a line break splits goes on where the rest of it looks like nothing else. */
const restOfValue = /(?:\r?\n[ \t]*[\w+/=.~%-]+){1,16}[ \t\r\n]*/y;
const mostEscapes = 255;

/** How often a character that escapes stands before an index. */
function escapesBefore(text: string, index: number, escape: string): number {
  let count = 0;
  let end = index;
  while (count < mostEscapes && sameAt(text, end - escape.length, escape)) {
    count += 1;
    end -= escape.length;
  }
  return count;
}

const sameAt = (text: string, index: number, part: string): boolean =>
  text.startsWith(part, index) || (part.length > 1 && text.slice(index, index + part.length).toUpperCase() === part);

const endings = new Map<string, Ending>();

/**
 * At the quotation mark that closes what `quote` opened: `"`, `\"` in a string within a string, `&quot;`, `%22`, `\u0022`
 * and so on. A quote with n backslashes is closed by one that has n of them behind any number of escaped backslashes. A
 * doubled quote is part of a value where that is the custom (connection strings, CSV).
 */
export function closingQuote(quote: string, doubled = false): Ending {
  const key = `${doubled} ${quote.toLowerCase()}`;
  const ending = endings.get(key) ?? newClosingQuote(quote, doubled);
  endings.set(key, ending);
  return ending;
}

/** A quotation mark in percent-encoding is escaped by a backslash in the same. */
const escapeOf = (quote: string): string => /%(?:25)*(?=2[27]$)/.exec(quote)?.[0].concat('5C') ?? '\\';

function newClosingQuote(quote: string, doubled: boolean): Ending {
  const escape = escapeOf(quote);
  const mark = escape === '\\' ? quote.replace(/^\\+/, '') : quote.slice(quote.lastIndexOf(escape.slice(0, -2)));
  const level = (quote.length - mark.length) / escape.length;
  const next = new RegExp(`${mark.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}|[\\r\\n]`, 'gi');
  return {
    find(text, from) {
      next.lastIndex = from;
      for (let match = next.exec(text); match !== null; match = next.exec(text)) {
        const { index } = match;
        const code = text.charCodeAt(index);
        if (code === 10 || code === 13) {
          restOfValue.lastIndex = index;
          const goesOn = restOfValue.test(text) && restOfValue.lastIndex - index < lookAhead / 2;
          if (!goesOn || !text.startsWith(quote, restOfValue.lastIndex)) return index;
          next.lastIndex = restOfValue.lastIndex;
          continue;
        }
        const behind = index + mark.length;
        if (doubled && text.startsWith(quote, behind)) {
          next.lastIndex = behind + quote.length;
          continue;
        }
        const escapes = escapesBefore(text, index, escape);
        if (escapes < level) return index - escapes * escape.length;
        if (escapes % (2 * (level + 1)) === level) return index - level * escape.length;
      }
      return -1;
    },
  };
}

const comma = /[\t-\r ]{0,64},[\t-\r ]{0,64}/y;

/** The strings of a JSON list, one after the other. */
export function inList(quote: string): Ending {
  const ending = closingQuote(quote);
  return {
    find: ending.find,
    nextOfList(text, end) {
      comma.lastIndex = end + quote.length;
      if (!text.startsWith(quote, end) || !comma.test(text) || !text.startsWith(quote, comma.lastIndex)) return -1;
      return comma.lastIndex + quote.length;
    },
  };
}
