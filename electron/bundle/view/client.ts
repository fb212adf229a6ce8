import type { Worker } from 'node:worker_threads';
import type { BundleProgress } from '../../../shared/bundle.ts';
import { UserError } from '../../../shared/user-error.ts';
import { removeFoldersOf } from '../parts.ts';
import { startWorker } from '../worker.ts';
import type { ViewAnswer, ViewMethod, ViewNews, ViewReply, ViewRequest } from './messages.ts';

/** Looks into files in a thread of its own, which is started with the first question. */
export interface View {
  /** Throws as the method does; `too-slow` where there is no answer in time, and then nothing is open any more. */
  ask<Method extends ViewMethod>(method: Method, request: ViewRequest<Method>): Promise<ViewAnswer<Method>>;
  /** As the method; what has a name can be stopped. */
  open(request: ViewRequest<'open'>): Promise<ViewAnswer<'open'>>;
  /** Ends what is being opened, within a second whatever it waits for; nothing is left of it. */
  stopOpening(openingId: string): Promise<void>;
  close(): Promise<void>;
}

/** Longer than any question but opening a bundle of many gigabytes takes. */
const limitMs = 30_000;
const openingLimitMs = 24 * 60 * 60_000;
/** A thread that derives a key, or waits for a share that does not answer, hears of nothing. */
const stoppingLimitMs = 600;

/** @param tell takes how far a bundle is opened */
export function createView(tell: (progress: BundleProgress) => void = () => undefined): View {
  let worker: Worker | null = null;
  let lastId = 0;
  const waiting = new Set<(error: unknown) => void>();
  /** What is being opened, by the name that it was asked for with. */
  const openings = new Map<string, Promise<unknown>>();

  async function end(error: unknown): Promise<void> {
    const ended = worker;
    worker = null;
    for (const fail of waiting) fail(error);
    waiting.clear();
    if (ended === null) return;
    const { threadId } = ended;
    await ended.terminate();
    await removeFoldersOf(threadId);
  }
  function started(): Worker {
    if (worker !== null) return worker;
    const current = startWorker({ role: 'view', data: null });
    worker = current;
    const gone = (error: unknown): void => {
      if (worker === current) void end(error);
    };
    current.on('error', gone);
    current.on('exit', () => gone(new Error('the thread that looks into files has ended')));
    current.on('message', (news: ViewNews | ViewReply) => {
      if (news.state === 'opening') tell(news.progress);
    });
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
      const limit = setTimeout(() => void end(tooSlow()), method === 'open' ? openingLimitMs : limitMs);
      const settle = (): void => {
        clearTimeout(limit);
        waiting.delete(failed);
        asked.off('message', take);
      };
      const failed = (error: unknown): void => {
        settle();
        reject(error);
      };
      const take = (reply: ViewReply<Method> | ViewNews): void => {
        if (reply.state === 'opening' || reply.id !== id) return;
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
    async open(request) {
      const { openingId } = request;
      const asked = ask('open', request);
      if (openingId === undefined) return asked;
      openings.set(
        openingId,
        asked.catch(() => undefined),
      );
      return asked.finally(() => openings.delete(openingId));
    },
    async stopOpening(openingId) {
      const opening = openings.get(openingId);
      if (opening === undefined) return;
      void ask('stopOpening', { openingId }).catch(() => undefined);
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<'late'>((resolve) => {
        timer = setTimeout(() => resolve('late'), stoppingLimitMs);
      });
      if ((await Promise.race([opening, late])) === 'late') {
        await end(new UserError('cancelled', 'Opening the bundle was cancelled.'));
      }
      clearTimeout(timer);
    },
    async close() {
      if (worker !== null) await ask('end', null).catch(() => undefined);
      await end(new UserError('closing', 'The console is being closed.'));
    },
  };
}

const tooSlow = (): UserError =>
  new UserError(
    'too-slow',
    'There was no answer in time, so the search was stopped. An own rule with a repetition within a repetition is often the reason; make it simpler.',
  );
