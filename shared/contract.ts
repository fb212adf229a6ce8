import { z } from 'zod';
import { bundleCalls, bundleEvents } from './bundle-calls.ts';
import { configurationCalls } from './configuration.ts';
import { lastRunSchema, runsPageSchema } from './history.ts';
import { logCalls, logEvents } from './logs.ts';
import { practiceStatusSchema } from './practice.ts';
import { serverViewCalls } from './server-view.ts';
import { transferCalls } from './transfer.ts';
import { profileInputSchema, profileSchema, secretNameSchema } from './profile-schema.ts';
import { reportCalls } from './report-format.ts';
import { checkIdSchema, checkResultSchema, mutedCheckSchema, remediationSchema, reportSchema } from './report.ts';
import { clientCalls, clientEvents } from './test-client.ts';
import { wizardCalls, wizardEvents } from './wizard.ts';

// The page's content security policy forbids eval, with which zod would compile its schemas.
z.config({ jitless: true });

const nothing = z.null();

/** A secret as the page sees it: that it is set, since when, and where it is kept. */
const secretMarkSchema = z.strictObject({
  name: secretNameSchema,
  setAt: z.iso.datetime(),
  kept: z.enum(['keychain', 'session']),
});

/** An environment as the page sees it: of its secrets only which are set. */
const profileViewSchema = z.strictObject({
  ...profileSchema.shape,
  secrets: z.array(secretMarkSchema),
  builtIn: z.boolean(),
  lastRun: lastRunSchema.nullable(),
  /** Absent where none is muted. */
  mutedChecks: z.array(mutedCheckSchema).optional(),
});
export type ProfileView = z.infer<typeof profileViewSchema>;

/** Secrets travel to the main process only, never back. */
const secretChangeSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('remove') }),
  z.strictObject({ action: z.literal('set'), value: z.string().min(1).max(4_000) }),
]);
export type SecretChange = z.infer<typeof secretChangeSchema>;

/** Whether the system's keychain can be used; the message says why not and what to do. */
const keychainStatusSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('ready'), message: z.null() }),
  z.strictObject({ state: z.enum(['locked', 'unavailable']), message: z.string() }),
]);
export type KeychainStatus = z.infer<typeof keychainStatusSchema>;

/** A secret in the keychain that no environment uses; its value never leaves the keychain. */
const orphanedSecretSchema = z.strictObject({
  profileId: z.string().min(1).max(100),
  name: secretNameSchema,
  /** Of the environment it belonged to, where that is still known. */
  profileName: z.string().nullable(),
  /** Whether the environment is still there and only does not use it. */
  profileExists: z.boolean(),
});
export type OrphanedSecret = z.infer<typeof orphanedSecretSchema>;

const applicationInfoSchema = z.strictObject({
  name: z.string(),
  version: z.string(),
  /** The machine on which the checks run. */
  host: z.strictObject({ name: z.string(), os: z.string() }),
  shell: z.enum(['electron', 'browser']),
});
export type ApplicationInfo = z.infer<typeof applicationInfoSchema>;

/** A check as a run plans it, before it has a result. */
const plannedCheckSchema = z.strictObject({ id: checkIdSchema, title: z.string() });
export type PlannedCheck = z.infer<typeof plannedCheckSchema>;

/** A certificate of one server, which is named by host and port. */
const certificateChoiceSchema = z.strictObject({
  profileId: z.string().max(100),
  server: z.string().max(300),
  fingerprint256: z.string().max(100),
});
export type CertificateChoice = z.infer<typeof certificateChoiceSchema>;

const runIdSchema = z.string().min(1).max(100);

/** Every call the page can make: its name, what it sends, what it gets. JSON-safe values only. */
export const calls = {
  'application.info': { request: nothing, response: applicationInfoSchema },
  'profiles.list': { request: nothing, response: z.array(profileViewSchema) },
  'profiles.save': {
    request: z.strictObject({
      profile: profileInputSchema,
      /** The environment as the page last saw it stored: what does not differ from that keeps what is stored by now. */
      base: z.optional(profileInputSchema),
      /** What is not named is kept. */
      secrets: z.partialRecord(secretNameSchema, secretChangeSchema),
      /** Where new secrets are kept: in the keychain (without a word), or until the console is closed. */
      keepSecrets: z.enum(['keychain', 'session']).optional(),
    }),
    response: profileViewSchema,
  },
  'profiles.remove': { request: z.strictObject({ id: z.string().max(100) }), response: nothing },
  /** Adds a copy with the same secrets, behind the original. */
  'profiles.duplicate': { request: z.strictObject({ id: z.string().max(100) }), response: profileViewSchema },
  /** Changes the order of the environments; those that are not named keep their places. */
  'profiles.arrange': {
    request: z.strictObject({ ids: z.array(z.string().max(100)).max(20_000) }),
    response: nothing,
  },
  /**
   * Accepts the certificate that the last run of an environment saw at a server and did not trust, in place of an earlier
   * exception for that server. What the run did not see is refused.
   */
  'profiles.acceptCertificate': { request: certificateChoiceSchema, response: nothing },
  /** Ends an exception; nothing happens when there is none. */
  'profiles.dropCertificate': { request: certificateChoiceSchema, response: nothing },
  /** Loads the keychain's library: not before the first paint. Never makes the system ask for a password. */
  'secrets.status': { request: nothing, response: keychainStatusSchema },
  'secrets.orphans': { request: nothing, response: z.array(orphanedSecretSchema) },
  /** Removes what is still orphaned of these, and gives what is left. */
  'secrets.removeOrphans': {
    request: z.strictObject({
      orphans: z.array(orphanedSecretSchema.pick({ profileId: true, name: true })).max(10_000),
    }),
    response: z.array(orphanedSecretSchema),
  },
  'diagnosis.start': {
    request: z.strictObject({ profileId: z.string().max(100) }),
    response: z.strictObject({ runId: runIdSchema, checks: z.array(plannedCheckSchema) }),
  },
  'diagnosis.cancel': { request: z.strictObject({ runId: runIdSchema }), response: nothing },
  /** Runs one check of a finished run again, with what it needs; the run's report is made anew. */
  'diagnosis.rerun': { request: z.strictObject({ runId: runIdSchema, checkId: checkIdSchema }), response: nothing },
  /** Mutes a check of an environment for the runs from now on, in place of an earlier mute of it. */
  'diagnosis.mute': {
    request: z.strictObject({
      profileId: z.string().max(100),
      checkId: checkIdSchema,
      reason: z.string().trim().min(1).max(500),
    }),
    response: nothing,
  },
  /** Nothing happens when the check is not muted. */
  'diagnosis.unmute': {
    request: z.strictObject({ profileId: z.string().max(100), checkId: checkIdSchema }),
    response: nothing,
  },
  /** The last run of an environment since the console was opened, or null. */
  'diagnosis.last': {
    request: z.strictObject({ profileId: z.string().max(100) }),
    response: z.strictObject({ runId: runIdSchema, report: reportSchema }).nullable(),
  },
  /** With an environment, its addresses and its platform are filled in. */
  'remediation.get': {
    request: z.strictObject({ id: z.string().max(100), profileId: z.string().max(100).optional() }),
    response: remediationSchema.nullable(),
  },
  /** Kept runs of an environment, the newest first; what was kept last is there a moment after its run has finished. */
  'history.list': {
    request: z.strictObject({
      profileId: z.string().max(100),
      limit: z.int().min(1).max(500).default(100),
      /** As an earlier answer gave it. */
      before: z
        .string()
        .regex(/^\d{1,15}:\d{1,15}:/)
        .max(200)
        .optional(),
    }),
    response: runsPageSchema,
  },
  /** The report of a kept run, or null when it is no longer kept. */
  'history.read': {
    request: z.strictObject({ profileId: z.string().max(100), runId: runIdSchema }),
    response: reportSchema.nullable(),
  },
  ...reportCalls,
  'practice.status': { request: nothing, response: practiceStatusSchema },
  'practice.switch': { request: z.strictObject({ scenario: z.string().max(100) }), response: practiceStatusSchema },
  ...serverViewCalls,
  ...wizardCalls,
  ...clientCalls,
  ...configurationCalls,
  ...transferCalls,
  ...logCalls,
  ...bundleCalls,
  /** Opens a page in the system's browser; only https hosts that the catalogue links to. */
  'desktop.openLink': { request: z.strictObject({ url: z.url().max(2_000) }), response: nothing },
} as const satisfies Record<string, { request: z.ZodType; response: z.ZodType }>;

/** A failure as the page gets it: a sentence for people and a code for programs. */
const callErrorSchema = z.strictObject({ code: z.string(), message: z.string() });
export type CallError = z.infer<typeof callErrorSchema>;

/** What the main process tells the page unasked, all on the one event channel. */
export const events = {
  /** A sentence for the user that answers no call, for example that a damaged file was set aside. */
  notice: z.strictObject({ message: z.string() }),
  'profiles.changed': nothing,
  'practice.changed': practiceStatusSchema,
  /** A run of this environment was kept. */
  'history.changed': z.strictObject({ profileId: z.string() }),
  ...wizardEvents,
  ...logEvents,
  ...clientEvents,
  ...bundleEvents,
  'diagnosis.check-started': z.strictObject({
    runId: runIdSchema,
    checkId: checkIdSchema,
    startedAt: z.iso.datetime(),
  }),
  /** A check takes longer than usual; the text says what it waits for. */
  'diagnosis.check-slow': z.strictObject({ runId: runIdSchema, checkId: checkIdSchema, notice: z.string() }),
  'diagnosis.check-finished': z.strictObject({ runId: runIdSchema, result: checkResultSchema }),
  'diagnosis.finished': z.strictObject({ runId: runIdSchema, profileId: z.string(), report: reportSchema }),
  /** A fault of the console ended a run without a report. */
  'diagnosis.failed': z.strictObject({ runId: runIdSchema, profileId: z.string(), error: callErrorSchema }),
} as const satisfies Record<string, z.ZodType>;

export type CallName = keyof typeof calls;
/** What the page sends. */
export type CallRequest<Name extends CallName> = z.input<(typeof calls)[Name]['request']>;
/** What a handler gets: the request with its defaults filled in. */
export type ParsedRequest<Name extends CallName> = z.output<(typeof calls)[Name]['request']>;
export type CallResponse<Name extends CallName> = z.output<(typeof calls)[Name]['response']>;
export type EventName = keyof typeof events;
export type EventPayload<Name extends EventName> = z.infer<(typeof events)[Name]>;

/** What travels back for every call. */
export type CallReply<Name extends CallName> =
  { ok: true; value: CallResponse<Name> } | { ok: false; error: CallError };

/** One event on the one event channel. */
export type ConsoleEvent = { [Name in EventName]: { name: Name; payload: EventPayload<Name> } }[EventName];

/** Names of the two channels between page and main process. */
export const callChannel = 'console:call';
export const eventChannel = 'console:event';
