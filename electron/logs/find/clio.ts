import { findClioSettings, readImport, readImportFile } from '../../transfer/index.ts';
import type { Place } from './places.ts';

/** The folder of a Creatio on this computer, as clio knows it (`EnvironmentPath`); null where clio does not know one. */
export async function clioPlace(creatioUrl: string): Promise<Place | null> {
  try {
    const file = await findClioSettings();
    if (file === null) return null;
    const { environments } = readImport(await readImportFile(file), file);
    const known = environments.find(
      ({ settings }) => settings.creatioUrl === creatioUrl && settings.logFolders?.creatio,
    );
    const folder = known?.settings.logFolders?.creatio;
    return folder === null || folder === undefined
      ? null
      : { folder, role: 'creatio', why: 'clio keeps this folder for this Creatio.', named: false };
  } catch {
    // What is wrong with clio's file is told where it is imported.
    return null;
  }
}
