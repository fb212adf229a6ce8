import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import { openLog, type PlannedFile } from '../logs/index.ts';

const packed = promisify(deflateRaw);
/** The beginnings of so many of the largest files tell how well they pack. */
const mostSampled = 3;
const sampleBytes = 512 * 1024;
/** Where nothing could be read. */
const usualPacking = 8;

/** What a file adds besides what is in it: its records in the archive, its lines in the manifest and in the letter. */
const perFile = 250;
/** The manifest and the report of what was replaced, without files. */
const fixed = 900;

/** About how large a bundle of these files and of texts of the console itself becomes, in bytes. Reads a little of the largest. */
export async function estimatePacked(files: readonly PlannedFile[], texts: readonly string[]): Promise<number> {
  const own = await Promise.all(texts.map(async (text) => (await packed(text)).length));
  const inAll = own.reduce((sum, bytes) => sum + bytes, fixed + perFile * (files.length + texts.length));
  const largest = files.toSorted((a, b) => b.expectedBytes - a.expectedBytes).slice(0, mostSampled);
  let before = 0;
  let after = 0;
  for (const file of largest) {
    const sample = await beginningOf(file);
    before += sample.length;
    after += (await packed(sample, { level: 1 })).length;
  }
  const total = files.reduce((sum, { expectedBytes }) => sum + expectedBytes, 0);
  return Math.ceil(inAll + (before === 0 ? total / usualPacking : (total * after) / before));
}

async function beginningOf(file: PlannedFile): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of openLog(file).chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= sampleBytes) break;
  }
  return Buffer.concat(parts).subarray(0, sampleBytes);
}
