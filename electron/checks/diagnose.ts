import type { Platform, PlatformChoice, Profile } from '../../shared/profile.ts';
import type { CheckId, MutedCheck, Remediation, Report } from '../../shared/report.ts';
import { routeInWords, type Network } from '../net/index.ts';
import { exchangeEvidence } from '../reports/exchange-evidence.ts';
import { createMask, type Mask } from '../reports/mask/mask.ts';
import { maskPatterns } from '../reports/mask/patterns.ts';
import { maskedResult } from '../reports/masked-result.ts';
import { allChecks } from './all.ts';
import { conclude } from './conclusion.ts';
import { trustNotes, type EnvironmentVariables } from './conclusion/trust-notes.ts';
import { runChecks, type EngineEvent } from './engine.ts';
import { checksToRerun } from './graph.ts';
import { mergeResults } from './merge-results.ts';
import type { HealthReply } from './health-reply.ts';
import type { Check, CheckContext, RunFacts } from './types.ts';

/** What is known of the environment when its remediation is looked up. */
export interface KnownFacts {
  /** As found out; the environment's own setting where it could not be. */
  platform: PlatformChoice;
  emptySettings: readonly string[];
  creatioUrl: string;
  identityServiceUrl: string | null;
  /** Of Creatio, where the environment says so. */
  version?: string;
}

export interface DiagnoseOptions {
  profile: Profile;
  clientSecret: string | null;
  /** Why a client secret that is set could not be read, in sentences. */
  secretProblem?: string | null;
  network: Network;
  /** The checks of this environment that are muted. */
  muted?: readonly MutedCheck[];
  /** Ends the run within moments; what is finished by then is kept. */
  signal: AbortSignal;
  /** Told of every step while it happens, with every secret masked. */
  onEvent?: (event: EngineEvent) => void;
  tool: { name: string; version: string };
  /** The machine on which the checks run. */
  host: { name: string; os: string };
  findRemediation: (id: string, facts: KnownFacts) => Remediation | null | Promise<Remediation | null>;
  now?: () => Date;
  checks?: readonly Check[];
  slowAfterMs?: number;
  /** By default those of this process. */
  environmentVariables?: EnvironmentVariables;
}

/** A finished run: its report, and what is needed to run one of its checks again. */
export interface Diagnosis {
  report: Report;
  health: HealthReply | null;
  platform: Platform | null;
}

/** Masks every event, so that no secret leaves on the way either. */
const maskedEvent = (event: EngineEvent, mask: Mask): EngineEvent =>
  event.type === 'check-finished' ? { ...event, result: maskedResult(event.result, mask) } : event;

/** How each machine was reached; what a rerun did not look at again stays as it was. */
function routesOf({ creatioRoute, identityRoute }: RunFacts, former: Diagnosis | null): NonNullable<Report['routes']> {
  const taken = [
    { target: 'Creatio', route: creatioRoute },
    { target: 'the Identity Service', route: identityRoute },
  ];
  return taken.flatMap(({ target, route }) => {
    if (route !== undefined) return [{ target, route: routeInWords(route) }];
    return former?.report.routes?.find((each) => each.target === target) ?? [];
  });
}

async function run(options: DiagnoseOptions, checks: readonly Check[], former: Diagnosis | null): Promise<Diagnosis> {
  const { profile, clientSecret, secretProblem = null, network, muted = [], signal, now = () => new Date() } = options;
  const { environmentVariables = process.env } = options;
  const mask = createMask();
  if (clientSecret !== null) mask.add(clientSecret);
  for (const secret of network.secrets) mask.add(secret);
  const startedAt = former?.report.startedAt ?? now().toISOString();
  const started = performance.now();
  const context: CheckContext = {
    profile,
    clientSecret,
    secretProblem,
    network,
    facts: {},
    now,
    exchangeEvidence: (title, exchange) => exchangeEvidence(title, exchange, mask),
    keepSecret: (value) => mask.add(value),
  };
  const found = await runChecks({
    checks,
    context,
    signal,
    onEvent: (event) => options.onEvent?.(maskedEvent(event, mask)),
    ...(options.slowAfterMs === undefined ? {} : { slowAfterMs: options.slowAfterMs }),
  });

  const platform = context.facts.platform ?? former?.platform ?? null;
  const results = (
    former === null ? found : mergeResults(options.checks ?? allChecks, former.report.checks, found)
  ).map((result) => maskedResult(result, mask));
  const judgedAnew = found.some(({ id, status }) => id === 'creatio.health' && status !== 'cancelled');
  // The former reply stands no longer where its check was skipped since.
  const skipped = results.some(({ id, status }) => id === 'creatio.health' && status === 'skip');
  const formerHealth = skipped ? null : (former?.health ?? null);
  const health = (judgedAnew ? null : formerHealth) ?? context.facts.health ?? null;
  const conclusion = conclude({ profile, hostName: options.host.name, results, health, secretProblem, muted });
  const creatioUrl = maskPatterns(profile.creatioUrl);
  const remediation =
    conclusion.remediation === null
      ? null
      : await options.findRemediation(conclusion.remediation, {
          platform: platform ?? profile.platform,
          emptySettings: conclusion.emptySettings,
          creatioUrl,
          identityServiceUrl: profile.identityServiceUrl === null ? null : maskPatterns(profile.identityServiceUrl),
          ...(profile.creatioVersion === null ? {} : { version: profile.creatioVersion }),
        });
  const report: Report = {
    schemaVersion: 1,
    tool: options.tool,
    profile: {
      id: profile.id,
      name: mask.apply(profile.name),
      creatioUrl,
      platform: profile.platform,
      ...(profile.production && { production: true }),
    },
    host: options.host,
    startedAt,
    durationMs: Math.round((former?.report.durationMs ?? 0) + performance.now() - started),
    verdict: conclusion.verdict,
    outcome: conclusion.outcome,
    headline: mask.apply(conclusion.headline),
    notes: [...conclusion.notes, ...trustNotes(profile, results, environmentVariables)].map(mask.apply),
    emptySettings: conclusion.emptySettings,
    checks: results,
    ...(muted.length > 0 && { muted: muted.map((each) => ({ ...each, reason: mask.apply(each.reason) })) }),
    routes: routesOf(context.facts, former).map(({ target, route }) => ({ target, route: mask.apply(route) })),
    remediation,
  };
  return { report, health, platform };
}

/** Runs every check against an environment, and keeps what a later rerun needs. Rejects only for a fault of the console. */
export const diagnoseFully = (options: DiagnoseOptions): Promise<Diagnosis> =>
  run(options, options.checks ?? allChecks, null);

/** Runs checks of a finished run again, with what they need, and draws the conclusion anew. */
export const diagnoseAgain = (
  options: DiagnoseOptions,
  former: Diagnosis,
  checkIds: readonly CheckId[],
): Promise<Diagnosis> =>
  run(options, checksToRerun(options.checks ?? allChecks, checkIds, former.report.checks), former);

/** Runs every check against an environment and reports. Rejects only for a fault of the console. */
export const diagnose = async (options: DiagnoseOptions): Promise<Report> => (await diagnoseFully(options)).report;
