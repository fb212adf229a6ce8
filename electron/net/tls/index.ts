import { lazily } from '../lazily.ts';
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
  /** The same without the client certificate, which is for the servers of an environment and no matter of a proxy. */
  forProxies(): Tls;
}

/** Throws a UserError when an additional certificate is none. */
export function createTls(settings: TrustSettings, limits: NetworkLimits): Tls {
  const trust = createTrust(settings);
  const { clientCertificate = null, problems = [] } = settings;
  const others = problems.filter(({ finding }) => finding !== 'client-certificate-unusable');
  const showsNone = clientCertificate === null && others.length === problems.length;
  const forProxies = lazily(() => createTls({ ...settings, clientCertificate: null, problems: others }, limits));
  const tls: Tls = {
    inspect: (raw, target, signal) => inspectTls(raw, target, trust, limits, signal),
    secure: (raw, target, signal) => secure(raw, target, trust, limits, signal),
    forProxies: () => (showsNone ? tls : forProxies()),
  };
  return tls;
}
