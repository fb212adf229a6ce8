import type { Pattern } from './patterns.ts';
import { introduces, readingsAt, type Reading } from './readings.ts';

const identity = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const lowerCase = identity.map((byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));
/** Both alphabets of RFC 4648; a plus becomes a space where a form is read twice. */
const inBase64 = Uint8Array.from(lowerCase);
inBase64[0x2d] = 0x2b;
inBase64[0x20] = 0x2b;
inBase64[0x5f] = 0x2f;

const folds = { text: lowerCase, base64: inBase64, written: lowerCase, exact: identity } as const;

/** So many ways to read a text up to one place are followed. */
const mostWays = 64;

/** The end of a pattern that begins at an index, however its characters are written there; -1 where something else stands there. */
export function endOfPattern(text: string, index: number, { bytes, as }: Pattern): number {
  const fold = folds[as];
  /** Where the text is read on, by how much of the pattern was read. */
  const ways = new Map<number, Set<number>>([[0, new Set([index])]]);
  // One place is come to in many ways where much can stand for nothing or for one: a run of backslashes.
  const known = new Map<number, readonly Reading[]>();
  const readings = (at: number): readonly Reading[] => {
    const before = known.get(at);
    if (before !== undefined) return before;
    const all = at < text.length ? readingsAt(text, at) : [];
    known.set(at, all);
    return all;
  };
  for (let position = 0; position < bytes.length; position += 1) {
    const here = ways.get(position);
    if (here === undefined) continue;
    ways.delete(position);
    if (here.size === 1 && ways.size === 0) {
      let [at = 0] = here;
      while (position < bytes.length && introduces[text.charCodeAt(at)] === 0) {
        if (fold[text.charCodeAt(at)] !== bytes.charCodeAt(position)) return -1;
        at += 1;
        position += 1;
      }
      if (position === bytes.length) return at;
      if (at >= text.length) return -1;
      here.clear();
      here.add(at);
    }
    // What is added meanwhile, behind what is passed over, is looked at as well.
    for (const at of here) {
      for (const { bytes: read, end } of readings(at)) {
        if (read === '') add(here, end);
        else if (isAt(read, bytes, position, fold)) add(setAt(ways, position + read.length), end);
      }
    }
  }
  return Math.max(-1, ...(ways.get(bytes.length) ?? []));
}

const isAt = (read: string, bytes: string, position: number, fold: Uint8Array): boolean => {
  for (let index = 0; index < read.length; index += 1)
    if (fold[read.charCodeAt(index)] !== bytes.charCodeAt(position + index)) return false;
  return true;
};

function add(ways: Set<number>, at: number): void {
  if (ways.size < mostWays) ways.add(at);
}

function setAt(ways: Map<number, Set<number>>, position: number): Set<number> {
  const known = ways.get(position);
  if (known !== undefined) return known;
  const set = new Set<number>();
  ways.set(position, set);
  return set;
}

/** How text and patterns are told apart by their beginning, whatever they are compared by. */
export const folded = inBase64;
