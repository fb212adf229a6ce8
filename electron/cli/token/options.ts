import { credentialModes, type CredentialMode } from '../../../shared/client/choices.ts';
import { choiceOption, formatOption, numberOption, parseOptions, usageError } from '../options.ts';
import type { SecretSource } from '../secret-source.ts';

/** How a token is got; `refresh_token` renews one that is given. */
const grants = ['client_credentials', 'refresh_token', 'authorization_code', 'device_code'] as const;
export type TokenGrant = (typeof grants)[number];

export interface TokenOptions {
  /** The environment that addresses, client and secret come from as far as they are not given; null for none. */
  environment: string | null;
  tokenUrl: string | undefined;
  authorizationUrl: string | undefined;
  deviceUrl: string | undefined;
  clientId: string | undefined;
  secret: SecretSource | null;
  refreshToken: SecretSource | null;
  grant: TokenGrant;
  credentials: CredentialMode | null;
  scope: string;
  audience: string;
  resources: readonly string[];
  redirectPort: number | null;
  reveal: boolean;
  format: 'text' | 'json';
  timeLimitSeconds: number | undefined;
}

/** Reads the arguments of `token`. Throws a UserError `usage`. */
export function parseTokenOptions(args: readonly string[]): TokenOptions {
  const { values, positionals } = parseOptions('token', args, {
    'token-url': { type: 'string' },
    'authorization-url': { type: 'string' },
    'device-url': { type: 'string' },
    'client-id': { type: 'string' },
    'client-secret': { type: 'string' },
    'client-secret-env': { type: 'string' },
    'client-secret-stdin': { type: 'boolean' },
    'refresh-token-env': { type: 'string' },
    'refresh-token-stdin': { type: 'boolean' },
    grant: { type: 'string' },
    auth: { type: 'string' },
    scope: { type: 'string' },
    audience: { type: 'string' },
    resource: { type: 'string', multiple: true },
    'redirect-port': { type: 'string' },
    reveal: { type: 'boolean' },
    format: { type: 'string' },
    timeout: { type: 'string' },
  });
  const wrong = (problem: string) => usageError('token', problem);
  if (values['client-secret'] !== undefined) {
    throw wrong(
      'A secret among the arguments can be read by others. Put it into an environment variable and name that with --client-secret-env.',
    );
  }
  if (positionals.length > 1) throw wrong('token takes one environment.');
  const [environment = null] = positionals;
  if (environment === null && (values['token-url'] === undefined || values['client-id'] === undefined)) {
    throw wrong('Name an environment, or give --token-url and --client-id.');
  }
  const grant = choiceOption('token', 'grant', values.grant, grants);
  const secret = sourceOf(values['client-secret-env'], values['client-secret-stdin']);
  const refreshToken = sourceOf(values['refresh-token-env'], values['refresh-token-stdin']);
  if (secret === 'both' || refreshToken === 'both') {
    throw wrong('A secret comes from one place, an environment variable or standard input.');
  }
  if (secret === 'stdin' && refreshToken === 'stdin') throw wrong('Standard input can hold one secret only.');
  if ((grant === 'refresh_token') !== (refreshToken !== null)) {
    throw wrong('--grant refresh_token takes the token from --refresh-token-env or --refresh-token-stdin.');
  }
  const needed = { authorization_code: 'authorization-url', device_code: 'device-url' } as const;
  if ((grant === 'authorization_code' || grant === 'device_code') && environment === null) {
    if (values[needed[grant]] === undefined) throw wrong(`--grant ${grant} needs --${needed[grant]}.`);
  }
  return {
    environment,
    tokenUrl: values['token-url'],
    authorizationUrl: values['authorization-url'],
    deviceUrl: values['device-url'],
    clientId: values['client-id'],
    secret,
    refreshToken,
    grant,
    credentials: values.auth === undefined ? null : choiceOption('token', 'auth', values.auth, credentialModes),
    scope: values.scope ?? '',
    audience: values.audience ?? '',
    resources: values.resource ?? [],
    redirectPort: numberOption('token', 'redirect-port', values['redirect-port'], [1, 65_535]) ?? null,
    reveal: values.reveal === true,
    format: formatOption('token', values.format),
    timeLimitSeconds: numberOption('token', 'timeout', values.timeout, [1, 600]),
  };
}

function sourceOf(variable: string | undefined, stdin: boolean | undefined): SecretSource | 'both' | null {
  if (variable !== undefined) return stdin === true ? 'both' : { variable };
  return stdin === true ? 'stdin' : null;
}
