/** How a run ends, in one word for a person and an exit code for monitoring. */
export const verdicts = ['pass', 'warn', 'fail', 'unknown'] as const;
export type Verdict = (typeof verdicts)[number];

/**
 * What a run found out, exactly one per run. The first five are Creatio's own documented results
 * (Creatio Academy, "OAuth health monitoring"); the others are ours.
 */
export const outcomeIds = [
  'healthy',
  'settings-empty',
  'setting-empty',
  'identity-service-unavailable',
  'token-not-retrievable',
  'inconsistent-reply',
  'login-required',
  'endpoint-missing',
  'web-server-error',
  'unexpected-reply',
  'unreachable',
  'proxy-error',
  'cancelled',
] as const;
export type OutcomeId = (typeof outcomeIds)[number];

/** The verdict an outcome has by itself; checks that contradict the outcome turn it into `warn`. */
export const verdictOfOutcome: Readonly<Record<OutcomeId, Verdict>> = {
  healthy: 'pass',
  'settings-empty': 'fail',
  'setting-empty': 'fail',
  'identity-service-unavailable': 'fail',
  'token-not-retrievable': 'fail',
  'inconsistent-reply': 'fail',
  'login-required': 'unknown',
  'endpoint-missing': 'unknown',
  'web-server-error': 'fail',
  'unexpected-reply': 'unknown',
  unreachable: 'fail',
  'proxy-error': 'fail',
  cancelled: 'unknown',
};

/** Codes of the system settings that connect Creatio to its Identity Service, in the documented order. */
export const systemSettingCodes = [
  'OAuth20IdentityServerUrl',
  'OAuth20IdentityServerClientId',
  'OAuth20IdentityServerClientSecret',
] as const;
export type SystemSettingCode = (typeof systemSettingCodes)[number];

/** The names under which Creatio shows those settings. */
export const systemSettingTitles: Readonly<Record<SystemSettingCode, string>> = {
  OAuth20IdentityServerUrl: 'Authorization server Url for OAuth 2.0 integrations',
  OAuth20IdentityServerClientId: 'Client id for OAuth 2.0 integrations',
  OAuth20IdentityServerClientSecret: 'Client secret for OAuth 2.0 integrations',
};

/** Exit codes of the command line, by the convention of monitoring plugins. */
export const exitCodeOfVerdict: Readonly<Record<Verdict, 0 | 1 | 2 | 3>> = { pass: 0, warn: 1, fail: 2, unknown: 3 };
