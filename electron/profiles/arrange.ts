import { randomUUID } from 'node:crypto';
import type { Profile } from '../../shared/profile.ts';

const longestName = 200;

/**
 * Puts the profiles that are named into the order in which they are named, at the places that they have now between them. One
 * that is not named, because another console has just added it, keeps its place; an id that is not there is passed over.
 */
export function arranged(profiles: readonly Profile[], ids: readonly string[]): Profile[] {
  const known = new Map(profiles.map((profile) => [profile.id, profile]));
  const named = [...new Set(ids)].flatMap((id) => known.get(id) ?? []);
  const isNamed = new Set(named);
  const inOrder = named.values();
  return profiles.map((profile) => (isNamed.has(profile) ? (inOrder.next().value ?? profile) : profile));
}

/** A copy under a name of its own: "CRM (copy)", "CRM (copy 2)". Its secrets are yet to be copied. */
export function copyOf(profile: Profile, profiles: readonly Profile[]): Profile {
  const taken = new Set(profiles.map(({ name }) => name.toLowerCase()));
  const name = profile.name.replace(/ \(copy(?: \d{1,6})?\)$/, '');
  for (let number = 1; ; number++) {
    const copied = withEnding(name, number === 1 ? ' (copy)' : ` (copy ${number})`);
    if (!taken.has(copied.toLowerCase())) return { ...profile, id: randomUUID(), name: copied, secrets: [] };
  }
}

/** Cuts a name that is too long for its ending, never within a character of two code units. */
export function withEnding(name: string, ending: string): string {
  const room = longestName - ending.length;
  const cut = name.length <= room ? name : name.slice(0, room).replace(/[\uD800-\uDBFF]$/, '');
  return `${cut.trimEnd()}${ending}`;
}
