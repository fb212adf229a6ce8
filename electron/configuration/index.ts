import path from 'node:path';
import {
  configurationKindTitles,
  type ConfigurationFile,
  type ConfigurationKind,
  type ConfigurationReport,
} from '../../shared/configuration.ts';
import { UserError } from '../../shared/user-error.ts';
import { lineText } from '../../shared/visible-text.ts';
import { createMask } from '../reports/mask/mask.ts';
import { examineAddresses } from './addresses.ts';
import type { Environment, ExamineContext } from './context.ts';
import { decodedText, openFolder, type Folder } from './files.ts';
import { fail, pass, warn, type Found } from './finding.ts';
import { examineCertificate, examineSettings } from './identity-service.ts';
import { memberOf, parseJson, repeatedName, type JsonNode } from './json.ts';
import { identityServicesIn } from './inside-creatio.ts';
import { examineRuntime } from './runtime.ts';
import {
  examineApplicationSettings,
  examineAspNetCore,
  examineConnectionStrings,
  examineLogRules,
} from './web-config.ts';
import { parseXml, type XmlElement } from './xml.ts';

export type { Environment, KnownClient } from './context.ts';

export interface CheckOptions {
  folder: string;
  environment: Environment;
  now?: () => Date;
}

/**
 * Reads the configuration in the folder of an Identity Service or a Creatio and compares it with the environment. Changes
 * nothing, connects to nothing, and tells no secret. Throws a UserError `folder-unreadable` or `folder-unknown`.
 */
export async function checkConfiguration({
  folder: typed,
  environment,
  now = () => new Date(),
}: CheckOptions): Promise<ConfigurationReport> {
  const folder = await openFolder(typed);
  const mask = createMask();
  const keepSecret = (value: string): void => {
    // A shorter one would hide ordinary words, and no value of a file is told anyway.
    if (value.trim().length >= 6) mask.add(value);
  };
  for (const { secret } of environment.clients) if (secret !== null) keepSecret(secret);
  const context: ExamineContext = { folder, environment, now: now().getTime(), keepSecret };
  const kind = await kindOf(folder);
  const own = kind === 'identity-service' ? await identityServiceFiles(context) : await creatioFiles(kind, context);
  const inside = kind === 'identity-service' ? [] : await identityServicesIn(folder);
  const files = [...own, ...(await Promise.all(inside.map((name) => filesInside(name, context)))).flat()];
  const told = (text: string): string => lineText(mask.apply(text));
  return {
    folder: folder.path,
    kind,
    checkedAt: now().toISOString(),
    headline: headlineOf(kind, inside, files),
    files: files.map((file) => ({
      ...file,
      name: told(file.name),
      findings: file.findings.map((each) => ({ ...each, summary: told(each.summary) })),
    })),
  };
}

function headlineOf(kind: ConfigurationKind, inside: readonly string[], files: readonly ConfigurationFile[]): string {
  const findings = files.flatMap((file) => file.findings);
  const count = (status: Found['status']): number => findings.filter((each) => each.status === status).length;
  const [faults, hints] = [count('fail'), count('warn')];
  const within = inside.length === 0 ? '' : ` with its Identity Service in ${inside.join(' and ')}`;
  const where = `The configuration of this ${configurationKindTitles[kind]}${within}`;
  const hinted = hints === 0 ? '' : `${hints} ${hints === 1 ? 'thing' : 'things'} worth a look`;
  if (faults > 0)
    return `${where} has ${faults} ${faults === 1 ? 'problem' : 'problems'}${hints === 0 ? '' : ` and ${hinted}`}.`;
  return hints > 0 ? `${where} has no problem, but ${hinted}.` : `${where} shows no problem.`;
}

const settingsOfService = ['Clients', 'DbProvider', 'X509CertificatePath', 'DatabaseConnectionString'];

/** Throws a UserError `folder-unknown` where it is neither an Identity Service nor a Creatio. */
async function kindOf(folder: Folder): Promise<ConfigurationKind> {
  if (await folder.has('IdentityService.dll')) return 'identity-service';
  if (await folder.has('Terrasoft.WebApp')) return 'creatio-net-framework';
  if (await folder.has('Terrasoft.WebHost.dll')) return 'creatio-net';
  const settings = await folder.read('appsettings.json');
  if (settings.state === 'read') {
    const text = decodedText(settings.bytes);
    if (settingsOfService.some((name) => text.includes(`"${name}"`))) return 'identity-service';
  }
  if (await folder.has('ConnectionStrings.config'))
    return settings.state === 'missing' ? 'creatio-net-framework' : 'creatio-net';
  if ((await folder.has('IdentityService.runtimeconfig.json')) || settings.state !== 'missing')
    return 'identity-service';
  const web = await folder.read('web.config');
  if (web.state === 'read' && /<aspNetCore\b/i.test(decodedText(web.bytes))) return 'identity-service';
  throw new UserError(
    'folder-unknown',
    'In this folder is neither an Identity Service (appsettings.json, IdentityService.dll) nor a Creatio (ConnectionStrings.config, Terrasoft.WebApp or Terrasoft.WebHost.dll). Give the folder to which the website in IIS leads.',
  );
}

async function identityServiceFiles(context: ExamineContext): Promise<ConfigurationFile[]> {
  const { folder, environment } = context;
  const settings = await json(
    folder,
    'appsettings.json',
    'Its archive, IdentityService.zip among the install files of Creatio, has one to fill in.',
  );
  const files: ConfigurationFile[] = [
    {
      ...settings.file,
      findings: [...settings.file.findings, ...(settings.node === null ? [] : examineSettings(settings.node, context))],
    },
  ];
  if (settings.node !== null) {
    const { name, file, found } = await examineCertificate(settings.node, context);
    files.push({ name, state: file.state, findings: found });
  }
  for (const name of folder.names.filter((each) => /^appsettings\.[\w-]+\.json$/i.test(each))) {
    const { file, node } = await json(folder, name, '');
    const above =
      node === null || !settingsOfService.some((each) => memberOf(node, each) !== null)
        ? []
        : [
            warn(
              'configuration-json-broken',
              'This file sets values as well, which stand above those of appsettings.json where its environment is chosen.',
            ),
          ];
    files.push({ ...file, findings: [...file.findings, ...above] });
  }
  files.push(
    await xml(
      folder,
      'web.config',
      'The archive of the Identity Service has it; without it IIS does not start the service.',
      (root) => examineAspNetCore(root, environment.identityServiceUrl, 'the Identity Service'),
    ),
  );
  const runtimeName =
    folder.names.find((each) => /\.runtimeconfig\.json$/i.test(each)) ?? 'IdentityService.runtimeconfig.json';
  const runtime = await json(folder, runtimeName, 'It comes with the archive of the Identity Service.');
  files.push({
    ...runtime.file,
    findings: [
      ...runtime.file.findings,
      ...(runtime.node === null ? [] : examineRuntime(runtime.node, environment.creatioVersion)),
    ],
  });
  return files;
}

/** The files of an Identity Service that lies in a folder of a Creatio. */
async function filesInside(name: string, context: ExamineContext): Promise<ConfigurationFile[]> {
  const folder = await openFolder(path.join(context.folder.path, name));
  const files = await identityServiceFiles({ ...context, folder });
  return files.map((file) => ({ ...file, name: `${name}/${file.name}` }));
}

async function creatioFiles(kind: ConfigurationKind, context: ExamineContext): Promise<ConfigurationFile[]> {
  const { folder, environment } = context;
  const comes =
    'It comes with the install files of Creatio; a copy of another node of the same version serves as well.';
  const files = [
    await xml(folder, 'ConnectionStrings.config', comes, (root) => examineConnectionStrings(root, context)),
  ];
  const logs = kind === 'creatio-net-framework' && (await folder.has('Terrasoft.WebApp')) ? 'Terrasoft.WebApp/' : '';
  if (kind === 'creatio-net') {
    const { file, node } = await json(folder, 'appsettings.json', comes);
    const found = node === null ? [] : examineAddresses(node, environment.creatioUrl, 'Creatio');
    const sound = node !== null && file.findings.length === 0 && found.length === 0 ? [pass('The file is sound.')] : [];
    files.push({ ...file, findings: [...file.findings, ...found, ...sound] });
    if (await folder.has('web.config')) {
      files.push(
        await xml(folder, 'web.config', comes, (root) => examineAspNetCore(root, environment.creatioUrl, 'Creatio')),
      );
    }
  } else {
    files.push(await xml(folder, 'web.config', comes, examineApplicationSettings));
    if (logs !== '') files.push(await xml(folder, `${logs}web.config`, comes, examineApplicationSettings));
  }
  files.push(await xml(folder, `${logs}nlog.config`, comes, examineLogRules));
  files.push(await xml(folder, `${logs}nlog.targets.config`, comes, () => [pass('The file is sound.')]));
  return files;
}

interface ReadJson {
  file: ConfigurationFile;
  /** Null where there is nothing to examine. */
  node: JsonNode | null;
}

/** @param howToGet where a missing file comes from, as a sentence */
async function json(folder: Folder, name: string, howToGet: string): Promise<ReadJson> {
  const { file, text } = await read(folder, name, howToGet);
  if (text === null) return { file, node: null };
  const { node, problem } = parseJson(text);
  if (problem !== null) {
    const where = `The JSON is broken at line ${problem.line}, character ${problem.column}.`;
    return {
      file: { ...file, findings: [fail('configuration-json-broken', `${where} ${problem.message}`, problem.line)] },
      node: null,
    };
  }
  const repeated = repeatedName(node);
  const findings =
    repeated === null
      ? []
      : [
          fail(
            'configuration-json-broken',
            'A name stands twice in the same object, which .NET refuses; upper and lower case do not count.',
            repeated.line,
          ),
        ];
  return { file: { ...file, findings }, node };
}

async function xml(
  folder: Folder,
  name: string,
  howToGet: string,
  examine: (root: XmlElement) => Found[],
): Promise<ConfigurationFile> {
  const { file, text } = await read(folder, name, howToGet);
  if (text === null) return file;
  const { root, problem } = parseXml(text);
  const findings =
    problem === null
      ? examine(root)
      : [
          fail(
            'configuration-xml-broken',
            `The XML is broken at line ${problem.line}. ${problem.message}`,
            problem.line,
          ),
        ];
  return { ...file, findings };
}

async function read(
  folder: Folder,
  name: string,
  howToGet: string,
): Promise<{ file: ConfigurationFile; text: string | null }> {
  const found = await folder.read(name);
  if (found.state === 'read') return { file: { name, state: 'read', findings: [] }, text: decodedText(found.bytes) };
  const findings =
    found.state === 'missing'
      ? [fail('configuration-file-missing', `${name} is missing. ${howToGet}`.trim())]
      : [fail('configuration-file-unreadable', `${name} cannot be read: ${found.reason}.`)];
  return { file: { name, state: found.state, findings }, text: null };
}
