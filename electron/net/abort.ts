import { setMaxListeners } from 'node:events';

/** Calls that can be aborted one by one, and all at once for good. */
export interface AbortableCalls {
  /**
   * Runs work until its signal aborts or all calls are. An abort rejects at once with its reason, whatever the work does; the
   * work closes what it opened when the signal it gets aborts or its promise settles.
   */
  run<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Aborts what is under way, and rejects what comes later. */
  abortAll(reason: Error): void;
}

/** Keeps the calls that are under way, so that all of them can be ended at once. */
export function abortableCalls(): AbortableCalls {
  const underWay = new Set<(reason: unknown) => void>();
  let ended: Error | null = null;
  return {
    async run(signal, work) {
      if (ended !== null) throw ended;
      signal.throwIfAborted();
      const controller = new AbortController();
      // Many calls may share a signal; each listens to it once and stops when it ends.
      setMaxListeners(0, controller.signal, signal);
      let rejectAborted: (reason: unknown) => void = () => undefined;
      const aborted = new Promise<never>((_resolve, reject) => {
        rejectAborted = reject;
      });
      const abort = (reason: unknown): void => {
        rejectAborted(reason);
        controller.abort(reason);
      };
      const listener = (): void => abort(signal.reason);
      signal.addEventListener('abort', listener, { once: true });
      underWay.add(abort);
      try {
        return await Promise.race([aborted, work(controller.signal)]);
      } finally {
        underWay.delete(abort);
        signal.removeEventListener('abort', listener);
      }
    },
    abortAll(reason) {
      ended = reason;
      for (const abort of underWay) abort(reason);
    },
  };
}

/** Calls back when the signal aborts, at once when it already has. Returns a function that takes the listener away. */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) {
    callback();
    return () => undefined;
  }
  signal.addEventListener('abort', callback, { once: true });
  return () => signal.removeEventListener('abort', callback);
}
