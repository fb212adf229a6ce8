import { randomUUID } from 'node:crypto';
import type { TokenHandle } from '../../../shared/test-client.ts';
import { UserError } from '../../../shared/user-error.ts';
import { decodeToken } from '../json-web-token.ts';
import type { NewToken } from './token-outcome.ts';

/** A token with its value, which stays in the main process. */
export interface HeldToken {
  handle: TokenHandle;
  value: string;
  /** Where it came from, scheme, host and port; null for one that was entered. */
  origin: string | null;
}

/** The tokens of this session, in memory alone. */
export interface Tokens {
  add(token: NewToken, from: { profileId: string; attemptId: string | null; origin: string | null }): HeldToken;
  /** Throws a UserError `token-unknown`. */
  get(id: string): HeldToken;
  /** Of an environment, the newest first. */
  list(profileId: string): TokenHandle[];
  change(id: string, change: Partial<Pick<TokenHandle, 'state' | 'keptFor'>>): TokenHandle;
  forget(id: string): void;
  forgetAll(profileId: string): void;
}

const mostTokens = 500;

/** The tokens of this session; their values are in memory alone. */
export function createTokens(now: () => Date = () => new Date()): Tokens {
  const held = new Map<string, HeldToken>();
  const get = (id: string): HeldToken => {
    const token = held.get(id);
    if (token !== undefined) return token;
    throw new UserError('token-unknown', 'The console no longer holds this token. Get a new one, or enter it again.');
  };
  return {
    get,
    add(token, { profileId, attemptId, origin }) {
      const receivedAt = now();
      const { expiresInSeconds } = token;
      const handle: TokenHandle = {
        id: randomUUID(),
        profileId,
        kind: token.kind,
        attemptId,
        receivedAt: receivedAt.toISOString(),
        type: token.type,
        expiresAt: expiresInSeconds === null ? null : momentIn(receivedAt, expiresInSeconds),
        scope: token.scope,
        form: decodeToken(token.value).form,
        length: token.value.length,
        state: 'current',
        keptFor: null,
      };
      const [oldest] = held.keys();
      if (oldest !== undefined && held.size >= mostTokens) held.delete(oldest);
      const added = { handle, value: token.value, origin };
      held.set(handle.id, added);
      return added;
    },
    list: (profileId) =>
      [...held.values()]
        .map(({ handle }) => handle)
        .filter((handle) => handle.profileId === profileId)
        .toReversed(),
    change(id, change) {
      const token = get(id);
      const handle = { ...token.handle, ...change };
      held.set(id, { ...token, handle });
      return handle;
    },
    forget: (id) => void held.delete(id),
    forgetAll(profileId) {
      for (const [id, { handle }] of held) if (handle.profileId === profileId) held.delete(id);
    },
  };
}

/** Null beyond the calendar. */
function momentIn(from: Date, seconds: number): string | null {
  const moment = new Date(from.getTime() + seconds * 1_000);
  const year = moment.getUTCFullYear();
  return year >= 1970 && year <= 9999 ? moment.toISOString() : null;
}

/**
 * A token as it was copied: without the header's name or quotation marks around it.
 * @throws UserError `token-unusable` for one that no header can carry
 */
export function enteredToken(kind: TokenHandle['kind'], copied: string): string {
  const value = copied
    .trim()
    .replace(/^(?:authorization\s*:\s*)?bearer\s+/i, '')
    .replace(/^(["'])(.*)\1,?$/s, '$2');
  // A refresh token stands in a form, where everything is encoded.
  if (value !== '' && (kind === 'refresh_token' || /^[\x21-\x7e]+$/.test(value))) return value;
  throw new UserError(
    'token-unusable',
    'This is no token that a request can carry: it has spaces, line ends or letters that no token has. Copy it again, whole and alone.',
  );
}
