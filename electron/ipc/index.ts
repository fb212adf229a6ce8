import { callChannel, eventChannel, events } from '../../shared/contract.ts';
import type { ConsoleEvent } from '../../shared/contract.ts';
import { answer, refuse } from './answer.ts';
import { describeMismatch } from './crash.ts';
import type { Binding } from './types.ts';

export { describeCrash } from './crash.ts';
export type { CallReceiver, Handlers, Services } from './types.ts';

/**
 * Binds the services to a host's channels: calls come in on `callChannel` as (name, request), events go out on
 * `eventChannel`. A call from anywhere but our own page is refused before it is looked at. Returns what undoes it.
 */
export function bindContract<Sender>({ receiver, services, isTrustedSender, send, log }: Binding<Sender>): () => void {
  receiver.handle(callChannel, async (sender, name, request) => {
    if (isTrustedSender(sender)) return answer(services.handlers, name, request, log);
    log('A call from a page that is not ours was refused.');
    return refuse('refused', 'The console answers its own page only.');
  });
  const unsubscribe = services.subscribe((event) => publish(event, send, log));
  return () => {
    unsubscribe();
    receiver.removeHandler(callChannel);
  };
}

function publish(event: ConsoleEvent, send: (channel: string, message: unknown) => void, log: (line: string) => void) {
  const payload = events[event.name].safeParse(event.payload);
  if (payload.success) send(eventChannel, { name: event.name, payload: payload.data });
  else log(`${event.name}: the event does not fit the contract: ${describeMismatch(payload.error)}`);
}
