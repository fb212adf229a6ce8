const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const longestSegment = 120;

/** One segment of a path as every system and every tool for archives takes it. */
function safeSegment(segment: string): string {
  const characters = segment
    .normalize('NFC')
    .replaceAll(/[<>:"|?*\\\p{Cc}\p{Cf}\p{Surrogate}]/gu, '_')
    .replace(/[. ]+$/, '_');
  const short = shortened(characters === '' ? '_' : characters);
  return reserved.test(short) ? `_${short}` : short;
}

/** Keeps the ending, by which programs know a file. */
function shortened(segment: string): string {
  const characters = [...segment];
  if (characters.length <= longestSegment) return segment;
  const ending = /\.[^.]{1,10}$/.exec(segment)?.[0] ?? '';
  return `${characters.slice(0, longestSegment - ending.length).join('')}${ending}`;
}

/** Gives each file a path of its own in an archive: relative, without `..`, and distinct where case does not count. */
export function createSafeNames(): (path: string) => string {
  const taken = new Set<string>();
  return (path) => {
    const segments = path.split(/[/\\]+/).filter((segment) => segment !== '' && segment !== '.');
    const whole = (segments.length === 0 ? ['_'] : segments).map((each) => safeSegment(each)).join('/');
    const ending = /\.[^./]{1,10}$/.exec(whole)?.[0] ?? '';
    const stem = whole.slice(0, whole.length - ending.length);
    let name = whole;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${stem}-${number}${ending}`;
    taken.add(name.toLowerCase());
    return name;
  };
}
