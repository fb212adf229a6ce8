import type { CheckId, CheckStatus, Evidence, ExchangeEvidence } from '../../shared/report.ts';
import type { Platform, Profile } from '../../shared/profile.ts';
import type { HttpExchange, Network } from '../net/index.ts';

/** What a check concludes; the engine adds id, title and times. */
export interface Finding {
  status: Extract<CheckStatus, 'pass' | 'warn' | 'fail' | 'skip'>;
  summary: string;
  evidence: Evidence[];
  remediation: string | null;
}

/** What a run hands to its checks. */
export interface CheckContext {
  profile: Profile;
  /** Null when none is set. It reaches requests only, never a result. */
  clientSecret: string | null;
  network: Network;
  /** What earlier checks of the same run learnt, written by the one and read by those that wait for it. */
  facts: RunFacts;
  now: () => Date;
  /** Turns an exchange into evidence, with every secret of the run masked. */
  exchangeEvidence(title: string, exchange: HttpExchange): ExchangeEvidence;
  /** From now on this value (a token, for example) is masked in everything the run reports, in every usual spelling. */
  keepSecret(value: string): void;
}

/** Grows with the run; each field is written by one check only. */
export interface RunFacts {
  platform?: Platform;
}

export interface Check {
  id: CheckId;
  title: string;
  /** Checks that must have passed (or warned) first; when one did not, this one is skipped with the reason. */
  needs: readonly CheckId[];
  /** Checks to wait for, whatever becomes of them. */
  after?: readonly CheckId[];
  /** True, or the reason why this check does not apply. */
  applies(profile: Profile, clientSecret: string | null): true | string;
  run(context: CheckContext, signal: AbortSignal): Promise<Finding>;
}
