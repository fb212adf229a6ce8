import { create } from 'zustand';
import { personalDataKinds, type BundleContent, type BundleException } from '../../shared/bundle.ts';
import {
  usualLimits,
  type ListedFile,
  type ListedLogs,
  type LogEstimate,
  type LogSelection,
  type Recording,
} from '../../shared/logs.ts';
import { usualPeriod, type PeriodChoice } from './period/period.ts';
import type { StepName } from './steps.ts';

/** What a person decided about the bundle of an environment, and what is known of the logs for it. */
export interface Collecting {
  step: StepName;
  /** Named by hand, besides those that are found. */
  folders: readonly string[];
  /** Null until something was looked for. */
  found: ListedLogs | null;
  finding: boolean;
  /** Where the console looks now, and how many files it has found; null while that is not known. */
  foundSoFar: { folder: string; files: number } | null;
  failure: string | null;
  /** Files of sources beyond the first page that have been fetched, by the id of the source. */
  furtherFiles: Readonly<Record<string, readonly ListedFile[]>>;
  /** Ids of sources and of files that are not to be taken. */
  sourcesLeftOut: ReadonlySet<string>;
  filesLeftOut: ReadonlySet<string>;
  /** Ids of the copies of configuration that were named. */
  configuration: ReadonlySet<string>;
  include: BundleContent['include'];
  letter: BundleContent['letter'];
  period: PeriodChoice;
  recording: Recording | null;
  limits: { perFileBytes: number; totalBytes: number };
  replace: BundleContent['replace'];
  /** For values that the page does not know: the rule that found one, and what stood in its place. */
  exceptions: readonly { exception: BundleException; rule: string | null; text: string }[];
  /** What the console is asked for; null while it is being put together. */
  selection: LogSelection | null;
  estimate: LogEstimate | null;
}

const beginning: Collecting = {
  step: 'choose',
  folders: [],
  found: null,
  finding: false,
  foundSoFar: null,
  failure: null,
  furtherFiles: {},
  sourcesLeftOut: new Set(),
  filesLeftOut: new Set(),
  configuration: new Set(),
  include: { report: true, sessionId: null, oauthTraces: true, systemFacts: true },
  letter: { caseNumber: '', whatHappened: '', when: '', tried: '' },
  period: usualPeriod,
  recording: null,
  limits: { ...usualLimits },
  replace: [...personalDataKinds],
  exceptions: [],
  selection: null,
  estimate: null,
};

export const useCollecting = create<{ of: Readonly<Record<string, Collecting>> }>(() => ({ of: {} }));

export const collectingOf = (state: { of: Readonly<Record<string, Collecting>> }, profileId: string): Collecting =>
  state.of[profileId] ?? beginning;

/** As it is now. */
export const present = (profileId: string): Collecting => collectingOf(useCollecting.getState(), profileId);

export const set = (profileId: string, part: Partial<Collecting>): void =>
  useCollecting.setState((state) => ({
    of: { ...state.of, [profileId]: { ...collectingOf(state, profileId), ...part } },
  }));
