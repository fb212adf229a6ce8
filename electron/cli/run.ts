import { UserError } from '../../shared/user-error.ts';
import { lineText } from '../../shared/visible-text.ts';
import { application } from '../application.ts';
import { commandNames, isCommandName, usageOf, usageOfAll } from './usage.ts';
import type { ExitCode } from './output.ts';
import { printNotice, printResult, tolerateClosedPipes } from './output.ts';

/** Runs a command and ends the process with its exit code. Every failure is one sentence on stderr and code 3. */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  tolerateClosedPipes();
  process.on('uncaughtException', (error) => void fail(error).then((code) => process.exit(code)));
  process.exit(await run(args).catch(fail));
}

async function run(args: readonly string[]): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined) {
    await printNotice(usageOfAll);
    return 3;
  }
  if (name === '--version' || name === '-V') {
    await printResult(application.version);
    return 0;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    const [command] = rest;
    await printResult(command !== undefined && isCommandName(command) ? usageOf[command] : usageOfAll);
    return 0;
  }
  if (!isCommandName(name)) {
    throw new UserError(
      'command-unknown',
      `There is no command "${name}". The commands are ${commandNames.join(', ')}; creatio-oauth --help describes them.`,
    );
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    await printResult(usageOf[name]);
    return 0;
  }
  // Each command is loaded only when it is asked for, because monitoring starts this process again and again.
  switch (name) {
    case 'check':
      return (await import('./check/index.ts')).check(rest);
    case 'practice':
      return (await import('./practice.ts')).practice(rest);
    case 'explain':
      return (await import('./explain.ts')).explain(rest);
    case 'profiles':
      return (await import('./profiles/index.ts')).profiles(rest);
    case 'token':
      return (await import('./token/index.ts')).token(rest);
    case 'bundle':
      return (await import('./bundle/index.ts')).bundle(rest);
    case 'redact':
      return (await import('./redact.ts')).redact(rest);
  }
}

async function fail(error: unknown): Promise<ExitCode> {
  if (error instanceof UserError) await printNotice(lineText(error.message));
  else if (process.env['CREATIO_OAUTH_DEBUG'])
    await printNotice(error instanceof Error ? (error.stack ?? '') : String(error));
  else {
    await printNotice(
      'The console itself failed; this says nothing about the environment. Run the command again with CREATIO_OAUTH_DEBUG=1 to see where.',
    );
  }
  return 3;
}
