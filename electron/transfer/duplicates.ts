import { parseCreatioAddress } from '../../shared/address.ts';
import type { Profile, Settings } from '../../shared/profile.ts';
import type { Likeness } from '../../shared/transfer.ts';
import type { IncomingEnvironment } from './incoming.ts';

/** A stored environment that is the same as one of a file, and by what. */
export interface Duplicate {
  profile: Profile;
  by: Likeness;
}

/**
 * Finds the stored environment that an incoming one is the same as: of the same id, else of the same Creatio address and
 * client, however the address is written, else of the same name. Among several of one address the name decides.
 */
export function duplicateFinder(stored: readonly Profile[]): (environment: IncomingEnvironment) => Duplicate | null {
  const byId = new Map(stored.map((profile) => [profile.id, profile]));
  const byName = new Map(stored.map((profile) => [nameKey(profile.name), profile]));
  const byAddress = new Map<string, Profile[]>();
  for (const profile of stored) {
    const key = addressKey(profile);
    byAddress.set(key, [...(byAddress.get(key) ?? []), profile]);
  }
  return ({ id, settings }) => {
    const sameId = byId.get(id ?? '');
    if (sameId !== undefined) return { profile: sameId, by: 'id' };
    const sameAddress = byAddress.get(addressKey(settings)) ?? [];
    const best = sameAddress.find(({ name }) => nameKey(name) === nameKey(settings.name)) ?? sameAddress[0];
    if (best !== undefined) return { profile: best, by: 'address' };
    const sameName = byName.get(nameKey(settings.name));
    return sameName === undefined ? null : { profile: sameName, by: 'name' };
  };
}

/** Names differ in more than case, as in the store. */
export const nameKey = (name: string): string => name.toLowerCase();

/** One text for all spellings of an address; IIS takes paths in any case. */
export function addressKey({
  creatioUrl,
  clientId = null,
}: Pick<Settings, 'creatioUrl'> & { clientId?: string | null }) {
  const parsed = parseCreatioAddress(creatioUrl);
  return JSON.stringify([(parsed.ok ? parsed.url : creatioUrl).toLowerCase(), clientId?.trim() ?? '']);
}
