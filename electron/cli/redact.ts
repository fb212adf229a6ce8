import { createReadStream, fstatSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { text as wholeText } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../../shared/user-error.ts';
import { fileErrorCode, fileErrorReason, writeTextFile } from '../files/index.ts';
import {
  createCounter,
  openMap,
  personalKinds,
  prepareRedaction,
  redactStream,
  reverse,
  type PersonalKind,
} from '../redaction/index.ts';
import { parseOptions, usageError } from './options.ts';
import { leftProcess, printResult, type ExitCode } from './output.ts';
import { readSecretFrom } from './secret-source.ts';

/** How many lines the report names for each rule. */
const namedLines = 100;

/** `redact`: standard input to standard output, as in a bundle. */
export async function redact(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = parseOptions('redact', args, {
    report: { type: 'string' },
    keep: { type: 'string', multiple: true },
    'secret-env': { type: 'string', multiple: true },
    restore: { type: 'string' },
    'map-passphrase-env': { type: 'string' },
  });
  if (positionals.length > 0) throw usageError('redact', 'redact reads standard input and takes options only.');
  if (values.restore !== undefined) {
    await restoreNames(values.restore, values['map-passphrase-env']);
    return 0;
  }
  const redaction = prepareRedaction({
    secrets: (values['secret-env'] ?? []).map(secretFrom),
    keep: (values.keep ?? []).flatMap((list) => list.split(',').map(kindNamed)),
  });
  const counter = createCounter(redaction, { lines: namedLines });

  const redacted = redactStream(standardInput(), redaction, {
    found: (stretch) => counter.add('standard input', stretch),
  });
  try {
    await pipeline(redacted, process.stdout, { end: false });
    await leftProcess(process.stdout);
  } catch (error) {
    // A reader that went away, such as `head`, has what it wanted; the report then is of what was read.
    if (!isClosedPipe(error)) throw streamError(error);
  }
  if (values.report !== undefined) await writeReport(values.report, JSON.stringify(counter.report(), null, 2));
  return 0;
}

/** Puts the names of a sealed map back into standard input. */
async function restoreNames(file: string, variable: string | undefined): Promise<void> {
  if (variable === undefined) {
    throw usageError(
      'redact',
      '--restore needs the passphrase of the map; name its variable with --map-passphrase-env.',
    );
  }
  const passphrase = await readSecretFrom({ variable }, { what: 'passphrase', option: '--map-passphrase-env' });
  const sealed = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UserError('map-unreadable', `The map of names could not be read: ${fileErrorReason(error)}.`);
  });
  const map = await openMap(sealed, passphrase);
  await printResult(reverse(await wholeText(process.stdin), map));
}

/** Standard input; a file in larger parts than Node reads, so that the next is there when one is done. */
const standardInput = (): Readable =>
  fstatSync(0).isFile() ? createReadStream('', { fd: 0, highWaterMark: 512 * 1024, autoClose: false }) : process.stdin;

function secretFrom(name: string): string {
  const secret = process.env[name];
  if (secret === undefined || secret === '') {
    throw new UserError(
      'secret-missing',
      `The environment variable ${name} is not set. It has to hold a secret to hide.`,
    );
  }
  return secret;
}

function kindNamed(name: string): PersonalKind {
  const kind = personalKinds.find((each) => each === name.trim());
  if (kind === undefined) throw usageError('redact', `--keep takes ${personalKinds.join(', ')}.`);
  return kind;
}

const isClosedPipe = (error: unknown): boolean =>
  ['EPIPE', 'EOF', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_PREMATURE_CLOSE'].includes(fileErrorCode(error) ?? '');

/** A failure to read or write in words; anything else is a fault of ours. */
function streamError(error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error;
  const what =
    error.syscall === 'read'
      ? 'Standard input could not be read'
      : 'The result could not be written to standard output';
  return new UserError('stream-failed', `${what}: ${fileErrorReason(error)}.`);
}

async function writeReport(file: string, text: string): Promise<void> {
  try {
    await writeTextFile(file, `${text}\n`);
  } catch (error) {
    throw new UserError('report-unwritable', `The report could not be written to ${file}: ${fileErrorReason(error)}.`);
  }
}
