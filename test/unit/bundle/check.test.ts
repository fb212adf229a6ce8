import { createHash } from 'node:crypto';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkArchive } from '../../../electron/bundle/pack/check-archive.ts';
import { startLane, type Lane } from '../../../electron/bundle/pack/lanes.ts';
import { createProgress } from '../../../electron/bundle/pack/progress.ts';
import { createZipWriter, type Section } from '../../../electron/bundle/zip/writer.ts';

const secret = 'Tr0ub4dor-and-3';
const mebibyte = 2 ** 20;
const partLines = mebibyte / 64;
const part = Buffer.from(
  Array.from({ length: partLines }, (_, number) => `${`line ${number} of a log`.padEnd(63)}\n`).join(''),
);
const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

let folder: string;
let lanes: Lane[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'check-'));
  const redaction = { secrets: [], keep: [], rules: [], exceptions: [] };
  lanes = [0, 1].map(() => startLane({ redaction, forbidden: [secret] }, 'in-bundle'));
});
afterAll(async () => {
  await Promise.all(lanes.map((lane) => lane.close()));
  await rm(folder, { recursive: true, force: true });
});

/** An archive with a log of so many parts, and what is known of it. */
async function archiveOf(parts: readonly Buffer[]): Promise<{ file: string; check(): Promise<void> }> {
  const file = join(folder, 'archive.zip');
  const handle = await open(file, 'w');
  const zip = createZipWriter(handle);
  const manifest = Buffer.from('{}');
  const size = parts.length * mebibyte;
  for (const [name, content] of [['logs/a.log', parts] as const, ['manifest.json', [manifest]] as const]) {
    await zip.begin(name, size);
    for (const each of content) {
      await zip.add(each, deflateRawSync(each, { level: 1, finishFlush: constants.Z_SYNC_FLUSH }));
    }
    await zip.end(new Date(0));
  }
  await zip.finish();
  await handle.close();
  const whole = sha256(Buffer.concat(parts));
  const of = { path: 'logs/a.log', source: '/a.log', sizeBefore: size, size, lines: 1, sha256: whole };
  const known: ReadonlyMap<string, readonly Section[]> = zip.sections;
  return {
    file,
    check: () =>
      checkArchive(
        file,
        [{ ...of, from: null, to: null, cut: null }],
        sha256(manifest),
        lanes,
        createProgress(() => undefined),
        known,
      ),
  };
}

const sections = 2;
const partsOfSection = 16;

it('reads a long file again in sections, and finds a secret between them', async () => {
  const parts = Array.from({ length: sections * partsOfSection }, () => part);
  const { file, check } = await archiveOf(parts);
  await expect(check()).resolves.toBe(undefined);

  const bytes = await readFile(file);
  // A bit in the last block of the log, far behind the first section.
  const at = bytes.lastIndexOf(Buffer.from('PK\u0003\u0004')) - 100;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(file, bytes);
  await expect(check()).rejects.toThrow(/logs\/a\.log is not what was written/);

  const [one, other] = [Buffer.from(part), Buffer.from(part)];
  Buffer.from(secret.slice(0, 5)).copy(one, part.length - 5);
  Buffer.from(secret.slice(5)).copy(other);
  parts.splice(partsOfSection - 1, 2, one, other);
  const leaking = await archiveOf(parts);
  await expect(leaking.check()).rejects.toThrow(`logs/a.log, line ${partsOfSection * partLines}.`);
});
