import { setMaxListeners } from 'node:events';

/**
 * Runs work under a signal that aborts as soon as one of the given signals does. An abort rejects at once with that
 * signal's reason, whatever the work does; the work closes what it opened when its signal aborts or its promise settles.
 */
export async function underSignals<T>(
  signals: readonly AbortSignal[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  // Many calls may share a signal; each listens to it once and stops when it ends.
  setMaxListeners(0, controller.signal, ...signals);
  let rejectAborted: (reason: unknown) => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    rejectAborted = reject;
  });
  const listeners = signals.map((signal) => {
    const listener = (): void => {
      rejectAborted(signal.reason);
      controller.abort(signal.reason);
    };
    signal.addEventListener('abort', listener, { once: true });
    return { signal, listener };
  });
  try {
    for (const signal of signals) signal.throwIfAborted();
    return await Promise.race([aborted, work(controller.signal)]);
  } finally {
    for (const { signal, listener } of listeners) signal.removeEventListener('abort', listener);
  }
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
