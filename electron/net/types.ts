import type { FindingId } from '../../shared/findings.ts';
import type { AddressesEvidence, Certificate, Timings } from '../../shared/report.ts';
import type { Route } from './proxy/route.ts';

/** The layer on which a connection failed, from the bottom up. */
export type Layer = 'dns' | 'tcp' | 'proxy' | 'tls' | 'http';

/** Why a connection or an exchange failed, told as a finding and in words for people. */
export interface NetworkFailure {
  layer: Layer;
  finding: FindingId;
  /** One or two sentences with the thing it happened to and, where it is known, the usual cause. */
  message: string;
  /** The code of the operating system, OpenSSL or BoringSSL, for experts. */
  code: string | null;
  /** What a proxy answered; it comes from outside and is masked where it is shown. */
  details?: readonly { label: string; value: string }[];
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
  /** All that is wrong with the connection, the one that matters most first; empty when it may be used. */
  failures: NetworkFailure[];
  /** What is worth a warning although it may be used, for example that the certificate is accepted as an exception. */
  warnings: NetworkFailure[];
}

/** How far a connection of its own has come; null where it is not yet. */
export interface Connecting {
  url: string;
  phases: { readonly dnsMs: number | null; readonly tcpMs: number | null; readonly tlsMs: number | null };
}

export interface HttpRequest {
  method: 'GET' | 'POST';
  url: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** True when the request carries a secret or a token: then no redirect is followed. */
  carriesCredential?: boolean;
  /** True for a GET that does something, so that it is sent once only, over a connection of its own. */
  once?: boolean;
  /**
   * By `performance.now()`: when the caller gives up. A reply that is not whole shortly before is given as far as it has
   * come, with a failure. Without it a reply may take for ever.
   */
  endsAt?: number | undefined;
  /** Is given how far a connection has come, which goes on changing; for a caller that gives up. Once more for each redirect. */
  onConnecting?: (connecting: Connecting) => void;
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
  /** There where a byte order mark was taken away. */
  byteOrderMark?: true;
  /** The bytes of a body that is no text, at most {@link binaryLimitBytes} of them, as Base64. */
  base64?: string;
}

/** The secure connection of an exchange. */
export interface TlsFacts {
  protocol: string | null;
  cipher: string | null;
  /** The server's own certificate. */
  certificate: Pick<Certificate, 'subject' | 'issuer' | 'validTo' | 'fingerprint256'> | null;
}

/** One request and its reply. With a failure in the middle of the body there are both a response and a failure. */
export interface HttpExchange {
  request: { method: string; url: string; headers: [name: string, value: string][]; body: string | null };
  response: HttpResponse | null;
  failure: NetworkFailure | null;
  /** With a proxy, that of the proxy. */
  remoteAddress: string | null;
  timings: Timings;
  /** Of an exchange through a proxy: which, what it was asked on the wire, and what it answered to that by itself. */
  proxy?: ProxyPart | null;
  /** Absent where the connection was not secured, or none was made. */
  tls?: TlsFacts;
}

export interface ProxyPart {
  /** Without credentials, for example `http://proxy.example.com:8080`. */
  name: string;
  /** The request line, for example `CONNECT crm.example.com:443 HTTP/1.1`; of SOCKS in words. */
  request: string;
  /** The status line of its answer to a CONNECT; null where the reply of the host is its answer, or none came. */
  reply: string | null;
}

export interface HttpOutcome {
  /** Every exchange in order; more than one only when redirects within the origin were followed. Never empty. */
  exchanges: HttpExchange[];
  /** The last one. */
  final: HttpExchange;
  /** Where the final response redirects to, absolute, when that redirect was not followed. */
  redirectsTo: string | null;
}

/** A server's certificate that is accepted although it is not trusted. */
export interface AcceptedCertificate {
  /** Host and port of the one server for which it is, for example `crm.example.com:443`. */
  server: string;
  /** SHA-256 of that very certificate, upper-case hex pairs with colons. */
  fingerprint256: string;
  /** ISO 8601. */
  acceptedAt: string;
}

/** What the console shows of itself to a server that asks for a client certificate. */
export type ClientCertificate = { passphrase: string | null } & (
  { format: 'pfx'; pfx: Buffer } | { format: 'pem'; certificate: string; privateKey: string }
);

/** A file of the settings that cannot be used, told in a sentence that names it. */
export interface TrustProblem {
  finding: Extract<FindingId, 'authority-file-unusable' | 'client-certificate-unusable'>;
  message: string;
}

export interface TrustSettings {
  /** Certificates (PEM) that are trusted besides the bundled and the system's roots. */
  additionalCertificates: readonly string[];
  acceptedCertificates?: readonly AcceptedCertificate[];
  /** Has to be usable: its key fits its certificate and its passphrase is right. */
  clientCertificate?: ClientCertificate | null;
  /** They are told where they matter; the network does without those files. */
  problems?: readonly TrustProblem[];
}

/** Which proxy connections go through. Credentials are told to the proxy alone. */
export type ProxySettings =
  | { mode: 'none' }
  | {
      mode: 'manual';
      url: string | null;
      username: string | null;
      password: string | null;
      /** Why the password, which is set, could not be read; nothing goes through the proxy then. */
      passwordProblem?: string | null;
      /** In the notation of `NO_PROXY`. */
      bypass: readonly string[];
    }
  | {
      mode: 'environment';
      /** By default those of this process. */
      variables?: Readonly<Record<string, string | undefined>>;
    }
  | {
      mode: 'system';
      /** Asks the system for an address and answers as a PAC script does. Without it the environment's variables decide. */
      resolveProxy?: (url: string) => Promise<string>;
      variables?: Readonly<Record<string, string | undefined>>;
    };

/**
 * The one way out of the product. Failures of the network are results, never exceptions; only an abort of the signal
 * rejects, with the signal's reason.
 */
export interface Network {
  /** How an address is reached: directly or through which proxy, and why. A promise only where the system has to be asked. */
  route(url: string, signal: AbortSignal): Route | Promise<Route>;
  /** What a proxy is told and nobody may be shown; whoever shows what came back masks it. */
  readonly secrets: readonly string[];
  /** Resolves a host name through the operating system; an IP address resolves to itself. */
  resolve(hostname: string, signal: AbortSignal): Promise<Resolution>;
  /** Connects to every address and closes again. */
  connect(addresses: readonly ResolvedAddress[], port: number, signal: AbortSignal): Promise<ConnectAttempts>;
  /** Makes a TLS connection, through the proxy where there is one, and looks at what the server presents; it never sends a request. */
  inspectTls(target: { hostname: string; port: number }, signal: AbortSignal): Promise<TlsInspection>;
  request(request: HttpRequest): Promise<HttpOutcome>;
  /** Closes every connection. */
  close(): Promise<void>;
}

/** The largest body that is kept, in bytes after decompression. */
export const bodyLimitBytes = 1024 * 1024;

/** How much of a body that is no text is kept as bytes. */
export const binaryLimitBytes = 64 * 1024;
