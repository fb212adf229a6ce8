import { createAutomaton, startOf } from './automaton.ts';
import { cutBefore } from './cut.ts';
import { lookAhead, lookBehind } from './endings.ts';
import type { Finding } from './findings.ts';
import type { MatcherStart } from './scan.ts';
import { endInBlock, Search, type Exceptions, type OpenValue } from './search.ts';

export interface Scanned {
  /** Everything before belongs to a value that began in an earlier block. */
  begin: number;
  /** In the order of the text, none over another. */
  findings: Finding[];
  /** Everything before is decided. */
  done: number;
  open: OpenValue | null;
}

/** How many line breaks are passed over in the beginning of a known secret. */
const mostLineBreaks = 256;

/**
 * Searches blocks of text. `bytes` and `text` (latin1) are the same; `from` is where the undecided part begins, up to
 * `lookBehind` characters before it are context. Unless it is the last block, what begins in its last `lookAhead`
 * characters is left to the next.
 */
export type Scanner = (bytes: Uint8Array, text: string, from: number, last: boolean, open: OpenValue | null) => Scanned;

export function createScanner(starts: readonly MatcherStart[], exceptions: Exceptions): Scanner {
  const automaton = createAutomaton(starts);
  const longestStart = automaton.longest + mostLineBreaks;

  return (bytes, text, from, last, open) => {
    const limit = last ? text.length : cutBefore(text, Math.max(from, text.length - lookAhead), from);
    const begin = open === null ? from : endInBlock(open.ending, text, from, last);
    if (begin === -1) return { begin: limit, findings: [], done: limit, open };

    const readFrom = open === null ? from : Math.max(0, begin - lookBehind);
    const search = new Search({ text, from: readFrom, begin, limit, last, longestStart }, exceptions);
    if (open !== null) {
      const following = open.ending.nextOfList?.(text, begin) ?? -1;
      if (following !== -1) search.hide(open.rule, following, open.ending, open.options);
    }
    while (automaton.advance(search.at, bytes, search.stop)) {
      const { index } = search.at;
      const literals = automaton.foundAt(search.at);
      // Several rules can start at one place, user name and password of an address and then its host: what one of them
      // replaces does not keep the others from looking.
      const ready =
        literals.length === 1
          ? literals
          : literals.filter((literal) => search.isOpen(literal.found, startOf(literal, text, index)));
      for (const literal of ready) {
        const start = startOf(literal, text, index);
        if (ready !== literals || search.isOpen(literal.found, start)) search.look(literal.found, start);
      }
    }
    const { findings } = search;
    return { begin, findings: findings.inOrder(), done: Math.max(limit, findings.done), open: search.open };
  };
}
