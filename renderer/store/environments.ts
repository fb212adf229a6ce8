import { create } from 'zustand';
import { arranged } from '../../shared/arranged.ts';
import type { CallRequest, ProfileView } from '../../shared/contract.ts';
import { isolatedText } from '../../shared/visible-text.ts';
import { consoleApi, settled, type Reply } from '../api.ts';
import { savingSecrets } from '../keychain/keychain.ts';
import { announce } from './announcements.ts';
import { dropDraft, useDrafts } from './drafts.ts';
import { dismissError, showError, showNotice } from './notices.ts';
import { showTab, useView } from './view.ts';

/** How long a deletion can be undone. Until then the environment, whose secret cannot be given back, is only hidden. */
const undoMs = 10_000;

interface Environments {
  /** Null until the list has come. */
  profiles: readonly ProfileView[] | null;
  selectedId: string | null;
  search: string;
  /** Hidden and about to be deleted. */
  leaving: ProfileView | null;
  /** The order that was asked for and is not yet known to be kept, as ids, or null. */
  wantedOrder: readonly string[] | null;
}

export const useEnvironments = create<Environments>(() => ({
  profiles: null,
  selectedId: null,
  search: '',
  leaving: null,
  wantedOrder: null,
}));

let leavingTimer: ReturnType<typeof setTimeout> | undefined;

/** The environments that are not about to be deleted, in the order of the user, the practice environment last. */
export function visibleProfiles({ profiles, leaving }: Environments): ProfileView[] {
  return (profiles ?? []).filter((profile) => profile.id !== leaving?.id);
}

/** The environment on the page; the first one where none was picked or the picked one has gone. */
export function selectedProfile(state: Environments): ProfileView | null {
  const visible = visibleProfiles(state);
  return visible.find((profile) => profile.id === state.selectedId) ?? visible[0] ?? null;
}

export const setSearch = (search: string): void => useEnvironments.setState({ search });

/** Brings an environment's diagnosis onto the page. */
export function selectEnvironment(id: string): void {
  useEnvironments.setState({ selectedId: id });
  showTab('diagnosis');
}

let lastLoad = 0;

/** Reads the list anew. */
export async function loadEnvironments(): Promise<void> {
  lastLoad += 1;
  const load = lastLoad;
  const first = await settled(consoleApi().profiles.list());
  if (!first.ok) showError(first.error);
  // Why the list cannot be read is told first; the second call gives what can be had all the same.
  const reply = first.ok ? first : await settled(consoleApi().profiles.list());
  // What was asked later is newer, and what comes later may not be.
  if (load !== lastLoad) return;
  const shown = selectedProfile(useEnvironments.getState());
  if (first.ok && shown !== null && !first.value.some(({ id }) => id === shown.id)) tellGone(shown);
  useEnvironments.setState(({ profiles, wantedOrder }) => {
    if (!reply.ok) return { profiles: profiles ?? [] };
    const inOrder = [...reply.value].sort((a, b) => Number(a.builtIn) - Number(b.builtIn));
    return { profiles: withoutChange(profiles ?? [], wantedOrder ? arranged(inOrder, wantedOrder) : inOrder) };
  });
}

/** Says why the page shows another environment all at once. */
function tellGone({ id, name }: ProfileView): void {
  const typed =
    id in useDrafts.getState().drafts ? ' What was typed in its settings and not saved is gone with it.' : '';
  dropDraft(id);
  showNotice(`${isolatedText(name)} is no longer there. Another console or a command has removed it.${typed}`);
  if (useView.getState().dialog === null) showTab('diagnosis');
}

/** An environment that has not changed stays the very object that it was, so that nothing of it is drawn anew. */
function withoutChange(before: readonly ProfileView[], now: readonly ProfileView[]): ProfileView[] {
  const known = new Map(before.map((profile) => [profile.id, profile]));
  return now.map((profile) => {
    const same = known.get(profile.id);
    return same && JSON.stringify(same) === JSON.stringify(profile) ? same : profile;
  });
}

/** Adds or changes an environment and selects it. The caller shows an error beside its form and keeps what was typed. */
export async function saveEnvironment(request: CallRequest<'profiles.save'>): Promise<Reply<ProfileView>> {
  const reply = await savingSecrets((keepSecrets) => settled(consoleApi().profiles.save({ ...request, keepSecrets })));
  if (reply.ok) {
    dismissError();
    await loadEnvironments();
    useEnvironments.setState({ selectedId: reply.value.id });
  }
  return reply;
}

/** Adds a copy of an environment, with its secrets, and brings its settings onto the page. */
export async function duplicateEnvironment({ id }: ProfileView): Promise<void> {
  const reply = await settled(consoleApi().profiles.duplicate({ id }));
  if (!reply.ok) {
    showError(reply.error);
    return;
  }
  dismissError();
  await loadEnvironments();
  useEnvironments.setState({ selectedId: reply.value.id });
  showTab('settings');
  announce(`${isolatedText(reply.value.name)} was added.`);
}

/** Hides an environment now and deletes it when the time to undo has passed. */
export async function removeEnvironment(profile: ProfileView): Promise<void> {
  await finishRemoval();
  useEnvironments.setState({ leaving: profile, selectedId: null });
  showTab('diagnosis');
  announce(`${isolatedText(profile.name)} was deleted. It can be brought back with Undo.`);
  leavingTimer = setTimeout(() => void finishRemoval(), undoMs);
}

/** Brings the environment back that was deleted last. */
export function undoRemoval(): void {
  clearTimeout(leavingTimer);
  const { leaving } = useEnvironments.getState();
  if (leaving === null) return;
  useEnvironments.setState({ leaving: null, selectedId: leaving.id });
  announce(`${isolatedText(leaving.name)} is back.`);
}

/** Deletes for good what is about to be deleted; also called when the window closes. */
export async function finishRemoval(): Promise<void> {
  clearTimeout(leavingTimer);
  const { leaving } = useEnvironments.getState();
  if (leaving === null) return;
  const reply = await settled(consoleApi().profiles.remove({ id: leaving.id }));
  if (reply.ok) dropDraft(leaving.id);
  else showError(reply.error);
  await loadEnvironments();
  useEnvironments.setState((state) => (state.leaving?.id === leaving.id ? { leaving: null } : {}));
}
