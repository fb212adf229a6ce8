import type { Api } from '../shared/api.ts';
import type { CallError } from '../shared/contract.ts';

declare global {
  interface Window {
    /** Put there by the preload; absent when the page is opened by something that is not the console. */
    readonly api?: Api;
  }
}

/** What a call gives back: its value, or an error to be shown as a sentence. */
export type Reply<Value> = { ok: true; value: Value } | { ok: false; error: CallError };

/** True when the page has its console behind it. */
export const hasConsole = (): boolean => window.api !== undefined;

/** The calls of the console. Throws when the page was opened without it; `main.tsx` asks `hasConsole` first. */
export function consoleApi(): Api {
  if (window.api === undefined) throw new Error('The page was opened without its console.');
  return window.api;
}

/** Waits for a call and never rejects: a lost connection to the console becomes an error with a sentence, too. */
export async function settled<Value>(call: Promise<Reply<Value>>): Promise<Reply<Value>> {
  try {
    return await call;
  } catch {
    return {
      ok: false,
      error: {
        code: 'console-gone',
        message: 'The console does not answer. Nothing was lost here; close this window and start the console again.',
      },
    };
  }
}
