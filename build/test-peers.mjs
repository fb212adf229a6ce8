// `npm run test:peers`: suites against software that others wrote, taken from Debian.
import { ensurePackages, isDebian } from './tools/debian.mjs';
import { ensureBuilt } from './tools/fresh.mjs';
import { commandOf, runNode } from './tools/run.mjs';

try {
  if (!isDebian) throw new Error('They take their servers from Debian, so they run on a Debian or Ubuntu machine.');
  ensurePackages([
    'nginx',
    'tinyproxy',
    'microsocks',
    'python3-django-oauth-toolkit',
    'python3-authlib',
    'python3-flask',
    'liblemonldap-ng-portal-perl',
    // What its portal loads besides its own dependencies.
    'libcrypt-openssl-rsa-perl',
    'libcrypt-openssl-bignum-perl',
    'libemail-sender-perl',
    'libmime-tools-perl',
    'libstring-random-perl',
  ]);
  await ensureBuilt();
  process.exitCode = await runNode([commandOf('vitest'), 'run', '--project', 'peers', ...process.argv.slice(2)]);
} catch (error) {
  console.error(`The peer tests cannot run. ${error.message}`);
  process.exitCode = 1;
}
