export { allChecks } from './all.ts';
export { diagnose, type DiagnoseOptions } from './diagnose.ts';
export type { EngineEvent } from './engine.ts';
export { createDiagnosisRuns, type DiagnosisRuns, type DiagnosisRunsOptions } from './runs.ts';
export type * from './types.ts';
