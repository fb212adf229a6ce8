import type { ProfileView } from '../../shared/contract.ts';

/** Environments under one heading; those without a group have none of their own. */
export interface EnvironmentGroup {
  title: string | null;
  profiles: readonly ProfileView[];
}

/** Those without a group come first, then the groups in the order of their first members. */
export function groupsOf(profiles: readonly ProfileView[]): EnvironmentGroup[] {
  const groups = new Map<string | null, ProfileView[]>([[null, []]]);
  for (const profile of profiles) {
    const members = groups.get(profile.group);
    if (members) members.push(profile);
    else groups.set(profile.group, [profile]);
  }
  return [...groups].flatMap(([title, members]) => (members.length === 0 ? [] : [{ title, profiles: members }]));
}

/** Where an environment stands within its group, counted from 0. */
export interface Place {
  group: EnvironmentGroup;
  index: number;
}

/** Where an environment stands; null where it is not in the list. */
export function placeOf(id: string, profiles: readonly ProfileView[]): Place | null {
  for (const group of groupsOf(profiles)) {
    const index = group.profiles.findIndex((profile) => profile.id === id);
    if (index >= 0) return { group, index };
  }
  return null;
}

/** The ids of an environment's group with the environment moved by one place, or null where there is no further place. */
export function movedBy(step: 1 | -1, id: string, profiles: readonly ProfileView[]): string[] | null {
  const place = placeOf(id, profiles);
  const other = place?.group.profiles[place.index + step];
  if (!place || !other) return null;
  return place.group.profiles.map((profile) =>
    profile.id === id ? other.id : profile.id === other.id ? id : profile.id,
  );
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The ids of all environments by name. */
export const idsByName = (profiles: readonly ProfileView[]): string[] =>
  [...profiles].sort((a, b) => collator.compare(a.name, b.name)).map(({ id }) => id);
