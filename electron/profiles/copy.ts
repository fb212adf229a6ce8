import { randomUUID } from 'node:crypto';
import type { Profile } from '../../shared/profile.ts';

const longestName = 200;

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
