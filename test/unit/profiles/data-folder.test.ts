import path from 'node:path';
import { expect, it } from 'vitest';
import { createSessionSecrets, dataFolder } from '../../../electron/profiles/index.ts';

const name = 'OAuth Console for Creatio';

it.each([
  ['win32', { APPDATA: 'C:\\Users\\ann\\AppData\\Roaming' }, `C:\\Users\\ann\\AppData\\Roaming\\${name}`],
  ['win32', {}, `\\home\\ann\\AppData\\Roaming\\${name}`],
  ['darwin', { XDG_CONFIG_HOME: '/x' }, `/home/ann/Library/Application Support/${name}`],
  ['linux', {}, `/home/ann/.config/${name}`],
  ['linux', { XDG_CONFIG_HOME: '/data/config' }, `/data/config/${name}`],
  ['linux', { XDG_CONFIG_HOME: 'relative' }, `/home/ann/.config/${name}`],
  ['linux', { CREATIO_OAUTH_HOME: '' }, `/home/ann/.config/${name}`],
] as const)('finds the folder on %s with %j', (platform, env, folder) => {
  expect(dataFolder(env, platform, '/home/ann')).toBe(folder);
});

it.each(['win32', 'darwin', 'linux'] as const)('goes by CREATIO_OAUTH_HOME on %s', (platform) => {
  expect(dataFolder({ CREATIO_OAUTH_HOME: 'here', APPDATA: 'C:\\x' }, platform, '/home/ann')).toBe(
    path.resolve('here'),
  );
});

it('holds secrets for the session', () => {
  const secrets = createSessionSecrets();
  expect([secrets.has('a'), secrets.get('a')]).toEqual([false, null]);
  secrets.set('a', 'canary');
  expect([secrets.has('a'), secrets.get('a'), secrets.has('b')]).toEqual([true, 'canary', false]);
  secrets.remove('a');
  expect([secrets.has('a'), secrets.get('a')]).toEqual([false, null]);
});
