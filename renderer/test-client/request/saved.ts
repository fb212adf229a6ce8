import { isolatedText } from '../../../shared/visible-text.ts';
import type { ClientRequest, SavedRequest } from '../../../shared/test-client.ts';
import { consoleApi, settled, type Reply } from '../../api.ts';
import { savingSecrets } from '../../keychain/keychain.ts';
import { announce } from '../../store/announcements.ts';
import { dismissDone, showDone, showError } from '../../store/notices.ts';
import { changeClient, loadRequests, showResult } from '../client.ts';
import { draftOf } from './draft.ts';

/** How long a deletion can be undone. Until then the request, whose secret cannot be given back, is only hidden. */
const undoMs = 10_000;

let leaving: { profileId: string; id: string; timer: ReturnType<typeof setTimeout> } | null = null;
window.addEventListener('pagehide', () => void finishRemoval());

/** Brings the fields of a saved request onto the page. */
export function loadSaved(profileId: string, { request, id, hasSecret }: SavedRequest): void {
  const draft = draftOf(request);
  changeClient(profileId, () => ({
    savedId: id,
    draft: { ...draft, ...(hasSecret && { secret: `request-secret:${id}` as const }) },
  }));
}

/** Keeps a request under a name, with an id in place of what it was before; a secret goes to the keychain with it. */
export async function saveRequest(
  profileId: string,
  kept: { id: string | null; name: string },
  request: ClientRequest,
  secret: string,
): Promise<Reply<SavedRequest>> {
  const reply = await savingSecrets((keep) =>
    settled(
      consoleApi().client.saveRequest({
        profileId,
        ...(kept.id !== null && { id: kept.id }),
        name: kept.name,
        request,
        ...(secret !== '' && { secret: { action: 'set', value: secret, keep } }),
      }),
    ),
  );
  if (!reply.ok) return reply;
  const { id, name, hasSecret } = reply.value;
  await loadRequests(profileId);
  changeClient(profileId, ({ draft }) => ({
    savedId: id,
    draft: draft && secret !== '' && hasSecret ? { ...draft, typedSecret: '', secret: `request-secret:${id}` } : draft,
  }));
  announce(`${isolatedText(name)} was saved.`);
  return reply;
}

/** Takes the kept refresh token of a saved request out of the keychain, to renew with it. */
export async function openRefreshToken(profileId: string, requestId: string): Promise<void> {
  const reply = await settled(consoleApi().client.openRefreshToken({ profileId, requestId }));
  if (!reply.ok) {
    showError(reply.error);
    return;
  }
  showResult(profileId, 'token');
  announce('The refresh token was taken from the keychain.');
}

/** Hides a saved request now and deletes it when the time to undo has passed. */
export async function removeSaved(profileId: string, { id, name }: SavedRequest): Promise<void> {
  await finishRemoval();
  changeClient(profileId, ({ savedId }) => ({ leavingId: id, savedId: savedId === id ? null : savedId }));
  leaving = { profileId, id, timer: setTimeout(() => void finishRemoval(), undoMs) };
  const message = `The request ${isolatedText(name)} was deleted.`;
  showDone(message, () => {
    if (leaving?.id !== id) return;
    clearTimeout(leaving.timer);
    leaving = null;
    changeClient(profileId, () => ({ leavingId: null }));
    announce(`${isolatedText(name)} is back.`);
  });
  announce(`${message} It can be brought back with Undo.`);
}

async function finishRemoval(): Promise<void> {
  if (leaving === null) return;
  const { profileId, id, timer } = leaving;
  clearTimeout(timer);
  leaving = null;
  dismissDone();
  const reply = await settled(consoleApi().client.removeRequest({ profileId, id }));
  if (!reply.ok) showError(reply.error);
  await loadRequests(profileId);
  changeClient(profileId, ({ leavingId }) => (leavingId === id ? { leavingId: null } : {}));
}
