import type { ConfigurationKind } from '../../shared/configuration.ts';
import { UserError } from '../../shared/user-error.ts';
import { decodedText, type Folder } from './files.ts';

/** Settings that the `appsettings.json` of an Identity Service has, and none of another program. */
export const settingsOfService = ['Clients', 'DbProvider', 'X509CertificatePath', 'DatabaseConnectionString'];

/** Which program lies in the folder. Throws a UserError `folder-unknown` where it is neither an Identity Service nor a Creatio. */
export async function kindOf(folder: Folder): Promise<ConfigurationKind> {
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
