import { spawn } from 'node:child_process';

/** Runs a program with this terminal's input and output; resolves to its exit code. */
export function run(command, args, { env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** Runs a script of ours or of an installed package under this Node. */
export const runNode = (args, options) => run(process.execPath, args, options);
