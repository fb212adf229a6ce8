import type { Look } from '../look.ts';
import { hostOf, machineOf } from '../words.ts';
import { fail, one, pass, said, skipped, type Facts, type Seen } from './seen.ts';

/** Whether that machine can connect to the Identity Service. */
export function connectionSeen(look: Look): Seen {
  const { tcp } = look;
  if (tcp.ok === null) return skipped(tcp.reason, 'The connection');
  const machine = machineOf(look);
  const host = hostOf(look);
  if (tcp.ok) return pass(`${machine} can connect to ${host}.`);
  switch (tcp.reason) {
    case 'refused':
      return fail(`The connection of ${machine} to ${host} is refused.`, 'tcp-refused');
    case 'unreachable':
      return fail(`${machine} has no way to ${host} in its network.`, 'tcp-unreachable');
    case 'reset':
      return fail(`The connection of ${machine} to ${host} is cut at once.`, 'tcp-reset');
    default:
      return fail(`${machine} gets no answer when it connects to ${host}.`, 'tcp-silent');
  }
}

export const connectionFacts = ({ tcp }: Look): Facts => [...one('Address', tcp.address), ...said(tcp.detail)];
