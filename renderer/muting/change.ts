import type { CheckId } from '../../shared/report.ts';
import { consoleApi, settled } from '../api.ts';
import { announce } from '../store/announcements.ts';
import { startDiagnosis } from '../store/diagnosis.ts';
import { loadEnvironments } from '../store/environments.ts';
import { showError } from '../store/notices.ts';

/** Mutes a check and runs the diagnosis again, so that the answer holds. */
export async function muteCheck(profileId: string, checkId: CheckId, reason: string): Promise<void> {
  const reply = await settled(consoleApi().diagnosis.mute({ profileId, checkId, reason }));
  if (!reply.ok) showError(reply.error);
  else await runAnew(profileId, 'The check is muted.');
}

/** Lets a muted check count again, and runs the diagnosis. */
export async function unmuteCheck(profileId: string, checkId: CheckId): Promise<void> {
  const reply = await settled(consoleApi().diagnosis.unmute({ profileId, checkId }));
  if (!reply.ok) showError(reply.error);
  else await runAnew(profileId, 'The check is no longer muted.');
}

async function runAnew(profileId: string, done: string): Promise<void> {
  announce(done);
  await loadEnvironments();
  await startDiagnosis(profileId);
}
