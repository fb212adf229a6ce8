import { onAbort } from './abort.ts';

/** Does something once for all who ask for the same while it is under way. */
export type SharedAttempts<Result> = (
  key: string,
  signal: AbortSignal,
  attempt: (signal: AbortSignal) => Promise<Result>,
) => Promise<Result>;

interface UnderWay<Result> {
  result: Promise<Result>;
  controller: AbortController;
  waiting: number;
}

/** Whoever's signal aborts waits no longer; an attempt is aborted when nobody waits for it any more. */
export function createSharedAttempts<Result>(): SharedAttempts<Result> {
  const underWay = new Map<string, UnderWay<Result>>();

  function begin(key: string, attempt: (signal: AbortSignal) => Promise<Result>): UnderWay<Result> {
    const controller = new AbortController();
    const forget = (): void => {
      if (underWay.get(key) === begun) underWay.delete(key);
    };
    const result = attempt(controller.signal);
    const begun = { result, controller, waiting: 0 };
    result.then(forget, forget);
    underWay.set(key, begun);
    return begun;
  }

  return (key, signal, attempt) => {
    const shared = underWay.get(key) ?? begin(key, attempt);
    shared.waiting += 1;
    return new Promise((resolve, reject) => {
      const stopListening = onAbort(signal, () => {
        shared.waiting -= 1;
        if (shared.waiting === 0) {
          underWay.delete(key);
          shared.controller.abort(signal.reason);
        }
        reject(signal.reason);
      });
      shared.result.then(resolve, reject).finally(stopListening);
    });
  };
}
