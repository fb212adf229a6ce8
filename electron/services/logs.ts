import { UserError } from '../../shared/user-error.ts';
import type { Handlers } from '../ipc/index.ts';

type LogCallName = Extract<keyof Handlers, `logs.${string}`>;

/** Logs of environments, behind the contract's `logs.*` calls. */
export interface Logs {
  readonly handlers: Pick<Handlers, LogCallName>;
}

const notYet = () => Promise.reject(new UserError('logs-not-ready', 'Logs cannot be collected yet.'));

export function createLogs(): Logs {
  return {
    handlers: {
      'logs.find': notYet,
      'logs.files': notYet,
      'logs.stop': notYet,
      'logs.recording': notYet,
      'logs.startRecording': notYet,
      'logs.stopRecording': notYet,
      'logs.forgetRecording': notYet,
      'logs.estimate': notYet,
      'logs.search': notYet,
    },
  };
}
