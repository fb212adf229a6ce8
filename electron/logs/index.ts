export { openLog } from './read/index.ts';
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
