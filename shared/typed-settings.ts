import { percentDecoded } from './url.ts';

/** Something as it was understood, with a sentence for each thing that was changed, or why it cannot be used. */
export type Understood<Value> = { ok: true; value: Value; corrections: string[] } | { ok: false; message: string };

const refused = (message: string): { ok: false; message: string } => ({ ok: false, message });

/** Windows puts an invisible mark of direction in front of a path that is copied from a window with properties. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;

/** Understands the path of a file or folder as people paste it: in quotation marks, as a `file:` address. Never throws. */
export function parsePath(text: string): Understood<string> {
  const corrections: string[] = [];
  const visible = text.replaceAll(invisible, '');
  if (visible !== text) corrections.push('Removed invisible characters.');
  const trimmed = visible.trim();
  const bare = trimmed.replace(/^["'“”„‘’]+|["'“”‘’]+$/g, '').trim();
  if (bare !== trimmed) corrections.push('Removed the quotation marks around the path.');
  const path = /^file:/i.test(bare) ? pathOfAddress(bare) : bare;
  if (path !== bare) corrections.push('Wrote the address of the file as a path.');
  if (path === '') return refused('Enter a path.');
  if (path.length > 4_000) return refused('The path is too long.');
  if (/\p{Cc}/u.test(path))
    return refused('The path contains a line break or a control character. Enter one path only.');
  if (/^https?:/i.test(path)) return refused('This is an address on the network. Enter a path on this computer.');
  if (/%\w+%|^\$|^~/.test(path)) {
    return refused(
      'Write the path out: what stands for a folder here (such as %TEMP%) is another one for each account.',
    );
  }
  if (!/^(?:[a-z]:[\\/]|\\\\|\/)/i.test(path)) {
    return refused('Enter the whole path, from the drive or the root on.');
  }
  return { ok: true, value: path, corrections };
}

function pathOfAddress(address: string): string {
  const [, host = '', rest = ''] = /^file:(?:\/\/([^/\\]*))?(.*)$/i.exec(address) ?? [];
  const path = percentDecoded(rest);
  if (host !== '' && host !== 'localhost') return `\\\\${host}${path.replaceAll('/', '\\')}`;
  return /^\/+[a-z]:/i.test(path) ? path.replace(/^\/+/, '').replaceAll('/', '\\') : path;
}

/**
 * Understands a list of hosts that are reached without the proxy, separated by commas, semicolons, spaces or lines, in the
 * notation of `NO_PROXY` or in that of Windows (`192.168.*`). Never throws.
 */
export function parseBypassList(text: string): Understood<string[]> {
  const corrections: string[] = [];
  const words = text
    .replaceAll(invisible, '')
    .split(/[\s,;"']+/)
    .filter((word) => word !== '');
  const entries = words.map((word) => bypassEntry(word, corrections)).filter((entry) => entry !== '');
  const tooLong = entries.find((entry) => entry.length > 300);
  if (tooLong !== undefined) return refused(`No host has a name as long as "${tooLong.slice(0, 40)}…".`);
  const control = entries.find((entry) => /\p{Cc}/u.test(entry));
  if (control !== undefined) return refused('The list contains a control character.');
  const value = [...new Set(entries)];
  if (value.length > 200) return refused(`The list has ${value.length} entries; 200 are possible.`);
  return { ok: true, value, corrections };
}

function bypassEntry(word: string, corrections: string[]): string {
  const bare = word.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
  const isNetwork = bare === word && /^[\d.:a-f[\]]+\/\d{1,3}$/i.test(bare);
  const host = isNetwork ? bare : bare.replace(/\/.*$/, '');
  if (host !== word) corrections.push(`Understood ${word} as ${host}.`);
  const parts = /^(\d{1,3}(?:\.\d{1,3}){0,2})(?:\.\*){1,3}$/.exec(host)?.[1]?.split('.');
  if (parts === undefined) return host;
  const network = `${[...parts, '0', '0', '0'].slice(0, 4).join('.')}/${parts.length * 8}`;
  corrections.push(`Wrote ${host} as the network ${network}.`);
  return network;
}

/** Understands a version of Creatio as it is shown or called: `8.3.1`, `8.3.1.1234`, `Creatio 8.3.1 Sales`. Never throws. */
export function parseCreatioVersion(text: string): Understood<string> {
  const trimmed = text.trim();
  if (/^\d{1,3}(?:\.\d{1,6}){0,3}$/.test(trimmed)) return { ok: true, value: trimmed, corrections: [] };
  const found = /(?<![\d.])\d{1,3}(?:\.\d{1,6}){1,3}(?![\d.])/.exec(trimmed)?.[0];
  if (found === undefined) return refused('Enter the version as Creatio shows it, for example 8.3.1.');
  return { ok: true, value: found, corrections: [`Understood as ${found}.`] };
}
