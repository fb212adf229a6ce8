import type { ProfileView } from '../../shared/contract.ts';

/** The folder of logs usually lies in that of the application (Creatio on .NET: `Logs`, the Identity Service: `logs`). */
const logsAtEnd = /[\\/]logs?(?:[\\/].*)?$/i;

/** Where the configuration of an environment may lie, by its folders of logs; the Identity Service first. Empty where none tells. */
export function suggestedFolder({ logFolders }: Pick<ProfileView, 'logFolders'>): string {
  for (const folder of [logFolders.identityService, logFolders.creatio]) {
    // The logs of Creatio on .NET Framework lie among the temporary files, far from its configuration.
    if (folder === null || /[\\/]temp[\\/]/i.test(folder)) continue;
    return folder.replace(/[\\/]+$/, '').replace(logsAtEnd, '');
  }
  return '';
}
