/** Ends the process: monitoring reads the code (see `exitCodeOfVerdict`), 3 also says that the command could not run. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Lets a reader that closes its end early, such as `head`, end nothing else; what it no longer reads is dropped. */
export function tolerateClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EOF') throw error;
    });
  }
}

const write = (stream: NodeJS.WriteStream, text: string) =>
  new Promise<void>((resolve) => {
    stream.write(text, () => resolve());
  });

/** Writes a result; resolves when it has left the process. */
export const printResult = (text: string) => write(process.stdout, text.endsWith('\n') ? text : `${text}\n`);

/** Writes a line that is no result: progress, a correction, an error. */
export const printNotice = (line: string) => write(process.stderr, `${line}\n`);
