import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { KeychainFailure } from './failure.ts';

/** The process that calls the system's keychain. */
export interface KeychainProcess {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: () => void): void;
  /** Ends it at once, whatever it waits for. */
  kill(): void;
}

/** The system's words in English, by which failures are told apart, and nothing that steers Node. */
export const keychainEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  LC_ALL: 'C',
  LANGUAGE: '',
  NODE_OPTIONS: '',
});

/** Beside the bundle, beside its parts, and as seen from the sources. */
const places = ['./keychain.cjs', '../keychain.cjs', '../../dist/electron/keychain.cjs'];

const findProgram = (): string | undefined =>
  places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((path) => existsSync(path));

/** Starts it with Node. Throws a KeychainFailure where its program is not there. */
export function startNodeProcess(file = findProgram()): KeychainProcess {
  if (file === undefined) throw new KeychainFailure('library-missing');
  const child = fork(file, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [], env: keychainEnvironment() });
  // It keeps nobody waiting: a call that is under way has its time limit.
  child.unref();
  child.channel?.unref();
  return {
    send: (message) => void child.send(JSON.parse(JSON.stringify(message)), () => undefined),
    onMessage: (listener) => void child.on('message', listener),
    onExit(listener) {
      child.on('exit', listener);
      child.on('error', listener);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
