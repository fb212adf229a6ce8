import { UserError } from '../../../shared/user-error.ts';
import { manifestPath, type ManifestFile } from '../manifest.ts';
import { readArchive } from '../zip/reader.ts';
import type { Lane } from './lanes.ts';
import type { ProgressTaker } from './progress.ts';

const damaged = (what: string): UserError =>
  new UserError(
    'bundle-damaged',
    `The finished bundle was read again, and ${what}. It was deleted, because the disk does not keep what is written to it. Choose another disk.`,
  );

/**
 * Reads a finished archive again: every file has to be what the manifest says, and no secret may be in any. Throws a
 * UserError `bundle-damaged`, or `bundle-leaks` with the file and the line.
 */
export async function checkArchive(
  archive: string,
  files: readonly ManifestFile[],
  manifestSha256: string,
  lanes: readonly Lane[],
  progress: ProgressTaker,
): Promise<void> {
  const entries = await readArchive(archive, true);
  const known = new Map(files.map((file) => [file.path, file]));
  if (entries.length !== files.length + 1) throw damaged('it does not hold the files that were written');
  progress.begin(
    'checking',
    entries.reduce((sum, { size }) => sum + size, 0),
    entries.length,
  );

  const waiting = [...entries];
  const checkSome = async (lane: Lane): Promise<void> => {
    for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
      const { name, offset, packedSize, size, crc32 } = entry;
      const file = known.get(name);
      const sha256 = name === manifestPath ? manifestSha256 : file?.sha256;
      if (sha256 === undefined || (file !== undefined && file.size !== size)) {
        throw damaged(`${name} is not what was written`);
      }
      const ownText = file === undefined || file.source === '';
      const outcome = await lane.check(archive, { name, offset, packedSize, size, crc32, sha256, ownText });
      if (outcome.state === 'secret') throw leaks(name, outcome.line);
      if (outcome.state === 'damaged') throw damaged(`${name} is not what was written`);
      progress.read(size);
      progress.fileDone();
    }
  };
  await Promise.all(lanes.map((lane) => checkSome(lane)));
}

const leaks = (name: string, line: number): UserError =>
  new UserError(
    'bundle-leaks',
    `The finished bundle was searched for every known secret, and one is left in ${name}, line ${line}. The bundle was deleted. Look at this place in the preview and add a rule for it.`,
  );
