import { groupsOfIPv6, isIPv4 } from './addresses.ts';
import { personalKinds, type PersonalKind } from './kinds.ts';

/** What stands behind each pseudonym. */
export type PseudonymMap = Readonly<Record<string, string>>;

/**
 * Gives each person, host and address one name throughout a bundle: `user-3`, `host-2`, `email-1`, `phone-1`, and `ip-2-7`
 * for the seventh address of the second subnet (the first three bytes of IPv4, the first 64 bits of IPv6). Letters' case
 * does not matter. Numbers are given in the order of asking, so the same input in the same order has the same names.
 */
export interface Pseudonyms {
  of(kind: PersonalKind, value: string): string;
  /** Whether it has a name already, so that asking changes nothing. */
  knows(kind: PersonalKind, value: string): boolean;
  /** For export; see `sealMap`. */
  map(): PseudonymMap;
}

const prefixes = { user: 'user', path: 'user', host: 'host', email: 'email', phone: 'phone', ip: 'ip' } as const;

/** The part of an address that those of its subnet share. */
export const networkOf = (address: string): string =>
  isIPv4(address) ? address.slice(0, address.lastIndexOf('.')) : groupsOfIPv6(address).slice(0, 4).join(':');

/** A value in one of its spellings, so that all of them have one name. */
function canonical(prefix: string, value: string): string {
  if (prefix === 'ip') return isIPv4(value) ? value : groupsOfIPv6(value).join(':');
  if (prefix === 'phone') return value.replace(/\D/g, '').replace(/^00/, '');
  return value.normalize('NFC').toLowerCase();
}

/** Pseudonyms that go on from a map, or begin. */
export function createPseudonyms(known: PseudonymMap = {}): Pseudonyms {
  const names = new Map<string, string>();
  /** By the spelling as it came, to be quick about what stands in line after line. */
  const spellings = new Map(personalKinds.map((kind) => [kind, new Map<string, string>()]));
  const values = new Map<string, string>();
  /** The last number of each prefix; for addresses, of each network. */
  const last = new Map<string, number>();
  const networks = new Map<string, string>();

  const number = (prefix: string): string => {
    const next = (last.get(prefix) ?? 0) + 1;
    last.set(prefix, next);
    return `${prefix}-${next}`;
  };
  const keyOf = (kind: PersonalKind, value: string): string => `${prefixes[kind]} ${canonical(prefixes[kind], value)}`;
  const newName = (kind: PersonalKind, value: string): string => {
    if (kind !== 'ip') return number(prefixes[kind]);
    const network = networkOf(value.toLowerCase());
    const name = networks.get(network) ?? number('ip');
    networks.set(network, name);
    return number(name);
  };
  for (const [name, value] of Object.entries(known)) {
    const [prefix = '', first = '', second] = name.split('-');
    names.set(`${prefix} ${canonical(prefix, value)}`, name);
    values.set(name, value);
    last.set(prefix, Math.max(last.get(prefix) ?? 0, Number(first)));
    if (second === undefined) continue;
    const network = `${prefix}-${first}`;
    networks.set(networkOf(value.toLowerCase()), network);
    last.set(network, Math.max(last.get(network) ?? 0, Number(second)));
  }

  return {
    of(kind, value) {
      const ofKind = spellings.get(kind);
      const given = ofKind?.get(value);
      if (given !== undefined) return given;
      const key = keyOf(kind, value);
      const name = names.get(key) ?? newName(kind, value);
      if (!names.has(key)) {
        names.set(key, name);
        values.set(name, value);
      }
      ofKind?.set(value, name);
      return name;
    },
    knows: (kind, value) => names.has(keyOf(kind, value)),
    map: () => Object.fromEntries(values),
  };
}
