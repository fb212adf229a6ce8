import type { ConfigurationFinding } from '../../shared/configuration.ts';
import type { FindingId } from '../../shared/findings.ts';

export type Found = ConfigurationFinding;
/** An entry of the catalogue: that of a finding, or a guide. */
type Entry = FindingId | 'identity-service-logging' | 'creatio-logging' | 'identity-service-database';

/** What is right. */
export const pass = (summary: string, line: number | null = null): Found => ({
  status: 'pass',
  summary,
  line,
  remediation: null,
});
/** What keeps the Identity Service or Creatio from working; the entry of the catalogue mends it. */
export const fail = (remediation: Entry, summary: string, line: number | null = null): Found => ({
  status: 'fail',
  summary,
  line,
  remediation,
});
/** What is worth a look; the entry of the catalogue tells more. */
export const warn = (remediation: Entry, summary: string, line: number | null = null): Found => ({
  status: 'warn',
  summary,
  line,
  remediation,
});
/** What was not looked at, and why. */
export const skip = (summary: string, line: number | null = null): Found => ({
  status: 'skip',
  summary,
  line,
  remediation: null,
});

/** A word from a file that may be shown: short and plain, so that it cannot be what somebody pasted in the wrong place. */
export const shown = (value: string): string =>
  /^[\w .:/\\-]{1,60}$/.test(value) ? `"${value}"` : `a text of ${value.length} characters`;
