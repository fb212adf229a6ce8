import { knownSpellings } from '../../redaction/index.ts';

/** Tells whether a known secret may stand in bytes. */
export interface Sieve {
  /**
   * Whether none begins in the first `length` bytes. What follows is looked at as well, since a secret goes on there; where
   * that is too little to tell, the answer is no.
   * @param last Whether nothing comes behind the bytes
   */
  isClean(bytes: Uint8Array, length: number, last: boolean): boolean;
}

/** So many bytes tell of every secret that is written without very many line breaks. */
export const sieveAheadBytes = 8 * 1024;

const lineFeed = 10;
const carriageReturn = 13;
/** Line breaks do not stand between the first characters of a secret. */
const together = 3;
/** So many pairs are looked through at once. */
const stretchPairs = 16 * 1024;

const folded = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));
const lowerCase = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const bothCases = (byte: number): number[] => (byte >= 97 && byte <= 122 ? [byte, byte - 32] : [byte]);
/** Spreads three letters over 16 bits. All numbers are small ones, for which V8 needs no memory. */
const hashOf = (first: number, second: number, third: number): number => (first * 4099 + second * 67 + third) & 0xffff;

/** So many characters tell most secrets apart. */
const distinctive = 6;
const beginBits = 20;
const hashOn = (hash: number, byte: number): number => Math.imul(hash + byte + 1, 0x9e3779b1) >>> (32 - beginBits);

/** The number that a pair of bytes is in a Uint16Array on this machine. */
const pairOf = (one: number, other: number): number => new Uint16Array(Uint8Array.of(one, other).buffer)[0] ?? 0;

/**
 * Looks for secrets that are hardly ever there: of three characters every second pair is read, which is enough to miss none.
 * It spares the search with rules, which takes several times as long, where there is nothing to find. Null where a secret is
 * too short for that.
 */
export function createSieve(secrets: readonly string[]): Sieve | null {
  const spellings = knownSpellings(secrets);
  if (spellings.some(({ length }) => length < together)) return null;
  const pairs = new Uint8Array(0x10000);
  /** Short spellings are sought by their first three characters, others by more of them. */
  const threes = new Uint8Array(0x10000);
  const shortByThree = new Map<number, string[]>();
  const begins = new Uint8Array(1 << beginBits);
  const byBegin = new Map<number, string[]>();
  for (const whole of spellings) {
    const spelling = lowerCase(whole);
    const [first = 0, second = 0, third = 0, ...further] = Buffer.from(spelling.slice(0, distinctive), 'latin1');
    for (const [one, other] of [
      [first, second],
      [second, third],
    ] as const) {
      for (const left of bothCases(one)) for (const right of bothCases(other)) pairs[pairOf(left, right)] = 1;
    }
    const three = hashOf(first, second, third);
    threes[three] = 1;
    if (spelling.length < distinctive) push(shortByThree, three, spelling);
    else {
      const begin = [first, second, third, ...further].reduce(hashOn, 0);
      begins[begin] = 1;
      push(byBegin, begin, spelling);
    }
  }
  const found = new Uint16Array(stretchPairs);

  /** Notes which of the pairs belong to a secret. Without a branch: a processor that guesses wrong takes twice as long. */
  function look(read: Uint16Array, from: number, to: number): number {
    let count = 0;
    for (let index = from; index < to; index += 1) {
      found[count] = index - from;
      count += pairs[read[index] ?? 0] ?? 0;
    }
    return count;
  }
  /** The number by which spellings are kept that begin as the text does here; -1 where it ends before that. */
  function beginAt(bytes: Uint8Array, from: number): number {
    let hash = 0;
    let at = from;
    for (let position = 0; position < distinctive; position += 1, at += 1) {
      if (position >= together) while (bytes[at] === lineFeed || bytes[at] === carriageReturn) at += 1;
      if (at >= bytes.length) return -1;
      hash = hashOn(hash, folded[bytes[at] ?? 0] ?? 0);
    }
    return hash;
  }
  function mayStandAt(bytes: Uint8Array, at: number, last: boolean): boolean {
    const first = folded[bytes[at] ?? 0] ?? 0;
    const second = folded[bytes[at + 1] ?? 0] ?? 0;
    const three = hashOf(first, second, folded[bytes[at + 2] ?? 0] ?? 0);
    if (threes[three] === 0) return false;
    if (standsOneAt(shortByThree.get(three), bytes, at, last)) return true;
    const begin = beginAt(bytes, at);
    if (begin === -1) return !last;
    return begins[begin] === 1 && standsOneAt(byBegin.get(begin), bytes, at, last);
  }

  return {
    isClean(bytes, length, last) {
      const read = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
      // One pair more, of a secret that begins with the last byte.
      const end = Math.min(read.length, (length >> 1) + 1);
      for (let from = 0; from < end; from += stretchPairs) {
        const count = look(read, from, Math.min(end, from + stretchPairs));
        for (let index = 0; index < count; index += 1) {
          const at = 2 * (from + (found[index] ?? 0));
          if (mayStandAt(bytes, at, last) || (at > 0 && mayStandAt(bytes, at - 1, last))) return false;
        }
      }
      return true;
    },
  };
}

function push(lists: Map<number, string[]>, key: number, spelling: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [spelling]);
  else list.push(spelling);
}

function standsOneAt(
  spellings: readonly string[] | undefined,
  bytes: Uint8Array,
  from: number,
  last: boolean,
): boolean {
  if (spellings === undefined) return false;
  for (const spelling of spellings) if (standsAt(spelling, bytes, from, last)) return true;
  return false;
}

function standsAt(spelling: string, bytes: Uint8Array, from: number, last: boolean): boolean {
  let at = from;
  for (let position = 0; position < spelling.length; position += 1, at += 1) {
    if (position >= together) while (bytes[at] === lineFeed || bytes[at] === carriageReturn) at += 1;
    if (at >= bytes.length) return !last;
    if (folded[bytes[at] ?? 0] !== spelling.charCodeAt(position)) return false;
  }
  return true;
}
