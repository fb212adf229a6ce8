import { openLog, type PlannedFile } from '../../logs/index.ts';
import { sentenceOf, Unreadable } from '../../logs/read/open.ts';
import { openWhole, type WholeLog } from '../../logs/read/whole.ts';
import { UserError } from '../../../shared/user-error.ts';

/** What is looked at: a log, or a text that the console writes. */
export type PreviewSource = { kind: 'log'; file: PlannedFile } | { kind: 'text'; text: string };

/** What is taken of a source, from places on that are counted in bytes of it. */
export interface PreviewText {
  /** Null where only reading it to its end tells. */
  size: number | null;
  /** Whether a place is reached without reading what stands before it. */
  direct: boolean;
  /** From a place on; from the beginning where it is not direct. */
  from(place: number): AsyncIterable<Buffer>;
  close(): Promise<void>;
}

/** @param direct false where it turned out that places in it are not to be trusted */
export async function openText(source: PreviewSource, direct: boolean): Promise<PreviewText> {
  if (source.kind === 'text') return ofText(Buffer.from(source.text, 'utf8'));
  const whole = direct ? await opened(source.file) : null;
  if (whole !== null) return { direct: true, ...whole };
  return { size: null, direct: false, from: () => readThrough(source.file), close: async () => {} };
}

const ofText = (bytes: Buffer): PreviewText => ({
  size: bytes.length,
  direct: true,
  async *from(place) {
    if (place < bytes.length) yield bytes.subarray(place);
  },
  close: async () => {},
});

async function opened(file: PlannedFile): Promise<WholeLog | null> {
  try {
    return await openWhole(file);
  } catch (error) {
    if (error instanceof Unreadable) throw notRead(sentenceOf(error));
    throw error;
  }
}

async function* readThrough(file: PlannedFile): AsyncGenerator<Buffer> {
  const { chunks, result } = openLog(file);
  yield* chunks;
  const { skipped } = result();
  if (skipped !== null) throw notRead(skipped);
}

/** @param why as a sentence */
const notRead = (why: string): UserError =>
  new UserError('file-not-read', `Nothing of this file would go in as it is now. ${why}`);
