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
  | {
      kind: 'search';
      block: number;
      bytes: Uint8Array;
      position: number;
      from: number;
      last: boolean;
      /** Whether it goes on from where this lane's search of the block before ended. */
      follows: boolean;
    }
  /** Replaces what was found, with the names that the lane did not know, and deflates it; `output` is where it may write. */
  | { kind: 'pack'; block: number; names: readonly Named[]; output: Uint8Array; deflate: boolean }
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
      plain: Uint8Array;
      deflated: Uint8Array;
      found: readonly CountedRule[];
      lineBreaks: number;
    }
  | { kind: 'checked'; id: number; outcome: CheckOutcome }
  /** A UserError, which loses its class on the way to another thread. */
  | { kind: 'failed'; code: string; message: string };
