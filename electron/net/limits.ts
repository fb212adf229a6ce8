/** How long the network itself waits for a silent peer before it says so, in ms. The caller's signal can end it sooner. */
export interface NetworkLimits {
  /** For an address to accept a connection; long enough for two lost SYN packets to be sent again. */
  connectMs: number;
  /** For a TLS handshake. */
  handshakeMs: number;
  /** For a proxy to connect to a host, after it accepted the connection itself. */
  tunnelMs: number;
}

/** Those that hold where a caller gives none. */
export const defaultLimits: NetworkLimits = { connectMs: 5_000, handshakeMs: 6_000, tunnelMs: 10_000 };
