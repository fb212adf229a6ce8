import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { KeychainFailure, kindOfWords } from './failure.ts';

/** Whether Linux' keyring is open: `unset` where there is none yet, `unknown` where that cannot be asked. */
export type KeyringState = 'open' | 'locked' | 'unset' | 'unknown';

const destination = 'org.freedesktop.secrets';
const object = '/org/freedesktop/secrets/aliases/default';
const face = 'org.freedesktop.Secret.Collection';
const getProperty = 'org.freedesktop.DBus.Properties.Get';

/** The programs of which at least one comes with every desktop: of D-Bus, GLib and systemd. */
const askers: readonly (readonly [program: string, args: readonly string[]])[] = [
  [
    'dbus-send',
    ['--session', '--print-reply', `--dest=${destination}`, object, getProperty, `string:${face}`, 'string:Locked'],
  ],
  [
    'gdbus',
    ['call', '--session', '--dest', destination, '--object-path', object, '--method', getProperty, face, 'Locked'],
  ],
  ['busctl', ['--user', 'get-property', destination, object, face, 'Locked']],
];

/**
 * Asks the Secret Service whether its default keyring is locked (Secret Service API, section "Collection"), which the library
 * does not tell: to it a locked secret whose password nobody gave is no secret, and to ask it would ask the user.
 * Throws a KeychainFailure `no-session`, `no-service` or `silent`.
 */
export async function keyringState(limitMs: number): Promise<KeyringState> {
  if (!hasSessionBus()) throw new KeychainFailure('no-session');
  for (const [program, args] of askers) {
    const answer = await ask(program, args, limitMs);
    if (answer !== null) return answer;
  }
  return 'unknown';
}

/** Without an address, D-Bus would start a bus of its own that nobody ends. */
function hasSessionBus(): boolean {
  const { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: folder } = process.env;
  return Boolean(address) || (Boolean(folder) && existsSync(join(folder ?? '', 'bus')));
}

/** Null where the program is not there. */
function ask(program: string, args: readonly string[], limitMs: number): Promise<KeyringState | null> {
  return new Promise((resolve, reject) => {
    const options = { timeout: limitMs, killSignal: 'SIGKILL', env: { ...process.env, LC_ALL: 'C' } } as const;
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(/\btrue\b/.test(stdout) ? 'locked' : /\bfalse\b/.test(stdout) ? 'open' : 'unknown');
      else if (error.code === 'ENOENT') resolve(null);
      else if (error.killed) reject(new KeychainFailure('silent'));
      else {
        const kind = kindOfWords(stderr);
        if (kind === 'no-session' || kind === 'no-service' || kind === 'silent')
          reject(new KeychainFailure(kind, stderr));
        else
          resolve(/Unknown(?:Method|Object|Interface)|does not exist|NoSuchObject/i.test(stderr) ? 'unset' : 'unknown');
      }
    });
  });
}
