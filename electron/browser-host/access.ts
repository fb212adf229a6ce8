import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Who may use the browser host: whoever brought the one-time token of the printed address, on this address only. */
export interface Access {
  /** The address to open, with the token. */
  readonly url: string;
  /** True when the request was made to this host by its name and, where it says so, from this origin. */
  isOwnAddress(request: IncomingMessage): boolean;
  /** True when the request carries the cookie that the token was exchanged for. */
  isSignedIn(request: IncomingMessage): boolean;
  /** Spends the token: returns the cookie to set, or null when the token is wrong or already spent. */
  signIn(token: string): string | null;
}

const newSecret = () => randomBytes(32).toString('base64url');

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Creates the access rules of a host that listens on this port of 127.0.0.1. */
export function createAccess(port: number): Access {
  const host = `127.0.0.1:${port}`;
  const origin = `http://${host}`;
  // Cookies do not tell ports apart, so the port is part of the name: two hosts do not sign each other out.
  const cookieName = `console-${port}`;
  const session = newSecret();
  let token: string | null = newSecret();
  return {
    url: `${origin}/?token=${token}`,
    // A site that lets its own name resolve to 127.0.0.1 would come with that name as Host (DNS rebinding).
    isOwnAddress: ({ headers }) => headers.host === host && (headers.origin === undefined || headers.origin === origin),
    isSignedIn: ({ headers }) =>
      (headers.cookie ?? '').split('; ').some((cookie) => equal(cookie, `${cookieName}=${session}`)),
    signIn(offered) {
      if (token === null || !equal(offered, token)) return null;
      token = null;
      return `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`;
    },
  };
}
