import { BlockList, isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { lazily } from '../lazily.ts';
import { bareHost } from '../resolve.ts';

/** Hosts that are reached without the proxy. */
export interface Bypass {
  has(hostname: string, port: number): boolean;
  /** Entries that mean nothing. */
  unreadable: readonly string[];
}

type Rule = (host: string, port: number) => boolean;

/**
 * Reads a bypass list in the notation of `NO_PROXY`, as curl and most programs do: `host` and `.suffix` stand for a host
 * and all below it, `*.suffix` for all below it only; each may end in a port. Addresses and networks in CIDR notation hold
 * for hosts that are given as addresses. `*` stands for every host, `<local>` for names without a dot.
 */
export function parseBypass(entries: readonly string[]): Bypass {
  const words = entries.flatMap((entry) => entry.split(/[\s,;]+/)).filter((word) => word !== '');
  const read = words.map((word) => ({ word, rule: ruleOf(word.toLowerCase()) }));
  const rules = read.flatMap(({ rule }) => rule ?? []);
  return {
    has(hostname, port) {
      const host = normal(hostname);
      return rules.some((rule) => rule(host, port));
    },
    unreadable: read.filter(({ rule }) => rule === null).map(({ word }) => word),
  };
}

function ruleOf(word: string): Rule | null {
  if (word === '*') return () => true;
  if (word === '<local>') return (host) => isIP(host) === 0 && !host.includes('.');
  if (word.includes('/')) return networkRule(word);
  if (isIP(bareHost(word)) !== 0) return addressRule(bareHost(word));
  const { name, port } = portOf(word);
  if (isIP(bareHost(name)) !== 0) return onPort(port, addressRule(bareHost(name)));
  const below = name.startsWith('*.');
  const host = normal(name.replace(/^\*?\./, ''));
  if (host === '' || /[*:[\]]/.test(host)) return name === '*' ? onPort(port, () => true) : null;
  return onPort(port, (asked) => (asked === host && !below) || asked.endsWith(`.${host}`));
}

/** The port after the last colon, where there is one. */
function portOf(word: string): { name: string; port: number | null } {
  const match = /^(.+):(\d{1,5})$/.exec(word);
  return match === null ? { name: word, port: null } : { name: match[1] ?? '', port: Number(match[2]) };
}

const onPort =
  (port: number | null, rule: Rule): Rule =>
  (host, asked) =>
    (port === null || port === asked) && rule(host, asked);

function networkRule(word: string): Rule | null {
  const [, address = '', bits] = /^(.+)\/(\d{1,3})$/.exec(word) ?? [];
  const family = isIP(bareHost(address));
  if (family === 0 || Number(bits) > (family === 4 ? 32 : 128)) return null;
  const list = new BlockList();
  list.addSubnet(bareHost(address), Number(bits), family === 4 ? 'ipv4' : 'ipv6');
  return within(list);
}

function addressRule(address: string): Rule {
  const list = new BlockList();
  list.addAddress(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
  return within(list);
}

const within =
  (list: BlockList): Rule =>
  (host) =>
    isIP(host) !== 0 && list.check(host, isIP(host) === 4 ? 'ipv4' : 'ipv6');

/** A host as it is compared: lower case, ASCII, without brackets and without the dot of the root. */
function normal(hostname: string): string {
  const host = bareHost(hostname).toLowerCase().replace(/\.$/, '');
  return isIP(host) === 0 && !/^[a-z0-9._-]*$/.test(host) ? domainToASCII(host) || host : host;
}

/** What Chromium never sends over the system's proxy: this computer itself and link-local addresses. */
export const localBypass = lazily(() =>
  parseBypass(['localhost', '127.0.0.0/8', '::1', '169.254.0.0/16', 'fe80::/10']),
);
