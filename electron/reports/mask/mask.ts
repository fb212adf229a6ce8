import { maskPatterns, mayNeedMasking, placeholder, stars, type Cover } from './patterns.ts';
import { viewsOf, type View } from './views.ts';

/** Masks the secrets of one run. It learns them as they come up (a token, for example). */
export interface Mask {
  /** From now on this value is masked; nothing happens for an empty one. */
  add(secret: string): void;
  /**
   * The text with every known secret masked, in plain, percent-encoded, form-encoded, JSON-escaped, HTML-escaped,
   * Base64 or hexadecimal spelling, the last two over each other too, and with everything that is a secret by its place (an Authorization header, a password field).
   */
  apply(text: string): string;
  /** How many spellings it knows; what was masked with as many need not be masked again. */
  readonly size: number;
}

/** Shorter secrets turn up in ordinary words, so they are masked only where they stand as a whole value. */
const shortest = 4;

/** Stretches of a text that stand for bytes, and how they may be read: one can begin within a longer word. */
interface Encoding {
  pattern: RegExp;
  bytesOf: (run: string) => Buffer[];
}

/** The encodings, in stretches that are long enough for so many bytes; most words of a reply are too short for any secret. */
const encodingsOf = (bytes: number): readonly Encoding[] => [
  {
    // Four characters stand for three bytes.
    pattern: new RegExp(`[\\w+/-]{${Math.max(6, Math.ceil((bytes * 4) / 3))},}={0,2}`, 'g'),
    bytesOf: (run) => [0, 1, 2, 3].map((skip) => Buffer.from(run.slice(skip), 'base64')),
  },
  {
    pattern: new RegExp(`[\\da-f]{2}([-:]?)[\\da-f]{2}(?:\\1[\\da-f]{2}){${Math.max(2, bytes - 2)},}`, 'gi'),
    bytesOf(run) {
      const digits = run.replace(/[-:]/g, '');
      return [0, 1].map((skip) => Buffer.from(digits.slice(skip), 'hex'));
    },
  },
];

/** The secrets that a mask knows. */
interface Known {
  secrets: readonly string[];
  /** As PowerShell encodes them. */
  wide: readonly string[];
  /** The length of the shortest: no spelling of a secret is shorter, nor are the bytes of one. */
  least: number;
  encodings: readonly Encoding[];
}

/** How many encodings can lie over each other. */
const encodingDepth = 2;

interface Range {
  from: number;
  to: number;
}

const isValueAt = (text: string, from: number, to: number): boolean =>
  /^$|[="':]/.test(text.charAt(from - 1)) && /^$|[&"';,}\s<]/.test(text.charAt(to));

/** Every place where a secret stands in this reading of the text. */
function* rangesOf({ text, at }: View, secret: string): Generator<Range> {
  for (let from = text.indexOf(secret); from !== -1; from = text.indexOf(secret, from + 1)) {
    const to = from + secret.length;
    if (secret.length >= shortest || isValueAt(text, from, to)) yield { from: at(from), to: at(to) };
  }
}

/** The bytes of a text as PowerShell encodes it, one unit a byte. */
const wide = (text: string): string => Buffer.from(text, 'utf16le').toString('latin1');

/** Whether decoded bytes hold a secret, in whatever spelling. */
function holdsSecret(bytes: Buffer, known: Known, depth: number): boolean {
  if (bytes.length < known.least) return false;
  const raw = bytes.toString('latin1');
  if (known.wide.some((secret) => raw.includes(secret))) return true;
  const readings = new Set([bytes.toString('utf8'), raw, raw.replaceAll('\0', '')]);
  return [...readings].some((reading) =>
    viewsOf(reading).some(
      (view) =>
        known.secrets.some((secret) => !rangesOf(view, secret).next().done) ||
        !encodedRanges(view, known, [], depth).next().done,
    ),
  );
}

/** The encoded stretches that hold a secret, but for those within what is `found` already, such as the parts of a token. */
function* encodedRanges({ text, at }: View, known: Known, found: readonly Range[], depth: number): Generator<Range> {
  if (depth === 0) return;
  for (const { pattern, bytesOf } of known.encodings) {
    if (text.search(pattern) < 0) continue;
    for (const { 0: run, index } of text.matchAll(pattern)) {
      const range = { from: at(index), to: at(index + run.length) };
      if (found.some(({ from, to }) => from <= range.from && range.to <= to)) continue;
      if (bytesOf(run).some((bytes) => holdsSecret(bytes, known, depth - 1))) yield range;
    }
  }
}

function cover(text: string, ranges: readonly Range[], put: Cover): string {
  let covered = '';
  let position = 0;
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    if (to <= position) continue;
    if (from >= position) covered += text.slice(position, from) + put(text.slice(from, to), text.slice(0, from));
    position = to;
  }
  return covered + text.slice(position);
}

const nothingKnown: Known = { secrets: [], wide: [], least: Infinity, encodings: [] };

/** Patterns need not ask for longer stretches than these: longer ones are rare whatever they hold. */
const longestAskedFor = 64;

function knownOf(secrets: readonly string[]): Known {
  const least = Math.min(...secrets.map((secret) => secret.length));
  return {
    secrets,
    wide: secrets.filter((secret) => secret.length >= shortest).map(wide),
    least,
    encodings: encodingsOf(Math.min(least, longestAskedFor)),
  };
}

/** A mask that knows no secret yet. By default it puts the same three stars in the place of each. */
export function createMask(put: Cover = stars): Mask {
  let known = nothingKnown;
  // A result is masked as soon as it is there and again in the report, and headers are much the same in every reply.
  const masked = new Map<string, string>();
  const maskAnew = (text: string): string => {
    if (text.length < known.least) return maskPatterns(text, put);
    const views = viewsOf(text);
    const plain = views.flatMap((view) => known.secrets.flatMap((secret) => [...rangesOf(view, secret)]));
    const encoded = views.flatMap((view) => [...encodedRanges(view, known, plain, encodingDepth)]);
    return maskPatterns(cover(text, [...plain, ...encoded], put), put);
  };
  return {
    get size() {
      return known.secrets.length;
    },
    add(secret) {
      if (secret === '' || secret === placeholder || known.secrets.includes(secret)) return;
      masked.clear();
      // What a server makes of a secret whose UTF-8 it takes for ISO 8859-1.
      const misread = Buffer.from(secret, 'utf8').toString('latin1');
      known = knownOf([...new Set([...known.secrets, secret, misread])]);
    },
    apply(text) {
      if (text.length < known.least && !mayNeedMasking(text)) return text;
      const result = masked.get(text) ?? maskAnew(text);
      masked.set(text, result);
      return result;
    },
  };
}
