import { describe, expect, test } from 'vitest';
import { redactFile } from '../../../electron/bundle/index.ts';
import { createCounter, prepareRedaction, redactStream } from '../../../electron/redaction/index.ts';

const settings = { secrets: ['canary-Known-42c1'], keep: [], rules: [], exceptions: [] };

/** Lines with secrets and names, and a value that is longer than what is searched at once. */
function logs(): string {
  const line = (number: number): string =>
    `2026-11-21 05:22:30,704 [${number % 90}] INFO user${number % 700} OAuth20 Execute - GET /x?client_secret=canary-${number}&n=1 from 10.1.${number % 250}.7 canary-Known-42c1\n`;
  const lines = Array.from({ length: 9_000 }, (_, number) => line(number));
  lines.splice(3_000, 0, `{"password":"${'canary-long '.repeat(90_000)}","host":"sql.internal.example"}\n`);
  return lines.join('');
}

async function* inParts(bytes: Buffer): AsyncGenerator<Uint8Array> {
  const memory = Buffer.alloc(100_000);
  for (let from = 0; from < bytes.length; from += memory.length) {
    const length = bytes.copy(memory, 0, from);
    yield memory.subarray(0, length);
    await new Promise(setImmediate);
  }
}

async function onThreads(bytes: Buffer) {
  const written: Buffer[] = [];
  const counter = createCounter(prepareRedaction({ secrets: settings.secrets }), { lines: 5 });
  await redactFile(inParts(bytes), {
    redaction: settings,
    write: async (part) => void written.push(Buffer.from(part)),
    found: (counted, before) => counter.addCounted('x', counted, before),
  });
  return { output: Buffer.concat(written), report: counter.report() };
}

async function onOneThread(bytes: Buffer) {
  const redaction = prepareRedaction({ secrets: settings.secrets });
  const counter = createCounter(redaction, { lines: 5 });
  const written: Buffer[] = [];
  const chunks = (async function* () {
    yield bytes;
  })();
  for await (const part of redactStream(chunks, redaction, { found: (stretch) => counter.add('x', stretch) }))
    written.push(part);
  return { output: Buffer.concat(written), report: counter.report() };
}

describe('a large file that is redacted on several threads', () => {
  const text = logs();
  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-16 with a byte order mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    [
      'UTF-16, the higher byte first, with an odd last byte',
      Buffer.concat([Buffer.from(text, 'utf16le').swap16(), Buffer.from('x')]),
    ],
    ['nothing', Buffer.alloc(0)],
  ])('becomes what one thread makes of it: %s', async (_encoding, bytes) => {
    const several = await onThreads(bytes);
    const one = await onOneThread(bytes);
    expect(several.output.equals(one.output)).toBe(true);
    expect(several.report).toEqual(one.report);
    for (const readable of [several.output.toString('utf8'), several.output.toString('utf16le')])
      expect(readable).not.toContain('canary');
  });

  test('ends where it cannot be written or read', async () => {
    const bytes = Buffer.from(text);
    const full = redactFile(inParts(bytes), {
      redaction: settings,
      write: () => Promise.reject(new Error('no room')),
    });
    await expect(full).rejects.toThrow('no room');
    const unreadable = (async function* () {
      yield bytes;
      throw new Error('torn');
    })();
    await expect(redactFile(unreadable, { redaction: settings, write: async () => {} })).rejects.toThrow('torn');
  });
});
