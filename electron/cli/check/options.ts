import { choiceOption, numberOption, parseOptions, platformOption, usageError } from '../options.ts';
import type { PlatformChoice } from '../../../shared/profile.ts';

/** An environment given on the command line alone, its addresses as they were typed. */
export interface GivenEnvironment {
  url: string;
  platform: PlatformChoice;
  identityServiceUrl: string | undefined;
  clientId: string | undefined;
}

export interface CheckOptions {
  /** Which environments: names or ids, all that are stored, one that is given, or the only one there is. */
  wanted: { names: string[] } | 'all' | GivenEnvironment | 'only';
  secret: { variable: string } | 'stdin' | null;
  format: 'text' | 'json' | 'markdown' | 'html';
  /** Whether the report has stand-ins for host names and IP addresses. */
  replaceHosts: boolean;
  output: string | undefined;
  /** Whether the runs join the history. */
  keep: boolean;
  timeLimitSeconds: number | undefined;
  concurrency: number;
}

/** Reads the arguments of `check`. Throws a UserError `usage`. */
export function parseCheckOptions(args: readonly string[]): CheckOptions {
  const { values, positionals: names } = parseOptions('check', args, {
    all: { type: 'boolean' },
    url: { type: 'string' },
    platform: { type: 'string' },
    'identity-url': { type: 'string' },
    'client-id': { type: 'string' },
    'client-secret': { type: 'string' },
    'client-secret-env': { type: 'string' },
    'client-secret-stdin': { type: 'boolean' },
    format: { type: 'string' },
    'replace-hosts': { type: 'boolean' },
    output: { type: 'string' },
    keep: { type: 'boolean' },
    timeout: { type: 'string' },
    concurrency: { type: 'string' },
  });
  const wrong = (problem: string) => usageError('check', problem);
  if (values['client-secret'] !== undefined) {
    throw wrong(
      'A secret among the arguments can be read by others. Put it into an environment variable and name that with --client-secret-env.',
    );
  }
  const ways = [names.length > 0, values.all === true, values.url !== undefined].filter(Boolean).length;
  if (ways > 1) throw wrong('Name environments, or use --all, or use --url; only one of the three.');
  if (values.url === undefined) {
    for (const name of ['platform', 'identity-url', 'client-id'] as const) {
      if (values[name] !== undefined) throw wrong(`--${name} describes an environment given with --url.`);
    }
  }
  if (values.keep && values.url !== undefined) {
    throw wrong('--keep adds runs to the history of stored environments; one given with --url has none.');
  }
  if (values.output === '') throw wrong('--output takes the name of a file.');
  if (values['client-secret-env'] !== undefined && values['client-secret-stdin']) {
    throw wrong('The client secret comes from one place, --client-secret-env or --client-secret-stdin.');
  }
  return {
    wanted: wanted(names, values.all === true, values.url, {
      platform: platformOption('check', values.platform),
      identityServiceUrl: values['identity-url'],
      clientId: values['client-id'],
    }),
    secret:
      values['client-secret-env'] !== undefined
        ? { variable: values['client-secret-env'] }
        : values['client-secret-stdin']
          ? 'stdin'
          : null,
    format: choiceOption('check', 'format', values.format, ['text', 'json', 'markdown', 'html']),
    replaceHosts: values['replace-hosts'] === true,
    output: values.output,
    keep: values.keep === true,
    timeLimitSeconds: numberOption('check', 'timeout', values.timeout, [1, 600]),
    concurrency: numberOption('check', 'concurrency', values.concurrency, [1, 100]) ?? 8,
  };
}

function wanted(
  names: string[],
  all: boolean,
  url: string | undefined,
  given: Omit<GivenEnvironment, 'url'>,
): CheckOptions['wanted'] {
  if (url !== undefined) return { url, ...given };
  if (all) return 'all';
  return names.length > 0 ? { names } : 'only';
}
