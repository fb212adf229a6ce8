import type { Worker } from 'node:worker_threads';
import { UserError } from '../../../shared/user-error.ts';
import { startWorker } from '../worker.ts';
import type { ViewAnswer, ViewMethod, ViewReply, ViewRequest } from './messages.ts';

/** Looks into files in a thread of its own, which is started with the first question. */
export interface View {
  /** Throws as the method does; `too-slow` where there is no answer in time, and then nothing is open any more. */
  ask<Method extends ViewMethod>(method: Method, request: ViewRequest<Method>): Promise<ViewAnswer<Method>>;
  close(): Promise<void>;
}

/** Longer than any question but opening a bundle of many gigabytes takes. */
const limitMs = 30_000;
const openingLimitMs = 60 * 60_000;

export function createView(): View {
  let worker: Worker | null = null;
  let lastId = 0;
  const waiting = new Set<(error: unknown) => void>();

  function end(error: unknown): void {
    void worker?.terminate();
    worker = null;
    for (const fail of waiting) fail(error);
    waiting.clear();
  }
  function started(): Worker {
    if (worker !== null) return worker;
    const current = startWorker({ role: 'view', data: null });
    worker = current;
    const gone = (error: unknown): void => {
      if (worker === current) end(error);
    };
    current.on('error', gone);
    current.on('exit', () => gone(new Error('the thread that looks into files has ended')));
    return current;
  }

  async function answer<Method extends ViewMethod>(
    method: Method,
    request: ViewRequest<Method>,
  ): Promise<ViewReply<Method>> {
    lastId += 1;
    const id = lastId;
    const asked = started();
    return new Promise<ViewReply<Method>>((resolve, reject) => {
      const limit = setTimeout(() => end(tooSlow()), method === 'open' ? openingLimitMs : limitMs);
      const settle = (): void => {
        clearTimeout(limit);
        waiting.delete(failed);
        asked.off('message', take);
      };
      const failed = (error: unknown): void => {
        settle();
        reject(error);
      };
      const take = (reply: ViewReply<Method>): void => {
        if (reply.id !== id) return;
        settle();
        resolve(reply);
      };
      waiting.add(failed);
      asked.on('message', take);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
      asked.postMessage({ id, method, request });
    });
  }

  async function ask<Method extends ViewMethod>(
    method: Method,
    request: ViewRequest<Method>,
  ): Promise<ViewAnswer<Method>> {
    const reply = await answer(method, request);
    if (reply.state === 'done') return reply.value;
    throw reply.state === 'refused' ? new UserError(reply.code, reply.message) : new Error(reply.message);
  }
  return {
    ask,
    async close() {
      if (worker !== null) await ask('end', null).catch(() => undefined);
      end(new UserError('closing', 'The console is being closed.'));
    },
  };
}

const tooSlow = (): UserError =>
  new UserError(
    'too-slow',
    'There was no answer in time, so the search was stopped. An own rule with a repetition within a repetition is often the reason; make it simpler.',
  );
