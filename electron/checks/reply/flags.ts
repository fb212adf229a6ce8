import * as z from 'zod/mini';
import { systemSettingCodes, type OutcomeId, type SystemSettingCode } from '../../../shared/outcomes.ts';
import { parseJsonObject } from '../../oauth/json.ts';

/** The documented reply of the health endpoint (Creatio Academy, "OAuth health monitoring"). */
export interface HealthFlags {
  hasProblem: boolean;
  settingsFilledIn: boolean;
  identityServiceAvailable: boolean;
  tokenRetrievable: boolean;
  message: string;
}

/** The reply with its names in lower case. */
const replySchema = z.object({
  hasproblem: z.boolean(),
  issystemsettingsfilledin: z.boolean(),
  isidentityserviceavailable: z.boolean(),
  isaccesstokenretrievableforsystemactions: z.boolean(),
  message: z.optional(z.unknown()),
});

/**
 * The documented JSON in a body, or null when it is anything else: all four flags must be there as booleans. Names are
 * read without regard to case, since serializers differ in it; further properties are ignored.
 */
export function parseHealthFlags(body: string): HealthFlags | null {
  const properties = Object.entries(parseJsonObject(body.replace(/^\uFEFF/, '')) ?? {});
  const reply = replySchema.safeParse(
    Object.fromEntries(properties.map(([name, value]) => [name.toLowerCase(), value])),
  );
  if (!reply.success) return null;
  const { message } = reply.data;
  return {
    hasProblem: reply.data.hasproblem,
    settingsFilledIn: reply.data.issystemsettingsfilledin,
    identityServiceAvailable: reply.data.isidentityserviceavailable,
    tokenRetrievable: reply.data.isaccesstokenretrievableforsystemactions,
    // Codes count in whatever form the message has, in a list of sentences too.
    message: textsIn(message).join(' '),
  };
}

/** Every text in a value, names included, however deep it is nested. */
function textsIn(value: unknown): string[] {
  const left = [value];
  const texts: string[] = [];
  for (const each of left) {
    if (typeof each === 'string') texts.push(each);
    if (typeof each === 'object' && each !== null) for (const part of Object.entries(each).flat()) left.push(part);
  }
  return texts;
}

/** The setting codes a text names, each once, in the documented order; the old codes lack the `OAuth20` prefix. */
function settingCodesIn(text: string): SystemSettingCode[] {
  const named = new Set(
    [
      ...text.matchAll(
        /(?<![\p{L}\p{N}_])(?:OAuth20)?(IdentityServer(?:Url|ClientId|ClientSecret))(?![\p{L}\p{N}_])/giu,
      ),
    ].map(([, code]) => `oauth20${code}`.toLowerCase()),
  );
  return systemSettingCodes.filter((code) => named.has(code.toLowerCase()));
}

/** Where flags, status and message contradict each other, each as a clause; empty for a documented reply. */
function contradictionsOf(flags: HealthFlags, status: number, codes: readonly SystemSettingCode[]): string[] {
  const { hasProblem, settingsFilledIn, identityServiceAvailable, tokenRetrievable } = flags;
  const allGood = settingsFilledIn && identityServiceAvailable && tokenRetrievable;
  const found: string[] = [];
  const expected = hasProblem ? 500 : 200;
  if (status !== expected)
    found.push(`HasProblem is ${hasProblem}, which goes with status ${expected}, but the status is ${status}`);
  if (hasProblem && allGood) found.push('HasProblem is true, but each of the three parts is reported as good');
  if (!hasProblem && !allGood) found.push('HasProblem is false, but not each of the three parts is reported as good');
  if (!settingsFilledIn && identityServiceAvailable) {
    found.push('the settings are reported as empty, but the Identity Service they name as available');
  }
  if (!settingsFilledIn && tokenRetrievable)
    found.push('the settings are reported as empty, but a token as retrievable');
  if (settingsFilledIn && !identityServiceAvailable && tokenRetrievable) {
    found.push('the Identity Service is reported as unavailable, but a token as retrievable');
  }
  if (!settingsFilledIn && codes.length === 0) found.push('settings are reported as empty, but the message names none');
  if (!hasProblem && codes.length > 0) found.push('no problem is reported, but the message names system settings');
  return found;
}

export interface FlagsVerdict {
  outcome: OutcomeId;
  emptySettings: SystemSettingCode[];
  contradictions: string[];
}

/** What the documented JSON says: one of Creatio's five results, or that it contradicts itself. */
export function judgeFlags(flags: HealthFlags, status: number): FlagsVerdict {
  const codes = settingCodesIn(flags.message);
  const contradictions = contradictionsOf(flags, status, codes);
  if (contradictions.length > 0) return { outcome: 'inconsistent-reply', emptySettings: [], contradictions };
  const verdict = (outcome: OutcomeId, emptySettings: SystemSettingCode[] = []): FlagsVerdict => ({
    outcome,
    emptySettings,
    contradictions,
  });
  if (!flags.hasProblem) return verdict('healthy');
  if (!flags.settingsFilledIn) return verdict(codes.length === 1 ? 'setting-empty' : 'settings-empty', codes);
  // The messages of these two name the codes of settings that are filled in.
  return verdict(flags.identityServiceAvailable ? 'token-not-retrievable' : 'identity-service-unavailable');
}
