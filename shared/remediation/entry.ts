import type { SystemSettingCode } from '../outcomes.ts';
import { systemSettingCodes, systemSettingTitles } from '../outcomes.ts';
import type { Platform, PlatformChoice } from '../profile.ts';
import type { Remediation, RemediationStep } from '../report.ts';

/** What is known about the environment; an entry fills it into its steps. */
export interface RemediationFacts {
  platform: PlatformChoice;
  creatioUrl?: string | null;
  identityServiceUrl?: string | null;
  /** Codes of the system settings that Creatio reports as empty. */
  emptySettings?: readonly string[];
  /** Version of Creatio, for example `8.2.1`. Steps of other versions are left out. */
  version?: string;
}

/** A step with the versions and the platform it holds for; absent means all. */
export interface AuthoredStep extends Omit<RemediationStep, 'versions'> {
  /** First version it holds for. */
  from?: string;
  /** First version it no longer holds for. */
  before?: string;
  platform?: Platform;
}

export interface Entry extends Omit<Remediation, 'id' | 'steps'> {
  steps: AuthoredStep[];
}

/** Makes the entry for an environment. */
export type EntryMaker = (facts: RemediationFacts) => Entry;

type Details = Omit<AuthoredStep, 'text' | 'documented'>;
type Value = NonNullable<RemediationStep['values']>[number];

/** A step that one of the entry's sources describes. */
export const documented = (text: string, details: Details = {}): AuthoredStep => ({
  text,
  documented: true,
  ...details,
});

/** A step of ours. */
export const advice = (text: string, details: Details = {}): AuthoredStep => ({ text, documented: false, ...details });

const isSystemSettingCode = (code: string): code is SystemSettingCode =>
  systemSettingCodes.some((known) => known === code);

/** System settings as values to copy: the name Creatio shows, and the code. */
export const settingValues = (codes: readonly string[] = systemSettingCodes): Value[] =>
  codes.map((code) => ({
    label: isSystemSettingCode(code) ? systemSettingTitles[code] : 'Code of the system setting',
    value: code,
  }));
