import { createInterface } from 'node:readline';
import { UserError } from '../../shared/user-error.ts';
import { practiceScenarios, startPractice, type Practice } from '../practice/index.ts';
import { numberOption, parseOptions, usageError } from './options.ts';
import type { ExitCode } from './output.ts';
import { printNotice, printResult } from './output.ts';

/** `practice`: the practice environment on its own, until a signal ends it. */
export async function practice(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = parseOptions('practice', args, {
    scenario: { type: 'string' },
    port: { type: 'string' },
    list: { type: 'boolean' },
  });
  if (positionals.length > 0) throw usageError('practice', 'practice takes options only.');
  const port = numberOption('practice', 'port', values.port, [1, 65_534]);
  if (values.list) {
    const width = Math.max(...practiceScenarios.map(({ name }) => name.length));
    await printResult(practiceScenarios.map(({ name, title }) => `${name.padEnd(width)}  ${title}`).join('\n'));
    return 0;
  }

  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  const running = await startPractice({
    ...(values.scenario === undefined ? {} : { scenario: values.scenario }),
    ...(port === undefined ? {} : { port }),
  });
  await printResult(addresses(running));
  // The environment goes on after the end of standard input, which a service or a pipe may not have at all.
  const names = createInterface({ input: process.stdin });
  names.on('line', (line) => void switchTo(running, line.trim()));
  await ended;
  names.close();
  await running.close();
  return 0;
}

async function switchTo(running: Practice, scenario: string): Promise<void> {
  if (scenario === '') return;
  try {
    await running.switchTo(scenario);
    await printResult(addresses(running));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await printNotice(error.message);
  }
}

function addresses(running: Practice): string {
  const { scenario } = running.status();
  const { creatioUrl, identityServiceUrl, clientId, clientSecret, trustedCertificates } = running;
  return JSON.stringify({
    scenario,
    creatioUrl,
    identityServiceUrl,
    platform: 'auto',
    clientId,
    clientSecret,
    trustedCertificates,
  });
}
