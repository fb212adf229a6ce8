import { createReadStream, fstatSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../../shared/user-error.ts';
import { fileErrorCode, fileErrorReason, writeTextFile } from '../files/index.ts';
import { createCounter, personalKinds, prepareRedaction, redactStream, type PersonalKind } from '../redaction/index.ts';
import { parseOptions, usageError } from './options.ts';
import type { ExitCode } from './output.ts';

/** How many lines the report names for each rule. */
const namedLines = 100;

/** `redact`: standard input to standard output, as in a bundle. */
export async function redact(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = parseOptions('redact', args, {
    report: { type: 'string' },
    keep: { type: 'string', multiple: true },
    'secret-env': { type: 'string', multiple: true },
  });
  if (positionals.length > 0) throw usageError('redact', 'redact reads standard input and takes options only.');
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
  } catch (error) {
    // A reader that went away, such as `head`, has what it wanted; the report then is of what was read.
    if (!isClosedPipe(error)) throw streamError(error);
  }
  if (values.report !== undefined) await writeReport(values.report, JSON.stringify(counter.report(), null, 2));
  return 0;
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
