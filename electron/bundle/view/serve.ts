import type { MessagePort } from 'node:worker_threads';
import { UserError } from '../../../shared/user-error.ts';
import type { ViewAnswer, ViewCall, ViewMethod, ViewNews, ViewReply } from './messages.ts';
import { createViewMethods, type ViewMethods } from './methods.ts';

/** Answers what the main thread asks, one question after the other as they come. */
export function serveView(port: MessagePort): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
  const reply = (message: ViewReply | ViewNews): void => port.postMessage(message);
  const methods = createViewMethods((progress) => reply({ state: 'opening', progress }));
  port.on('message', (call: ViewCall) => {
    const { id } = call;
    answerOf(methods, call).then(
      (value) => reply({ id, state: 'done', value }),
      (error: unknown) => {
        if (error instanceof UserError) reply({ id, state: 'refused', code: error.code, message: error.message });
        else
          reply({ id, state: 'fault', message: error instanceof Error ? (error.stack ?? error.message) : 'unknown' });
      },
    );
  });
}

async function answerOf(methods: ViewMethods, call: ViewCall): Promise<ViewAnswer<ViewMethod>> {
  switch (call.method) {
    case 'open':
      return methods.open(call.request);
    case 'stopOpening':
      return methods.stopOpening(call.request);
    case 'files':
      return methods.files(call.request);
    case 'timeline':
      return methods.timeline(call.request);
    case 'read':
      return methods.read(call.request);
    case 'close':
      return methods.close(call.request);
    case 'preview':
      return methods.preview(call.request);
    case 'tryRule':
      return methods.tryRule(call.request);
    case 'end':
      return methods.end(call.request);
  }
}
