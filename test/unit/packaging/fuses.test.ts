import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import afterPack from '../../../build/fuses.mjs';

const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const allFuses = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fuses-'));
  vi.stubEnv('ELECTRON_DIST', undefined);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the hook on a binary whose fuses stand as `wire` says, and gives the settings that are left for electron-builder. */
async function run(wire: string, electronFuses: Record<string, boolean> = allFuses) {
  await writeFile(
    join(folder, 'console'),
    Buffer.concat([Buffer.from(`binary${sentinel}`), Buffer.from([1, wire.length]), Buffer.from(`${wire}tail`)]),
  );
  const settings = { ...electronFuses };
  await afterPack({
    appOutDir: folder,
    electronPlatformName: 'linux',
    packager: {
      executableName: 'console',
      appInfo: { productFilename: 'console' },
      config: { electronFuses: settings },
    },
  });
  return settings;
}

it('lets a runtime pass whose every fuse is set', async () => {
  await expect(run('10110001')).resolves.toEqual(allFuses);
  await expect(run('101100011')).resolves.toEqual(allFuses);
});

it('refuses a runtime with a fuse nobody decided on', async () => {
  await expect(run('1011000111')).rejects.toThrow(/10 fuses/);
});

it('refuses a runtime whose trap handlers of WebAssembly are off', async () => {
  await expect(run('101100010')).rejects.toThrow(/WebAssembly/);
});

it('refuses a configuration that leaves a fuse to chance', async () => {
  const { runAsNode: _, ...rest } = allFuses;
  await expect(run('10110001', rest)).rejects.toThrow(/runAsNode/);
});

it('accepts a shorter wire for a stand-in runtime only, and says what is missing', async () => {
  await expect(run('1011000')).rejects.toThrow(/lacks these fuses: grantFileProtocolExtraPrivileges/);
  vi.stubEnv('ELECTRON_DIST', folder);
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  const { grantFileProtocolExtraPrivileges: _, ...rest } = allFuses;
  await expect(run('1011000')).resolves.toEqual(rest);
  expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('grantFileProtocolExtraPrivileges'));
});
