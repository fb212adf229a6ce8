import path from 'node:path';

/** Where a data folder keeps its muted checks. */
export const mutedChecksFile = (folder: string): string => path.join(folder, 'muted-checks.jsonl');
