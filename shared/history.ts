import { z } from 'zod';
import { outcomeIds, verdicts } from './outcomes.ts';
import { checkIdSchema, checkStatusSchema, type Report } from './report.ts';

/** A kept run as the list and the timeline show it; its report is read when it is asked for. */
export const runSummarySchema = z.strictObject({
  runId: z.string().min(1).max(100),
  /** ISO 8601. */
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  verdict: z.enum(verdicts),
  outcome: z.enum(outcomeIds),
  headline: z.string(),
  emptySettings: z.array(z.string()),
  checks: z.array(z.strictObject({ id: checkIdSchema, status: checkStatusSchema, durationMs: z.number() })),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

/** Some kept runs, the newest first. */
export const runsPageSchema = z.strictObject({
  runs: z.array(runSummarySchema),
  /** To be handed in for the runs before these; null when there are none. */
  before: z.string().nullable(),
});
export type RunsPage = z.infer<typeof runsPageSchema>;

/** The last verdict of an environment, as the list of environments shows it. */
export const lastRunSchema = z.strictObject({
  verdict: z.enum(verdicts),
  outcome: z.enum(outcomeIds),
  finishedAt: z.iso.datetime(),
});
export type LastRun = z.infer<typeof lastRunSchema>;

export const summaryOf = (runId: string, report: Report): RunSummary => ({
  runId,
  startedAt: report.startedAt,
  durationMs: report.durationMs,
  verdict: report.verdict,
  outcome: report.outcome,
  headline: report.headline,
  emptySettings: report.emptySettings,
  checks: report.checks.map(({ id, status, durationMs }) => ({ id, status, durationMs })),
});

/** What the list of environments shows of a run. */
export const lastRunOf = ({
  verdict,
  outcome,
  startedAt,
  durationMs,
}: Pick<Report, 'verdict' | 'outcome' | 'startedAt' | 'durationMs'>): LastRun => ({
  verdict,
  outcome,
  finishedAt: new Date(Date.parse(startedAt) + durationMs).toISOString(),
});
