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

const lowerCase = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte);
const folded = Uint8Array.from({ length: 256 }, (_, byte) => lowerCase(byte));
const bothCases = (byte: number): number[] => (byte >= 97 && byte <= 122 ? [byte, byte - 32] : [byte]);
/** Spreads three letters over 16 bits. All numbers are small ones, for which V8 needs no memory. */
const hashOf = (first: number, second: number, third: number): number => (first * 4099 + second * 67 + third) & 0xffff;

/** The number that a pair of bytes is in a Uint16Array on this machine. */
const pairOf = (one: number, other: number): number => new Uint16Array(Uint8Array.of(one, other).buffer)[0] ?? 0;

/**
 * Looks for secrets that are hardly ever there: of three characters every second pair is read, which is enough to miss none.
 * It spares the search with rules, which takes several times as long, where there is nothing to find. Null where a secret is
 * too short for that.
 */
export function createSieve(secrets: readonly string[]): Sieve | null {
  const spellings = knownSpellings(secrets).map((spelling) => Buffer.from(spelling, 'latin1').map(lowerCase));
  if (spellings.some(({ length }) => length < together)) return null;
  const pairs = new Uint8Array(0x10000);
  const threes = new Uint8Array(0x10000);
  const byThree = new Map<number, Uint8Array[]>();
  for (const spelling of spellings) {
    const [first = 0, second = 0, third = 0] = spelling;
    for (const [one, other] of [
      [first, second],
      [second, third],
    ] as const) {
      for (const left of bothCases(one)) for (const right of bothCases(other)) pairs[pairOf(left, right)] = 1;
    }
    const three = hashOf(first, second, third);
    threes[three] = 1;
    byThree.set(three, [...(byThree.get(three) ?? []), spelling]);
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
  function mayStandAt(bytes: Uint8Array, at: number, last: boolean): boolean {
    const first = folded[bytes[at] ?? 0] ?? 0;
    const second = folded[bytes[at + 1] ?? 0] ?? 0;
    const three = hashOf(first, second, folded[bytes[at + 2] ?? 0] ?? 0);
    // A function within would cost memory at each place.
    return threes[three] === 1 && standsOneAt(byThree.get(three) ?? [], bytes, at, last);
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

const standsOneAt = (spellings: readonly Uint8Array[], bytes: Uint8Array, from: number, last: boolean): boolean =>
  spellings.some((spelling) => standsAt(spelling, bytes, from, last));

function standsAt(spelling: Uint8Array, bytes: Uint8Array, from: number, last: boolean): boolean {
  let at = from;
  for (let position = 0; position < spelling.length; position += 1, at += 1) {
    if (position >= together) while (bytes[at] === lineFeed || bytes[at] === carriageReturn) at += 1;
    if (at >= bytes.length) return !last;
    if (folded[bytes[at] ?? 0] !== spelling[position]) return false;
  }
  return true;
}
