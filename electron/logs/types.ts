import type { LogKind, LogTimeZone, MissingLogs } from '../../shared/logs.ts';

/** A file that was found. JSON-safe, so that it can be handed to a worker. */
export interface FoundFile {
  /** The same whenever the same file is found. */
  id: string;
  /** Its path below the folder of its source, with slashes; for people and for names in a bundle, never a path to open. */
  name: string;
  /** Of the file, or of the archive it lies in. */
  path: string;
  kind: LogKind;
  /** On the disk; of a file in a zip archive, as it comes out of that, by what the archive says. */
  bytes: number;
  archive: Archive | null;
  /** The number by which the file system knows it whatever its name; null where the system has none. */
  identity: string | null;
  /** Milliseconds since 1970, as far as they are known without reading it whole. */
  firstAt: number | null;
  lastAt: number | null;
  /** Minutes that the times in its lines are ahead of UTC; null for the time zone of this computer. */
  offsetMinutes: number | null;
  why: string;
}

export type Archive =
  | { kind: 'gzip' }
  | {
      kind: 'zip';
      /** Number of the entry in the archive. */
      entry: number;
      /** Whether that is a gzip file itself. */
      packed: boolean;
    };

/** Logs of one kind below one folder. */
export interface FoundSource {
  id: string;
  kind: LogKind;
  folder: string;
  /** Which of several websites below the folder it is of; null where there is one. */
  part: string | null;
  why: string;
  /** The newest first. */
  files: FoundFile[];
  timeZone: LogTimeZone;
  /** What is not among the files, and why, as sentences. */
  problem: string | null;
  /** Whether everything could be looked at; links, for example, are left out on purpose. */
  isWhole: boolean;
}

export interface FoundLogs {
  foundAt: number;
  sources: FoundSource[];
  missing: MissingLogs[];
  /** Places that were not looked at, which are told among the missing, too. */
  unread: Unseen[];
}

/** What was not looked at. */
export interface Unseen {
  folder: string;
  why: string;
  /** Whether that is for a fault, and not on purpose. */
  isFault: boolean;
}

/** A file of which something is to be taken, and what. JSON-safe. */
export interface PlannedFile {
  file: FoundFile;
  /** Entries from here to there, in milliseconds by the clock of the server; null for all. */
  window: { from: number; to: number } | null;
  /** A file whose lines have no times is taken from this byte on, where it was that long when a recording began. */
  fromByte: number;
  /** At most so much is given out, the newest. */
  limitBytes: number;
  /** What is expected to be given out at most. */
  expectedBytes: number;
  /** What has to be read for it at most. */
  bytesToRead: number;
}

/** What is to be taken of a selection. */
export interface ReadingPlan {
  /** In the order of the sources. */
  files: PlannedFile[];
  /** Files of which nothing is taken, and why; whether that is for a fault, and not because it was not wanted. */
  skipped: { file: FoundFile; why: string; isFault: boolean }[];
  /** What was not even found below a folder, and why. */
  unseen: Unseen[];
  /** Configuration that was found, whether it is taken or not; none that is too large for one. */
  configuration: FoundFile[];
  /** Known beforehand: what a limit leaves out. */
  expectedBytes: number;
  bytesToRead: number;
  /** The window with its margin, by the clock of this computer; null where everything is taken. */
  window: { from: number; to: number } | null;
  /** How times in the logs were understood, as sentences: their time zones, and the clocks of the servers. */
  times: string[];
}

/** What became of a file. Every moment is in UTC. */
export interface ReadResult {
  /** Read from the disk. */
  bytesRead: number;
  /** Given out, in UTF-8. */
  bytesTaken: number;
  linesTaken: number;
  /** The first and the last moment in what was taken, in milliseconds since 1970; null where its lines have no times. */
  firstAt: number | null;
  lastAt: number | null;
  /** The encoding of the file, for example `utf-8` or `windows-1251`. */
  encoding: string;
  /** Why not all that was wanted is there, as a sentence; null where it is. */
  cut: string | null;
  /** Why nothing was taken, as a sentence; null where something was. */
  skipped: string | null;
  /** Whether it was cut or skipped because it could not be read, and not because that was wanted. */
  isFault: boolean;
  /** What else happened to it meanwhile, as sentences: renamed, grown, deleted. */
  notes: string[];
}

/** One file as it is read. */
export interface LogReading {
  /**
   * What is taken of it, in UTF-8, in pieces of half a megabyte or so that nobody changes afterwards unless that was allowed;
   * a piece may end within a line. It never rejects for a fault of the file, which the result tells; it rejects with the signal's reason when it is
   * aborted, within a second also where the file system hangs. To stop before the end, return from the loop.
   */
  chunks: AsyncIterable<Buffer>;
  /** Whole once the chunks have ended. */
  result(): ReadResult;
}

export interface ReadOptions {
  signal?: AbortSignal;
  /** Is told how many bytes more were read from the disk. */
  onRead?: (bytes: number) => void;
  /** A chunk may be overwritten when the next is asked for, so that no new memory is needed for each. */
  overwrite?: boolean;
}
