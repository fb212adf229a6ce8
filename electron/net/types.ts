import type { FindingId } from '../../shared/findings.ts';
import type { AddressesEvidence, Certificate, Timings } from '../../shared/report.ts';

/** The layer on which a connection failed, from the bottom up. */
export type Layer = 'dns' | 'tcp' | 'tls' | 'http';

/** Why a connection or an exchange failed, told as a finding and in words for people. */
export interface NetworkFailure {
  layer: Layer;
  finding: FindingId;
  /** One or two sentences with the thing it happened to and, where it is known, the usual cause. */
  message: string;
  /** The code of the operating system, OpenSSL or BoringSSL, for experts. */
  code: string | null;
}

export interface ResolvedAddress {
  address: string;
  family: 4 | 6;
}

export type Resolution = { addresses: ResolvedAddress[]; failure: null } | { addresses: []; failure: NetworkFailure };

/** One attempt for each address of a host, all made at the same time. */
export interface ConnectAttempts {
  addresses: AddressesEvidence['addresses'];
  /** Null when at least one address accepted the connection. */
  failure: NetworkFailure | null;
}

export interface TlsInspection {
  protocol: string | null;
  cipher: string | null;
  /** As the server sent them, its own certificate first. */
  chain: Certificate[];
  /** All that is wrong with the connection, the one that matters most first; empty when it is trusted. */
  failures: NetworkFailure[];
}

export interface HttpRequest {
  method: 'GET' | 'POST';
  url: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** True when the request carries a secret or a token: then no redirect is followed. */
  carriesCredential?: boolean;
  signal: AbortSignal;
}

export interface HttpResponse {
  status: number;
  statusText: string;
  httpVersion: string;
  /** As received, in order, names as the server spelt them. */
  headers: [name: string, value: string][];
  /** Decoded to text from the charset of a BOM, the Content-Type or the document itself, without the BOM. */
  body: string;
  /** Bytes of the body on the wire, before decompression. */
  bodyBytes: number;
  charset: string;
  /** True when the body, after decompression, is longer than the limit; `body` then holds its start. */
  truncated: boolean;
}

/** One request and its reply. With a failure in the middle of the body there are both a response and a failure. */
export interface HttpExchange {
  request: { method: string; url: string; headers: [name: string, value: string][]; body: string | null };
  response: HttpResponse | null;
  failure: NetworkFailure | null;
  remoteAddress: string | null;
  timings: Timings;
}

export interface HttpOutcome {
  /** Every exchange in order; more than one only when redirects within the origin were followed. Never empty. */
  exchanges: HttpExchange[];
  /** The last one. */
  final: HttpExchange;
  /** Where the final response redirects to, absolute, when that redirect was not followed. */
  redirectsTo: string | null;
}

export interface TrustSettings {
  /** Certificates of authorities (PEM) that are trusted besides the bundled and the system's roots. */
  additionalCertificates: readonly string[];
}

/**
 * The one way out of the product. Failures of the network are results, never exceptions; only an abort of the signal
 * rejects, with the signal's reason.
 */
export interface Network {
  /** Resolves a host name through the operating system; an IP address resolves to itself. */
  resolve(hostname: string, signal: AbortSignal): Promise<Resolution>;
  /** Connects to every address and closes again. */
  connect(addresses: readonly ResolvedAddress[], port: number, signal: AbortSignal): Promise<ConnectAttempts>;
  /** Makes a TLS connection and looks at what the server presents; it never sends a request. */
  inspectTls(target: { hostname: string; port: number }, signal: AbortSignal): Promise<TlsInspection>;
  request(request: HttpRequest): Promise<HttpOutcome>;
  /** Closes every connection. */
  close(): Promise<void>;
}

/** The largest body that is kept, in bytes after decompression. */
export const bodyLimitBytes = 1024 * 1024;
