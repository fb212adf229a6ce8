import { existsSync } from 'node:fs';
import type { CheckStatus, MutedCheck, Report } from '../../../shared/report.ts';
import { changedCertificates } from '../../../shared/trust.ts';
import { UserError } from '../../../shared/user-error.ts';
import { lineText } from '../../../shared/visible-text.ts';
import { dataFolder } from '../../data-folder.ts';
import type { EngineEvent } from '../../checks/index.ts';
import { mutedChecksFile } from '../../history/muted-checks-file.ts';
import { practiceProfileId } from '../../../shared/profile.ts';
import { reportAsText } from '../../reports/index.ts';
import { createProfileNetworks } from '../../net/index.ts';
import { printNotice, printResult, type ExitCode } from '../output.ts';
import { diagnoseEnvironment } from './diagnosis.ts';
import { findEnvironments, type Environment } from './environments.ts';
import { parseCheckOptions, type CheckOptions } from './options.ts';
import { runBatch } from './batch.ts';
import { readClientSecret } from './secret.ts';
import { createStoredSecrets, type SecretForRun } from './stored-secrets.ts';
import { reportsAsText, wordOfVerdict, worstExitCode } from './summary.ts';

// `token` and `bundle` take it from here and with it all that a check loads, so that the bundler does not tear that into more files.
export { createStoredSecrets } from './stored-secrets.ts';

/** Loads what reads them only where there is something to read, as on few machines. */
async function readMutedChecks(folder: string): Promise<ReadonlyMap<string, readonly MutedCheck[]>> {
  if (!existsSync(mutedChecksFile(folder))) return new Map();
  return (await import('../../history/muted-checks.ts')).createMutedChecks(folder).all();
}

/** `check`: diagnoses one or several environments and reports. */
export async function check(args: readonly string[]): Promise<ExitCode> {
  const options = parseCheckOptions(args);
  const environments = await findEnvironments(options.wanted);
  const several = environments.length > 1 || options.wanted === 'all';
  if (options.secret !== null && environments.length > 1) {
    throw new UserError(
      'usage',
      'A client secret belongs to one environment. Diagnose that one alone, or leave the secret out.',
    );
  }
  const given = await readClientSecret(options.secret);
  const signal = cancelOnSignal();
  const stored = createStoredSecrets(signal);
  const profiles = environments.filter((environment) => environment !== practiceProfileId);
  const secretOf = async (environment: Environment): Promise<SecretForRun> =>
    given !== null || environment === practiceProfileId
      ? { clientSecret: given, secretProblem: null }
      : stored.clientSecretOf(environment);
  const networks = createProfileNetworks({
    async readSecret(profileId, name) {
      const profile = profiles.find(({ id }) => id === profileId);
      return profile === undefined ? null : stored.read(profile, name);
    },
  });
  const mutedChecks = await readMutedChecks(dataFolder());
  let finished = 0;
  const reports = await runBatch(environments, options.concurrency, signal, async (environment) => {
    const report = await diagnoseEnvironment(environment, {
      networks,
      ...(await secretOf(environment)),
      mutedChecks,
      timeLimitSeconds: options.timeLimitSeconds,
      signal,
      ...(several ? {} : { onEvent: printProgress }),
    });
    finished += 1;
    if (several) {
      void printNotice(
        `(${finished}/${environments.length}) ${lineText(report.profile.name)}: ${wordOfVerdict[report.verdict]}`,
      );
    }
    return report;
  }).finally(() => networks.close());
  await dropChangedCertificates(environments, reports);
  // Only where it is asked for: each run is written durably, which takes as long as fetching a page.
  if (options.keep) await (await import('./keep.ts')).keepRuns(reports);
  const delivered = await deliver(await render(reports, several, options), options.output);
  if (!signal.aborted) return delivered ? worstExitCode(reports) : 3;
  const missing = environments.length - reports.length;
  await printNotice(
    `The run was cancelled.${missing > 0 ? ` ${missing} of ${environments.length} environments were not diagnosed.` : ''}`,
  );
  return 3;
}

/** The first Ctrl+C ends the run and keeps what is known, a second one ends the process. */
function cancelOnSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(3);
      controller.abort(new Error('The run was cancelled'));
    });
  }
  return controller.signal;
}

/** As in the report, which has the failures in capitals. */
const progressWords: Readonly<Record<CheckStatus, string>> = {
  pass: 'ok',
  warn: 'warning',
  fail: 'failed',
  skip: 'skipped',
  timeout: 'timeout',
  cancelled: 'cancelled',
  crash: 'fault of the console',
};

function printProgress(event: EngineEvent): void {
  if (event.type === 'check-slow') void printNotice(event.notice);
  else if (event.type === 'check-finished' && event.result.status !== 'skip') {
    void printNotice(`${event.result.title}: ${progressWords[event.result.status]}`);
  }
}

/** An exception ends when its server presents another certificate. */
async function dropChangedCertificates(
  environments: readonly Environment[],
  reports: readonly Report[],
): Promise<void> {
  for (const profile of environments) {
    const report = typeof profile === 'object' && reports.find((each) => each.profile.id === profile.id);
    if (!report || changedCertificates(profile, report.checks).length === 0) continue;
    const profiles = await import('../../profiles/index.ts');
    const store = profiles.createProfileStore({ folder: dataFolder() });
    const notices = await profiles.dropChangedCertificates(store, report).catch((error: unknown) => {
      if (error instanceof UserError) return [error.message];
      throw error;
    });
    for (const notice of notices) await printNotice(notice);
  }
}

async function render(
  made: readonly Report[],
  several: boolean,
  { format, replaceHosts }: CheckOptions,
): Promise<string> {
  const reports = replaceHosts ? await withoutHosts(made) : made;
  switch (format) {
    case 'json':
      // Of several, each report has a line of its own, which tools for lines can pick.
      if (several) return `[\n${reports.map((report) => JSON.stringify(report)).join(',\n')}\n]`;
      return JSON.stringify(reports[0], null, 2);
    case 'markdown': {
      const { reportAsMarkdown } = await import('../../reports/markdown.ts');
      return reports.map(reportAsMarkdown).join('\n');
    }
    case 'html':
      return (await import('../../reports/html/index.ts')).reportsAsHtml(reports);
    case 'text': {
      const [report] = reports;
      return several || report === undefined ? reportsAsText(reports) : reportAsText(report);
    }
  }
}

async function withoutHosts(reports: readonly Report[]): Promise<Report[]> {
  const { reportToHandOn } = await import('../../reports/render.ts');
  return reports.map((report) => reportToHandOn(report, true));
}

/** Puts the result where it belongs; false when the file could not be written, and the result was printed instead. */
async function deliver(result: string, output: string | undefined): Promise<boolean> {
  if (output === undefined) {
    await printResult(result);
    return true;
  }
  const { fileErrorReason, writeTextFile } = await import('../../files/index.ts');
  try {
    await writeTextFile(output, `${result.trimEnd()}\n`);
    await printNotice(`The report is in ${output}.`);
    return true;
  } catch (error) {
    await printResult(result);
    await printNotice(`The report could not be saved to ${output}: ${fileErrorReason(error)}. It was printed instead.`);
    return false;
  }
}
