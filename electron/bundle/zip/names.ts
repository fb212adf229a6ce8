/** Names of devices on Windows, with any ending and with spaces before it. */
const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³]) *(?:\.|$)/i;
/** Windows takes paths of 260 characters, the folder that is unpacked into among them; Linux takes names of 255 bytes. */
const longestSegment = 120;
const longestBytes = 200;
const longestPath = 200;

/** One segment of a path as every system and every tool for archives takes it. */
function safeSegment(segment: string): string {
  const characters = segment
    .normalize('NFC')
    .replaceAll(/[<>:"|?*\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu, '_')
    .replace(/[. ]+$/, '_');
  const short = shortened(characters === '' ? '_' : characters);
  return reserved.test(short) ? `_${short}` : short;
}

/** Keeps the ending, by which programs know a file. */
function shortened(segment: string): string {
  const ending = /\.[^.]{1,10}$/.exec(segment)?.[0] ?? '';
  const fits = (text: string): boolean => text.length <= longestSegment && Buffer.byteLength(text) <= longestBytes;
  if (fits(segment)) return segment;
  const characters = Array.from(segment.slice(0, segment.length - ending.length)).slice(0, longestSegment);
  while (!fits(characters.join('') + ending)) characters.pop();
  return characters.join('') + ending;
}

/** Leaves out folders in the middle of a path that is too long: what a file is stands at both ends. */
function withinPath(segments: readonly string[]): string[] {
  const kept = [...segments];
  while (kept.length > 3 && kept.join('/').length > longestPath) kept.splice(kept.length > 4 ? 3 : 2, 1);
  return kept;
}

/**
 * Gives each file a path of its own in an archive: relative, without `..`, and distinct where case does not count; none is a
 * folder of another.
 */
export function createSafeNames(): (path: string) => string {
  const files = new Set<string>();
  const folders = new Set<string>();
  /** The first of `name`, `name-2`, `name-3` that is not taken. */
  const first = (stem: string, ending: string, isTaken: (name: string) => boolean): string => {
    let name = stem + ending;
    for (let number = 2; isTaken(name.toLowerCase()); number += 1) name = `${stem}-${number}${ending}`;
    return name;
  };
  return (path) => {
    const segments = path.split(/[/\\]+/).filter((segment) => segment !== '' && segment !== '.');
    const safe = withinPath((segments.length === 0 ? ['_'] : segments).map((each) => safeSegment(each)));
    const file = safe.pop() ?? '_';
    let folder = '';
    for (const segment of safe) {
      folder = first(folder + segment, '', (name) => files.has(name));
      folders.add(folder.toLowerCase());
      folder += '/';
    }
    const ending = /\.[^./]{1,10}$/.exec(file)?.[0] ?? '';
    const stem = folder + file.slice(0, file.length - ending.length);
    const whole = first(stem, ending, (name) => files.has(name) || folders.has(name));
    files.add(whole.toLowerCase());
    return whole;
  };
}
