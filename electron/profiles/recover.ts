import type { Profile } from '../../shared/profile.ts';
import { findBackup, readProfiles, setAside, writeProfiles, type ProfileFiles } from './file.ts';

/**
 * Of a caller that holds the lock: the profiles in the file. A file that cannot be used is set aside and the last good copy
 * takes its place; the notice says so in a sentence. Throws a UserError `profiles-unreadable`.
 */
export async function recoverProfiles(files: ProfileFiles, onNotice: (message: string) => void): Promise<Profile[]> {
  const content = await readProfiles(files.file);
  if (typeof content !== 'string') return content;
  const kept = content === 'missing' ? null : await setAside(files.file, content);
  const backup = await findBackup(files);
  if (backup === null) {
    if (content !== 'missing')
      onNotice(`${whatHappened[content]} It was kept as ${kept}. There is no copy of it; the list starts empty.`);
    return [];
  }
  // Where it cannot be written, the copy stays what it is, and the next reading comes here again.
  await writeProfiles(files, backup.profiles).catch(() => undefined);
  onNotice(
    content === 'missing'
      ? `The file ${files.file} was missing. The environments come from its last good copy, ${backup.file}.`
      : `${whatHappened[content]} It was kept as ${kept}. The environments come from its last good copy, ${backup.file}.`,
  );
  return backup.profiles;
}

const whatHappened = {
  damaged: 'The file with the environments is damaged or was not written by this console.',
  newer: 'The file with the environments was saved by a newer version of the console; update this one to use it again.',
};
