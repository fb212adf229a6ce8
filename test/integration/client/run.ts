import type { Attempt, ClientAct, ClientRequest } from '../../../shared/test-client.ts';
import { createNetwork, type Network } from '../../../electron/net/index.ts';
import {
  createAttempts,
  createTokens,
  emptyRequest,
  type Attempts,
  type Tokens,
} from '../../../electron/oauth/client/index.ts';

export interface Client {
  attempts: Attempts;
  tokens: Tokens;
  /** Every state of every attempt as the page would get it, as JSON. */
  told: string[];
  /** Does something and waits for its end. */
  run(wanted: Wanted): Promise<Attempt>;
  /** Begins something, which a person has to go on with. */
  start(wanted: Wanted): Attempt;
  close(): Promise<void>;
}

export interface Wanted {
  act?: ClientAct;
  request: Partial<ClientRequest>;
  secret?: string;
  timeLimitSeconds?: number;
}

/** A test client over a network of its own. `browse` is what becomes of an authorization address. */
export function openClient(
  browse: (url: string) => void = () => undefined,
  network: Network = createNetwork(),
): Client {
  const tokens = createTokens();
  const told: string[] = [];
  const faults: unknown[] = [];
  const attempts = createAttempts({
    tokens,
    openBrowser: async (url) => browse(url),
    onChange: (attempt) => told.push(JSON.stringify(attempt)),
    onTokens: () => undefined,
    onFault: (error) => faults.push(error),
  });
  const start = ({ act = { kind: 'token' }, request, secret = '', timeLimitSeconds = 10 }: Wanted): Attempt =>
    attempts.start({
      profile: {
        id: 'test',
        creatioUrl: 'http://127.0.0.1:1',
        identityServiceUrl: null,
        platform: null,
        timeLimitSeconds,
      },
      act,
      request: { ...emptyRequest, clientId: 'client', ...request },
      secret,
      network,
    });
  return {
    attempts,
    tokens,
    told,
    start,
    run: (wanted) => attempts.settled(start(wanted).id),
    async close() {
      await attempts.close();
      await network.close();
      if (faults.length > 0) throw new Error('The console failed itself', { cause: faults[0] });
    },
  };
}

/** The one token of a kind that an attempt brought. */
export function tokenOf(attempt: Attempt, kind: Attempt['tokens'][number]['kind'] = 'access_token'): string {
  const token = attempt.tokens.find((each) => each.kind === kind);
  if (token === undefined) throw new Error(`The attempt brought no ${kind}: ${attempt.said}`);
  return token.id;
}
