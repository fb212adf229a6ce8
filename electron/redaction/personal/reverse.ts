import { isIPv4 } from './addresses.ts';
import { networkOf, type PseudonymMap } from './pseudonyms.ts';

/** A text with the names put back. */
export interface Reversed {
  text: string;
  /** How many were put back. */
  restored: number;
  /** Pseudonyms in it that stand for nothing in the map: it may be that of another bundle. */
  unknown: readonly string[];
}

/**
 * A pseudonym as people and programs write it: in any case, with the hyphens of word processors; `ip-2` and `ip-2-*` for a
 * subnet. `host-2` is no part of `host-20`.
 */
const pseudonym =
  /(?<![A-Z0-9])(?:(?:user|host|email|phone)[-\u2010-\u2013]\d{1,9}|ip[-\u2010-\u2013]\d{1,9}(?:[-\u2010-\u2013](?:\d{1,9}|\*|x))?)(?![A-Z0-9])/gi;
/** The last letter of an escape in a URL or in JSON is none of the word behind it. */
const escape = /%[\dA-F]{2}|\\(?:[nrtbf]|u[\dA-F]{4})/gi;

/** Puts the names back into a text. Pseudonyms that the map does not hold stay. */
export function putBack(text: string, map: PseudonymMap): Reversed {
  const unknown = new Set<string>();
  let restored = 0;
  const put = (found: string): string => {
    const name = found.toLowerCase().replaceAll(/[\u2010-\u2013]/g, '-');
    const value = Object.hasOwn(map, name) ? map[name] : subnetOf(name, map);
    if (value === undefined) unknown.add(name);
    else restored += 1;
    return value ?? found;
  };
  const pieces: string[] = [];
  let read = 0;
  for (const { index, 0: found } of text.matchAll(escape)) {
    pieces.push(text.slice(read, index).replaceAll(pseudonym, put), found);
    read = index + found.length;
  }
  pieces.push(text.slice(read).replaceAll(pseudonym, put));
  return { text: pieces.join(''), restored, unknown: [...unknown] };
}

/** A text, for example support's answer, with the names in it put back. Pseudonyms that the map does not hold stay. */
export const reverse = (text: string, map: PseudonymMap): string => putBack(text, map).text;

/** `10.1.2.0/24` for `ip-2`, where the map holds an address of it. */
function subnetOf(name: string, map: PseudonymMap): string | undefined {
  const [subnet] = /^ip-\d+(?=$|-[*x]$)/.exec(name) ?? [];
  if (subnet === undefined) return undefined;
  const member = Object.keys(map).find((each) => each.startsWith(`${subnet}-`));
  const address = member === undefined ? undefined : map[member];
  if (address === undefined) return undefined;
  return isIPv4(address) ? `${networkOf(address)}.0/24` : `${networkOf(address)}::/64`;
}
