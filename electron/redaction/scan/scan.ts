import type { PersonalKind } from '../personal/kinds.ts';
import type { Start } from './automaton.ts';
import type { Ending } from './endings.ts';

/** The block that is being searched, as matchers see it. */
export interface Scan {
  /** One character a byte (latin1), so that every index is that of the byte. */
  text: string;
  /** Whether nothing is replaced yet where an index is, and nothing behind it but what a name led to. */
  isFree(index: number): boolean;
  /** Nothing before is looked at. */
  least: number;
  /** Replaces the value from an index to its ending; says nothing about an empty one. */
  hide(rule: number, from: number, ending: Ending, options?: HideOptions): void;
  /** The same for a block of lines that begins at `start`, also where that is within a value that is replaced. */
  hideBlock(rule: number, start: number, from: number, ending: Ending): void;
  /** Replaces a range by the placeholder. */
  hideRange(rule: number, from: number, to: number): void;
  /** Replaces a range whatever stands there, also where a part of it is replaced already. */
  hideKnown(rule: number, from: number, to: number): void;
  /** Replaces a range by the pseudonym of what stands there, which is `value`. */
  rename(rule: number, kind: PersonalKind, from: number, to: number, value: string): void;
}

export interface HideOptions {
  /** Which values stay. */
  keeps?: readonly RegExp[];
  /** Written before and after the placeholder, to keep JSON what it is. */
  around?: string;
  /** The value becomes a pseudonym. */
  personal?: PersonalKind;
}

/** Looks at a literal found from `start` to `end` and hides what it leads to. */
export type Matcher = (scan: Scan, start: number, end: number) => void;

/** A start of a matcher, as rules and known secrets give it; one that covers looks also where something is replaced. */
export type MatcherStart = Start<{ match: Matcher; covers: boolean }>;
