import path from 'node:path';
import { decodedText, openFolder, readRegularFile, type Folder, type ReadFile } from '../../configuration/files.ts';
import { parseXml, type XmlElement } from '../../configuration/xml.ts';
import { includedIn, type NlogSurroundings } from './nlog.ts';

/** The files of NLog in a folder and those that they include. */
export interface NlogFiles {
  /** `nlog.config` first, where it is there. */
  roots: XmlElement[];
  /** Whether there is an `nlog.config`. */
  hasRules: boolean;
  /** The included files that lie below the folder of the site, as names with slashes. */
  included: string[];
}

const usual = ['nlog.config', 'nlog.targets.config'];
/** They may include each other. */
const mostFiles = 30;

/** Reads them as far as they can be read: NLog leaves out what is missing, too. */
export async function readNlogFiles(folder: Folder, surroundings: NlogSurroundings): Promise<NlogFiles> {
  const found: NlogFiles = { roots: [], hasRules: false, included: [] };
  const waiting = usual.map((name) => path.join(surroundings.baseFolder, name));
  const rules = waiting[0];
  const seen = new Set<string>();
  for (let file = waiting.shift(); file !== undefined && seen.size < mostFiles; file = waiting.shift()) {
    const key = path.normalize(file).toLowerCase();
    if (seen.has(key)) continue;
    seen.add(key);
    const root = rootOf(await read(folder, file));
    if (root === null) continue;
    found.roots.push(root);
    if (file === rules) found.hasRules = true;
    const inside = nameWithin(folder, file);
    if (inside !== null && !usual.includes(path.basename(file).toLowerCase())) found.included.push(inside);
    for (const each of includedIn(found.roots, { folder: path.dirname(file), surroundings })) {
      waiting.push(...(await meant(each)));
    }
  }
  return found;
}

const rootOf = (file: ReadFile): XmlElement | null =>
  file.state === 'read' ? parseXml(decodedText(file.bytes)).root : null;

function nameWithin(folder: Folder, file: string): string | null {
  const name = path.relative(folder.path, file);
  return name.startsWith('..') || path.isAbsolute(name) ? null : name.split(path.sep).join('/');
}

/** Below the site names count without their case, as on the server. */
function read(folder: Folder, file: string): Promise<ReadFile> {
  const inside = nameWithin(folder, file);
  return inside === null ? readRegularFile(file) : folder.read(inside);
}

/** The files that a path with `*` or `?` in its last part means. */
async function meant(file: string): Promise<string[]> {
  const pattern = path.basename(file);
  if (!/[*?]/.test(pattern)) return [file];
  const folder = await openFolder(path.dirname(file)).catch(() => null);
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  const form = new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i');
  const names = folder?.names.filter((name) => form.test(name)).toSorted() ?? [];
  return names.slice(0, mostFiles).map((name) => path.join(path.dirname(file), name));
}
