import type { FindingId } from '../../shared/findings.ts';
import type { OutcomeId } from '../../shared/outcomes.ts';
import type { CheckId, CheckStatus, Evidence, ExchangeEvidence } from '../../shared/report.ts';
import type { Platform, Profile } from '../../shared/profile.ts';
import type { HttpExchange, Network, ResolvedAddress, Route } from '../net/index.ts';
import type { DiscoveryDocument } from '../oauth/discovery-document.ts';
import type { PublishedKey } from '../oauth/json-web-keys.ts';
import type { GrantedToken } from '../oauth/token-reply.ts';
import type { HealthReply } from './health-reply.ts';
import type { ClockReading } from './identity/clock-reading.ts';

/** What a run can name of the remediation catalogue: each of these ids has an entry there. */
export type EntryOfRun = FindingId | OutcomeId;

/** What a check concludes; the engine adds id, title and times. */
export interface Finding {
  status: Extract<CheckStatus, 'pass' | 'warn' | 'fail' | 'skip'>;
  summary: string;
  evidence: Evidence[];
  remediation: EntryOfRun | null;
}

/** What a run hands to its checks. */
export interface CheckContext {
  profile: Profile;
  /** Null when none is set. It reaches requests only, never a result. */
  clientSecret: string | null;
  /** Why a client secret that is set could not be read; null where it could, or none is set. */
  secretProblem?: string | null;
  network: Network;
  /** What earlier checks of the same run learnt, written by the one and read by those that wait for it. */
  facts: RunFacts;
  now: () => Date;
  /** By `performance.now()`: when this check runs out of time. Its requests end a little earlier with what has come. */
  endsAt?: number;
  /** Turns an exchange into evidence, with every secret of the run masked. */
  exchangeEvidence(title: string, exchange: HttpExchange): ExchangeEvidence;
  /** From now on this value (a token, for example) is masked in everything the run reports, in every usual spelling. */
  keepSecret(value: string): void;
}

/** Grows with the run; each field is written by one check only. */
export interface RunFacts {
  /** By `creatio.dns` and `identity.dns`: how each is reached, and the addresses of what the way leads to first. */
  creatioRoute?: Route;
  identityRoute?: Route;
  creatioAddresses?: readonly ResolvedAddress[];
  identityAddresses?: readonly ResolvedAddress[];
  /** By `creatio.ping`: how the ping of each platform's address was answered. */
  pings?: Pings;
  /** By `creatio.ping`: the clock of Creatio; null when no reply told it. */
  creatioClock?: ClockReading | null;
  /** By `creatio.platform`; absent when it cannot be told. */
  platform?: Platform;
  /** By `creatio.health`; absent as long as there is no reply to judge. */
  health?: HealthReply;
  /** By `identity.discovery`: what the Identity Service says about itself; absent when it could not be read. */
  discovery?: DiscoveryDocument;
  /** By `identity.discovery`: false as long as the Identity Service has not ended its answer, or its silence. */
  identityAnswered?: boolean;
  /** By `identity.discovery`: the clock of the Identity Service; null when no reply told it. */
  identityClock?: ClockReading | null;
  /** By `identity.keys`: all published keys, usable or not; absent when they could not be read. */
  publishedKeys?: readonly PublishedKey[];
  /** By `token.request`. */
  accessToken?: GrantedToken;
}

/** The pings that were asked for: both, or only that of the stated platform where it answered. */
export type Pings = Readonly<Partial<Record<Platform, Probe>>>;

/** What one probe of an address showed. */
export interface Probe {
  url: string;
  /** True for a plain 200; a redirect is none. */
  ok: boolean;
  /** False when there was no HTTP reply at all. */
  answered: boolean;
  /** The answer in a few words, for example `404 Not Found`. */
  answer: string;
}

export interface Check {
  id: CheckId;
  title: string;
  /**
   * Checks that must have passed (or warned) first; when one did not, this one is skipped with the reason. A need that
   * does not apply to the environment (TLS for an http address) is no obstacle.
   */
  needs: readonly CheckId[];
  /** Checks to wait for, whatever becomes of them. */
  after?: readonly CheckId[];
  /** Checks to wait for as well, but no longer than a check usually takes: what they learn is of use, not needed. */
  afterUnlessSlow?: readonly CheckId[];
  /** True, or the reason why this check does not apply. */
  applies(profile: Profile, clientSecret: string | null, secretProblem?: string | null): true | string;
  run(context: CheckContext, signal: AbortSignal): Promise<Finding>;
}
