import { fstatSync, read } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { text as wholeText } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { UserError } from '../../shared/user-error.ts';
import type { RedactFileOptions } from '../bundle/index.ts';
import { redactionOf, type RedactionSettings } from '../bundle/redaction-settings.ts';
import { fileErrorCode, fileErrorReason, writeTextFile } from '../files/index.ts';
import { createCounter, openMap, personalKinds, redactStream, reverse, type PersonalKind } from '../redaction/index.ts';
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
    rules: { type: 'string' },
    restore: { type: 'string' },
    'map-passphrase-env': { type: 'string' },
  });
  if (positionals.length > 0) throw usageError('redact', 'redact reads standard input and takes options only.');
  if (values.restore !== undefined) {
    await restoreNames(values.restore, values['map-passphrase-env']);
    return 0;
  }
  const settings: RedactionSettings = {
    secrets: (values['secret-env'] ?? []).map(secretFrom),
    keep: (values.keep ?? []).flatMap((list) => list.split(',').map(kindNamed)),
    rules: values.rules === undefined ? [] : await (await import('../bundle/own-rules.ts')).readOwnRules(values.rules),
    exceptions: [],
  };
  const redaction = redactionOf(settings);
  const counter = createCounter(redaction, { lines: namedLines });
  const input = 'standard input';
  try {
    const stats = fstatSync(0);
    if (stats.isDirectory()) {
      throw new UserError('stream-failed', 'Standard input is a folder. Give a file, as in redact < input > output.');
    }
    if (!stats.isFile() || stats.size < largeBytes) {
      const redacted = redactStream(process.stdin, redaction, { found: (stretch) => counter.add(input, stretch) });
      await pipeline(redacted, process.stdout, { end: false });
    } else {
      const { redactFile } = await import('../bundle/redact-file.ts');
      const found: RedactFileOptions['found'] = (counted, before) => counter.addCounted(input, counted, before);
      await redactFile(readFileOnInput(), { redaction: settings, write: writeOut, found });
    }
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

/** From so many bytes on, several threads are faster than one. */
const largeBytes = 32 * 1024 * 1024;

const readInto = promisify(read);

/** A file on standard input, in larger parts than Node reads. Each is overwritten by the next. */
async function* readFileOnInput(): AsyncGenerator<Uint8Array> {
  const memory = Buffer.alloc(512 * 1024);
  for (;;) {
    const { bytesRead } = await readInto(0, memory, 0, memory.length, null);
    if (bytesRead === 0) return;
    yield memory.subarray(0, bytesRead);
  }
}

/** Resolves when the bytes have left the process. */
const writeOut = (bytes: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
  });

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
