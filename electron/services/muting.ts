import { userInfo } from 'node:os';
import type { ParsedRequest } from '../../shared/contract.ts';
import type { MutedCheck } from '../../shared/report.ts';
import { UserError } from '../../shared/user-error.ts';
import { currentHost } from '../application.ts';
import { createMutedChecks } from '../history/muted-checks.ts';

export interface MutingOptions {
  dataFolder: string;
  /** Whether an environment is still there. */
  exists: (profileId: string) => Promise<boolean>;
  onChange: () => void;
}

/** Muting checks, for the page; who does it is the user of this computer. */
export interface Muting {
  all(): Promise<ReadonlyMap<string, readonly MutedCheck[]>>;
  of(profileId: string): Promise<readonly MutedCheck[]>;
  /** Throws a UserError `profile-not-found` or `mute-unwritable`. */
  mute(request: ParsedRequest<'diagnosis.mute'>): Promise<void>;
  /** Throws a UserError `mute-unwritable`. */
  unmute(request: ParsedRequest<'diagnosis.unmute'>): Promise<void>;
  /** For an environment that was deleted. */
  forget(profileId: string): Promise<void>;
}

/** Mutes checks of environments, with who did it and why. */
export function createMuting({ dataFolder, exists, onChange }: MutingOptions): Muting {
  const checks = createMutedChecks(dataFolder);
  return {
    all: checks.all,
    of: async (profileId) => (await checks.all()).get(profileId) ?? [],
    async mute({ profileId, checkId, reason }) {
      if (!(await exists(profileId))) {
        throw new UserError('profile-not-found', 'This environment no longer exists. Choose another one in the list.');
      }
      await checks.mute(profileId, { checkId, reason, by: currentUser(), at: new Date().toISOString() });
      onChange();
    },
    async unmute({ profileId, checkId }) {
      await checks.unmute(profileId, checkId, currentUser());
      onChange();
    },
    forget: (profileId) => checks.forget(profileId, currentUser()),
  };
}

/** The user of this process and the computer, for example `ann on ADMIN-PC`. */
function currentUser(): string {
  const { name } = currentHost();
  try {
    return `${userInfo().username} on ${name}`;
  } catch {
    // A user without an entry in the system's list, as in some containers.
    return `somebody on ${name}`;
  }
}
