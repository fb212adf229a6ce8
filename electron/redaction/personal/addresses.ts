const byte = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;
const fourBytes = new RegExp(String.raw`^${byte}(?:\.${byte}){3}$`);
const group = /^[\da-f]{1,4}$/i;

/** Four bytes in decimal, none over 255. */
export const isIPv4 = (text: string): boolean => fourBytes.test(text);

/** The text form of RFC 4291 section 2.2: eight groups, fewer around one `::`, the last two also as an IPv4 address. */
export function isIPv6(text: string): boolean {
  if (text.length > 45 || !text.includes(':')) return false;
  const halves = text.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const embedded = last.includes('.');
  if (embedded && !isIPv4(last)) return false;
  const count = groups.length + (embedded ? 1 : 0);
  if (halves.length > 2 || (halves.length === 2 ? count > 7 : count !== 8)) return false;
  return (embedded ? groups.slice(0, -1) : groups).every((each) => group.test(each));
}

/** An IPv6 address with all of its eight groups, each without zeros in front of it, in small letters. */
export function groupsOfIPv6(address: string): string[] {
  const [head = '', tail] = address
    .toLowerCase()
    .replace(/%.*$/, '')
    .replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...bytes: string[]) => {
      const [first = 0, second = 0, third = 0, fourth = 0] = bytes.slice(0, 4).map(Number);
      return `${(first * 256 + second).toString(16)}:${(third * 256 + fourth).toString(16)}`;
    })
    .split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const behind = tail === '' ? [] : tail.split(':');
    while (groups.length + behind.length < 8) groups.push('0');
    groups.push(...behind);
  }
  return groups.map((each) => each.replace(/^0+(?=.)/, ''));
}
