import type { NetworkLimits } from '../limits.ts';
import type { TlsInspection, TrustSettings } from '../types.ts';
import type { TlsTarget } from './handshake-failure.ts';
import { inspectTls } from './inspect.ts';
import { secure, type ConnectedSocket, type Secured } from './secure.ts';
import { createTrust } from './trust.ts';

export type { ConnectedSocket };

/** All of TLS, for one set of trusted authorities. */
export interface Tls {
  /**
   * Sets up TLS on a connected socket, looks at what the server presents, waits for its objections and closes again.
   */
  inspect(raw: ConnectedSocket, target: TlsTarget, signal: AbortSignal): Promise<TlsInspection>;
  /** Sets up TLS on a connected socket and judges whom it leads to. */
  secure(raw: ConnectedSocket, target: TlsTarget, signal: AbortSignal): Promise<Secured>;
}

/** Throws a UserError when an additional certificate is none. */
export function createTls(settings: TrustSettings, limits: NetworkLimits): Tls {
  const trust = createTrust(settings);
  return {
    inspect: (raw, target, signal) => inspectTls(raw, target, trust, limits, signal),
    secure: (raw, target, signal) => secure(raw, target, trust, limits, signal),
  };
}
