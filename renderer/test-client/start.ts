import type { ClientAct, ClientRequest } from '../../shared/test-client.ts';
import { consoleApi, settled } from '../api.ts';
import { dismissError, showError } from '../store/notices.ts';
import { changeClient, clientOf, received, showAttempt, useClient, type ResultTab } from './client.ts';

interface Deliberately {
  confirmed?: string;
  elsewhere?: boolean;
}

/**
 * Does something with a request, and shows it. Where it has to be said on purpose, asks; `name` is that of the environment, which is
 * typed for a production environment.
 */
export async function start(
  profile: { id: string; name: string; production: boolean },
  act: ClientAct,
  request: ClientRequest,
  typedSecret: string,
  said: Deliberately = {},
): Promise<void> {
  const { starting } = clientOf(useClient.getState(), profile.id);
  if (starting) return;
  changeClient(profile.id, () => ({ starting: true, question: null }));
  dismissError();
  const reply = await settled(
    consoleApi().client.start({
      profileId: profile.id,
      act,
      request,
      ...(typedSecret !== '' && request.secret === null && { typedSecret }),
      ...said,
    }),
  );
  if (reply.ok) {
    received(reply.value);
    showAttempt(profile.id, reply.value.id, tabFor(act));
    changeClient(profile.id, () => ({ starting: false }));
    requestAnimationFrame(goToAnswer);
    return;
  }
  const { code, message } = reply.error;
  if (code !== 'confirmation-needed' && code !== 'destination-differs') {
    changeClient(profile.id, () => ({ starting: false }));
    showError(reply.error);
    return;
  }
  // In a production environment, what goes elsewhere is asked for once, by name.
  const byName = code === 'confirmation-needed' || profile.production;
  const more: Deliberately = {
    ...(code === 'destination-differs' && { elsewhere: true }),
    ...(byName && { confirmed: profile.name }),
  };
  const goOn = (): void => void start(profile, act, request, typedSecret, { ...said, ...more });
  changeClient(profile.id, () => ({ starting: false, question: { byName, message, goOn } }));
}

/** What was asked for may stand further down the page than its answer, or may have gone with the part that it was in. */
function goToAnswer(): void {
  document.getElementById('attempt-answer')?.scrollIntoView({ block: 'nearest' });
  if (document.activeElement === document.body) document.getElementById('attempt-said')?.focus();
}

const tabFor = ({ kind }: ClientAct): ResultTab => (kind === 'compare' ? 'compare' : 'reply');

/** Takes back what would have needed a yes. */
export const dropQuestion = (profileId: string): void => changeClient(profileId, () => ({ question: null }));

/** Ends what is under way. */
export async function cancelAttempt(attemptId: string): Promise<void> {
  const reply = await settled(consoleApi().client.cancel({ attemptId }));
  if (!reply.ok) showError(reply.error);
}
