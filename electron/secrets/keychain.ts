import type { KeychainStatus } from '../../shared/contract.ts';
import type { SecretName } from '../../shared/profile-schema.ts';
import { UserError } from '../../shared/user-error.ts';
import { accountOf, entryOf, type SecretEntry } from './account.ts';
import { createKeychainCalls } from './calls.ts';
import { KeychainFailure, reasonOf } from './failure.ts';
import { startNodeProcess, type KeychainProcess } from './keychain-process.ts';
import type { KeychainCall } from './messages.ts';
import { countOfParts, fromParts, mostParts, toParts } from './parts.ts';
import { keyringState } from './secret-service.ts';

/**
 * The system's keychain: Windows Credential Manager, the macOS keychain, the Secret Service of Linux. Nothing is loaded before
 * the first call and no value is kept. Every call has a time limit and throws a UserError whose message says why the keychain
 * cannot be used and what to do: `keychain-unavailable`, `keychain-locked`, `keychain-refused`, `keychain-library-missing` or
 * `keychain-silent`. One call is made at a time; when it fails, those that already wait behind it fail for the same reason.
 */
export interface SecretStore {
  /** Null where there is none, or where not all parts of a long one are there. */
  get(profileId: string, name: SecretName): Promise<string | null>;
  /**
   * Of up to 4,000 characters; gives what was there before, as `get` would. Throws a UserError `secret-invalid` for what no
   * keychain can keep.
   */
  set(profileId: string, name: SecretName, value: string): Promise<string | null>;
  delete(profileId: string, name: SecretName): Promise<void>;
  /** Every secret of this product, whatever environment it belongs to. */
  list(): Promise<SecretEntry[]>;
  /** Never makes the system ask its user for a password. */
  status(): Promise<KeychainStatus>;
  close(): void;
}

export interface SecretStoreOptions {
  startProcess?: () => KeychainProcess;
  /** Whether the system may ask for the password of a locked keychain: false where nobody would answer. */
  mayAsk?: boolean;
  limits?: KeychainLimits;
}

/** In ms: for a keychain that is open, and for one whose password the user may have to type first. */
export interface KeychainLimits {
  open: number;
  asking: number;
}

/** How long a call may take, and what it means that it took longer: a keyring whose password nobody gave stays locked. */
interface Limit {
  ms: number;
  afterwards: 'silent' | 'locked';
}

const usualLimits: KeychainLimits = { open: 8_000, asking: 20_000 };
const openIsKnownForMs = 2_000;
const onLinux = process.platform === 'linux';

/** The keychain of the system. Its process is started with the first call. */
export function createSecretStore({
  startProcess = startNodeProcess,
  mayAsk = true,
  limits = usualLimits,
}: SecretStoreOptions = {}): SecretStore {
  const calls = createKeychainCalls(startProcess);
  let openUntil = 0;

  let lastTurn: Promise<unknown> = Promise.resolve();
  let lastFailure: { number: number; error: unknown } = { number: 0, error: null };
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const before = lastFailure.number;
    const turn = lastTurn.then(async () => {
      if (lastFailure.number > before) throw lastFailure.error;
      try {
        return await work();
      } catch (error) {
        const told = error instanceof KeychainFailure ? reasonOf(error) : error;
        if (error instanceof KeychainFailure) lastFailure = { number: lastFailure.number + 1, error: told };
        throw told;
      }
    });
    lastTurn = turn.catch(() => undefined);
    return turn;
  }

  /** How the next calls are limited. Throws where they cannot succeed. */
  async function prepare(): Promise<Limit> {
    const answering: Limit = { ms: limits.open, afterwards: 'silent' };
    // Other systems do not tell beforehand whether they will ask.
    if (!onLinux) return mayAsk ? { ...answering, ms: limits.asking } : answering;
    if (performance.now() < openUntil) return answering;
    const state = await keyringState(limits.open);
    if (state === 'open') openUntil = performance.now() + openIsKnownForMs;
    if (state === 'open' || state === 'unknown') return answering;
    if (!mayAsk) throw new KeychainFailure('locked');
    return { ms: limits.asking, afterwards: 'locked' };
  }

  /** A locked keyring whose password nobody gave looks like an empty one. Throws where it is locked. */
  async function believeMissing(): Promise<void> {
    if (onLinux && (await keyringState(limits.open)) === 'locked') throw new KeychainFailure('locked');
  }

  async function call(request: KeychainCall, { ms, afterwards }: Limit) {
    try {
      return await calls.call(request, ms);
    } catch (error) {
      openUntil = 0;
      throw error instanceof KeychainFailure && error.kind === 'silent' ? new KeychainFailure(afterwards) : error;
    }
  }

  async function read(account: string, limit: Limit): Promise<string | null> {
    const value = await call({ operation: 'get', account }, limit);
    return typeof value === 'string' ? value : null;
  }

  /** The parts of a secret, or none. */
  async function readParts(entry: SecretEntry, limit: Limit): Promise<(string | null)[]> {
    const first = await read(accountOf(entry), limit);
    if (first === null) return [];
    const parts: (string | null)[] = [first];
    for (let part = 2; part <= countOfParts(first); part++) parts.push(await read(accountOf(entry, part), limit));
    return parts;
  }

  async function removeParts(entry: SecretEntry, from: number, to: number, limit: Limit): Promise<boolean> {
    let removed = false;
    for (let part = from; part <= to; part++) {
      const found = await call({ operation: 'delete', account: accountOf(entry, part) }, limit);
      removed = found === true || removed;
    }
    return removed;
  }

  return {
    get: (profileId, name) =>
      inTurn(async () => {
        const entry = { profileId, name };
        const limit = await prepare();
        const parts = await readParts(entry, limit);
        if (parts.length === 0) await believeMissing();
        return fromParts(parts);
      }),

    async set(profileId, name, value) {
      if (value === '' || value.includes('\0') || Buffer.from(value).toString() !== value) {
        throw new UserError(
          'secret-invalid',
          'This secret holds characters that no keychain can keep. Enter it again without them.',
        );
      }
      return inTurn(async () => {
        const entry = { profileId, name };
        const limit = await prepare();
        const former = await readParts(entry, limit);
        const parts = toParts(value);
        // The first part comes last: what was there before is whole until then, or recognised as torn.
        for (let part = parts.length; part >= 1; part--)
          await call({ operation: 'set', account: accountOf(entry, part), value: parts[part - 1] ?? '' }, limit);
        await removeParts(entry, parts.length + 1, former.length, limit);
        return fromParts(former);
      });
    },

    delete: (profileId, name) =>
      inTurn(async () => {
        const entry = { profileId, name };
        const limit = await prepare();
        const first = await read(accountOf(entry), limit);
        // Without its first part a torn secret does not tell how many it had.
        const parts = first === null ? mostParts : countOfParts(first);
        if (!(await removeParts(entry, 1, parts, limit))) await believeMissing();
      }),

    list: () =>
      inTurn(async () => {
        // The library ends its process where it searches a locked keyring in vain.
        await believeMissing();
        const accounts = await call({ operation: 'accounts' }, { ms: limits.asking, afterwards: 'silent' });
        const entries = (Array.isArray(accounts) ? accounts : []).flatMap((account) => entryOf(account) ?? []);
        return [...new Map(entries.map((entry) => [accountOf(entry), entry])).values()];
      }),

    async status() {
      try {
        return await inTurn(async () => {
          const state = onLinux ? await keyringState(limits.open) : 'unknown';
          if (state === 'locked' || state === 'unset') throw new KeychainFailure('locked');
          await call({ operation: 'get', account: 'status' }, { ms: limits.open, afterwards: 'silent' });
          return { state: 'ready', message: null };
        });
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return { state: error.code === 'keychain-locked' ? 'locked' : 'unavailable', message: error.message };
      }
    },

    close: () => calls.close(),
  };
}
