import { join } from 'node:path';
import { getCurrentFuseWire } from '@electron/fuses';

/** Names of electron-builder for the fuses, in the order of the wire in Electron's binary. */
const fuses = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
];
/** One more, the trap handlers of WebAssembly, cannot be flipped by the installed @electron/fuses; it is on from the start and stays so. */
const wasmTrapHandlers = fuses.length;
const enabled = '1'.charCodeAt(0);

/**
 * Runs before electron-builder flips the fuses: makes sure that every fuse of this runtime gets a state that we chose.
 * Throws when the runtime has a fuse that is not known here, or lacks one; a stand-in runtime (ELECTRON_DIST) may lack some.
 */
export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const file = {
    darwin: `${packager.appInfo.productFilename}.app`,
    win32: `${packager.appInfo.productFilename}.exe`,
    linux: packager.executableName,
  }[electronPlatformName];
  const wire = await getCurrentFuseWire(join(appOutDir, file));
  const length = Object.keys(wire).filter((key) => key !== 'version').length;

  const settings = packager.config.electronFuses;
  const unset = fuses.filter((name) => typeof settings[name] !== 'boolean');
  if (unset.length > 0) throw new Error(`electron-builder.yml does not set these fuses: ${unset.join(', ')}`);

  const missing = fuses.slice(length);
  if (missing.length > 0) {
    if (!process.env.ELECTRON_DIST) throw new Error(`This Electron lacks these fuses: ${missing.join(', ')}`);
    console.warn(`The stand-in runtime lacks these fuses, so they are not set: ${missing.join(', ')}`);
    for (const name of missing) delete settings[name];
  }
  if (length > wasmTrapHandlers && wire[wasmTrapHandlers] !== enabled) {
    throw new Error('This Electron comes with the trap handlers of WebAssembly switched off');
  }
  if (length > wasmTrapHandlers + 1) {
    throw new Error(
      `This Electron has ${length} fuses; build/fuses.mjs knows ${wasmTrapHandlers + 1}. Decide on the new ones.`,
    );
  }
}
