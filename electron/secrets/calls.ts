import { KeychainFailure, kindOfWords } from './failure.ts';
import type { KeychainProcess } from './keychain-process.ts';
import { readReply, type KeychainCall, type KeychainReply, type KeychainValue } from './messages.ts';

const idleMs = 10_000;

/** Calls to the keychain, each with a time limit; of a caller that makes one at a time. */
export interface KeychainCalls {
  /** Throws a KeychainFailure; `silent` once the time limit has passed, and then nothing of the call is left behind. */
  call(request: KeychainCall, limitMs: number): Promise<KeychainValue>;
  close(): void;
}

interface Running {
  process: KeychainProcess;
  /** Of the call under way. */
  settle: ((outcome: KeychainReply | KeychainFailure) => void) | null;
}

/** The process is started for the first call, ended when it is not needed for a while, and ended when it does not answer. */
export function createKeychainCalls(start: () => KeychainProcess): KeychainCalls {
  let running: Running | null = null;
  let idle: NodeJS.Timeout | undefined;
  let lastId = 0;

  function end(): void {
    clearTimeout(idle);
    running?.process.kill();
    running = null;
  }

  function started(): Running {
    if (running !== null) return running;
    const current: Running = { process: start(), settle: null };
    current.process.onMessage((message) => {
      const reply = readReply(message);
      if (reply !== null) current.settle?.(reply);
    });
    current.process.onExit(() => {
      if (running === current) running = null;
      current.settle?.(new KeychainFailure('other', 'the call ended without an answer'));
    });
    running = current;
    return current;
  }

  async function outcomeOf(request: KeychainCall, limitMs: number): Promise<KeychainReply | KeychainFailure> {
    clearTimeout(idle);
    const current = started();
    const id = ++lastId;
    let limit: NodeJS.Timeout | undefined;
    const outcome = await new Promise<KeychainReply | KeychainFailure>((resolve) => {
      limit = setTimeout(() => resolve(new KeychainFailure('silent')), limitMs);
      current.settle = resolve;
      current.process.send({ ...request, id });
    });
    clearTimeout(limit);
    current.settle = null;
    if (outcome instanceof KeychainFailure) end();
    else idle = setTimeout(end, idleMs).unref();
    return outcome;
  }

  /** Gives the value, or a failure. */
  async function attempt(request: KeychainCall, limitMs: number): Promise<{ value: KeychainValue } | KeychainFailure> {
    const outcome = await outcomeOf(request, limitMs);
    if (outcome instanceof KeychainFailure) return outcome;
    if (outcome.ok) return { value: outcome.value };
    // A library that was just installed, or a service that was just started, is found by a new process only.
    end();
    const kind = outcome.libraryMissing ? 'library-missing' : kindOfWords(outcome.message);
    return new KeychainFailure(kind, outcome.message);
  }

  return {
    async call(request, limitMs) {
      const reused = running !== null;
      let outcome = await attempt(request, limitMs);
      if (reused && outcome instanceof KeychainFailure && isOfProcess(outcome))
        outcome = await attempt(request, limitMs);
      if (outcome instanceof KeychainFailure) throw outcome;
      return outcome.value;
    },
    close: end,
  };
}

/** Whether a failure may come from what the process knows of the session from before. */
const isOfProcess = ({ kind }: KeychainFailure): boolean => ['no-session', 'no-service', 'other'].includes(kind);
