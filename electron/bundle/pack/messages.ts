import type { CountedRule, PersonalKind } from '../../redaction/index.ts';
import type { RedactionSettings } from '../redaction-settings.ts';

/** Personal data, and its name where it has one. */
export type Personal = readonly [kind: PersonalKind, value: string];
export type Named = readonly [kind: PersonalKind, value: string, name: string];

export interface LaneSettings {
  redaction: RedactionSettings;
  /** What must not be in the finished archive. */
  forbidden: readonly string[];
}

/** What a lane is asked. Blocks are numbered throughout a bundle. */
export type LaneRequest =
  /** Memory of this number for what is asked next; the thread that asks shares it. */
  | { kind: 'memory'; slot: number; input: SharedArrayBuffer; output: SharedArrayBuffer }
  | {
      kind: 'search';
      block: number;
      /** In whose input so many bytes of the file are. */
      slot: number;
      length: number;
      position: number;
      from: number;
      last: boolean;
      /** Whether it goes on from where this lane's search of the block before ended. */
      follows: boolean;
    }
  /** Replaces what was found, with the names that the lane did not know, into the output of its slot, and deflates it into the input. */
  | { kind: 'pack'; block: number; slot: number; names: readonly Named[]; deflate: boolean }
  /** A search that turned out to be of no use. */
  | { kind: 'drop'; block: number }
  | { kind: 'check'; id: number; archive: string; entry: EntryToCheck }
  | { kind: 'skim'; id: number; archive: string; section: SectionToCheck };

export interface EntryToCheck {
  name: string;
  /** Where its packed bytes begin. */
  offset: number;
  packedSize: number;
  size: number;
  crc32: number;
  sha256: string;
  /** Whether ordinary words may be in it though they are a secret somewhere, because the console wrote it. */
  ownText: boolean;
}

/** A stretch of an entry: what of it can be unpacked by itself. */
export interface SectionToCheck {
  /** Where the packed bytes of its first part begin. */
  offset: number;
  packedSizes: readonly number[];
  /** How long the part before it is, packed; 0 where it is the first of the entry. */
  leadSize: number;
  size: number;
  /** The checksums of the entry up to its beginning and up to its end. */
  crc32Before: number;
  crc32: number;
  /** Whether the entry ends with it. */
  last: boolean;
}

export type CheckOutcome =
  | { state: 'whole' }
  | { state: 'damaged' }
  /** Something in it may be a secret; the entry has to be searched. */
  | { state: 'doubtful' }
  /** A secret stands in this line. */
  | { state: 'secret'; line: number };

/** How many bytes were written to the memory that was meant for them; the bytes themselves where it is too small. */
export type Placed = number | Uint8Array;

export type LaneReply =
  | {
      kind: 'searched';
      block: number;
      /** Whether a value reaches into the next block, so that it has to be searched by this lane. */
      reaches: boolean;
      unknown: readonly Personal[];
    }
  | {
      kind: 'packed';
      block: number;
      plain: Placed;
      deflated: Placed;
      found: readonly CountedRule[];
      lineBreaks: number;
    }
  | { kind: 'checked'; id: number; outcome: CheckOutcome }
  /** A UserError, which loses its class on the way to another thread. */
  | { kind: 'failed'; code: string; message: string };
