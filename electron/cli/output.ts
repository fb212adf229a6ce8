import { UserError } from '../../shared/user-error.ts';

/** Ends the process: monitoring reads the code (see `exitCodeOfVerdict`), 3 also says that the command could not run. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Keeps a stream that cannot be written to from ending the process; {@link printResult} tells whoever wrote. */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** Resolves when the text has left the process, with the error where it could not. */
const write = (stream: NodeJS.WriteStream, text: string) =>
  new Promise<NodeJS.ErrnoException | null>((resolve) => {
    stream.write(text, (error) => resolve(error ?? null));
  });

/** Resolves when everything that was written to the stream has left the process, or cannot leave it any more. */
export const leftProcess = async (stream: NodeJS.WriteStream): Promise<void> => void (await write(stream, ''));

/**
 * Writes a result; resolves when it has left the process. What a reader that went away, such as `head`, no longer reads is
 * dropped. Throws a UserError `output-unwritable` where it cannot be written for another reason, a full disk for example.
 */
export async function printResult(text: string): Promise<void> {
  const error = await write(process.stdout, text.endsWith('\n') ? text : `${text}\n`);
  if (error === null || error.code === 'EPIPE' || error.code === 'EOF' || error.code === 'ERR_STREAM_DESTROYED') return;
  const { fileErrorReason } = await import('../files/index.ts');
  throw new UserError(
    'output-unwritable',
    `The result could not be written to standard output: ${fileErrorReason(error)}.`,
  );
}

/** Writes a line that is no result: progress, a correction, an error. */
export const printNotice = async (line: string): Promise<void> => void (await write(process.stderr, `${line}\n`));
