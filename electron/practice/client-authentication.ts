import type { RegisteredClient } from './clients.ts';
import type { PracticeRequest } from './replies.ts';

/** The length that IdentityServer4 allows for an id and for a secret by default. */
const maximumLength = 100;

interface PresentedCredentials {
  id: string;
  secret: string;
}

export type ClientAuthentication = { client: RegisteredClient } | { client: null; logMessage: string };

/** True for a POST body of the kind that OAuth wants (RFC 6749, appendix B). */
export function isForm(request: PracticeRequest): boolean {
  return /^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? '');
}

/**
 * Finds out which client sends a request, as IdentityServer4 does: a Basic header wins over the body without a word, a
 * header that cannot be read is passed over. The reply tells a caller nothing; the log message tells the cause.
 */
export function authenticateClient(
  request: PracticeRequest,
  clients: readonly RegisteredClient[],
): ClientAuthentication {
  const presented = basicCredentials(request.headers.authorization ?? '') ?? bodyCredentials(request);
  if (presented === null) return { client: null, logMessage: 'No client identifier found' };
  const client = clients.find(({ clientId }) => clientId === presented.id);
  // The id comes from outside and stands in a log: one line, printable.
  const shownId = presented.id.replaceAll(/[^\x20-\x7e]/g, '?');
  if (!client) return { client: null, logMessage: `No client with id '${shownId}' found. aborting` };
  if (client.clientSecret !== presented.secret) {
    return { client: null, logMessage: `Client secret validation failed for client: ${shownId}.` };
  }
  return { client };
}

function basicCredentials(header: string): PresentedCredentials | null {
  const encoded = /^basic ([a-z0-9+/=]*)$/i.exec(header)?.[1];
  if (encoded === undefined || encoded.length % 4 !== 0) return null;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon === -1) return null;
  return acceptable(pair.slice(0, colon), pair.slice(colon + 1), formDecode);
}

function bodyCredentials(request: PracticeRequest): PresentedCredentials | null {
  if (!isForm(request)) return null;
  const form = new URLSearchParams(request.body);
  return acceptable(form.get('client_id') ?? '', form.get('client_secret') ?? '', (text) => text);
}

/** Lengths are those of the text as it was sent, before it is decoded. */
function acceptable(id: string, secret: string, decode: (text: string) => string): PresentedCredentials | null {
  if (id.trim() === '' || id.length > maximumLength || secret.length > maximumLength) return null;
  return { id: decode(id), secret: decode(secret) };
}

/** Decoding of RFC 6749, section 2.3.1; what is not properly encoded stays as it is. */
function formDecode(text: string): string {
  return text.replaceAll('+', ' ').replaceAll(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}
