import type { Scan } from '../scan/scan.ts';
import type { PersonalKind } from './kinds.ts';
import { personalParts } from './parts.ts';

/** Looks at a literal found from `start` to `end` and renames what is personal there. */
export type Find = (scan: Scan, number: number, start: number, end: number) => void;

/** Replaces the parts of a range that are personal. */
export const rename = (scan: Scan, number: number, kind: PersonalKind, from: number, to: number): void => {
  for (const part of personalParts(kind, scan.text.slice(from, to))) {
    scan.rename(number, part.kind, from + part.from, from + part.to, part.text);
  }
};
