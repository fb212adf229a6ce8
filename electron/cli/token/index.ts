import type { Attempt } from '../../../shared/test-client.ts';
import { UserError } from '../../../shared/user-error.ts';
import {
  addressesOf,
  checkDestinations,
  tokenOrigins,
  createAttempts,
  createTokens,
  originsOf,
  requireComplete,
} from '../../oauth/client/index.ts';
import { printNotice, printResult, type ExitCode } from '../output.ts';
import { readSecretFrom } from '../secret-source.ts';
import { openEnvironment, type OpenEnvironment } from './environment.ts';
import { parseTokenOptions, type TokenOptions } from './options.ts';
import { requestFrom } from './request.ts';
import { exitCodeOf, resultOf } from './result.ts';
import { resultAsText } from './text.ts';

/** `token`: asks for a token as the test client does, and says what came of it. */
export async function token(args: readonly string[]): Promise<ExitCode> {
  const options = parseTokenOptions(args);
  const controller = new AbortController();
  const environment = await openEnvironment(options.environment, controller.signal);
  try {
    return await askFor(options, environment, controller);
  } finally {
    await environment.close();
  }
}

async function askFor(
  options: TokenOptions,
  { profile: stored, network, readSecret }: OpenEnvironment,
  controller: AbortController,
): Promise<ExitCode> {
  const given = options.secret === null ? null : await readSecretFrom(options.secret, clientSecret);
  const wantsSecret = options.credentials !== 'none';
  const secret = given ?? (wantsSecret && sameClient(options, stored.clientId) ? await readSecret() : null) ?? '';
  if (secret === '' && options.credentials !== null && wantsSecret) {
    throw new UserError(
      'secret-missing',
      'There is no client secret. Name the environment variable that holds it with --client-secret-env, or use --auth none.',
    );
  }
  const request = requestFrom(options, stored, secret !== '');
  const profile = {
    ...stored,
    platform: stored.platform === 'auto' ? null : stored.platform,
    timeLimitSeconds: options.timeLimitSeconds ?? stored.timeLimitSeconds,
  };
  const tokens = createTokens();
  const attempts = createAttempts({
    tokens,
    openBrowser: (url) => printNotice(`Open this address in a browser: ${url}`),
    onChange: tellOfDevice(),
    onTokens: () => undefined,
    onFault: (error) => {
      throw error;
    },
  });
  const from = { profileId: profile.id, attemptId: null, origin: null };
  const refreshed =
    options.refreshToken === null
      ? null
      : tokens.add(
          {
            kind: 'refresh_token',
            value: await readSecretFrom(options.refreshToken, refreshToken),
            type: null,
            expiresInSeconds: null,
            scope: null,
          },
          from,
        );
  const act =
    refreshed === null ? ({ kind: 'token' } as const) : ({ kind: 'refresh', tokenId: refreshed.handle.id } as const);
  requireComplete(act, request);
  // What is typed here goes where the command line says; what is kept goes to the environment alone. Its name was given, too.
  const secretOrigins = given === null && options.environment !== null ? [] : originsOf(addressesOf(request));
  checkDestinations(
    {
      environment: profile,
      act,
      request,
      tokenOrigins: refreshed === null ? null : tokenOrigins(null, request, profile),
      secretOrigins,
    },
    { confirmed: profile.name },
  );

  const { id } = attempts.start({ profile, act, request, secret, network });
  const cancel = (): void => attempts.cancel(id);
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, cancel);
  const attempt = await attempts.settled(id);
  const explanation = attempts.explain(id);
  const access = attempt.tokens.find(({ kind }) => kind === 'access_token');
  const value = options.reveal && access !== undefined ? attempts.raw(id).tokenValue(access.id) : null;
  const result = resultOf(attempt, explanation, value);
  controller.abort(new Error('The command is over'));
  await attempts.close();
  await printResult(
    options.format === 'json' ? JSON.stringify(result, null, 2) : resultAsText(result, attempt, explanation),
  );
  return exitCodeOf(result, attempt);
}

const clientSecret = { what: 'client secret', option: '--client-secret-env' };
const refreshToken = { what: 'refresh token', option: '--refresh-token-env' };

/** The kept secret belongs to the client of the environment and to no other. */
const sameClient = ({ clientId }: TokenOptions, kept: string | null): boolean =>
  clientId === undefined || clientId === kept;

/** Tells once where a device's code has to be entered. */
function tellOfDevice(): (attempt: Attempt) => void {
  let told = false;
  return ({ waiting }) => {
    if (told || waiting === null || waiting.userCode === null) return;
    told = true;
    void printNotice(`Open ${waiting.url} in a browser and enter the code ${waiting.userCode}.`);
  };
}
