import { randomUUID } from 'node:crypto';
import type { ConsoleEvent, PlannedCheck } from '../../shared/contract.ts';
import type { Platform, Profile } from '../../shared/profile.ts';
import type { CheckId, MutedCheck, Report } from '../../shared/report.ts';
import { UserError } from '../../shared/user-error.ts';
import type { Network } from '../net/index.ts';
import { allChecks } from './all.ts';
import { diagnoseAgain, diagnoseFully, type DiagnoseOptions, type Diagnosis } from './diagnose.ts';
import type { EngineEvent } from './engine.ts';

export interface DiagnosisRunsOptions extends Omit<
  DiagnoseOptions,
  'profile' | 'clientSecret' | 'secretProblem' | 'network' | 'muted' | 'signal' | 'onEvent'
> {
  /** The way out for an environment, asked for at the start of each run. */
  networkOf: (profile: Profile) => Network | Promise<Network>;
  findProfile: (id: string) => Profile | null | Promise<Profile | null>;
  /** The client secret of an environment, or null when none is set. A UserError says why it cannot be read. */
  clientSecretOf: (profileId: string) => string | null | Promise<string | null>;
  /** The checks of an environment that are muted; none where this is not given. */
  mutedOf?: (profileId: string) => Promise<readonly MutedCheck[]>;
  /** Carries the contract's `diagnosis.*` events; none comes before the call that causes it has been answered. */
  emit: (event: ConsoleEvent) => void;
  /** What else is known of a finished run is added to its report; not called while the checks are still running. */
  completeReport?: (run: { runId: string; profile: Profile; report: Report }) => Report | Promise<Report>;
  /** Told of a fault of the console that kept a run from its report. */
  onFault: (error: unknown) => void;
}

/** The runs of this session, behind the contract's `diagnosis.*` calls. */
export interface DiagnosisRuns {
  /** Starts a run, or tells of the one that is under way. Throws a UserError `profile-not-found`. */
  start(request: { profileId: string }): Promise<{ runId: string; checks: PlannedCheck[] }>;
  /** Ends a run; nothing happens when it has ended. Throws a UserError `run-not-found`. */
  cancel(request: { runId: string }): void;
  /**
   * Runs one check again, with what it needs. Throws a UserError `run-not-found`, `run-busy`, `profile-not-found` or
   * `environment-changed`.
   */
  rerun(request: { runId: string; checkId: CheckId }): Promise<void>;
  /** Completes the report of the last finished run anew and tells of it; false where there is no such run. */
  renew(request: { profileId: string }): Promise<boolean>;
  /**
   * Runs checks of the last run again, with what they need, and waits for the end; the whole diagnosis where there is no
   * last run, or the environment has changed since as `environment-changed` says. Throws a UserError `run-busy`, `profile-not-found` or `run-failed`.
   */
  verify(request: VerifyRequest): Promise<Verified>;
  /** The last finished run of an environment, or null. */
  last(request: { profileId: string }): { runId: string; report: Report } | null;
  /** The platform that the last run of an environment found out, or null. */
  platformOf(profileId: string): Platform | null;
  /** Cancels whatever runs and waits for its end. */
  close(): Promise<void>;
}

export interface VerifyRequest {
  profileId: string;
  checkIds: readonly CheckId[];
  /** Ends it within moments. */
  signal: AbortSignal;
}

export interface Verified {
  report: Report;
  /** True when it was cancelled before the checks had ended: the report then says nothing new of them. */
  cancelled: boolean;
}

interface Run {
  id: string;
  profile: Profile;
  /** Null until the first pass is through. */
  diagnosis: Diagnosis | null;
  /** The report of the last pass, with what else is known. */
  report: Report | null;
  /** Null when nothing runs. */
  active: { controller: AbortController; done: Promise<boolean> } | null;
}

/** Whether results of both can stand in one report: of the same servers, reached and asked in the same way. */
const sameEnvironment = (a: Profile, b: Profile): boolean => {
  const settings = ({ creatioUrl, platform, identityServiceUrl, clientId, trust, proxy }: Profile) =>
    JSON.stringify([creatioUrl, platform, identityServiceUrl, clientId, trust, proxy]);
  return settings(a) === settings(b);
};

const fault = {
  code: 'internal',
  message: 'The console itself failed during this run; it says nothing about the environment. Run the diagnosis again.',
};

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Keeps one run for each environment: the one under way or the last finished. */
export function createDiagnosisRuns(options: DiagnosisRunsOptions): DiagnosisRuns {
  const runs = new Map<string, Run>();
  /** Last finished runs by environment; a run that is under way replaces its forerunner only when it ends. */
  const finished = new Map<string, Run>();
  const checks = options.checks ?? allChecks;

  const profileOf = async (id: string): Promise<Profile> => {
    const profile = await options.findProfile(id);
    if (profile === null) {
      throw new UserError('profile-not-found', 'This environment no longer exists. Choose another one in the list.');
    }
    return profile;
  };

  const runOf = (id: string): Run => {
    const run = [...runs.values(), ...finished.values()].find((each) => each.id === id);
    if (run === undefined) {
      throw new UserError('run-not-found', 'This run is no longer there. Run the diagnosis again.');
    }
    return run;
  };

  const tell = (runId: string, event: EngineEvent): void => {
    switch (event.type) {
      case 'check-started':
        return options.emit({
          name: 'diagnosis.check-started',
          payload: { runId, checkId: event.checkId, startedAt: event.startedAt },
        });
      case 'check-slow':
        return options.emit({
          name: 'diagnosis.check-slow',
          payload: { runId, checkId: event.checkId, notice: event.notice },
        });
      case 'check-finished':
        return options.emit({ name: 'diagnosis.check-finished', payload: { runId, result: event.result } });
    }
  };

  const completed = (run: Run, { report }: Diagnosis): Report | Promise<Report> =>
    options.completeReport?.({ runId: run.id, profile: run.profile, report }) ?? report;

  const tellFinished = ({ id, profile }: Run, report: Report): void =>
    options.emit({ name: 'diagnosis.finished', payload: { runId: id, profileId: profile.id, report } });

  /** The keychain may wait for its user; a cancelled run does not. */
  const secretOf = async (
    profileId: string,
    signal: AbortSignal,
  ): Promise<Pick<DiagnoseOptions, 'clientSecret' | 'secretProblem'>> => {
    const cancelled = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null)));
    try {
      return { clientSecret: await Promise.race([options.clientSecretOf(profileId), cancelled]) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { clientSecret: null, secretProblem: error.message };
    }
  };

  const requireIdle = (profileId: string): void => {
    if (!runs.has(profileId)) return;
    throw new UserError('run-busy', 'A diagnosis of this environment is under way. Wait for its end or cancel it.');
  };

  /** Carries a run out beside the caller, who has his answer first. Resolves to false when a fault of ours ended it. */
  const carryOut = (run: Run, work: (options: DiagnoseOptions) => Promise<Diagnosis>): Promise<boolean> => {
    const controller = new AbortController();
    const pass = async (): Promise<boolean> => {
      try {
        await nextTurn();
        const diagnosis = await work({
          ...options,
          profile: run.profile,
          ...(await secretOf(run.profile.id, controller.signal)),
          network: await options.networkOf(run.profile),
          muted: (await options.mutedOf?.(run.profile.id)) ?? [],
          signal: controller.signal,
          onEvent: (event) => tell(run.id, event),
        });
        run.report = await completed(run, diagnosis);
        run.diagnosis = diagnosis;
        finished.set(run.profile.id, run);
        run.active = null;
        tellFinished(run, run.report);
        return true;
      } catch (error) {
        options.onFault(error);
        run.active = null;
        options.emit({
          name: 'diagnosis.failed',
          payload: { runId: run.id, profileId: run.profile.id, error: fault },
        });
        return false;
      } finally {
        run.active = null;
        if (runs.get(run.profile.id) === run) runs.delete(run.profile.id);
      }
    };
    runs.set(run.profile.id, run);
    run.active = { controller, done: Promise.resolve(true) };
    run.active.done = pass();
    return run.active.done;
  };

  return {
    async start({ profileId }) {
      const profile = await profileOf(profileId);
      let run = runs.get(profileId);
      if (run === undefined) {
        run = { id: randomUUID(), profile, diagnosis: null, report: null, active: null };
        void carryOut(run, diagnoseFully);
      }
      return { runId: run.id, checks: checks.map(({ id, title }) => ({ id, title })) };
    },
    cancel({ runId }) {
      runOf(runId).active?.controller.abort(new Error('The run was cancelled.'));
    },
    async rerun({ runId, checkId }) {
      const run = runOf(runId);
      const profile = await profileOf(run.profile.id);
      const { diagnosis } = run;
      requireIdle(profile.id);
      if (!diagnosis || !sameEnvironment(profile, run.profile)) {
        throw new UserError(
          'environment-changed',
          'The addresses, the client, the proxy or the trust of this environment have changed since this run. Run the whole diagnosis again.',
        );
      }
      run.profile = profile;
      void carryOut(run, (again) => diagnoseAgain(again, diagnosis, [checkId]));
    },
    async verify({ profileId, checkIds, signal }) {
      const profile = await profileOf(profileId);
      requireIdle(profileId);
      const last = finished.get(profileId);
      const former = last !== undefined && sameEnvironment(profile, last.profile) ? last.diagnosis : null;
      const run = last && former ? last : { id: randomUUID(), profile, diagnosis: null, report: null, active: null };
      run.profile = profile;
      const done = carryOut(run, (again) => (former ? diagnoseAgain(again, former, checkIds) : diagnoseFully(again)));
      const cancel = (): void => run.active?.controller.abort(new Error('The checks were cancelled.'));
      signal.addEventListener('abort', cancel);
      if (signal.aborted) cancel();
      const isDone = await done;
      signal.removeEventListener('abort', cancel);
      if (!isDone || run.report === null) throw new UserError('run-failed', fault.message);
      return { report: run.report, cancelled: signal.aborted };
    },
    async renew({ profileId }) {
      const run = finished.get(profileId);
      // A pass that is under way completes its own report.
      if (run === undefined || run.diagnosis === null) return false;
      if (run.active !== null) return true;
      run.report = await completed(run, run.diagnosis);
      tellFinished(run, run.report);
      return true;
    },
    last({ profileId }) {
      const run = finished.get(profileId);
      return run?.report ? { runId: run.id, report: run.report } : null;
    },
    platformOf: (profileId) => finished.get(profileId)?.diagnosis?.platform ?? null,
    async close() {
      const active = [...runs.values()].flatMap((run) => run.active ?? []);
      for (const { controller } of active) controller.abort(new Error('The console is closing.'));
      await Promise.all(active.map(({ done }) => done));
    },
  };
}
