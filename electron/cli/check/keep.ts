import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { lastRunOf } from '../../../shared/history.ts';
import type { Report } from '../../../shared/report.ts';
import { UserError } from '../../../shared/user-error.ts';
import { dataFolder } from '../../data-folder.ts';
import { createHistory, createLastRuns } from '../../history/index.ts';
import { printNotice } from '../output.ts';

/** Adds runs to the history that the window shows. Where that fails, standard error says so once, and the result stands. */
export async function keepRuns(reports: readonly Report[]): Promise<void> {
  const folder = path.join(dataFolder(), 'history');
  const history = createHistory({ folder });
  const lastRuns = createLastRuns({ folder, history, onRebuilt: () => undefined });
  try {
    for (const report of reports) {
      await history.append(randomUUID(), report);
      // The window makes this file anew where it is missing.
      await lastRuns.note(report.profile.id, lastRunOf(report)).catch(() => undefined);
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await printNotice(error.message);
  }
}
