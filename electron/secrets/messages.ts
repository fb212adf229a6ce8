/** What the keychain's process is asked. */
export type KeychainCall =
  | { operation: 'get' | 'delete'; account: string }
  | { operation: 'set'; account: string; value: string }
  | { operation: 'accounts' };
export type KeychainRequest = KeychainCall & { id: number };

/** Null for nothing; `accounts` gives no value of any entry. */
export type KeychainValue = string | boolean | readonly string[] | null;

export type KeychainReply =
  { id: number; ok: true; value: KeychainValue } | { id: number; ok: false; libraryMissing: boolean; message: string };

// By hand, since a schema library would make up nearly all of the small program that reads these.

/** A request, or null where it is none. */
export function readRequest(message: unknown): KeychainRequest | null {
  if (!isRecord(message) || typeof message['id'] !== 'number') return null;
  const { id, operation, account, value } = message;
  if (operation === 'accounts') return { id, operation };
  if (typeof account !== 'string') return null;
  if (operation === 'get' || operation === 'delete') return { id, operation, account };
  return operation === 'set' && typeof value === 'string' ? { id, operation, account, value } : null;
}

/** A reply, or null where it is none. */
export function readReply(message: unknown): KeychainReply | null {
  if (!isRecord(message) || typeof message['id'] !== 'number') return null;
  const { id, ok, value, libraryMissing } = message;
  if (ok === true) return isValue(value) ? { id, ok, value } : null;
  const words = message['message'];
  if (ok !== false || typeof libraryMissing !== 'boolean' || typeof words !== 'string') return null;
  return { id, ok, libraryMissing, message: words };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isValue = (value: unknown): value is KeychainValue =>
  value === null ||
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (Array.isArray(value) && value.every((each) => typeof each === 'string'));
