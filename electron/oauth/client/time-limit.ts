import { counted } from '../../../shared/amounts.ts';

/** A signal that aborts with another one, or when its time is up. */
export interface TimeLimit {
  signal: AbortSignal;
  /** True when it was the time. */
  isUp(): boolean;
  /** To be called at the end. */
  clear(): void;
}

/** A signal that aborts with another one, or when the time is up. */
export function withTimeLimit(signal: AbortSignal, milliseconds: number): TimeLimit {
  const controller = new AbortController();
  let up = false;
  const abort = (): void => controller.abort(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  const timer = setTimeout(() => {
    up = true;
    controller.abort(new Error('The time limit was reached'));
  }, milliseconds);
  return {
    signal: controller.signal,
    isUp: () => up,
    clear() {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    },
  };
}

/** A time limit in whole minutes, or in seconds where it has none. */
export const limitInWords = (seconds: number): string =>
  seconds % 60 === 0 ? counted(seconds / 60, 'minute') : counted(seconds, 'second');
