import type { AttemptState } from '../../../../shared/client/choices.ts';
import type { Platform } from '../../../../shared/profile.ts';
import type { Attempt, ClientRequest, Exchange } from '../../../../shared/test-client.ts';
import type { LoopbackRedirect } from '../../../net/index.ts';
import type { ClientCredentials } from '../credentials.ts';
import type { Outgoing } from '../exchange.ts';
import type { NewToken } from '../token-outcome.ts';
import type { HeldToken } from '../tokens.ts';

/** What an act works with. */
export interface ActContext {
  request: ClientRequest;
  credentials: ClientCredentials;
  /** The addresses of the environment; its platform as far as it is known. */
  environment: { creatioUrl: string; identityServiceUrl: string | null; platform: Platform | null };
  /** Whether the issuer of the request promises to name itself in each redirect, as far as it was read (RFC 9207). */
  issuerPromised: boolean;
  /** Sends a request, records each of its exchanges and gives the last one. */
  send(outgoing: Outgoing): Promise<Exchange>;
  /** Takes an exchange back that only says that it is to be asked again. */
  dropLastExchange(): void;
  /** From now on this value is masked in all that leaves the main process. */
  keepSecret(what: string, secret: string): void;
  /** Tells how the attempt stands while it waits for a person. */
  tell(change: { state?: AttemptState; said: string } & Partial<Pick<Attempt, 'waiting' | 'authorization'>>): void;
  openBrowser(url: string): Promise<void>;
  openRedirect(wanted: { port: number | null; path: string }, signal: AbortSignal): Promise<LoopbackRedirect>;
  /** The address that a person pastes; rejects with the signal's reason. */
  pasted(signal: AbortSignal): Promise<string>;
  now(): Date;
  /** Of the whole attempt. */
  signal: AbortSignal;
}

/** What came of an act. */
export interface ActResult extends Partial<
  Pick<Attempt, 'scopes' | 'comparison' | 'discovered' | 'active' | 'rotated' | 'authorization' | 'problem'>
> {
  state: Extract<AttemptState, 'finished' | 'failed' | 'timed-out' | 'cancelled'>;
  said: string;
  tokens?: NewToken[];
  /** Where they came from. */
  origin?: string;
}

/** An act on a token. */
export type ActOnToken = (context: ActContext, token: HeldToken) => Promise<ActResult>;

/** The origin of an address that was parsed before; throws where it is none. */
export const originOf = (url: string): string => new URL(url).origin;
