import { create } from 'zustand';
import type { CallRequest, ProfileView } from '../../shared/contract.ts';
import { consoleApi, settled, type Reply } from '../api.ts';
import { announce } from './announcements.ts';
import { dismissError, showError } from './notices.ts';
import { showTab } from './view.ts';

/** How long a deletion can be undone. Until then the environment, whose secret cannot be given back, is only hidden. */
const undoMs = 10_000;

interface Environments {
  /** Null until the list has come. */
  profiles: readonly ProfileView[] | null;
  selectedId: string | null;
  search: string;
  /** Hidden and about to be deleted. */
  leaving: ProfileView | null;
}

export const useEnvironments = create<Environments>(() => ({
  profiles: null,
  selectedId: null,
  search: '',
  leaving: null,
}));

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
let leavingTimer: ReturnType<typeof setTimeout> | undefined;

/** The environments that are not about to be deleted, by name, the practice environment last. */
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

/** Reads the list anew. */
export async function loadEnvironments(): Promise<void> {
  const first = await settled(consoleApi().profiles.list());
  if (!first.ok) showError(first.error);
  // Why the list cannot be read is told first; the second call gives what can be had all the same.
  const reply = first.ok ? first : await settled(consoleApi().profiles.list());
  if (!reply.ok) {
    useEnvironments.setState(({ profiles }) => ({ profiles: profiles ?? [] }));
    return;
  }
  const profiles = [...reply.value].sort(
    (a, b) => Number(a.builtIn) - Number(b.builtIn) || byName.compare(a.name, b.name),
  );
  useEnvironments.setState({ profiles });
}

/** Adds or changes an environment and selects it. The caller shows an error beside its form and keeps what was typed. */
export async function saveEnvironment(request: CallRequest<'profiles.save'>): Promise<Reply<ProfileView>> {
  const reply = await settled(consoleApi().profiles.save(request));
  if (reply.ok) {
    dismissError();
    await loadEnvironments();
    useEnvironments.setState({ selectedId: reply.value.id });
  }
  return reply;
}

/** Hides an environment now and deletes it when the time to undo has passed. */
export async function removeEnvironment(profile: ProfileView): Promise<void> {
  await finishRemoval();
  useEnvironments.setState({ leaving: profile, selectedId: null });
  showTab('diagnosis');
  announce(`${profile.name} was deleted. It can be brought back with Undo.`);
  leavingTimer = setTimeout(() => void finishRemoval(), undoMs);
}

/** Brings the environment back that was deleted last. */
export function undoRemoval(): void {
  clearTimeout(leavingTimer);
  const { leaving } = useEnvironments.getState();
  if (leaving === null) return;
  useEnvironments.setState({ leaving: null, selectedId: leaving.id });
  announce(`${leaving.name} is back.`);
}

/** Deletes for good what is about to be deleted; also called when the window closes. */
export async function finishRemoval(): Promise<void> {
  clearTimeout(leavingTimer);
  const { leaving } = useEnvironments.getState();
  if (leaving === null) return;
  const reply = await settled(consoleApi().profiles.remove({ id: leaving.id }));
  if (!reply.ok) showError(reply.error);
  await loadEnvironments();
  useEnvironments.setState((state) => (state.leaving?.id === leaving.id ? { leaving: null } : {}));
}
