import { expect, it } from 'vitest';
import { suggestedFolder } from '../../../renderer/configuration/suggested-folder.ts';

it.each([
  [null, null, ''],
  [null, 'C:\\IdentityService\\logs', 'C:\\IdentityService'],
  [null, 'C:\\IdentityService\\logs\\', 'C:\\IdentityService'],
  ['/opt/creatio/Logs', null, '/opt/creatio'],
  ['/opt/creatio/Logs/2026-11-21', null, '/opt/creatio'],
  ['C:\\Windows\\Temp\\Creatio\\Site_1\\Log', null, ''],
  ['C:\\Windows\\Temp\\Creatio\\Site_1\\Log', '\\\\web01\\is', '\\\\web01\\is'],
])('finds the configuration beside the logs (%s, %s)', (creatio, identityService, folder) => {
  expect(suggestedFolder({ logFolders: { creatio, identityService } })).toBe(folder);
});
