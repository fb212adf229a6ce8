export { clockDifferencesOf, eitherDifferences } from './clock-differences.ts';
export { systemFacts, type SystemFacts } from './facts.ts';
export { findLogs, type FindOptions } from './find/index.ts';
export { planReading, type PlanOptions, type RecordedWindow } from './plan.ts';
export { markEnds } from './marks.ts';
export { openLog } from './read/index.ts';
export { writtenZone } from './read/zone.ts';
export { createRecordings, type Recordings } from './recording.ts';
export { searchTellingLines, type FoundLine, type TellingLinesFound } from './telling.ts';
export type {
  Archive,
  FoundFile,
  FoundLogs,
  FoundSource,
  LogReading,
  PlannedFile,
  ReadingPlan,
  ReadOptions,
  ReadResult,
} from './types.ts';
