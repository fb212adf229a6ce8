import { isOver } from '../../../shared/client/choices.ts';
import type { Platform } from '../../../shared/profile.ts';
import type { Attempt, ClientAct, ClientRequest, TokenHandle } from '../../../shared/test-client.ts';
import type { Explanation, SeenToken } from '../../../shared/explanation/index.ts';
import { UserError } from '../../../shared/user-error.ts';
import { openLoopbackRedirect, type Network } from '../../net/index.ts';
import type { ActContext, ActResult } from './acts/context.ts';
import { keepSecretsOf, masked, newAttempt } from './attempt-texts.ts';
import { cancelled, carryOut, failure, internal } from './carry-out.ts';
import { lastOf, recordExchange } from './exchange.ts';
import { explainAttempt, seenToken, tokenDefectOf, traitsOf } from './explain.ts';
import { createMasking, type Masking } from './masking.ts';
import type { Tokens } from './tokens.ts';

/** All that an attempt needs, settled before it begins. */
export interface AttemptInput {
  profile: {
    id: string;
    creatioUrl: string;
    identityServiceUrl: string | null;
    platform: Platform | null;
    timeLimitSeconds: number;
  };
  act: ClientAct;
  request: ClientRequest;
  /** The client secret or the password; empty for none. */
  secret: string;
  network: Network;
}

/** An attempt as it was, for whoever judges it in the main process. */
export interface RawAttempt {
  /** Its texts hold secrets. */
  attempt: Attempt;
  /** Values of the tokens that came, by their ids. */
  tokenValue(tokenId: string): string | null;
}

export interface AttemptsOptions {
  tokens: Tokens;
  openBrowser: (url: string, input: AttemptInput) => Promise<void>;
  /** Called with the attempt, without secrets, whenever it changes. */
  onChange: (attempt: Attempt) => void;
  onTokens: (profileId: string) => void;
  /** Told of a fault of our own; the attempt then ends with a sentence that says so. */
  onFault: (error: unknown) => void;
  now?: () => Date;
}

/** The attempts of this session. */
export interface Attempts {
  /** Begins one and gives it as it stands then; it never rejects for what the network or a server does. */
  start(input: AttemptInput): Attempt;
  cancel(attemptId: string): void;
  /** Throws a UserError `attempt-not-waiting` or `attempt-unknown`. */
  continue(attemptId: string, redirect: string): void;
  openBrowser(attemptId: string): Promise<void>;
  list(profileId: string): Attempt[];
  /** Resolves with it, without secrets, when it is over. */
  settled(attemptId: string): Promise<Attempt>;
  raw(attemptId: string): RawAttempt;
  /** What it means; null while it is under way. */
  explain(attemptId: string): Explanation | null;
  /** What stands in the place of a marker. Throws a UserError `mask-unknown` or `attempt-unknown`. */
  reveal(attemptId: string, mask: number): string;
  /** Ends and forgets those of an environment. */
  forget(profileId: string): void;
  /** Ends what is under way and waits for it. */
  close(): Promise<void>;
}

interface Running {
  input: AttemptInput;
  attempt: Attempt;
  masking: Masking;
  controller: AbortController;
  paste: ((redirect: string) => void) | null;
  done: Promise<void>;
}

/** Of each environment; the oldest that is over is forgotten. */
const mostAttempts = 50;

/** Runs the attempts of this session, and holds the last of each environment in memory. */
export function createAttempts(options: AttemptsOptions): Attempts {
  const { tokens, now = () => new Date() } = options;
  const all = new Map<string, Running>();

  const find = (id: string): Running => {
    const running = all.get(id);
    if (running !== undefined) return running;
    throw new UserError('attempt-unknown', 'The console no longer holds this attempt.');
  };

  const change = (running: Running, changed: Partial<Attempt>): void => {
    running.attempt = { ...running.attempt, ...changed };
    if (all.has(running.attempt.id)) options.onChange(shown(running));
  };

  function contextOf(running: Running): ActContext {
    const { input, masking, controller } = running;
    const { profile, request, secret, network } = input;
    const sending = { network, timeLimitMs: profile.timeLimitSeconds * 1_000, signal: controller.signal };
    const { exchanges } = running.attempt;
    return {
      request,
      credentials: { clientId: request.clientId, clientSecret: secret },
      environment: profile,
      issuerPromised: of(profile.id).some(({ attempt: { discovered } }) => isPromise(discovered, request)),
      async send(outgoing) {
        const recorded = await recordExchange(outgoing, sending);
        for (const exchange of recorded) keepSecretsOf(exchange, masking);
        exchanges.push(...recorded);
        change(running, { exchanges: [...exchanges] });
        return lastOf(recorded);
      },
      dropLastExchange: () => void exchanges.pop(),
      keepSecret: masking.add,
      tell: (changed) => change(running, changed),
      openBrowser: (url) => options.openBrowser(url, input),
      openRedirect: openLoopbackRedirect,
      pasted: (signal) =>
        new Promise((resolve, reject) => {
          running.paste = resolve;
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        }),
      now,
      signal: controller.signal,
    };
  }

  async function run(running: Running): Promise<void> {
    const { input, controller } = running;
    const startedAt = performance.now();
    // Nothing is told of it before whoever began it knows its id.
    await new Promise((resolve) => setImmediate(resolve));
    let result: ActResult;
    try {
      result = await carryOut(contextOf(running), input.act, tokens);
    } catch (error) {
      result = controller.signal.aborted ? cancelled : failure(error);
      if (result === internal) options.onFault(error);
    }
    running.paste = null;
    const { tokens: issued = [], origin, ...rest } = result;
    const { id } = running.attempt;
    for (const { kind, value } of issued) running.masking.add(kind, value);
    const handles = issued.map(
      (token) => tokens.add(token, { profileId: input.profile.id, attemptId: id, origin: origin ?? null }).handle,
    );
    settle(input.act, rest);
    change(running, {
      ...rest,
      waiting: null,
      tokens: handles,
      durationMs: performance.now() - startedAt,
    });
    const touched = rest.state === 'finished' && ['revoke', 'refresh'].includes(input.act.kind);
    if (handles.length > 0 || touched) options.onTokens(input.profile.id);
  }

  /** What became of the token that was acted on. */
  function settle(act: ClientAct, { state, rotated }: Partial<Attempt>): void {
    if (state !== 'finished') return;
    if (act.kind === 'revoke') tokens.change(act.tokenId, { state: 'revoked' });
    if (act.kind === 'refresh' && rotated === true) tokens.change(act.tokenId, { state: 'replaced' });
  }

  const of = (profileId: string): Running[] =>
    [...all.values()].filter(({ attempt }) => attempt.profileId === profileId);

  /** Handles change after the attempt they came with. */
  function shown({ attempt, masking }: Running): Attempt {
    return masked({ ...attempt, tokens: attempt.tokens.map((handle) => current(handle)) }, masking);
  }

  function current(handle: TokenHandle): TokenHandle {
    try {
      return tokens.get(handle.id).handle;
    } catch {
      return handle;
    }
  }

  function tokenSeen(id: string): SeenToken | null {
    try {
      return seenToken(tokens.get(id).value);
    } catch {
      return null;
    }
  }

  return {
    start(input) {
      const { profile, act, request } = input;
      const masking = createMasking();
      masking.add(request.authentication === 'http-basic' ? 'password' : 'client_secret', input.secret);
      // What a proxy is told comes back in what it answers.
      for (const told of input.network.secrets) masking.add('proxy_password', told);
      const running: Running = {
        input,
        attempt: newAttempt(profile.id, act, request, now()),
        masking,
        controller: new AbortController(),
        paste: null,
        done: Promise.resolve(),
      };
      const oldest = of(profile.id).find(({ attempt }) => isOver(attempt.state));
      if (oldest !== undefined && of(profile.id).length >= mostAttempts) all.delete(oldest.attempt.id);
      all.set(running.attempt.id, running);
      const begun = shown(running);
      running.done = run(running);
      return begun;
    },
    cancel(id) {
      all.get(id)?.controller.abort(new Error('The attempt was cancelled'));
    },
    continue(id, redirect) {
      const { paste } = find(id);
      if (paste === null) {
        throw new UserError('attempt-not-waiting', 'This attempt does not wait for an address. Start it again.');
      }
      paste(redirect);
    },
    async openBrowser(id) {
      const { input, attempt } = find(id);
      if (attempt.waiting === null) {
        throw new UserError('attempt-not-waiting', 'This attempt does not wait for the browser. Start it again.');
      }
      await options.openBrowser(attempt.waiting.url, input);
    },
    list: (profileId) => of(profileId).map(shown).toReversed(),
    async settled(id) {
      const running = find(id);
      await running.done;
      return shown(running);
    },
    raw(id) {
      const { attempt } = find(id);
      const ids = new Set(attempt.tokens.map((handle) => handle.id));
      return { attempt, tokenValue: (tokenId) => (ids.has(tokenId) ? tokens.get(tokenId).value : null) };
    },
    explain(id) {
      const running = find(id);
      const { input, attempt } = running;
      const { profile, act, request, secret } = input;
      const tokenId =
        'tokenId' in act ? act.tokenId : (attempt.tokens.find(({ kind }) => kind === 'access_token')?.id ?? null);
      return explainAttempt(shown(running), {
        credentials: traitsOf(request.authentication === 'oauth2' ? request.clientId : request.username, secret),
        tokenDefect: tokenDefectOf(attempt),
        token: tokenId === null ? null : tokenSeen(tokenId),
        earlier: of(profile.id)
          .filter((each) => each !== running)
          .map((each) => each.attempt)
          .toReversed(),
      });
    },
    reveal(id, mask) {
      const secret = find(id).masking.reveal(mask);
      if (secret === null) throw new UserError('mask-unknown', 'There is nothing to reveal in this place.');
      return secret;
    },
    forget(profileId) {
      for (const { attempt, controller } of of(profileId)) {
        all.delete(attempt.id);
        controller.abort(new Error('The attempt was forgotten'));
      }
    },
    async close() {
      const running = [...all.values()];
      all.clear();
      for (const { controller } of running) controller.abort(new Error('The console was closed'));
      await Promise.all(running.map(({ done }) => done));
    },
  };
}

const isPromise = (discovered: Attempt['discovered'], { issuer }: ClientRequest): boolean =>
  issuer !== null && discovered?.issuer === issuer && discovered.issuerInRedirect === true;
