import { z } from 'zod';
import { logSelectionSchema } from './logs.ts';
import { longestPassphrase, shortestPassphrase } from './passphrase.ts';

/** Kinds of personal data that become pseudonyms, each switched by itself. */
export const personalDataKinds = ['user', 'email', 'ip', 'host', 'path', 'phone'] as const;
export const personalDataKindSchema = z.enum(personalDataKinds);
export type PersonalDataKind = z.infer<typeof personalDataKindSchema>;

export const idSchema = z.string().min(1).max(100);
export const countSchema = z.int().min(0);
export const pathSchema = z.string().min(1).max(4_000);

/** A rule that a user adds: a text that the search starts at, and what follows as a regular expression. */
export const bundleRuleSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  protects: z.string().max(200),
  /** Stays in the output unless `wholly` is set. */
  starts: z.string().min(2).max(200),
  /** Of JavaScript; what it matches behind the start is hidden. Everything up to white space or a quote where absent. */
  follows: z.string().max(500).optional(),
  wholly: z.boolean().optional(),
});
export type BundleRule = z.infer<typeof bundleRuleSchema>;

/** What stays though a rule finds it: for one rule, or for every one where none is named. Known secrets never stay. */
export const bundleExceptionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('value'), value: z.string().min(1).max(1_000), rule: idSchema.optional() }),
  /** What stands behind a replaced part of a preview, which the page itself does not know. */
  z.strictObject({ kind: z.literal('occurrence'), occurrence: idSchema, everyRule: z.boolean() }),
]);
export type BundleException = z.infer<typeof bundleExceptionSchema>;

/** What support asks for, as far as only a person can tell it. */
export const letterFactsSchema = z.strictObject({
  caseNumber: z.string().max(100),
  whatHappened: z.string().max(10_000),
  /** When it happened, in the person's words. */
  when: z.string().max(500),
  /** What was tried already. */
  tried: z.string().max(10_000),
});
export type LetterFacts = z.infer<typeof letterFactsSchema>;

/** What goes into a bundle, and how it is redacted. */
export const bundleContentSchema = z.strictObject({
  profileId: idSchema,
  /** Which logs and which copies of configuration, and how much of them. */
  selection: logSelectionSchema,
  include: z.strictObject({
    /** The report of a run: the last one where no id is given. */
    report: z.boolean(),
    runId: idSchema.optional(),
    /** A guided session. */
    sessionId: z.uuid().nullable(),
    /** What the test client sent and received. */
    oauthTraces: z.boolean(),
    /** Versions, operating system, time zone. */
    systemFacts: z.boolean(),
  }),
  /** Which kinds of personal data are replaced. */
  replace: z.array(personalDataKindSchema).max(personalDataKinds.length),
  rules: z.array(bundleRuleSchema).max(100),
  exceptions: z.array(bundleExceptionSchema).max(1_000),
  letter: letterFactsSchema,
});
export type BundleContent = z.infer<typeof bundleContentSchema>;

export const passphraseSchema = z.string().min(shortestPassphrase).max(longestPassphrase);

/** How the finished zip is encrypted, in the format of age (age-encryption.org/v1), which the tool `age` opens as well. */
export const bundleEncryptionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('passphrase'), passphrase: passphraseSchema }),
  z.strictObject({ kind: z.literal('recipient'), recipient: z.string().regex(/^age1[a-z0-9]{6,5000}$/) }),
]);
export type BundleEncryption = z.infer<typeof bundleEncryptionSchema>;

/** Where a bundle is written. */
export const bundleTargetSchema = z.discriminatedUnion('kind', [
  /** The host asks, where `bundle.options` says that it can. */
  z.strictObject({ kind: z.literal('ask') }),
  /** A whole path of a file, or of a folder that is there. */
  z.strictObject({ kind: z.literal('path'), path: pathSchema }),
  /** The folder `bundles` of the console's own. */
  z.strictObject({ kind: z.literal('own-folder') }),
]);

/** Of making a bundle; opening one is `listing`, too, and the last two. */
export const bundlePhases = ['listing', 'packing', 'checking', 'encrypting', 'decrypting', 'verifying'] as const;

export const bundleProgressSchema = z.strictObject({
  jobId: idSchema,
  phase: z.enum(bundlePhases),
  bytesDone: countSchema,
  bytesTotal: countSchema,
  filesDone: countSchema,
  filesTotal: countSchema,
  bytesPerSecond: z.number().min(0),
  /** Null while nothing can be said. */
  secondsLeft: z.number().min(0).nullable(),
});
export type BundleProgress = z.infer<typeof bundleProgressSchema>;

/** How often a rule replaced something; `protects` is the end of the sentence "This rule protects ...". */
export const ruleCountSchema = z.strictObject({ rule: z.string(), protects: z.string(), count: countSchema });

/** What is replaced in a file of a bundle to be. */
export const fileCountsSchema = z.strictObject({
  /** As `bundle.estimate` names it. */
  path: z.string(),
  /** False while it is being read; the counts are those so far. */
  whole: z.boolean(),
  replaced: countSchema,
  rules: z.array(ruleCountSchema.pick({ rule: true, count: true })),
});
export type FileCounts = z.infer<typeof fileCountsSchema>;

/** A file of a bundle. */
export const bundleFileSchema = z.strictObject({
  /** Its path inside. */
  path: z.string(),
  /** Where it came from; empty for what the console wrote itself. */
  source: z.string(),
  /** In bytes, as it was read and as it went in. */
  sizeBefore: countSchema,
  size: countSchema,
  sha256: z.string(),
  /** As it was read; a private key of many lines becomes one. */
  lines: countSchema,
  /** The moments of its first and last entry, where they have any. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** What is left out of it and why, as a sentence; null where it is whole. */
  cut: z.string().nullable(),
});
export type BundleFile = z.infer<typeof bundleFileSchema>;

/** What is not in a bundle, and why. */
export const skippedFileSchema = z.strictObject({ source: z.string(), reason: z.string() });
export type SkippedFile = z.infer<typeof skippedFileSchema>;

const callErrorSchema = z.strictObject({ code: z.string(), message: z.string() });

export const bundleResultSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('done'),
    /** The bundle, or null after a trial run, which writes nothing. */
    file: z.string().nullable(),
    bytes: countSchema,
    files: z.array(bundleFileSchema),
    skipped: z.array(skippedFileSchema),
    replaced: countSchema,
    rules: z.array(ruleCountSchema),
    /** The map of pseudonyms, where one was wanted. */
    mapFile: z.string().nullable(),
    /** The covering letter, in Markdown. */
    letter: z.string(),
  }),
  z.strictObject({ state: z.literal('cancelled') }),
  z.strictObject({ state: z.literal('failed'), error: callErrorSchema }),
]);
export type BundleResult = z.infer<typeof bundleResultSchema>;

/** A part of a text after redaction; `rule` is null where nothing was replaced. */
export const segmentSchema = z.strictObject({
  text: z.string(),
  rule: z.string().nullable(),
  kind: personalDataKindSchema.nullable(),
  /** Names a replaced part, for an exception. */
  occurrence: idSchema.nullable(),
});
export type Segment = z.infer<typeof segmentSchema>;
