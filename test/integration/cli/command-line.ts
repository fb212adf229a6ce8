import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/** The built command line. */
export const built = fileURLToPath(new URL('../../../dist/electron/cli.cjs', import.meta.url));

// The tests leave nothing in the folder of the user who runs them.
const home = mkdtempSync(path.join(os.tmpdir(), 'cli-home-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  child: ChildProcessWithoutNullStreams;
  /** The next line of standard output. */
  nextLine(): Promise<string>;
  finished: Promise<Finished>;
}

/** Starts the built command line. */
export function startCommand(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Running {
  if (!existsSync(built)) throw new Error('The command line is not built yet; npm run build does that.');
  const child = spawn(process.execPath, [built, ...args], {
    env: { ...process.env, CREATIO_OAUTH_HOME: home, ...environment },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  // Collected and not iterated over: an iterator stops the output after a thousand lines that nobody asked for.
  const reader = createInterface({ input: child.stdout });
  const lines: string[] = [];
  reader.on('line', (line) => lines.push(line));
  const closed = once(reader, 'close');
  return {
    child,
    finished: new Promise<Finished>((resolve) => {
      child.on('close', (code) => resolve({ code, stdout, stderr }));
    }),
    async nextLine() {
      if (lines.length === 0) await Promise.race([once(reader, 'line'), closed]);
      const line = lines.shift();
      if (line === undefined) throw new Error(`The command ended: ${stderr}`);
      return line;
    },
  };
}

/** Runs the built command line to its end, with nothing on standard input unless given. */
export function runCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  input = '',
): Promise<Finished> {
  const { child, finished } = startCommand(args, environment);
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return finished;
}
