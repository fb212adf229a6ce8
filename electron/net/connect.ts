import { combineTcpFailures, tcpFailure } from './failures.ts';
import { elapsedMs } from './measure.ts';
import type { SharedAttempts } from './shared-attempts.ts';
import { openSocket } from './socket.ts';
import type { ConnectAttempts, NetworkFailure, ResolvedAddress } from './types.ts';

/** One attempt at one address. */
export interface ConnectAttempt {
  durationMs: number;
  failure: NetworkFailure | null;
}

/**
 * Connects to every address at the same time and closes again; each has its own result and duration. Environments on one
 * server that are checked at the same moment share an attempt.
 */
export async function connectToAll(
  addresses: readonly ResolvedAddress[],
  port: number,
  limitMs: number,
  shared: SharedAttempts<ConnectAttempt>,
  signal: AbortSignal,
): Promise<ConnectAttempts> {
  const attempts = await Promise.all(
    addresses.map(async ({ address, family }) => ({
      address,
      family,
      ...(await shared(`${address} ${port}`, signal, (ownSignal) => connectOnce(address, port, limitMs, ownSignal))),
    })),
  );
  const failures = attempts.flatMap(({ failure }) => failure ?? []);
  return {
    addresses: attempts.map(({ failure, ...attempt }) => ({
      ...attempt,
      ok: failure === null,
      failure: failure?.message ?? null,
    })),
    failure: failures.length < attempts.length ? null : combineTcpFailures(failures, port),
  };
}

async function connectOnce(
  address: string,
  port: number,
  limitMs: number,
  signal: AbortSignal,
): Promise<ConnectAttempt> {
  const startedAt = performance.now();
  try {
    const socket = await openSocket(address, port, limitMs, signal);
    const durationMs = elapsedMs(startedAt);
    socket.destroy();
    return { durationMs, failure: null };
  } catch (error) {
    signal.throwIfAborted();
    return { durationMs: elapsedMs(startedAt), failure: tcpFailure(address, port, error, limitMs) };
  }
}
