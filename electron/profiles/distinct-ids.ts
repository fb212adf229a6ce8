import { practiceProfileId, type Profile } from '../../shared/profile.ts';

/** Profiles of which no two have the same id, and those whose id had to be another than in the file. */
export interface DistinctProfiles {
  profiles: Profile[];
  renamed: Profile[];
}

/**
 * A file that was changed by hand may hold an id twice, most likely of a copied environment: the later one gets another id,
 * always the same for the same file. The secrets in the keychain stay with the first one.
 */
export function distinctIds(profiles: Profile[]): DistinctProfiles {
  const written = new Set(profiles.map(({ id }) => id));
  const taken = new Set([practiceProfileId]);
  const renamed: Profile[] = [];
  const all = profiles.map((profile) => {
    const id = freeId(profile.id, taken, written);
    taken.add(id);
    if (id === profile.id) return profile;
    const other = { ...profile, id, secrets: [] };
    renamed.push(other);
    return other;
  });
  return { profiles: renamed.length === 0 ? profiles : all, renamed };
}

function freeId(id: string, taken: ReadonlySet<string>, written: ReadonlySet<string>): string {
  if (!taken.has(id)) return id;
  for (let number = 2; ; number++) {
    const candidate = `${id.slice(0, 90)}-${number}`;
    if (!taken.has(candidate) && !written.has(candidate)) return candidate;
  }
}
