import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { parseJson } from '../../shared/json.ts';
import { UserError } from '../../shared/user-error.ts';
import { sessionSchema, sessionSchemaVersion, type Session } from '../../shared/wizard.ts';
import { stateOf } from '../../shared/wizard-state.ts';
import { fileErrorCode, fileErrorReason, makeFolder, writeTextFile } from '../files/index.ts';

/** Far more than a session of many days needs; a larger file is not one of ours. */
const largestBytes = 16 * 1024 * 1024;
const leftoverAfterMs = 60_000;
const deletedForGoodAfterMs = 60 * 60_000;
const deleted = '.deleted.json';

/** The sessions on the disk: a file for each, below a folder for each environment. */
export interface SessionStore {
  /** Those of an environment. What cannot be used is set aside, or left alone where a newer console wrote it; a notice says so. */
  list(profileId: string): Promise<Session[]>;
  /** Throws a UserError `session-unknown`, `session-damaged` or `session-unreadable`. */
  read(sessionId: string): Promise<Session>;
  /** Whole and durable when it resolves, or as it was. Throws a UserError `session-unwritable`. */
  write(session: Session): Promise<void>;
  /** Deletes a session, for an hour in a way that `restore` undoes. Throws as `read`, or a UserError `session-unwritable`. */
  remove(session: Session): Promise<void>;
  /** Brings a session back. Throws a UserError `session-unknown` where it is gone for good. */
  restore(sessionId: string): Promise<Session>;
  /** Removes all sessions of an environment, also those that were set aside. Throws a UserError `session-unwritable`. */
  removeAll(profileId: string): Promise<void>;
}

/** @param onNotice takes a sentence for the user: which file could not be used, and what became of it */
export function createSessionStore(dataFolder: string, onNotice: (message: string) => void): SessionStore {
  const top = path.join(dataFolder, 'sessions');
  const told = new Set<string>();

  async function load(file: string): Promise<Session | null> {
    const content = await readSession(file);
    if (typeof content !== 'string') return content;
    if (content === 'missing' || told.has(file)) return null;
    told.add(file);
    if (content === 'newer') {
      onNotice(`${file} was saved by a newer version of the console; update this one to go on with that session.`);
      return null;
    }
    const kept = await setAside(file);
    onNotice(`A session of the page “Fix” is damaged and cannot be continued. Its file was kept as ${kept}.`);
    return null;
  }

  return {
    async list(profileId) {
      const folder = path.join(top, folderName(profileId));
      const sessions: Session[] = [];
      for (const name of await namesIn(folder)) {
        if (/\.json\.\d+\.tmp$/.test(name)) await removeAfter(path.join(folder, name), leftoverAfterMs);
        if (name.endsWith(deleted)) await removeAfter(path.join(folder, name), deletedForGoodAfterMs);
        if (!isSessionFile(name)) continue;
        const session = await load(path.join(folder, name));
        if (session?.profileId === profileId && `${session.id}.json` === name) sessions.push(session);
      }
      return sessions;
    },

    async read(sessionId) {
      for (const folder of await namesIn(top)) {
        const file = path.join(top, folder, `${sessionId}.json`);
        if ((await stat(file).catch(() => null)) === null) continue;
        const session = await load(file);
        if (session?.id === sessionId && folderName(session.profileId) === folder) return session;
        throw new UserError('session-damaged', 'This session can no longer be read. Begin a new one.');
      }
      throw new UserError('session-unknown', 'This session no longer exists. Begin a new one.');
    },

    async write(session) {
      const folder = path.join(top, folderName(session.profileId));
      const file = path.join(folder, `${session.id}.json`);
      try {
        makeFolder(folder);
        await writeTextFile(file, `${JSON.stringify(session)}\n`, 0o600);
      } catch (error) {
        throw new UserError(
          'session-unwritable',
          `What you did could not be saved to ${file}: ${fileErrorReason(error)}. Nothing was changed; try again.`,
        );
      }
    },

    async remove({ profileId, id }) {
      const file = path.join(top, folderName(profileId), id);
      try {
        const now = new Date();
        // From now on, not from when it was last written, the time to bring it back counts.
        await utimes(`${file}.json`, now, now);
        await rename(`${file}.json`, `${file}${deleted}`);
      } catch (error) {
        throw new UserError(
          'session-unwritable',
          `The session in ${file}.json could not be deleted: ${fileErrorReason(error)}. Nothing was changed; try again.`,
        );
      }
    },

    async restore(sessionId) {
      for (const folder of await namesIn(top)) {
        const file = path.join(top, folder, sessionId);
        const isBack = await rename(`${file}${deleted}`, `${file}.json`).then(
          () => true,
          () => false,
        );
        if (isBack) return this.read(sessionId);
      }
      throw new UserError('session-unknown', 'This session can no longer be brought back.');
    },

    async removeAll(profileId) {
      const folder = path.join(top, folderName(profileId));
      try {
        await rm(folder, { recursive: true, force: true });
      } catch (error) {
        throw new UserError(
          'session-unwritable',
          `The sessions in ${folder} could not be deleted: ${fileErrorReason(error)}. Delete that folder yourself.`,
        );
      }
    },
  };
}

const isSessionFile = (name: string): boolean => /^[\da-f-]{36}\.json$/i.test(name);

/** An id comes from a file and may hold anything; most are already fit to be the name of a folder. */
const folderName = (profileId: string): string =>
  /^[\da-f-]{36}$|^practice$/.test(profileId)
    ? profileId
    : `id-${createHash('sha256').update(profileId).digest('hex').slice(0, 32)}`;

async function readSession(file: string): Promise<Session | 'missing' | 'damaged' | 'newer'> {
  try {
    if ((await stat(file)).size > largestBytes) return 'damaged';
    return parseSession(await readFile(file, 'utf8'));
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return 'missing';
    throw new UserError('session-unreadable', `The session in ${file} cannot be read: ${fileErrorReason(error)}.`);
  }
}

function parseSession(text: string): Session | 'damaged' | 'newer' {
  const content = parseJson(text);
  const isNewer =
    typeof content === 'object' &&
    content !== null &&
    'schemaVersion' in content &&
    typeof content.schemaVersion === 'number' &&
    content.schemaVersion > sessionSchemaVersion;
  if (isNewer) return 'newer';
  const session = sessionSchema.safeParse(content);
  return session.success && isPossible(session.data) ? session.data : 'damaged';
}

/** Whether what happened can have happened: a file may be valid and still lead to where it never was. */
function isPossible(session: Session): boolean {
  try {
    const { visits, current } = stateOf(session);
    return visits[current] !== undefined;
  } catch {
    return false;
  }
}

async function setAside(file: string): Promise<string> {
  const kept = `${file.replace(/\.json$/, '')}.set-aside-damaged-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.json`;
  return rename(file, kept).then(
    () => kept,
    () => file,
  );
}

async function removeAfter(file: string, ms: number): Promise<void> {
  const status = await stat(file).catch(() => null);
  if (status !== null && Date.now() - status.mtimeMs > ms) await rm(file, { force: true }).catch(() => {});
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
