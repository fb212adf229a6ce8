import type { ConfigurationFile } from '../../shared/configuration.ts';
import { examineAddresses } from './addresses.ts';
import { examineClients } from './clients.ts';
import type { ExamineContext } from './context.ts';
import { examineDatabase } from './database.ts';
import { warn, type Found } from './finding.ts';
import { memberOf, textOf, type JsonNode } from './json.ts';
import { settingsOfService } from './kind.ts';
import { examineLogLevel } from './log-level.ts';
import { readJson, readXml } from './read.ts';
import { examineRuntime } from './runtime.ts';
import { examineSigningCertificate } from './signing-certificate.ts';
import { examineAspNetCore } from './web-config.ts';

/** The files in the folder of an Identity Service, each with what was found in it. */
export async function identityServiceFiles(context: ExamineContext): Promise<ConfigurationFile[]> {
  const { folder, environment } = context;
  const settings = await readJson(
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
    const { name, file, found } = await examineSigningCertificate(settings.node, context);
    files.push({ name, state: file.state, findings: found });
  }
  for (const name of folder.names.filter((each) => /^appsettings\.[\w-]+\.json$/i.test(each))) {
    const { file, node } = await readJson(folder, name, '');
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
    await readXml(
      folder,
      'web.config',
      'The archive of the Identity Service has it; without it IIS does not start the service.',
      (root) => examineAspNetCore(root, environment.identityServiceUrl, 'the Identity Service'),
    ),
  );
  const runtimeName =
    folder.names.find((each) => /\.runtimeconfig\.json$/i.test(each)) ?? 'IdentityService.runtimeconfig.json';
  const runtime = await readJson(folder, runtimeName, 'It comes with the archive of the Identity Service.');
  files.push({
    ...runtime.file,
    findings: [
      ...runtime.file.findings,
      ...(runtime.node === null ? [] : examineRuntime(runtime.node, environment.creatioVersion)),
    ],
  });
  return files;
}

/** Examines `appsettings.json` of an Identity Service, but for its certificate. */
function examineSettings(settings: JsonNode, context: ExamineContext): Found[] {
  return [
    ...examineDatabase(settings, context),
    ...examineClients(memberOf(settings, 'Clients'), context),
    ...examineLogLevel(settings),
    ...examineScheme(settings, context),
    ...examineAddresses(settings, context.environment.identityServiceUrl, 'the Identity Service'),
  ];
}

/** From 8.3.1 on discovery names https addresses unless this is switched off. */
function examineScheme(settings: JsonNode, { environment }: ExamineContext): Found[] {
  const node = memberOf(settings, 'ForceHttpsSchemeInRequests');
  const isOff = node?.kind === 'boolean' ? !node.value : textOf(node)?.toLowerCase() === 'false';
  if (environment.identityServiceUrl?.startsWith('http://') !== true) return [];
  if (node === null || isOff) return [];
  return [
    warn(
      'configuration-address-differs',
      'ForceHttpsSchemeInRequests is on, so the Identity Service names https addresses, while this environment reaches it by http.',
      node.line,
    ),
  ];
}
