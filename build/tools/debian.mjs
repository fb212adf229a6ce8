import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export const isDebian = process.platform === 'linux' && existsSync('/etc/debian_version');

/**
 * Makes sure that these Debian packages are installed. Installs what is missing as root (by sudo on a build server) and
 * says so; throws a sentence with the command to type where it may not, or where the installation fails.
 */
export function ensurePackages(names) {
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const isRoot = process.getuid() === 0;
  if (!isRoot && !process.env.CI) {
    throw new Error(`The tests need ${list(missing)}; install with: sudo apt-get install ${missing.join(' ')}`);
  }
  console.log(`Installing from Debian what the tests need: ${list(missing)}.`);
  const packages = ['install', '-y', '--no-install-recommends', ...missing];
  if (!aptGet(packages, isRoot).ok) {
    aptGet(['update'], isRoot);
    const second = aptGet(packages, isRoot);
    if (!second.ok) throw new Error(`Debian's installer could not install ${list(missing)}: ${second.reason}`);
  }
}

function isInstalled(name) {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' });
  return stdout === 'installed';
}

function aptGet(args, isRoot) {
  const command = ['apt-get', '-q', ...args];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const [program, ...rest] = isRoot ? command : ['sudo', '-n', '--preserve-env=DEBIAN_FRONTEND', ...command];
  const { status, stderr, error } = spawnSync(program, rest, { encoding: 'utf8', env });
  return { ok: status === 0, reason: error?.message ?? stderr?.trim().split('\n').at(-1) };
}

const list = (names) => names.join(', ').replace(/, ([^,]*)$/, ' and $1');
