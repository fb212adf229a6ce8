import { UserError } from '../../../shared/user-error.ts';
import { manifestPath, type ManifestFile } from '../manifest.ts';
import { entriesOf, type ArchiveEntry } from '../zip/reader.ts';
import { lastBlock, type Section } from '../zip/writer.ts';
import type { Lane } from './lanes.ts';
import type { CheckOutcome, SectionToCheck } from './messages.ts';
import type { ProgressTaker } from './progress.ts';

const damaged = (what: string): UserError =>
  new UserError(
    'bundle-damaged',
    `The finished bundle was read again, and ${what}. It was deleted, because the disk does not keep what is written to it. Choose another disk.`,
  );

type Task = (lane: Lane) => Promise<void>;

/**
 * Reads a finished archive again: every file has to be what the manifest says, and no secret may be in any. Throws a
 * UserError `bundle-damaged`, or `bundle-leaks` with the file and the line.
 * @param files In the order in which they were written; the manifest itself is the last
 * @param sections What is known of how entries were written; these are read in sections, by several lanes at once
 */
export async function checkArchive(
  archive: string,
  files: readonly ManifestFile[],
  manifestSha256: string,
  lanes: readonly Lane[],
  progress: ProgressTaker,
  sections: ReadonlyMap<string, readonly Section[]> = new Map(),
): Promise<void> {
  progress.begin(
    'checking',
    files.reduce((sum, { size }) => sum + size, 0),
    files.length + 1,
  );

  async function checkWhole(entry: ArchiveEntry, lane: Lane, sha256: string, ownText: boolean): Promise<void> {
    const { name, offset, packedSize, size, crc32 } = entry;
    takeOutcome(name, await lane.check(archive, { name, offset, packedSize, size, crc32, sha256, ownText }));
  }

  /** What has to be done for an entry: that of the manifest where no file is given. */
  function* tasksOf(entry: ArchiveEntry, file: ManifestFile | undefined): Generator<Task> {
    const { name, size } = entry;
    const isOwnText = file === undefined || file.source === '';
    const sha256 = file?.sha256 ?? manifestSha256;
    const parts = isOwnText ? [] : (sections.get(name) ?? onePartOf(entry));
    if (parts.length === 0) {
      yield async (lane) => {
        await checkWhole(entry, lane, sha256, isOwnText);
        progress.read(size);
        progress.fileDone();
      };
      return;
    }
    let left = parts.length;
    let doubtful = false;
    for (const section of sectionsToCheck(entry, parts)) {
      yield async (lane) => {
        if (!doubtful) {
          const outcome = await lane.skim(archive, section);
          if (outcome.state !== 'doubtful') takeOutcome(name, outcome);
          else if (!doubtful) {
            doubtful = true;
            await checkWhole(entry, lane, sha256, isOwnText);
          }
        }
        progress.read(section.size);
        left -= 1;
        if (left === 0) progress.fileDone();
      };
    }
  }

  async function* tasks(): AsyncGenerator<Task> {
    let count = 0;
    let end = 0;
    for await (const entry of entriesOf(archive)) {
      const { name, headerOffset, offset, packedSize, size } = entry;
      const file = files[count];
      const isAsWritten = file === undefined ? name === manifestPath : name === file.path && size === file.size;
      if (count > files.length) throw damaged('it holds more files than were written');
      if (!isAsWritten || headerOffset < end) throw damaged(`${name} is not what was written`);
      yield* tasksOf(entry, file);
      end = offset + packedSize;
      count += 1;
    }
    if (count !== files.length + 1) throw damaged('it does not hold the files that were written');
  }

  // Several lanes ask for tasks, which come one after the other; so few are in memory at once.
  const waiting = tasks();
  const work = async (lane: Lane): Promise<void> => {
    for (let next = await waiting.next(); next.done !== true; next = await waiting.next()) await next.value(lane);
  };
  try {
    await Promise.all(lanes.map((lane) => work(lane)));
  } finally {
    await waiting.return(undefined);
  }
}

/** An entry that was written at once. */
function onePartOf({ size, packedSize, crc32 }: ArchiveEntry): Section[] {
  return size === 0 ? [] : [{ packedSizes: [packedSize - lastBlock.length], size, crc32 }];
}

/** Throws unless an entry was all that it should be. */
function takeOutcome(name: string, outcome: CheckOutcome): void {
  if (outcome.state === 'secret') throw leaks(name, outcome.line);
  if (outcome.state !== 'whole') throw damaged(`${name} is not what was written`);
}

/** Where the archive itself says that the parts of an entry are. */
function sectionsToCheck(entry: ArchiveEntry, sections: readonly Section[]): SectionToCheck[] {
  const { name, crc32, size, packedSize } = entry;
  let { offset } = entry;
  let leadSize = 0;
  let crc32Before = 0;
  const all = sections.map((section, index) => {
    const { packedSizes } = section;
    const last = index === sections.length - 1;
    const toCheck = { ...section, offset, leadSize, crc32Before, last };
    offset += packedSizes.reduce((sum, each) => sum + each, 0);
    leadSize = packedSizes.at(-1) ?? 0;
    crc32Before = section.crc32;
    return toCheck;
  });
  const written = sections.reduce((sum, section) => sum + section.size, 0);
  if (crc32Before !== crc32 || written !== size || offset + lastBlock.length !== entry.offset + packedSize) {
    throw damaged(`${name} is not what was written`);
  }
  return all;
}

const leaks = (name: string, line: number): UserError =>
  new UserError(
    'bundle-leaks',
    `The finished bundle was searched for every known secret, and one is left in ${name}, line ${line}. The bundle was deleted. Look at this place in the preview and add a rule for it.`,
  );
