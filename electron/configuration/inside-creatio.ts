import type { Folder } from './files.ts';

/** A Creatio has some dozens of folders; on a slow share each takes its time. */
const mostFolders = 100;
const telling = ['IdentityService.dll', 'IdentityService.runtimeconfig.json'];

/**
 * Names of the folders directly below that of a Creatio in which an Identity Service lies: its archive is to be unpacked to
 * any folder there (Creatio Academy, "Deploy the Identity Service"). Links are not followed.
 */
export async function identityServicesIn(folder: Folder): Promise<string[]> {
  const [named, others] = [
    folder.names.filter(isNamed),
    folder.names.filter((name) => !isNamed(name) && !/\./.test(name)),
  ];
  const found: string[] = [];
  for (const name of [...named, ...others].slice(0, mostFolders)) {
    const holds = await Promise.all(telling.map((file) => folder.has(`${name}/${file}`)));
    if (holds.includes(true)) found.push(name);
  }
  return found;
}

const isNamed = (name: string): boolean => /identity/i.test(name);
