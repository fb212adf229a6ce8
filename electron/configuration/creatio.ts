import path from 'node:path';
import type { ConfigurationFile, ConfigurationKind } from '../../shared/configuration.ts';
import { examineAddresses } from './addresses.ts';
import type { ExamineContext } from './context.ts';
import { openFolder } from './files.ts';
import { pass } from './finding.ts';
import { identityServiceFiles } from './identity-service.ts';
import { readJson, readXml } from './read.ts';
import {
  examineApplicationSettings,
  examineAspNetCore,
  examineConnectionStrings,
  examineLogRules,
} from './web-config.ts';

/** The files in the folder of a Creatio, each with what was found in it. */
export async function creatioFiles(kind: ConfigurationKind, context: ExamineContext): Promise<ConfigurationFile[]> {
  const { folder, environment } = context;
  const howToGet =
    'It comes with the install files of Creatio; a copy of another node of the same version serves as well.';
  const files = [
    await readXml(folder, 'ConnectionStrings.config', howToGet, (root) => examineConnectionStrings(root, context)),
  ];
  const site = kind === 'creatio-net-framework' && (await folder.has('Terrasoft.WebApp')) ? 'Terrasoft.WebApp/' : '';
  if (kind === 'creatio-net') {
    const { file, node } = await readJson(folder, 'appsettings.json', howToGet);
    const found = node === null ? [] : examineAddresses(node, environment.creatioUrl, 'Creatio');
    const sound = node !== null && file.findings.length === 0 && found.length === 0 ? [pass('The file is sound.')] : [];
    files.push({ ...file, findings: [...file.findings, ...found, ...sound] });
    if (await folder.has('web.config')) {
      files.push(
        await readXml(folder, 'web.config', howToGet, (root) =>
          examineAspNetCore(root, environment.creatioUrl, 'Creatio'),
        ),
      );
    }
  } else {
    files.push(await readXml(folder, 'web.config', howToGet, examineApplicationSettings));
    if (site !== '') files.push(await readXml(folder, `${site}web.config`, howToGet, examineApplicationSettings));
  }
  files.push(await readXml(folder, `${site}nlog.config`, howToGet, examineLogRules));
  files.push(await readXml(folder, `${site}nlog.targets.config`, howToGet, () => [pass('The file is sound.')]));
  return files;
}

/** The files of an Identity Service that lies in a folder of a Creatio. */
export async function filesInside(name: string, context: ExamineContext): Promise<ConfigurationFile[]> {
  const folder = await openFolder(path.join(context.folder.path, name));
  const files = await identityServiceFiles({ ...context, folder });
  return files.map((file) => ({ ...file, name: `${name}/${file.name}` }));
}
