import { randomUUID } from 'node:crypto';
import type { CallResponse, ParsedRequest, ProfileView } from '../../shared/contract.ts';
import type { Profile } from '../../shared/profile.ts';
import type { ImportPreview } from '../../shared/transfer.ts';
import { UserError } from '../../shared/user-error.ts';
import type { ProfileStore } from '../profiles/index.ts';
import {
  exportFileName,
  exportProfiles,
  findClioSettings,
  keepSecrets,
  keepSecretsForSession,
  notKept,
  planImport,
  previewRow,
  readImport,
  readImportFile,
  runImport,
  type ImportedSecret,
  type Incoming,
  type PlannedRow,
  type SecretAccess,
} from '../transfer/index.ts';
import { keepForAWhile, type KeptForAWhile } from './kept-for-a-while.ts';

/** An opened file holds secrets in plain, so it is not kept for longer than somebody looks at a preview. */
const keptMs = 15 * 60_000;
const mostKept = 4;

export interface TransferOptions {
  store: ProfileStore;
  secrets: SecretAccess;
  /** The environments with the secrets that are set, the built-in one among them. */
  environments: () => Promise<ProfileView[]>;
  /** Asks where to and writes a text there; gives the file, or null when the user closed the question. Null where the host cannot. */
  saveFile: ((name: string, text: string) => Promise<string | null>) | null;
  onChange: () => void;
}

/** Import and export of environments, for the page: what a file holds stays here, the page gets what may be shown. */
export interface Transfer {
  findClio(): Promise<CallResponse<'transfer.findClio'>>;
  open(request: ParsedRequest<'transfer.open'>): Promise<CallResponse<'transfer.open'>>;
  unlock(request: ParsedRequest<'transfer.unlock'>): Promise<CallResponse<'transfer.unlock'>>;
  import(request: ParsedRequest<'transfer.import'>): Promise<CallResponse<'transfer.import'>>;
  keepSecrets(request: ParsedRequest<'transfer.keepSecrets'>): Promise<CallResponse<'transfer.keepSecrets'>>;
  discard(request: ParsedRequest<'transfer.discard'>): void;
  export(request: ParsedRequest<'transfer.export'>): Promise<CallResponse<'transfer.export'>>;
  /** Forgets every opened file. */
  close(): void;
}

interface Opened {
  incoming: Incoming;
  file: string;
  rows: PlannedRow[];
}

/** Answers the calls about import and export; an opened file is held for a while. */
export function createTransfer({ store, secrets, environments, saveFile, onChange }: TransferOptions): Transfer {
  const opened = keepForAWhile<Opened>(keptMs, mostKept);
  /** Secrets of files that are imported already; the keychain did not take them. */
  const left = keepForAWhile<ImportedSecret[]>(keptMs, mostKept);

  function find<Value>(importId: string, kept: KeptForAWhile<Value>): Value {
    const found = kept.get(importId);
    if (found !== undefined) return found;
    throw new UserError('import-expired', 'The file was opened too long ago. Choose it again.');
  }

  async function keep(importId: string, incoming: Incoming, file: string): Promise<ImportPreview> {
    const rows = planImport(incoming.environments, await store.list());
    opened.put(importId, { incoming, file, rows });
    return {
      importId,
      source: incoming.source,
      file,
      secrets: secretsOf(incoming),
      rows: rows.map(previewRow),
      refused: [...incoming.refused],
      notes: [...incoming.notes],
    };
  }

  return {
    async findClio() {
      const file = await findClioSettings();
      return file === null ? null : { file };
    },
    async open(request) {
      const file = request.from === 'clio' ? await requireClio() : request.name;
      const bytes = request.from === 'clio' ? await readImportFile(file) : Buffer.from(request.content, 'base64');
      return keep(randomUUID(), readImport(bytes, file), file);
    },
    async unlock({ importId, passphrase }) {
      const { incoming, file } = find(importId, opened);
      return keep(importId, (await incoming.unlock?.(passphrase)) ?? incoming, file);
    },
    async import({ importId, choices }) {
      const { rows } = find(importId, opened);
      const chosen = new Map(choices.map(({ row, choice }) => [row, choice]));
      const done = await runImport(
        rows.map((row, index) => ({ ...row, choice: chosen.get(index) ?? row.choice })),
        store,
        secrets,
      );
      opened.forget(importId);
      if (done.left.length > 0) left.put(importId, done.left);
      onChange();
      return done.result;
    },
    async keepSecrets({ importId, where }) {
      const found = find(importId, left);
      const ids = new Set((await store.list()).map(({ id }) => id));
      // An environment that was deleted in the meantime has no use for them.
      const wanted = found.filter(({ row }) => ids.has(row.id));
      if (where === 'session') keepSecretsForSession(wanted, secrets);
      const kept = where === 'session' ? { kept: wanted.length, left: [] } : await keepSecrets(wanted, store, secrets);
      left.forget(importId);
      if (kept.left.length > 0) {
        left.put(
          importId,
          kept.left.map(({ secret }) => secret),
        );
      }
      onChange();
      return { secretsKept: kept.kept, secretsNotKept: notKept(kept) };
    },
    discard({ importId }) {
      opened.forget(importId);
      left.forget(importId);
    },
    async export({ profileIds, passphrase }) {
      const wanted = new Set(profileIds);
      const profiles = (await environments()).filter(({ id, builtIn }) => wanted.has(id) && !builtIn).map(profileOf);
      if (profiles.length === 0) {
        throw new UserError('profile-unknown', 'None of these environments is stored any more. Nothing was exported.');
      }
      const { text, ...exported } = await exportProfiles(profiles, passphrase, secrets);
      const name = exportFileName();
      if (saveFile === null) return { kind: 'text', name, text, ...exported };
      const file = await saveFile(name, text);
      return file === null ? { kind: 'cancelled' } : { kind: 'saved', file, ...exported };
    },
    close() {
      opened.close();
      left.close();
    },
  };
}

async function requireClio(): Promise<string> {
  const file = await findClioSettings();
  if (file !== null) return file;
  throw new UserError('import-unreadable', "clio's settings file is no longer there. Choose the file yourself.");
}

function secretsOf({ unlock, environments }: Incoming): ImportPreview['secrets'] {
  if (unlock !== null) return 'locked';
  return environments.some(({ secrets }) => secrets.size > 0) ? 'readable' : 'none';
}

const profileOf = ({
  builtIn: _builtIn,
  lastRun: _lastRun,
  mutedChecks: _mutedChecks,
  secrets,
  ...settings
}: ProfileView): Profile => ({
  ...settings,
  secrets: secrets.map(({ name, setAt }) => ({ name, setAt })),
});
