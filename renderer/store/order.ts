import { arranged } from '../../shared/arranged.ts';
import { isolatedText } from '../../shared/visible-text.ts';
import { consoleApi, settled } from '../api.ts';
import { idsByName, movedBy, placeOf } from '../environments/groups.ts';
import { announce } from './announcements.ts';
import { loadEnvironments, useEnvironments, visibleProfiles } from './environments.ts';
import { showDone, showError } from './notices.ts';

const ownProfiles = () => visibleProfiles(useEnvironments.getState()).filter(({ builtIn }) => !builtIn);

/** Moves an environment one place up (-1) or down (1) within its group; false where there is no further place. */
export function moveEnvironment(id: string, step: 1 | -1): boolean {
  const ids = movedBy(step, id, ownProfiles());
  if (ids === null) return false;
  arrange(ids);
  const profiles = ownProfiles();
  const place = placeOf(id, profiles);
  const name = profiles.find((profile) => profile.id === id)?.name ?? '';
  if (place) announce(`${isolatedText(name)} is number ${place.index + 1} of ${place.group.profiles.length}.`);
  return true;
}

/** Brings the environments into the order of their names, which can be undone. */
export function sortByName(): void {
  const profiles = ownProfiles();
  const before = profiles.map(({ id }) => id);
  arrange(idsByName(profiles));
  const message = 'The environments are sorted by name.';
  showDone(message, () => arrange(before));
  announce(message);
}

/** Shows another order at once, and has it kept. */
function arrange(ids: readonly string[]): void {
  useEnvironments.setState((state) => {
    const profiles = arranged(state.profiles ?? [], ids);
    return { profiles, wantedOrder: profiles.filter(({ builtIn }) => !builtIn).map(({ id }) => id) };
  });
  void keepOrder();
}

let keeping = false;

/** One order after another; of those that came meanwhile only the last. */
async function keepOrder(): Promise<void> {
  if (keeping) return;
  keeping = true;
  for (let ids = useEnvironments.getState().wantedOrder; ids; ids = useEnvironments.getState().wantedOrder) {
    const sent = ids;
    const reply = await settled(consoleApi().profiles.arrange({ ids: [...sent] }));
    if (!reply.ok) showError(reply.error);
    useEnvironments.setState((state) => (!reply.ok || state.wantedOrder === sent ? { wantedOrder: null } : {}));
  }
  keeping = false;
  await loadEnvironments();
}
