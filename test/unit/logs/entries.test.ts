import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { filterEntries } from '../../../electron/logs/read/entries.ts';
import { momentReader } from '../../../electron/logs/read/moments.ts';

const day = Date.UTC(2026, 10, 21);
const momentOf = momentReader(() => 0, null);

interface Entry {
  /** Seconds of the day; null for lines that belong to the entry above. */
  second: number | null;
  text: string;
}
const two = (value: number): string => String(value).padStart(2, '0');
const written = ({ second, text }: Entry): string =>
  second === null
    ? `  ${text}\n`
    : `2026-11-21 ${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)},000 ${text}\r\n`;

const entries = fc.array(
  fc.record({
    second: fc.option(fc.integer({ min: 0, max: 59 }), { freq: 3 }),
    text: fc.oneof(fc.string({ unit: 'grapheme-ascii', maxLength: 40 }), fc.constant('x'.repeat(3_000))),
  }),
  { maxLength: 30 },
);

/** Cuts a text anywhere. */
function pieces(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [0, ...cuts.map((cut) => Math.floor(cut * bytes.length)), bytes.length].toSorted((a, b) => a - b);
  return places.slice(1).map((place, index) => bytes.subarray(places[index], place));
}

it('takes the same entries however the bytes are cut, and the newest of them under a limit', () => {
  fc.assert(
    fc.property(
      entries,
      fc.tuple(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 59 })),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }),
      fc.integer({ min: 0, max: 5_000 }),
      (lines, [one, other], cuts, skipBytes) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const wanted: string[] = [];
        let taking = false;
        for (const line of lines) {
          if (line.second !== null) {
            taking = line.second >= from && line.second <= to;
            if (taking) wanted.push('');
          }
          if (taking) wanted.push((wanted.pop() ?? '') + written(line));
        }
        let skipped = 0;
        const kept = wanted.filter((entry) => {
          if (skipped >= skipBytes) return true;
          skipped += Buffer.byteLength(entry);
          return false;
        });
        const filter = filterEntries({
          momentOf,
          window: { from: day + from * 1000, to: day + to * 1000 },
          stopAfter: Infinity,
          takeBeforeFirst: false,
          skipBytes,
        });
        const bytes = Buffer.from(lines.map(written).join(''));
        const taken = [...pieces(bytes, cuts).flatMap((piece) => filter.next(piece)), ...filter.end()];
        const text = Buffer.concat(taken).toString('utf8');
        expect(text).toBe(kept.join(''));
        expect(filter.taken.bytes).toBe(Buffer.byteLength(text));
        expect(filter.taken.lines).toBe(text.split('\n').length - 1);
      },
    ),
    { numRuns: 300 },
  );
});
