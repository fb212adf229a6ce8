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

/** At the first match of a global pattern. */
export const until = (pattern: RegExp): Ending => ({
  find(text, from) {
    pattern.lastIndex = from;
    return pattern.exec(text)?.index ?? -1;
  },
});

/** At the first character that the class does not hold; the pattern is sticky and matches any number of them. */
export const run = (pattern: RegExp): Ending => ({
  find(text, from) {
    pattern.lastIndex = from;
    if (!pattern.test(text)) return from;
    return pattern.lastIndex === text.length ? -1 : pattern.lastIndex;
  },
});

/** A value that a line break splits goes on where the rest of it looks like nothing else. */
const restOfValue = /(?:\r?\n[ \t]*[\w+/=.~%-]+){1,16}[ \t\r\n]*/y;
const backslash = 92;
const mostBackslashes = 255;

/** The number of backslashes before an index. */
function backslashesBefore(text: string, index: number): number {
  let count = 0;
  while (count < mostBackslashes && text.charCodeAt(index - 1 - count) === backslash) count += 1;
  return count;
}

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

function newClosingQuote(quote: string, doubled: boolean): Ending {
  const level = /^\\*/.exec(quote)?.[0].length ?? 0;
  const mark = quote.slice(level);
  const escaped = mark.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const next = new RegExp(`${escaped}|[\\r\\n]`, 'gi');
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
        if (mark.startsWith('%') && /%5c$/i.test(text.slice(index - 3, index))) {
          if (/%5c$/i.test(text.slice(index - 6, index - 3))) return index;
          continue;
        }
        const backslashes = backslashesBefore(text, index);
        if (backslashes < level) return index - backslashes;
        if (backslashes % (2 * (level + 1)) !== level) continue;
        const end = index - level;
        if (!doubled || !text.startsWith(quote, index + mark.length)) return end;
        next.lastIndex = index + mark.length + quote.length;
      }
      return -1;
    },
  };
}

const comma = /\s{0,64},\s{0,64}/y;

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
