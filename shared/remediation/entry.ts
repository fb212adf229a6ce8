import type { SystemSettingCode } from '../outcomes.ts';
import { systemSettingCodes, systemSettingTitles } from '../outcomes.ts';
import type { Platform, PlatformChoice } from '../profile.ts';
import type { CheckId, Remediation, RemediationStep, RemediationValue, Source } from '../report.ts';

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

/** The versions something holds for; absent means all. */
export interface VersionRange {
  /** First version it holds for. */
  from?: string;
  /** First version it no longer holds for. */
  before?: string;
}

/** An article, with the versions of Creatio for which it is the one to read. */
export interface Edition extends Source, VersionRange {}

/** A step with the versions and the platform it holds for. */
export interface AuthoredStep extends Omit<RemediationStep, 'versions' | 'sources'>, VersionRange {
  platform?: Platform;
  sources?: readonly Edition[];
}

export interface Entry extends Omit<Remediation, 'id' | 'steps' | 'sources'> {
  steps: AuthoredStep[];
  /** Articles on the whole entry; those of its steps are added to them. */
  sources: Edition[];
}

/** Makes the entry for an environment. */
export type EntryMaker = (facts: RemediationFacts) => Entry;

type Details = Omit<AuthoredStep, 'text' | 'documented'>;

/** A step that the vendor describes: in the articles given with it, else in those of the entry. */
const documented = (text: string, details: Details = {}): AuthoredStep => ({
  text,
  documented: true,
  ...details,
});

/** Makes steps that these articles describe. */
export const documentedIn =
  (...sources: readonly Edition[]) =>
  (text: string, details: Details = {}): AuthoredStep =>
    documented(text, { sources, ...details });

/** A step of ours. */
export const advice = (text: string, details: Details = {}): AuthoredStep => ({ text, documented: false, ...details });

/** Makes steps of ours after which these checks tell whether they helped. */
export const adviceProvenBy =
  (...checks: readonly CheckId[]) =>
  (text: string, details: Details = {}): AuthoredStep =>
    advice(text, { checks: [...checks], ...details });

/** A value to be copied as it stands. */
export const copied = (label: string, value: string): RemediationValue => ({ label, value, copy: true });

/** A value that only shows what it looks like. */
export const example = (label: string, value: string): RemediationValue => ({ label, value, example: true });

/** A name to look for. */
export const named = (label: string, ...values: readonly string[]): RemediationValue[] =>
  values.map((value) => ({ label, value }));

const isSystemSettingCode = (code: string): code is SystemSettingCode =>
  systemSettingCodes.some((known) => known === code);

/** System settings as values to copy: the name Creatio shows, and the code. */
export const settingValues = (codes: readonly string[] = systemSettingCodes): RemediationValue[] =>
  codes.map((code) =>
    copied(isSystemSettingCode(code) ? systemSettingTitles[code] : 'Code of the system setting', code),
  );
