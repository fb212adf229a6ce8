import { consoleApi, settled } from '../../api.ts';
import { announce } from '../../store/announcements.ts';
import { showError } from '../../store/notices.ts';

/** Notes the moment from which on logs are wanted; with `reproduce` the console runs the diagnosis, and stops with it. */
export async function startRecording(profileId: string, reproduce: boolean): Promise<void> {
  const reply = await settled(consoleApi().logs.startRecording({ profileId, reproduce }));
  if (!reply.ok) showError(reply.error);
  else announce(reproduce ? 'Recording; the diagnosis is running.' : 'Recording. Reproduce the problem now.');
}

/** Notes the moment up to which logs are wanted. */
export async function stopRecording(profileId: string): Promise<void> {
  const reply = await settled(consoleApi().logs.stopRecording({ profileId }));
  if (!reply.ok) showError(reply.error);
  else announce('The recording has stopped.');
}
