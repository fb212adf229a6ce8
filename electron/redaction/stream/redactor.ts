import { rulesFor } from '../rules/index.ts';
import type { Rule } from '../rules/types.ts';
import type { PersonalKind } from '../personal/kinds.ts';
import { createPseudonyms, type Pseudonyms } from '../personal/pseudonyms.ts';
import { knownHostStarts, knownSecretStarts } from '../known/matcher.ts';
import { lookBehind } from '../scan/endings.ts';
import type { Finding } from '../scan/findings.ts';
import { createScanner, type Scanner } from '../scan/scanner.ts';
import { placeholder, type OpenValue } from '../scan/search.ts';
import { startsOf } from '../scan/starts.ts';

/** A value that stays though a rule finds it; for every rule where none is named. */
export interface Exception {
  rule?: string;
  value: string;
}

export interface RedactionOptions {
  /** Secrets that are known, for example from the keychain: hidden wherever they stand, in every spelling. */
  secrets?: readonly string[];
  /** Names of hosts that are known, for example of the environments: pseudonyms wherever they stand. */
  hosts?: readonly string[];
  /** Kinds of personal data that stay. */
  keep?: readonly PersonalKind[];
  /** Own rules, besides those of the product. */
  rules?: readonly Rule[];
  /** These rules and no others. */
  only?: readonly Rule[];
  exceptions?: readonly Exception[];
}

/** Rules and secrets made ready for searching, which takes some milliseconds; then it serves any number of files. */
export interface Redaction {
  readonly rules: readonly Rule[];
  readonly scanner: Scanner;
}

/** The id under which known secrets are counted. */
const knownSecretRule: Rule = {
  kind: 'shape',
  id: 'known-secret',
  protects: 'the secrets of the environments, in every spelling',
  starts: [],
  pattern: /(?!)/y,
  examples: [],
};

const knownHostRule: Rule = {
  kind: 'shape',
  id: 'known-host',
  protects: 'the names of the hosts of the environments',
  starts: [],
  pattern: /(?!)/y,
  examples: [],
};

export function prepareRedaction({
  secrets = [],
  hosts = [],
  keep = [],
  rules = [],
  only,
  exceptions = [],
}: RedactionOptions = {}): Redaction {
  const all = only ?? [...rules, ...rulesFor(keep)];
  const counted = [...all, knownSecretRule, knownHostRule];
  const values = new Set(exceptions.filter(({ rule }) => rule === undefined).map(({ value }) => value));
  const byRule = new Set(exceptions.map(({ rule = '', value }) => `${rule} ${value}`));
  const exempts = (rule: number, value: string): boolean =>
    values.has(value) || byRule.has(`${counted[rule]?.id} ${value}`);
  const known = knownSecretStarts(secrets, all.length);
  const knownHosts = keep.includes('host') ? [] : knownHostStarts(hosts, all.length + 1);
  return {
    rules: counted,
    scanner: createScanner([...known, ...startsOf(all), ...knownHosts], {
      keep,
      exempts: exceptions.length === 0 ? null : exempts,
    }),
  };
}

/** A stretch of a file, and what is to be replaced in it. */
export interface Stretch {
  bytes: Buffer;
  /** The same, one character a byte (latin1). */
  text: string;
  /** The bytes from here to `to` are given out; what is before was, or belongs to a value that began there. */
  from: number;
  to: number;
  /** Position of the first of the bytes in the input. */
  position: number;
  findings: readonly Finding[];
}

/** What has to be known of a stretch to replace what was found. */
export type Replaceable = Pick<Stretch, 'bytes' | 'from' | 'to' | 'findings'>;

/** Searches one file, however long and however cut into chunks; keeps no more than a chunk and some kilobytes of it. */
export interface Finder {
  /** Searches the next bytes, which may not change afterwards; null where it waits for more. */
  next(chunk: Uint8Array): Stretch | null;
  /** Gives the rest. */
  end(): Stretch;
}

/** The least that is searched at once; shorter chunks wait for each other. */
const usualBlock = 256 * 1024;

export function findIn({ scanner }: Redaction, leastBlock = usualBlock): Finder {
  let waiting: Uint8Array[] = [];
  let waitingLength = 0;
  /** What is left of the last block: context that is decided, then what is undecided. */
  let carried: Uint8Array = new Uint8Array(0);
  let undecidedFrom = 0;
  /** Position of the first carried byte in the input. */
  let position = 0;
  let open: OpenValue | null = null;
  let line = 1;

  const search = (last: boolean): Stretch => {
    const bytes = Buffer.concat([carried, ...waiting]);
    waiting = [];
    waitingLength = 0;
    const text = bytes.toString('latin1');
    const scanned = scanner(bytes, text, undecidedFrom, last, open);
    let nextBreak = text.indexOf('\n', undecidedFrom);
    const countTo = (index: number): void => {
      for (; nextBreak !== -1 && nextBreak < index; nextBreak = text.indexOf('\n', nextBreak + 1)) line += 1;
    };
    for (const finding of scanned.findings) {
      countTo(finding.from);
      finding.line = line;
    }
    countTo(scanned.done);
    const stretch = { bytes, text, from: scanned.begin, to: scanned.done, position, findings: scanned.findings };
    const context = Math.max(0, scanned.done - lookBehind);
    open = scanned.open;
    carried = bytes.subarray(context);
    undecidedFrom = scanned.done - context;
    position += context;
    return stretch;
  };

  return {
    next(chunk) {
      waiting.push(chunk);
      waitingLength += chunk.length;
      return waitingLength < leastBlock ? null : search(false);
    },
    end: () => search(true),
  };
}

/** What stands in the place of a finding. */
export const replacementOf = ({ personal, value, around }: Finding, pseudonyms: Pseudonyms): string =>
  personal === null ? `${around}${placeholder}${around}` : pseudonyms.of(personal, value);

const lengthOf = ({ from, to }: Finding): number => to - from;

/** What is given out for a stretch; written to `memory`, where one is given that is long enough. */
export function replaceIn(stretch: Replaceable, pseudonyms: Pseudonyms, memory?: Buffer): Buffer {
  const { bytes, from, to, findings } = stretch;
  const replacements = findings.map((finding) => replacementOf(finding, pseudonyms));
  let length = to - from;
  for (const [index, finding] of findings.entries()) length += (replacements[index] ?? '').length - lengthOf(finding);
  const output = memory !== undefined && memory.length >= length ? memory : Buffer.allocUnsafeSlow(length);
  let read = from;
  let written = 0;
  for (const [index, finding] of findings.entries()) {
    written += bytes.copy(output, written, read, finding.from);
    written += output.write(replacements[index] ?? '', written, 'latin1');
    read = finding.to;
  }
  written += bytes.copy(output, written, read, to);
  return output.subarray(0, written);
}

/** Redacts one text that is in memory. */
export function redactText(text: string, redaction: Redaction, pseudonyms: Pseudonyms = createPseudonyms()): string {
  const finder = findIn(redaction);
  const stretches = [finder.next(Buffer.from(text, 'utf8')), finder.end()];
  return Buffer.concat(stretches.flatMap((each) => (each === null ? [] : [replaceIn(each, pseudonyms)]))).toString(
    'utf8',
  );
}
