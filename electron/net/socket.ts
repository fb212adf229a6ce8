import { connect, type Socket } from 'node:net';
import { onAbort } from './abort.ts';
import { combineTcpFailures, tcpFailure } from './failures.ts';
import type { NetworkFailure, ResolvedAddress } from './types.ts';

/** How long one address may take before the next is tried beside it (RFC 8305, section 5). */
const nextAddressMs = 250;

/** Connects to one address. Rejects with the error of the operating system, ETIMEDOUT after the limit, or the signal's reason. */
export function openSocket(address: string, port: number, limitMs: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((settle, reject) => {
    const socket = connect({ host: address, port, noDelay: true });
    socket.on('error', () => undefined);
    let stopListening: () => void = () => undefined;
    const finish = (error: unknown): void => {
      clearTimeout(timer);
      stopListening();
      socket.removeListener('error', finish);
      if (error === undefined) return settle(socket);
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(
      () => finish(Object.assign(new Error('The address did not answer'), { code: 'ETIMEDOUT' })),
      limitMs,
    );
    socket.once('connect', () => finish(undefined));
    socket.once('error', finish);
    stopListening = onAbort(signal, () => finish(signal.reason));
  });
}

export type OpenedSocket =
  { socket: Socket; address: string; failure: null } | { socket: null; address: null; failure: NetworkFailure };

/**
 * Connects to the first address that accepts: in the resolver's order, the next one beside it when one fails or takes
 * long, as RFC 8305 advises. Rejects only with the signal's reason.
 */
export function openFirst(
  addresses: readonly ResolvedAddress[],
  port: number,
  limitMs: number,
  signal: AbortSignal,
): Promise<OpenedSocket> {
  return new Promise((settle, reject) => {
    const attempts = new AbortController();
    const failures: NetworkFailure[] = [];
    let started = 0;
    let timer: NodeJS.Timeout | undefined;
    let stopListening: () => void = () => undefined;
    function finish(): void {
      clearTimeout(timer);
      attempts.abort();
      stopListening();
    }
    function startNext(): void {
      clearTimeout(timer);
      const next = addresses[started];
      if (next === undefined || attempts.signal.aborted) return;
      started += 1;
      timer = setTimeout(startNext, nextAddressMs);
      openSocket(next.address, port, limitMs, attempts.signal).then(
        (socket) => {
          if (attempts.signal.aborted) return socket.destroy();
          finish();
          settle({ socket, address: next.address, failure: null });
        },
        (error: unknown) => {
          if (attempts.signal.aborted) return;
          failures.push(tcpFailure(next.address, port, error, limitMs));
          if (failures.length < addresses.length) return startNext();
          fail();
        },
      );
    }
    function fail(): void {
      finish();
      settle({ socket: null, address: null, failure: combineTcpFailures(failures, port) });
    }
    stopListening = onAbort(signal, () => {
      finish();
      reject(signal.reason);
    });
    if (addresses.length === 0) fail();
    else startNext();
  });
}
