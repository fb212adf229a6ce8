import path from 'node:path';
import { attributeOf, elementsOf, type XmlElement } from '../../configuration/xml.ts';
import { temporaryFolders, type Variables } from './places.ts';

export interface NlogSurroundings {
  /** The folder of the application, for `${basedir}` and relative paths. */
  baseFolder: string;
  variables: Variables;
}

/** A folder below which targets of NLog write. */
export interface NlogFolder {
  folder: string;
  /** Whether it can be looked at from here; a drive of another machine cannot. */
  reachable: boolean;
}

/**
 * The folders in which the file targets of nlog files lie, and those to which they move old files. What stands behind the first
 * part that only the application knows, such as the day or the logger, is left to looking below that folder.
 */
export function logFoldersOf(roots: readonly XmlElement[], surroundings: NlogSurroundings): NlogFolder[] {
  const variables = variablesIn(roots);
  const written = roots
    .flatMap((root) => ['target', 'default-target-parameters'].flatMap((name) => elementsOf(root, name)))
    .flatMap((each) => [attributeOf(each, 'fileName'), attributeOf(each, 'archiveFileName')]);
  const folders = new Map<string, NlogFolder>();
  for (const fileName of written) {
    if (fileName === null) continue;
    for (const expanded of expand(fileName.trim(), variables, surroundings, 0)) {
      const found = folderOf(expanded, surroundings.baseFolder);
      if (found !== null) folders.set(found.folder, found);
    }
  }
  return [...folders.values()];
}

/**
 * The files that a file of NLog includes, as paths from the root on, with `*` and `?` where it means several. Those on other
 * machines, and those that only the application knows, are left out.
 * @param known the files that were read before it, and itself the last, by which its variables are known
 */
export function includedIn(
  known: readonly XmlElement[],
  { folder, surroundings }: { folder: string; surroundings: NlogSurroundings },
): string[] {
  const variables = variablesIn(known);
  const files = elementsOf(known.at(-1) ?? nothing, 'include').flatMap((each) => {
    const file = attributeOf(each, 'file')?.trim() ?? '';
    return file === '' ? [] : expand(file, variables, surroundings, 0);
  });
  return files.flatMap((file) => {
    if (file.includes(unknownPart)) return [];
    const [onDrive, isShare] = [/^[a-z]:/i.test(file), /^[\\/]{2}/.test(file)];
    if (!onDrive && !isShare) return [path.resolve(folder, native(file))];
    const there = placed(file, surroundings.baseFolder, onDrive);
    return there?.reachable === true ? [there.folder] : [];
  });
}

const nothing: XmlElement = { name: '', line: 1, attributes: new Map(), children: [] };

function variablesIn(roots: readonly XmlElement[]): Map<string, string> {
  const variables = new Map<string, string>();
  for (const each of roots.flatMap((root) => elementsOf(root, 'variable'))) {
    const name = attributeOf(each, 'name');
    if (name !== null) variables.set(name.toLowerCase(), attributeOf(each, 'value') ?? '');
  }
  return variables;
}

/** A path of Windows as a copy of it is found here. */
const native = (file: string): string => (path.sep === '/' ? file.replaceAll('\\', '/') : file);

const deepest = 10;
/** Of each variable that has several values, all combinations. */
const mostTexts = 50;

/** The texts that a layout can stand for, up to the first part that is not known. */
function expand(
  layout: string,
  variables: ReadonlyMap<string, string>,
  surroundings: NlogSurroundings,
  depth: number,
): string[] {
  const part = /\$\{([^{}]*)\}|%(\w+)%/.exec(layout);
  if (part === null || depth > deepest) return [layout];
  const values = valuesOf(part[1] ?? `environment:${part[2]}`, variables, surroundings);
  if (values === null) return [layout.slice(0, part.index) + unknownPart];
  const [before, after] = [layout.slice(0, part.index), layout.slice(part.index + part[0].length)];
  return values
    .flatMap((value) => expand(`${before}${value}${after}`, variables, surroundings, depth + 1))
    .slice(0, mostTexts);
}

/** Stands for what only the application knows. */
const unknownPart = '\0';

/** Null where only the application knows. */
function valuesOf(
  renderer: string,
  variables: ReadonlyMap<string, string>,
  { baseFolder, variables: system }: NlogSurroundings,
): string[] | null {
  const [name = '', ...options] = optionsIn(renderer);
  const below = (folders: readonly string[]): string[] =>
    folders.map((folder) => path.join(folder, ...['dir', 'file'].map((each) => native(named(options, each) ?? ''))));
  const first = options.find((option) => !/^\w+\s*=/.test(option)) ?? '';
  switch (name.trim().toLowerCase()) {
    case 'basedir':
      // Where the process lies, which runs the application, is known to itself alone.
      if (/^true$/i.test(named(options, 'processdir') ?? '')) return null;
      return below([baseFolder]);
    case 'currentdir':
    case 'aspnet-appbasepath':
      return below([baseFolder]);
    case 'aspnet-webrootpath':
      return below([path.join(baseFolder, 'wwwroot')]);
    case 'nlogdir':
      return below([path.join(baseFolder, 'bin'), baseFolder]);
    case 'dir-separator':
      return [path.sep];
    case 'literal':
      return either(named(options, 'text') ?? first, undefined);
    case 'appsetting':
    case 'configsetting':
    case 'gdc':
    case 'registry':
      return either(undefined, named(options, 'default') ?? named(options, 'defaultvalue'));
    case 'tempdir':
      return below(temporaryFolders(system));
    case 'specialfolder': {
      const variable = specialFolders[(named(options, 'folder') ?? first).toLowerCase()];
      const folder = variable === undefined ? undefined : valueIn(system, variable);
      return folder === undefined ? null : below([folder]);
    }
    case 'environment': {
      const key = named(options, 'variable') ?? first;
      if (/^(?:temp|tmp)$/i.test(key)) return temporaryFolders(system);
      return either(valueIn(system, key), named(options, 'default'));
    }
    case 'var':
      return either(variables.get((named(options, 'name') ?? first).toLowerCase()), named(options, 'default'));
    default:
      return either(variables.get(name.trim().toLowerCase()), undefined);
  }
}

/** What does not depend on the account that the application runs under. */
const specialFolders: Readonly<Record<string, string>> = {
  commonapplicationdata: 'ProgramData',
  commonprogramfiles: 'CommonProgramFiles',
  programfiles: 'ProgramFiles',
  windows: 'SystemRoot',
};

/** Windows does not care for the case of their names. */
function valueIn(system: Variables, key: string): string | undefined {
  const value = Object.entries(system).find(([each]) => each.toLowerCase() === key.toLowerCase())?.[1];
  return value === '' ? undefined : value;
}

const either = (value: string | undefined, otherwise: string | undefined): string[] | null => {
  const given = value ?? otherwise;
  return given === undefined ? null : [given];
};

/** The parts between colons; one that belongs to a value has a backslash before it, or is that of a drive. */
const optionsIn = (renderer: string): string[] =>
  renderer.split(/(?<!\\):(?!(?<==[a-z]:)[\\/])/i).map((option) => option.replaceAll('\\:', ':').trim());

/** The value of an option, as in `variable=TEMP:default=x`. */
function named(options: readonly string[], name: string): string | undefined {
  const option = options.find((each) => each.slice(0, each.indexOf('=')).trim().toLowerCase() === name);
  return option?.slice(option.indexOf('=') + 1).trim();
}

/** Null where it names no folder of its own: everything below a drive or the temporary files is not a log. */
function folderOf(expanded: string, baseFolder: string): NlogFolder | null {
  const unknown = expanded.search(/[\0{]/);
  const known = (unknown === -1 ? expanded : expanded.slice(0, unknown)).replace(/^file:\/+/i, '');
  const cut = Math.max(known.lastIndexOf('/'), known.lastIndexOf('\\'));
  const folder = cut === -1 ? '' : known.slice(0, cut);
  const [onDrive, isShare] = [/^[a-z]:/i.test(folder), /^[\\/]{2}/.test(folder)];
  if (onDrive || isShare) return placed(folder, baseFolder, onDrive);
  const whole = path.resolve(baseFolder, native(folder));
  if (depthOf(whole) < 2 && whole !== baseFolder) return null;
  // Without a folder of its own, a target writes beside the application, where not everything is a log.
  return whole === path.normalize(baseFolder) ? null : { folder: whole, reachable: true };
}

/**
 * A path with a drive or a share means the machine on which the application runs. Of a site on a share it is looked at through
 * that machine's share of the drive, where the site itself was given that way; a third machine is never looked at.
 */
function placed(folder: string, baseFolder: string, onDrive: boolean): NlogFolder | null {
  const normal = path.win32.normalize(folder);
  if (depthOf(normal) < 2) return null;
  const machine = /^\\\\([^\\/]+)[\\/]([a-z]\$)?/i.exec(baseFolder);
  if (onDrive && machine === null) return { folder: normal, reachable: /^[a-z]:/i.test(baseFolder) };
  if (onDrive && machine !== null && machine[2] !== undefined) {
    return { folder: `\\\\${machine[1]}\\${normal[0]}$${normal.slice(2)}`, reachable: true };
  }
  const host = /^\\\\([^\\/]+)/.exec(normal)?.[1]?.toLowerCase();
  return { folder: normal, reachable: machine !== null && host === machine[1]?.toLowerCase() };
}

const depthOf = (folder: string): number => folder.split(/[\\/]/).filter((part) => part !== '').length;
