import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { bytes as inUnits, counted } from '../../../shared/amounts.ts';
import type { SkippedFile } from '../../../shared/bundle.ts';
import type { Profile } from '../../../shared/profile.ts';
import { UserError } from '../../../shared/user-error.ts';
import {
  createBundle,
  knownHosts,
  knownSecrets,
  orderOf,
  saveNames,
  type BundleMade,
  type Progress,
} from '../../bundle/index.ts';
import { systemFacts } from '../../logs/index.ts';
import { createStoredSecrets } from '../check/index.ts';
import { printNotice, printResult, type ExitCode } from '../output.ts';
import { readSecretFrom } from '../secret-source.ts';
import { parseBundleOptions, type BundleCommand } from './options.ts';
import { findProfile, lastReportOf, planOf, sessionOf } from './sources.ts';

/**
 * `bundle`: collects, redacts, packs and checks. 0 made, 1 made but something could not be read whole, 2 a secret was left and
 * the bundle deleted, 3 could not run.
 */
export async function bundle(args: readonly string[]): Promise<ExitCode> {
  const command = await parseBundleOptions(args);
  letYoungObjectsGrow(false);
  const { profile, all } = await findProfile(command.environment);
  const stop = stopOnSignal();
  // Where it does not go in, it still tells of platform and clocks.
  const lastReport = command.environment === null ? null : await lastReportOf(profile);
  const report = command.report ? lastReport : null;
  const session = command.session === null ? null : await sessionOf(profile, command.session);
  const plan = await planOf(profile, command, lastReport, stop);
  const secrets = await secretsOf(
    [...all.filter(({ id }) => id === profile.id), ...all.filter(({ id }) => id !== profile.id)],
    command,
    stop,
  );
  const hosts = await knownHosts({ environments: [profile, ...all], report, plan, signal: stop });
  const target = path.resolve(command.out);
  const order = orderOf(
    {
      plan,
      profile,
      report,
      session,
      systemFacts: command.environment === null ? null : systemFacts(profile, report),
      oauthTraces: null,
      facts: {
        caseNumber: command.caseNumber,
        whatHappened: command.whatHappened,
        when: command.when,
        tried: command.tried,
      },
      redaction: { secrets: secrets.values, hosts, keep: command.keep, rules: command.rules, exceptions: [] },
      skipped: secrets.skipped,
    },
    { target, encryption: command.encryption },
  );
  letYoungObjectsGrow(true);
  try {
    const made = await createBundle(order, { signal: stop, onProgress: createPrinter() });
    const { mapPassphrase } = command;
    const mapFile = mapPassphrase === null ? null : await saveNames(target, made.pseudonyms, mapPassphrase);
    await printResult(command.format === 'json' ? asJson(target, made, mapFile) : asText(target, made, mapFile));
    const faults = [...plan.skipped, ...plan.unseen].filter(({ isFault }) => isFault);
    return made.incomplete + faults.length + secrets.skipped.length > 0 ? 1 : 0;
  } catch (error) {
    if (stop.aborted) throw stop.reason;
    if (!(error instanceof UserError) || error.code !== 'bundle-leaks') throw error;
    await printNotice(error.message);
    return 2;
  }
}

/** Of thousands of files so much is kept that V8 would make 60 MiB of room for objects that live for a moment. */
function letYoungObjectsGrow(mayGrow: boolean): void {
  setFlagsFromString(`--semi-space-growth-factor=${mayGrow ? 2 : 1}`);
}

/** The first Ctrl+C ends the bundle and leaves nothing, a second one ends the process. */
function stopOnSignal(): AbortSignal {
  const controller = new AbortController();
  // The last one is a terminal that is closed.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(3);
      controller.abort(new UserError('cancelled', 'The bundle was cancelled; nothing is left of it.'));
    });
  }
  return controller.signal;
}

/** The secrets of all environments, and those that the arguments name. */
async function secretsOf(
  profiles: readonly Profile[],
  { secretVariables }: BundleCommand,
  stop: AbortSignal,
): Promise<{ values: string[]; skipped: SkippedFile[] }> {
  const further: string[] = [];
  for (const variable of secretVariables) {
    further.push(await readSecretFrom({ variable }, { what: 'secret', option: '--secret-env' }));
  }
  const stored = createStoredSecrets(stop);
  return knownSecrets({ environments: profiles, read: stored.read, further });
}

const words: Readonly<Record<Progress['phase'], string>> = {
  listing: 'Looking',
  packing: 'Packing',
  checking: 'Checking',
  encrypting: 'Encrypting',
  decrypting: 'Decrypting',
  verifying: 'Verifying',
};
const betweenMs = 2_000;

function createPrinter(): (progress: Progress) => void {
  let phase = '';
  let printedAt = 0;
  return (progress) => {
    const now = Date.now();
    if (progress.phase === phase && now - printedAt < betweenMs) return;
    printedAt = now;
    phase = progress.phase;
    const { bytesDone, bytesTotal, filesDone, filesTotal, bytesPerSecond, secondsLeft } = progress;
    const left = secondsLeft === null ? '' : `, about ${Math.ceil(secondsLeft)} s left`;
    void printNotice(
      `${words[progress.phase]}: ${inUnits(bytesDone)} of ${inUnits(bytesTotal)}, ${filesDone} of ${counted(filesTotal, 'file')}, ${inUnits(bytesPerSecond)}/s${left}`,
    );
  };
}

function asJson(file: string, { bytes, files, skipped, redaction }: BundleMade, mapFile: string | null): string {
  const { total: replaced, rules } = redaction;
  return JSON.stringify({ schemaVersion: 1, file, bytes, files, skipped, replaced, rules, mapFile }, null, 2);
}

function asText(file: string, { bytes, files, skipped, redaction }: BundleMade, mapFile: string | null): string {
  const logs = files.filter(({ source }) => source !== '');
  return [
    `${file}: ${inUnits(bytes)} with ${counted(logs.length, 'log')}; ${counted(redaction.total, 'place was', 'places were')} replaced.`,
    ...logs.filter(({ cut }) => cut !== null).map(({ path: name, cut }) => `${name}: ${cut}`),
    ...skipped.map(({ source, reason }) => `Left out: ${source}: ${reason}`),
    ...(mapFile === null ? [] : [`${mapFile}: the map of names. Keep it; it does not belong to what is sent.`]),
    'Nothing was sent anywhere. Attach the bundle to a mail to support@creatio.com; letter.md in it is the letter.',
  ].join('\n');
}
