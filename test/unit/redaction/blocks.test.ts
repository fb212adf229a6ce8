import { array, assert, asyncProperty, constantFrom, integer, oneof, uint8Array } from 'fast-check';
import { expect, it } from 'vitest';
import {
  createPseudonyms,
  findIn,
  prepareRedaction,
  redactStream,
  redactText,
  replaceIn,
  transcoder,
  type Encoding,
  type Redaction,
  type Stretch,
} from '../../../electron/redaction/index.ts';
import { contexts, distantContexts, furtherContexts, knownSpellings, secrets } from './contexts.ts';

const [secret = ''] = secrets.slice(2);
const redaction = prepareRedaction({ secrets: [secret] });
const line = '2026-11-21 10:00:00,123 [7] INFO Supervisor Common Execute - nothing happened here today\r\n';

function inBlocks(bytes: Buffer, size: number, by: Redaction = redaction): Buffer {
  const finder = findIn(by, 1);
  const pseudonyms = createPseudonyms();
  const output: Buffer[] = [];
  for (let from = 0; from < bytes.length; from += size) {
    const stretch = finder.next(bytes.subarray(from, from + size));
    if (stretch !== null) output.push(replaceIn(stretch, pseudonyms));
  }
  return Buffer.concat([...output, replaceIn(finder.end(), pseudonyms)]);
}

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function streamed(bytes: Buffer, size: number, by: Redaction = redaction): Promise<Buffer> {
  const output: Buffer[] = [];
  for await (const part of redactStream(chunksOf(bytes, size), by)) output.push(part);
  return Buffer.concat(output);
}

/** A block is decided up to 4096 bytes before its end, and values are followed to its last 2048. */
const block = 8192;
const edges = [block - 4096, block - 2048, block];

/** A place with a secret, and what comes out of it in a file of its own. */
interface Place {
  name: string;
  body: string;
  redacted: string;
  by: Redaction;
}

/** Every place between a beginning and an end that stay as they are; those whose value takes the end with it are left out. */
function placesBetween(before: string, behind: string): Place[] {
  return [
    ...[...contexts, ...furtherContexts, ...distantContexts].map((context) => [context, prepareRedaction()] as const),
    ...knownSpellings.map((context) => [context, redaction] as const),
  ].flatMap(([{ name, spell, text }, by]): Place[] => {
    const body = text(spell(secret));
    const redacted = redactText(`${before}${body}${behind}`, by);
    if (!redacted.endsWith(behind)) return [];
    return [{ name, body, redacted: redacted.slice(before.length, -behind.length), by }];
  });
}

const linesBehind = `\r\n${line.repeat(40)}`;
const places = placesBetween('\n', linesBehind);

/** What stands between the bodies of a file; begins and ends with the same that is around a body. */
interface Filler {
  text: string;
  before: string;
  behind: string;
}

const inLines: Filler = { text: line, before: '\n', behind: '\r\n' };
const inOneLine: Filler = { text: 'nothing happened here today ', before: ' ', behind: ' ' };

/**
 * A file in which the body stands again and again, each time further before the edge of another block: every offset of it is
 * once at every edge. The positions are units of `size` bytes; what comes out has the redacted body in its place.
 */
function withBodyAtEdges(
  { body, redacted }: Place,
  encode: (text: string) => Buffer,
  size: number,
  at: readonly number[],
  { filler = inLines, step = 1 }: { filler?: Filler; step?: number } = {},
) {
  const input: Buffer[] = [];
  const output: Buffer[] = [];
  const encoded = encode(body);
  const [first, last] = [encode(filler.before), encode(filler.behind)];
  const gap = encode(filler.text.repeat(Math.ceil((block + 1) / filler.text.length)));
  let position = 0;
  for (let offset = 0; offset <= encoded.length / size; offset += step) {
    for (const edge of at) {
      const start = ((offset / step) * block + edge - offset) * size;
      const before = Buffer.concat([gap.subarray(0, start - position - size), first]);
      input.push(before, encoded, last);
      output.push(before, encode(redacted), last);
      position = start + encoded.length + last.length;
    }
  }
  return { input: Buffer.concat([...input, gap]), output: Buffer.concat([...output, gap]) };
}

/** Fails where a difference is, with what stands there. */
function expectSame(actual: Buffer, expected: Buffer, name: string, encoding: BufferEncoding = 'utf8'): void {
  if (actual.equals(expected)) return;
  const index = expected.findIndex((byte, at) => actual[at] !== byte) & ~1;
  expect.unreachable(
    `${name} at ${index}: ${actual.subarray(Math.max(0, index - 200), index + 200).toString(encoding)}`,
  );
}

it('finds every secret wherever a block ends, at every byte', () => {
  expect(places.length).toBe(contexts.length + furtherContexts.length + distantContexts.length + knownSpellings.length);
  for (const place of places) {
    const { input, output } = withBodyAtEdges(place, Buffer.from, 1, edges);
    expectSame(inBlocks(input, block, place.by), output, place.name);
  }
}, 60_000);

it('finds every secret in a line that is longer than a block, wherever that ends', () => {
  const inLine = placesBetween(inOneLine.text.repeat(30), ` ${inOneLine.text.repeat(100)}`);
  expect(inLine.length).toBeGreaterThan(places.length / 2);
  for (const place of inLine) {
    const { input, output } = withBodyAtEdges(place, Buffer.from, 1, edges.slice(0, 1), { filler: inOneLine, step: 5 });
    expectSame(inBlocks(input, block, place.by), output, place.name);
  }
}, 60_000);

/** The bytes of UTF-16 in blocks, the first of another length, through what a stream is made of. */
function utf16InBlocks(bytes: Buffer, encoding: Encoding, first: number, by: Redaction): Buffer {
  const coder = transcoder(encoding);
  const finder = findIn(by, 1);
  const pseudonyms = createPseudonyms();
  const output: Buffer[] = [];
  const give = (stretch: Stretch | null): void => {
    if (stretch !== null) output.push(coder.encode(replaceIn(stretch, pseudonyms)));
  };
  for (let from = 0, to = first; from < bytes.length; from = to, to += 2 * block) {
    give(finder.next(coder.decode(bytes.subarray(from, to))));
  }
  give(finder.next(coder.decodeEnd()));
  give(finder.end());
  return Buffer.concat([...output, coder.encodeEnd()]);
}

it('finds every secret in UTF-16 wherever a block ends, at every byte', () => {
  for (const [number, place] of places.entries()) {
    const big = number % 2 === 1;
    const encode = (text: string): Buffer => {
      const bytes = Buffer.from(text, 'utf16le');
      return big ? bytes.swap16() : bytes;
    };
    const encoding = big ? 'utf-16be' : 'utf-16le';
    const { input, output } = withBodyAtEdges(place, encode, 2, edges);
    expectSame(utf16InBlocks(input, encoding, 2 * block, place.by), output, place.name, 'utf16le');
    // A block that ends within a character.
    const within = withBodyAtEdges(place, encode, 2, [block]);
    expectSame(utf16InBlocks(within.input, encoding, 2 * block + 1, place.by), within.output, place.name, 'utf16le');
  }
}, 60_000);

it('gives the same however the input is cut', async () => {
  const text = [...contexts].map(({ spell, text: of }) => of(spell(secret))).join(`\n${line}`);
  const whole = redactText(text, redaction);
  await assert(
    asyncProperty(integer({ min: 1, max: 200_000 }), async (size) => {
      expect((await streamed(Buffer.from(text.repeat(8)), size)).toString().startsWith(whole.slice(0, -300))).toBe(
        true,
      );
    }),
    { numRuns: 15 },
  );
});

it.each(['utf16le', 'utf16be'])('finds secrets in %s and writes it back', async (encoding) => {
  const encode = (text: string): Buffer => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
    return encoding === 'utf16be' ? bytes.swap16() : bytes;
  };
  const text = contexts.map(({ spell, text: of }) => of(spell(secret))).join('\r\n');
  const odd = `${text}\ud800 lone, \u{1f600} pair`;
  const expected = encode(redactText(text, redaction).concat('\ud800 lone, \u{1f600} pair'));
  for (const size of [1, 777, 4096, 65_537]) {
    const output = await streamed(encode(odd), size);
    expect(output.equals(expected)).toBe(true);
  }
});

it('knows UTF-16 without a byte order mark', async () => {
  const text = `${line}password=canary-12345&x=1\r\n`;
  const output = await streamed(Buffer.from(text, 'utf16le'), 50);
  expect(output.toString('utf16le')).toBe(`${line}password=***&x=1\r\n`);
});

it('finds UTF-16 secrets that are known within bytes of another kind', () => {
  const known = prepareRedaction({ secrets: [secret], only: [] });
  const bytes = Buffer.concat([Buffer.from('x '), Buffer.from(secret, 'utf16le'), Buffer.from(' y')]);
  expect(inBlocks(bytes, block, known).toString()).toBe('x *** y');
});

it('finds secrets in a code page', () => {
  const bytes = Buffer.from('pässwörd=x password=\xe4\xf6\xfc-geheim&x=1 \xe9', 'latin1');
  expect(inBlocks(bytes, block).toString('latin1')).toBe('pässwörd=x password=***&x=1 \xe9');
  const known = prepareRedaction({ secrets: ['größe-und-weite'], only: [] });
  expect(inBlocks(Buffer.from('x größe-und-weite y', 'latin1'), block, known).toString('latin1')).toBe('x *** y');
});

it('passes what has nothing to hide byte for byte', async () => {
  const piece = oneof(
    constantFrom(
      line,
      '\r',
      '\n',
      '\r\n',
      '\0',
      '\0\0',
      'plain words ',
      '\xff\xfe',
      '\xc3',
      '\xed\xa0\x80',
      '\ufeff'.slice(0, 0),
    ),
    uint8Array({ maxLength: 40 }).map((bytes) =>
      Buffer.from(bytes.map((byte) => (byte < 128 ? 32 : byte))).toString('latin1'),
    ),
  );
  await assert(
    asyncProperty(array(piece, { maxLength: 60 }), integer({ min: 1, max: 999 }), async (pieces, size) => {
      const bytes = Buffer.from(pieces.join(''), 'latin1');
      expect((await streamed(bytes, size)).equals(bytes)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

it('follows a value of any length and keeps no more than a few blocks', () => {
  const finder = findIn(redaction);
  const pseudonyms = createPseudonyms();
  const output: string[] = [];
  const take = (bytes: Buffer): void => {
    const stretch = finder.next(bytes);
    if (stretch === null) return;
    expect(stretch.text.length).toBeLessThan(3 * 2 ** 20);
    output.push(replaceIn(stretch, pseudonyms).toString());
  };
  take(Buffer.from('{"password":"'));
  const part = Buffer.alloc(2 ** 20, 'a');
  for (let count = 0; count < 24; count += 1) take(part);
  take(Buffer.from('","client_secret":"bcd"}'));
  output.push(replaceIn(finder.end(), pseudonyms).toString());
  expect(output.join('')).toBe('{"password":"***","client_secret":"***"}');
});
