import { combineTcpFailures, tcpFailure } from './failures.ts';
import { elapsedMs } from './measure.ts';
import { openSocket } from './socket.ts';
import type { ConnectAttempts, NetworkFailure, ResolvedAddress } from './types.ts';

/** Connects to every address at the same time and closes again; each has its own result and duration. */
export async function connectToAll(
  addresses: readonly ResolvedAddress[],
  port: number,
  limitMs: number,
  signal: AbortSignal,
): Promise<ConnectAttempts> {
  const failures: NetworkFailure[] = [];
  const attempts = await Promise.all(
    addresses.map(async ({ address, family }) => {
      const startedAt = performance.now();
      try {
        const socket = await openSocket(address, port, limitMs, signal);
        const durationMs = elapsedMs(startedAt);
        socket.destroy();
        return { address, family, ok: true, durationMs, failure: null };
      } catch (error) {
        signal.throwIfAborted();
        const failure = tcpFailure(address, port, error, limitMs);
        failures.push(failure);
        return { address, family, ok: false, durationMs: elapsedMs(startedAt), failure: failure.message };
      }
    }),
  );
  const accepted = attempts.some((attempt) => attempt.ok);
  return { addresses: attempts, failure: accepted ? null : combineTcpFailures(failures, port) };
}
