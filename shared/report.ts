import { z } from 'zod';
import { checkIds } from './check-ids.ts';
import { outcomeIds, verdicts } from './outcomes.ts';
import { platformChoices } from './profile.ts';
import { serverViewSchema } from './server-view.ts';

export const checkIdSchema = z.enum(checkIds);
export type CheckId = z.infer<typeof checkIdSchema>;

/** `crash` is a fault of the console itself and never a finding about the environment. */
const checkStatuses = ['pass', 'warn', 'fail', 'skip', 'timeout', 'cancelled', 'crash'] as const;
export const checkStatusSchema = z.enum(checkStatuses);
export type CheckStatus = z.infer<typeof checkStatusSchema>;

/** A moment as an ISO 8601 string in UTC. */
const momentSchema = z.iso.datetime();
const headersSchema = z.array(z.tuple([z.string(), z.string()]));

/** Durations of the phases of one HTTP exchange, in ms; null where a phase did not take place. */
const timingsSchema = z.strictObject({
  dnsMs: z.number().nullable(),
  tcpMs: z.number().nullable(),
  /** From the connection to a proxy until the way through it was open; absent without a proxy. */
  proxyMs: z.number().nullable().optional(),
  tlsMs: z.number().nullable(),
  firstByteMs: z.number().nullable(),
  bodyMs: z.number().nullable(),
  totalMs: z.number(),
});
export type Timings = z.infer<typeof timingsSchema>;

/** One request and what came back, with every secret masked. */
export const exchangeEvidenceSchema = z.strictObject({
  kind: z.literal('exchange'),
  title: z.string(),
  request: z.strictObject({ method: z.string(), url: z.string(), headers: headersSchema, body: z.string().nullable() }),
  response: z
    .strictObject({
      status: z.number().int(),
      statusText: z.string(),
      httpVersion: z.string(),
      headers: headersSchema,
      body: z.string(),
      /** Bytes of the body as sent over the wire, before decompression. */
      bodyBytes: z.number().int(),
      charset: z.string(),
      /** True when the body was longer than what is kept. */
      truncated: z.boolean(),
    })
    .nullable(),
  /** Why there is no (whole) response, in words; null when there is one. */
  failure: z.string().nullable(),
  /** With a proxy, that of the proxy. */
  remoteAddress: z.string().nullable(),
  timings: timingsSchema,
  /** The proxy it went through, what that was asked on the wire, and its own answer; absent without one. */
  proxy: z.strictObject({ name: z.string(), request: z.string(), reply: z.string().nullable() }).optional(),
});
export type ExchangeEvidence = z.infer<typeof exchangeEvidenceSchema>;

const addressesEvidenceSchema = z.strictObject({
  kind: z.literal('addresses'),
  title: z.string(),
  addresses: z.array(
    z.strictObject({
      address: z.string(),
      family: z.union([z.literal(4), z.literal(6)]),
      ok: z.boolean().nullable(),
      durationMs: z.number().nullable(),
      /** The failure in words; null when there is none. */
      failure: z.string().nullable(),
    }),
  ),
});
export type AddressesEvidence = z.infer<typeof addressesEvidenceSchema>;

const certificateSchema = z.strictObject({
  subject: z.string(),
  issuer: z.string(),
  serialNumber: z.string(),
  validFrom: momentSchema,
  validTo: momentSchema,
  /** Whole days until it expires; negative when it has expired. */
  daysLeft: z.number().int(),
  subjectAlternativeNames: z.array(z.string()),
  /** SHA-256 of the certificate, upper-case hex pairs with colons. */
  fingerprint256: z.string(),
  selfSigned: z.boolean(),
  isAuthority: z.boolean(),
  keyType: z.string(),
});
export type Certificate = z.infer<typeof certificateSchema>;

const certificatesEvidenceSchema = z.strictObject({
  kind: z.literal('certificates'),
  title: z.string(),
  /** Host and port, as exceptions name a server. */
  server: z.string().optional(),
  protocol: z.string().nullable(),
  cipher: z.string().nullable(),
  /** As the server sent them, its own certificate first. */
  chain: z.array(certificateSchema),
  problems: z.array(z.string()),
});
export type CertificatesEvidence = z.infer<typeof certificatesEvidenceSchema>;

const factsEvidenceSchema = z.strictObject({
  kind: z.literal('facts'),
  title: z.string(),
  rows: z.array(z.strictObject({ label: z.string(), value: z.string() })),
});
export type FactsEvidence = z.infer<typeof factsEvidenceSchema>;

const evidenceSchema = z.discriminatedUnion('kind', [
  exchangeEvidenceSchema,
  addressesEvidenceSchema,
  certificatesEvidenceSchema,
  factsEvidenceSchema,
]);
export type Evidence = z.infer<typeof evidenceSchema>;

export const checkResultSchema = z.strictObject({
  id: checkIdSchema,
  title: z.string(),
  status: checkStatusSchema,
  startedAt: momentSchema,
  durationMs: z.number(),
  /** One sentence for people. */
  summary: z.string(),
  evidence: z.array(evidenceSchema),
  /** Id of an entry of the remediation catalogue, or null when there is nothing to mend. */
  remediation: z.string().nullable(),
});
export type CheckResult = z.infer<typeof checkResultSchema>;

const sourceSchema = z.strictObject({ title: z.string(), url: z.url(), versions: z.string() });
export type Source = z.infer<typeof sourceSchema>;

/** A text to enter or to look for in a step; never a secret. */
const remediationValueSchema = z.strictObject({
  label: z.string(),
  value: z.string(),
  /** True when it is meant to be copied as it stands: an address of the environment, a code, a command. */
  copy: z.boolean().optional(),
  /** True when it only shows what such a value looks like. */
  example: z.boolean().optional(),
});
export type RemediationValue = z.infer<typeof remediationValueSchema>;

/** A way on from a step, by what is seen there. */
const remediationBranchSchema = z.strictObject({
  /** What is seen, as a sentence. */
  label: z.string(),
  /** The result of a check that chooses this way by itself; absent where only a person can tell. */
  when: z.strictObject({ check: checkIdSchema, is: z.enum(['pass', 'problem']) }).optional(),
  /** The entry that leads on; absent where it is the one of what that check found. */
  entry: z.string().optional(),
});
export type RemediationBranch = z.infer<typeof remediationBranchSchema>;

/** A step of a remediation. `documented` steps are the vendor's, others are our own advice. */
const remediationStepSchema = z.strictObject({
  text: z.string(),
  documented: z.boolean(),
  /** Where to click, from the outside in, in Creatio's own words. */
  path: z.array(z.string()).optional(),
  values: z.array(remediationValueSchema).optional(),
  /** Which versions or platforms the step holds for, when not for all. */
  versions: z.string().optional(),
  /** Checks that show, when they pass, that this very step is done. */
  checks: z.array(checkIdSchema).optional(),
  /** Ways on, the first that fits first; where none fits, the next step follows. */
  branches: z.array(remediationBranchSchema).optional(),
  /** The articles that describe the step. */
  sources: z.array(sourceSchema).optional(),
});
export type RemediationStep = z.infer<typeof remediationStepSchema>;

export const remediationSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  cause: z.string(),
  /** Why it matters, as a sentence. */
  impact: z.string().optional(),
  steps: z.array(remediationStepSchema),
  /** Checks that show, when they pass, that it is mended. */
  provenBy: z.array(checkIdSchema),
  /** What shows that it is mended where no check can. */
  proof: z.string().optional(),
  sources: z.array(sourceSchema),
});
export type Remediation = z.infer<typeof remediationSchema>;

/**
 * A check whose problem somebody knows of and has muted. It runs and is reported as ever; it only no longer turns the verdict
 * of a health check that says healthy into a warning.
 */
export const mutedCheckSchema = z.strictObject({
  checkId: checkIdSchema,
  /** Why, in the words of whoever muted it. */
  reason: z.string().min(1).max(500),
  /** The user and the computer. */
  by: z.string().max(400),
  at: momentSchema,
});
export type MutedCheck = z.infer<typeof mutedCheckSchema>;

/** The result of a run; every other format is made from it. It never holds a secret. */
export const reportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  profile: z.strictObject({
    id: z.string(),
    name: z.string(),
    creatioUrl: z.string(),
    platform: z.enum(platformChoices),
    /** There where the environment is marked as a production environment. */
    production: z.literal(true).optional(),
  }),
  host: z.strictObject({ name: z.string(), os: z.string() }),
  startedAt: momentSchema,
  durationMs: z.number(),
  verdict: z.enum(verdicts),
  outcome: z.enum(outcomeIds),
  /** One sentence that a non-expert understands. */
  headline: z.string(),
  /** What the headline needs to be understood: which machine, what that proves, what contradicts what. */
  notes: z.array(z.string()),
  /** Codes of the empty system settings, in the documented order. */
  emptySettings: z.array(z.string()),
  checks: z.array(checkResultSchema),
  /** The checks that were muted when the run was made; absent where none was. */
  muted: z.array(mutedCheckSchema).optional(),
  /** How each machine was reached: directly or through which proxy, and why. Absent in older reports. */
  routes: z.array(z.strictObject({ target: z.string(), route: z.string() })).optional(),
  /** What a script saw on the Creatio server; absent where none was run. */
  serverView: serverViewSchema.optional(),
  remediation: remediationSchema.nullable(),
});
export type Report = z.infer<typeof reportSchema>;
