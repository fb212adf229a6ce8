import { randomBytes } from 'node:crypto';

/** What a user allowed a client. */
export interface Consent {
  clientId: string;
  scopes: readonly string[];
}

/** An authorization code that waits to be exchanged (RFC 6749, section 4.1.2). */
export interface IssuedCode extends Consent {
  redirectUri: string;
  challenge: string;
  method: 'plain' | 'S256';
}

/** Codes and refresh tokens that the service has issued and that still can be used. Each works once. */
export interface IssuedGrants {
  issueCode(code: IssuedCode): string;
  /** Gives it up for good, also where it is not for this client. Null when it is unknown, used or too old. */
  redeemCode(code: string): IssuedCode | null;
  issueRefreshToken(consent: Consent): string;
  /** Null when it is unknown or used. */
  redeemRefreshToken(token: string, clientId: string): Consent | null;
  revoke(token: string, clientId: string): void;
}

/** How long a code lives, in ms: IdentityServer4's default. */
const codeLifetimeMs = 300_000;
const mostGrants = 1_000;

const handle = (): string => randomBytes(32).toString('hex').toUpperCase();

/** Codes and refresh tokens that wait to be redeemed; of too many the oldest is forgotten. */
export function createIssuedGrants(now: () => number = Date.now): IssuedGrants {
  const codes = new Map<string, IssuedCode & { issuedAt: number }>();
  const refreshTokens = new Map<string, Consent>();
  function put<Value>(into: Map<string, Value>, value: Value): string {
    const [oldest] = into.keys();
    if (oldest !== undefined && into.size >= mostGrants) into.delete(oldest);
    const key = handle();
    into.set(key, value);
    return key;
  }
  return {
    issueCode: (code) => put(codes, { ...code, issuedAt: now() }),
    redeemCode(code) {
      const found = codes.get(code);
      codes.delete(code);
      return found === undefined || now() - found.issuedAt > codeLifetimeMs ? null : found;
    },
    issueRefreshToken: (consent) => put(refreshTokens, consent),
    redeemRefreshToken(token, clientId) {
      const found = refreshTokens.get(token);
      if (found?.clientId !== clientId) return null;
      refreshTokens.delete(token);
      return found;
    },
    revoke(token, clientId) {
      if (refreshTokens.get(token)?.clientId === clientId) refreshTokens.delete(token);
    },
  };
}
