import { appendFile, readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { checkIds } from '../../shared/check-ids.ts';
import { parseJson } from '../../shared/json.ts';
import type { CheckId, MutedCheck } from '../../shared/report.ts';
import { UserError } from '../../shared/user-error.ts';
import { fileErrorCode, fileErrorReason, makeFolder } from '../files/index.ts';
import { mutedChecksFile } from './muted-checks-file.ts';

/** The muted checks of every environment. Several consoles may use one folder at once. */
export interface MutedChecks {
  /**
   * By the environment's id; an environment without any is not in it. Where the file cannot be read, nothing is muted: a problem
   * is then told once too often.
   */
  all(): Promise<ReadonlyMap<string, readonly MutedCheck[]>>;
  /** Throws a UserError `mute-unwritable`; nothing was changed then. */
  mute(profileId: string, muted: MutedCheck): Promise<void>;
  /** Nothing happens when the check is not muted. Throws as `mute` does. */
  unmute(profileId: string, checkId: CheckId, by: string): Promise<void>;
  /** Ends every mute of an environment. Throws as `mute` does. */
  forget(profileId: string, by: string): Promise<void>;
}

const lineSchema = z.object({
  profileId: z.string(),
  checkId: z.enum(checkIds),
  by: z.string().check(z.maxLength(400)),
  at: z.iso.datetime(),
  /** Null ends the mute. */
  reason: z.nullable(z.string().check(z.minLength(1), z.maxLength(500))),
});

/**
 * Keeps `<folder>/muted-checks.jsonl`, to which consoles only append: the last line of a check counts, and the lines before
 * it say who muted and unmuted what, and when.
 */
export function createMutedChecks(folder: string): MutedChecks {
  const file = mutedChecksFile(folder);

  async function read(): Promise<ReadonlyMap<string, readonly MutedCheck[]>> {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if (fileErrorCode(error) === null) throw error;
      return '';
    });
    const muted = new Map<string, MutedCheck[]>();
    for (const line of text.split('\n')) {
      const parsed = lineSchema.safeParse(parseJson(line)).data;
      if (parsed === undefined) continue;
      const { profileId, checkId, reason, by, at } = parsed;
      const others = (muted.get(profileId) ?? []).filter((each) => each.checkId !== checkId);
      const all = reason === null ? others : [...others, { checkId, reason, by, at }];
      if (all.length === 0) muted.delete(profileId);
      else muted.set(profileId, all);
    }
    return muted;
  }

  async function append(lines: readonly z.infer<typeof lineSchema>[]): Promise<void> {
    try {
      makeFolder(folder);
      // An empty line in front, should the one before have been torn.
      await appendFile(file, `\n${lines.map((line) => JSON.stringify(line)).join('\n')}\n`, { mode: 0o600 });
    } catch (error) {
      throw new UserError(
        'mute-unwritable',
        `This could not be written to ${file}: ${fileErrorReason(error)}. Nothing was changed.`,
      );
    }
  }

  async function unmute(profileId: string, by: string, ends: (muted: MutedCheck) => boolean): Promise<void> {
    const ended = ((await read()).get(profileId) ?? []).filter(ends);
    const at = new Date().toISOString();
    if (ended.length > 0) await append(ended.map(({ checkId }) => ({ profileId, checkId, by, at, reason: null })));
  }

  return {
    all: read,
    mute: (profileId, { checkId, reason, by, at }) => append([{ profileId, checkId, by, at, reason }]),
    unmute: (profileId, checkId, by) => unmute(profileId, by, (muted) => muted.checkId === checkId),
    forget: (profileId, by) => unmute(profileId, by, () => true),
  };
}
