import type { FindingId } from '../../../shared/findings.ts';
import type { Timings } from '../../../shared/report.ts';
import type { HttpExchange, HttpOutcome } from '../../../electron/net/index.ts';

const timings: Timings = { dnsMs: 1, tcpMs: 1, tlsMs: null, firstByteMs: 5, bodyMs: 1, totalMs: 8 };
const defaultUrl = 'http://crm.example/0/api/OAuthHealthCheck';

interface Reply {
  status?: number;
  body?: string;
  headers?: Readonly<Record<string, string>>;
  url?: string;
  truncated?: boolean;
}

/** An exchange that got this reply. */
export function replied({
  status = 200,
  body = '',
  headers = {},
  url = defaultUrl,
  truncated = false,
}: Reply): HttpExchange {
  return {
    request: { method: 'GET', url, headers: [], body: null },
    response: {
      status,
      statusText: '',
      httpVersion: '1.1',
      headers: Object.entries(headers),
      body,
      bodyBytes: body.length,
      charset: 'utf-8',
      truncated,
    },
    failure: null,
    remoteAddress: '192.0.2.1',
    timings,
  };
}

/** An exchange that got no reply. */
export function failedExchange(finding: FindingId, url = defaultUrl): HttpExchange {
  return {
    request: { method: 'GET', url, headers: [], body: null },
    response: null,
    failure: { layer: 'http', finding, message: `It failed by ${finding}.`, code: null },
    remoteAddress: null,
    timings,
  };
}

/** Exchanges as the network hands them out: all in order, the last one final. */
export function outcomeOf(first: HttpExchange, ...more: HttpExchange[]): HttpOutcome {
  return { exchanges: [first, ...more], final: more.at(-1) ?? first, redirectsTo: null };
}
