import path from 'node:path';
import type { CallResponse, ParsedRequest } from '../../shared/contract.ts';
import { lastRunOf, type LastRun } from '../../shared/history.ts';
import type { Report } from '../../shared/report.ts';
import { UserError } from '../../shared/user-error.ts';
import { createHistory, createLastRuns } from '../history/index.ts';
import { createPasses } from './passes.ts';

export interface RunHistoryOptions {
  dataFolder: string;
  /** Whether an environment is still there. */
  exists: (profileId: string) => Promise<boolean>;
  /** A run of this environment was kept. */
  onKept: (profileId: string) => void;
  /** More is known of last runs than was said. */
  onLastRuns: () => void;
  /** Takes a sentence for the user. */
  onNotice: (message: string) => void;
  onFault: (error: unknown) => void;
}

/** The kept runs of all environments, for the page. */
export interface RunHistory {
  /** Keeps a finished run, or what became of it, beside the caller, unless its environment was deleted meanwhile. */
  keep(runId: string, report: Report): void;
  list(request: ParsedRequest<'history.list'>): Promise<CallResponse<'history.list'>>;
  read(request: ParsedRequest<'history.read'>): Promise<Report | null>;
  lastRuns(profileIds: readonly string[]): Promise<ReadonlyMap<string, LastRun>>;
  /** Forgets the runs of an environment that was deleted. */
  forget(profileId: string): Promise<void>;
  /** Resolves when nothing is being kept any more. */
  settled(): Promise<void>;
}

/** Nothing is read or made before the first run and the first question. */
export function createRunHistory(options: RunHistoryOptions): RunHistory {
  const folder = path.join(options.dataFolder, 'history');
  const history = createHistory({ folder });
  const lastRuns = createLastRuns({ folder, history, onRebuilt: options.onLastRuns });
  const passOf = createPasses();
  let underWay: Promise<void> = Promise.resolve();
  /** A full disk is told once, not after every run. */
  let told = false;

  async function append(runId: string, report: Report): Promise<void> {
    const profileId = report.profile.id;
    try {
      if (!(await options.exists(profileId))) return;
      await history.append(runId, report);
      // The history itself tells the last run, so that a fault here loses nothing.
      await lastRuns.note(profileId, lastRunOf(report)).catch(options.onFault);
      told = false;
      options.onKept(profileId);
    } catch (error) {
      if (!(error instanceof UserError)) options.onFault(error);
      else if (!told) {
        told = true;
        options.onNotice(error.message);
      }
    }
  }

  /** One after another, so that the runs of an environment are kept in the order in which they ended. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const turn = underWay.then(work);
    underWay = turn.catch(() => undefined);
    return turn;
  };

  return {
    keep(runId, report) {
      const pass = passOf(runId, report);
      void inTurn(() => append(pass.id, pass.report));
    },
    list: ({ profileId, limit, before }) =>
      history.list(profileId, { limit, ...(before === undefined ? {} : { before }) }),
    read: ({ profileId, runId }) => history.read(profileId, runId),
    lastRuns: (profileIds) => lastRuns.of(profileIds),
    forget: (profileId) =>
      inTurn(async () => {
        try {
          await history.remove(profileId);
          await lastRuns.forget(profileId);
        } catch (error) {
          options.onFault(error);
        }
      }),
    async settled() {
      await underWay;
      await lastRuns.settled();
    },
  };
}
