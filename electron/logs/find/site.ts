import path from 'node:path';
import type { MissingLogs } from '../../../shared/logs.ts';
import { logKindTitles } from '../../../shared/logs.ts';
import { decodedText, type Folder } from '../../configuration/files.ts';
import { attributeOf, elementsOf, parseXml, type XmlElement } from '../../configuration/xml.ts';
import { examineLogRules } from '../../configuration/web-config.ts';
import { readNlogFiles } from './nlog-files.ts';
import { logFoldersOf } from './nlog.ts';
import type { Place, Variables } from './places.ts';

/** What the folder of a website tells of its logs. */
export interface Site {
  kind: 'creatio-net-framework' | 'creatio-net' | 'identity-service';
  /** Where its logs are. */
  places: Place[];
  missing: MissingLogs[];
  /** Names of its configuration files, with slashes. */
  configuration: string[];
}

/** Null where the folder is not that of a Creatio or an Identity Service. */
export async function siteIn(folder: Folder, variables: Variables): Promise<Site | null> {
  if (await folder.has('IdentityService.dll')) return identityService(folder);
  if (await folder.has('Terrasoft.WebApp')) return creatio(folder, 'creatio-net-framework', variables);
  if (await folder.has('Terrasoft.WebHost.dll')) return creatio(folder, 'creatio-net', variables);
  const hasSettings = await folder.has('appsettings.json');
  if ((await folder.has('ConnectionStrings.config')) && (await folder.has('nlog.config'))) {
    return creatio(folder, hasSettings ? 'creatio-net' : 'creatio-net-framework', variables);
  }
  const root = hasSettings ? await xmlOf(folder, 'web.config') : null;
  return root !== null && elementsOf(root, 'aspNetCore').length > 0 ? identityService(folder) : null;
}

async function creatio(
  folder: Folder,
  kind: 'creatio-net-framework' | 'creatio-net',
  variables: Variables,
): Promise<Site> {
  const application =
    kind === 'creatio-net-framework' && (await folder.has('Terrasoft.WebApp')) ? 'Terrasoft.WebApp/' : '';
  const bases = application === '' ? [''] : ['', application];
  const places: Place[] = [];
  const missing: MissingLogs[] = [];
  const title = logKindTitles[kind];
  const included: string[] = [];
  for (const base of bases) {
    const baseFolder = base === '' ? folder.path : path.join(folder.path, 'Terrasoft.WebApp');
    const nlog = await readNlogFiles(folder, { baseFolder, variables });
    included.push(...nlog.included);
    for (const found of logFoldersOf(nlog.roots, { baseFolder, variables })) {
      if (found.reachable) {
        const why = `The nlog files of Creatio write to this folder (${base}nlog.targets.config).`;
        places.push({ folder: found.folder, role: 'creatio', why, named: false });
      } else {
        const why = `Creatio writes to ${found.folder} on its own server, which cannot be looked at from here. Copy that folder, or run the console there.`;
        missing.push({ kind, title, why, remediation: 'creatio-logging' });
      }
    }
    if (nlog.hasRules && base === bases.at(-1)) missing.push(...ownRuleMissing(joined(nlog.roots), kind, title));
  }
  if (kind === 'creatio-net') {
    const why = 'Creatio on .NET writes here unless its nlog files say otherwise.';
    places.push({ folder: path.join(folder.path, 'Logs'), role: 'creatio', why, named: false });
  }
  const names = ['nlog.config', 'nlog.targets.config', 'web.config', 'ConnectionStrings.config', 'appsettings.json'];
  const configuration = await thereOf(folder, [
    ...names,
    ...(application === '' ? [] : names.map((name) => `${application}${name}`)),
  ]);
  return { kind, places, missing, configuration: [...new Set([...configuration, ...included])] };
}

/** As NLog has them: as one. */
const joined = ([first, ...others]: readonly XmlElement[]): XmlElement => ({
  name: 'nlog',
  line: 1,
  attributes: first?.attributes ?? new Map<string, string>(),
  children: [...(first?.children ?? []), ...others],
});

/** Without a rule of its own, what the logger of OAuth tells stands among the rest; with one that is off, nowhere. */
function ownRuleMissing(rules: XmlElement, kind: Site['kind'], title: string): MissingLogs[] {
  return examineLogRules(rules)
    .filter(({ remediation }) => remediation === 'creatio-logging')
    .map(({ summary }) => ({ kind, title: `${title}: OAuth20.log`, why: summary, remediation: 'creatio-logging' }));
}

async function identityService(folder: Folder): Promise<Site> {
  const kind = 'identity-service';
  const root = await xmlOf(folder, 'web.config');
  const [module] = root === null ? [] : elementsOf(root, 'aspNetCore');
  const places: Place[] = [];
  const missing: MissingLogs[] = [];
  const tell = (why: string): void => {
    missing.push({ kind, title: logKindTitles[kind], why, remediation: 'identity-service-logging' });
  };
  if (module === undefined) {
    tell('There is no web.config with an aspNetCore element here, so nothing tells where its standard output goes.');
  } else {
    const on = attributeOf(module, 'stdoutLogEnabled')?.trim().toLowerCase() === 'true';
    const file = (attributeOf(module, 'stdoutLogFile') ?? '').trim();
    if (!on)
      tell(
        'Its logging is off (stdoutLogEnabled in web.config), so it wrote nothing of the problem. Switch it on, recycle the application pool, and reproduce the problem once more.',
      );
    else if (file === '') tell('Its logging is on, but stdoutLogFile in web.config names no file.');
    const target = standardOutput(file === '' ? '.\\logs\\stdout' : file, folder);
    if (target === null)
      tell(
        `It writes to ${file} on its own server, which cannot be looked at from here. Copy that folder, or run the console there.`,
      );
    else if (target !== folder.path) {
      const why = `The Identity Service writes here, as stdoutLogFile in its web.config says${on ? '' : '; it is switched off now'}.`;
      places.push({ folder: target, role: 'identity-service', why, named: false });
    }
  }
  const names = folder.names.filter((name) =>
    /^(?:appsettings.*\.json|web\.config|.*\.runtimeconfig\.json)$/i.test(name),
  );
  return { kind, places, missing, configuration: names };
}

/** The folder of `stdoutLogFile`, which is relative to the application; null where it lies on a machine out of reach. */
function standardOutput(file: string, { path: base, isShare }: Folder): string | null {
  const onWindows = /^[a-z]:[\\/]/i.test(file);
  if (/^[\\/]{2}/.test(file) || (onWindows && (isShare || path.sep === '/'))) return null;
  const native = path.sep === '/' ? file.replaceAll('\\', '/') : file;
  return path.dirname(path.resolve(base, native));
}

async function xmlOf(folder: Folder, name: string): Promise<XmlElement | null> {
  const file = await folder.read(name);
  return file.state === 'read' ? parseXml(decodedText(file.bytes)).root : null;
}

async function thereOf(folder: Folder, names: readonly string[]): Promise<string[]> {
  const there: string[] = [];
  for (const name of names) if (await folder.has(name)) there.push(name);
  return there;
}
