import { UserError } from '../../../shared/user-error.ts';
import { manifestPath, type ManifestFile } from '../manifest.ts';
import { readArchive, type ArchiveEntry } from '../zip/reader.ts';
import { lastBlock, type Section } from '../zip/writer.ts';
import type { Lane } from './lanes.ts';
import type { CheckOutcome, SectionToCheck } from './messages.ts';
import type { ProgressTaker } from './progress.ts';

const damaged = (what: string): UserError =>
  new UserError(
    'bundle-damaged',
    `The finished bundle was read again, and ${what}. It was deleted, because the disk does not keep what is written to it. Choose another disk.`,
  );

/**
 * Reads a finished archive again: every file has to be what the manifest says, and no secret may be in any. Throws a
 * UserError `bundle-damaged`, or `bundle-leaks` with the file and the line.
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
  const entries = await readArchive(archive, true);
  const known = new Map(files.map((file) => [file.path, file]));
  if (entries.length !== files.length + 1) throw damaged('it does not hold the files that were written');
  progress.begin(
    'checking',
    entries.reduce((sum, { size }) => sum + size, 0),
    entries.length,
  );

  async function checkWhole(entry: ArchiveEntry, lane: Lane): Promise<void> {
    const { name, offset, packedSize, size, crc32 } = entry;
    const file = known.get(name);
    const sha256 = name === manifestPath ? manifestSha256 : file?.sha256;
    if (sha256 === undefined) throw damaged(`${name} is not what was written`);
    const ownText = file === undefined || file.source === '';
    takeOutcome(name, await lane.check(archive, { name, offset, packedSize, size, crc32, sha256, ownText }));
  }

  type Task = (lane: Lane) => Promise<void>;
  const waiting: Task[] = [];
  for (const entry of entries) {
    const { name, size } = entry;
    const file = known.get(name);
    if (file !== undefined && file.size !== size) throw damaged(`${name} is not what was written`);
    const parts = file === undefined || file.source === '' ? [] : (sections.get(name) ?? []);
    if (parts.length === 0) {
      waiting.push(async (lane) => {
        await checkWhole(entry, lane);
        progress.read(size);
        progress.fileDone();
      });
      continue;
    }
    let left = parts.length;
    let doubtful = false;
    for (const section of sectionsToCheck(entry, parts)) {
      waiting.push(async (lane) => {
        if (!doubtful) {
          const outcome = await lane.skim(archive, section);
          if (outcome.state !== 'doubtful') takeOutcome(name, outcome);
          else if (!doubtful) {
            doubtful = true;
            await checkWhole(entry, lane);
          }
        }
        progress.read(section.size);
        left -= 1;
        if (left === 0) progress.fileDone();
      });
    }
  }
  waiting.reverse();
  const work = async (lane: Lane): Promise<void> => {
    for (let task = waiting.pop(); task !== undefined; task = waiting.pop()) await task(lane);
  };
  await Promise.all(lanes.map((lane) => work(lane)));
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
