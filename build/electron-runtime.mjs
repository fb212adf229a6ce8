// Finds the Electron runtime, or fetches it where its download site answers.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EnvHttpProxyAgent, fetch } from 'undici';

const require = createRequire(import.meta.url);
const electronFolder = dirname(require.resolve('electron/package.json'));
const fromElectron = createRequire(join(electronFolder, 'package.json'));
const { version } = fromElectron('./package.json');
const probeLimitMs = 3_000;

/** The executable that is already here, or null: ELECTRON_EXECUTABLE first, then the installed package's. */
export function installedElectron() {
  const chosen = process.env.ELECTRON_EXECUTABLE;
  if (chosen) return existsSync(chosen) ? chosen : null;
  const pathFile = join(electronFolder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronFolder, 'dist');
  const executable = join(folder, readFileSync(pathFile, 'utf8').trim());
  return existsSync(executable) ? executable : null;
}

/**
 * Fetches the runtime with the package's own installer. Whether it can be fetched at all is known within three seconds.
 * @returns {Promise<{ executable: string } | { reason: string }>}
 */
export async function fetchElectron() {
  const address = await downloadAddress();
  const obstacle = address === null ? null : await whyUnreachable(address);
  if (obstacle !== null)
    return { reason: `Electron ${version} is not installed and cannot be downloaded: ${obstacle}` };
  if (address !== null) console.log(`Downloading Electron ${version} from ${new URL(address).host}, once.`);
  const env = { ...process.env, ELECTRON_GET_USE_PROXY: 'true' };
  const install = spawnSync(process.execPath, [join(electronFolder, 'install.js')], {
    stdio: ['ignore', 'inherit', 'ignore'],
    env,
  });
  const executable = install.status === 0 ? installedElectron() : null;
  return executable === null ? { reason: `Electron ${version} could not be downloaded completely` } : { executable };
}

/** Where the installer would download from, mirrors included; null when it has the runtime in its cache. */
async function downloadAddress() {
  const { downloadArtifact } = await import(fromElectron.resolve('@electron/get'));
  let address = null;
  const downloader = {
    download(url) {
      address = url;
      return Promise.reject(new Error('Only the address is wanted.'));
    },
  };
  const { platform, arch } = process;
  const checksums = fromElectron('./checksums.json');
  await downloadArtifact({ version, artifactName: 'electron', platform, arch, checksums, downloader }).catch(() => {});
  return address;
}

async function whyUnreachable(address) {
  const { host } = new URL(address);
  const dispatcher = new EnvHttpProxyAgent();
  try {
    const signal = AbortSignal.timeout(probeLimitMs);
    const { ok, status } = await fetch(address, { method: 'HEAD', dispatcher, signal });
    return ok ? null : `${host} answers with status ${status}`;
  } catch (error) {
    return error.name === 'TimeoutError' ? `${host} does not answer` : `${host} cannot be reached from here`;
  } finally {
    await dispatcher.destroy();
  }
}
