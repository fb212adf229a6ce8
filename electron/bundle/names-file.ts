import { UserError } from '../../shared/user-error.ts';
import { fileErrorReason, writeTextFile } from '../files/index.ts';
import { sealMap, type PseudonymMap } from '../redaction/index.ts';

/**
 * Saves what stands behind the names in a bundle beside it, under a passphrase, for this user alone. Gives the path. Throws a
 * UserError `map-unwritable`; the bundle stays.
 */
export async function saveNames(bundle: string, names: PseudonymMap, passphrase: string): Promise<string> {
  const file = `${bundle}.names.json`;
  const sealed = await sealMap(names, passphrase);
  try {
    await writeTextFile(file, sealed, 0o600);
    return file;
  } catch (error) {
    throw new UserError(
      'map-unwritable',
      `The bundle is ${bundle}, but the map of names could not be written to ${file}: ${fileErrorReason(error)}.`,
    );
  }
}
