import { array, assert, asyncProperty, constantFrom, integer, oneof, uint8Array } from 'fast-check';
import { expect, it } from 'vitest';
import {
  createPseudonyms,
  findIn,
  prepareRedaction,
  redactStream,
  redactText,
  replaceIn,
  type Redaction,
} from '../../../electron/redaction/index.ts';
import { contexts, furtherContexts, knownSpellings, secrets } from './contexts.ts';

const [secret = ''] = secrets.slice(2);
const redaction = prepareRedaction({ secrets: [secret] });
const line = '2026-11-21 10:00:00,123 [7] INFO Supervisor Common Execute - nothing happened here today\r\n';
const filler = Buffer.from(line.repeat(200));

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

it('finds every secret wherever a block ends', () => {
  for (const [number, { spell, text }] of [...contexts, ...knownSpellings, ...furtherContexts].entries()) {
    const body = Buffer.from(text(spell(secret)));
    const behind = Buffer.from(`\r\n${line.repeat(60)}`);
    const redacted = Buffer.from(redactText(`\n${Buffer.concat([body, behind]).toString()}`, redaction));
    for (const edge of edges) {
      // Each fourth offset, another fourth for each context.
      for (let offset = number % 4; offset <= body.length; offset += 4) {
        const before = filler.subarray(0, edge - offset - 1);
        const output = inBlocks(Buffer.concat([before, Buffer.from('\n'), body, behind]), block);
        if (!output.equals(Buffer.concat([before, redacted]))) {
          expect.unreachable(
            `offset ${offset} at ${edge}: ${output.subarray(before.length, before.length + 400).toString()}`,
          );
        }
      }
    }
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
