import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface RequestOptions {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Authorities to trust, PEM. */
  ca?: readonly string[];
  timeoutMs?: number;
  /** Stop reading after so many bytes. */
  atMostBytes?: number;
}

export interface Received {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** What ended the exchange early; null when it was complete. */
  failure: string | null;
}

/** One request over a connection of its own; a failure is a result. */
export function ask(url: string, options: RequestOptions = {}): Promise<Received> {
  const received: Received = { status: 0, headers: {}, body: Buffer.alloc(0), failure: null };
  const { method = 'GET', headers = {}, timeoutMs = 10_000, atMostBytes = Infinity } = options;
  return new Promise((resolve) => {
    const fail = (error: Error) => {
      received.failure ??= 'code' in error ? String(error.code) : error.message;
      resolve(received);
    };
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const request = send(
      url,
      { method, headers, agent: false, ...(options.ca ? { ca: [...options.ca] } : {}) },
      (response) => {
        received.status = response.statusCode ?? 0;
        received.headers = response.headers;
        const chunks: Buffer[] = [];
        let length = 0;
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          length += chunk.length;
          received.body = Buffer.concat(length > atMostBytes ? chunks : []);
          if (length > atMostBytes) request.destroy(new Error('enough'));
        });
        response.on('error', fail);
        response.on('end', () => {
          received.body = Buffer.concat(chunks);
          resolve(received);
        });
      },
    );
    request.setTimeout(timeoutMs, () => request.destroy(new Error('timeout')));
    request.on('error', fail);
    request.end(options.body);
  });
}

export const formType = 'application/x-www-form-urlencoded';

export const postForm = (url: string, form: Record<string, string>, options: RequestOptions = {}): Promise<Received> =>
  ask(url, {
    ...options,
    method: 'POST',
    headers: { 'content-type': formType, ...options.headers },
    body: new URLSearchParams(form).toString(),
  });

/** The body as a JSON object; throws when it is none. */
export function jsonOf(received: Received): Record<string, unknown> {
  const parsed: unknown = JSON.parse(received.body.toString('utf8'));
  if (typeof parsed !== 'object' || parsed === null) throw new Error('The body is not a JSON object.');
  return { ...parsed };
}

/** Status, the headers that tell something, and the body, in one line for a table. */
export function inOneLine(received: Received): string {
  const { location, via, 'x-squid-error': squid, 'www-authenticate': challenge } = received.headers;
  const told = [location, via, squid, challenge].filter((value) => value !== undefined).join(' ');
  const text = received.body.toString('utf8').replaceAll(/\s+/g, ' ');
  return [received.failure ?? '', received.status, told, text].filter((part) => part !== '').join(' ');
}
