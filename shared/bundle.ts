import { z } from 'zod';
import { logSelectionSchema } from './logs.ts';
import { longestPassphrase, shortestPassphrase } from './passphrase.ts';
import { reportSchema } from './report.ts';

/** Kinds of personal data that become pseudonyms, each switched by itself. */
export const personalDataKinds = ['user', 'email', 'ip', 'host', 'path', 'phone'] as const;
export const personalDataKindSchema = z.enum(personalDataKinds);
export type PersonalDataKind = z.infer<typeof personalDataKindSchema>;

const idSchema = z.string().min(1).max(100);
const countSchema = z.int().min(0);
const pathSchema = z.string().min(1).max(4_000);

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

const passphraseSchema = z.string().min(shortestPassphrase).max(longestPassphrase);

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

const previewSchema = z.strictObject({
  /** Of the file as it is read, in bytes; null where only reading it to its end tells. */
  size: countSchema.nullable(),
  /** What the segments show: from the beginning of a line, unless a line is longer than a window. */
  from: countSchema,
  to: countSchema,
  /** The number of the first line, from 1; null where it is not known after a jump. */
  line: countSchema.nullable(),
  segments: z.array(segmentSchema),
  /** Whether something follows. */
  more: z.boolean(),
});

const openedFileSchema = bundleFileSchema.extend({
  /** `changed` where the checksum differs, `missing` where the manifest names it alone, `unexpected` where it does not. */
  state: z.enum(['ok', 'changed', 'missing', 'unexpected']),
});

export type OpenedFile = z.infer<typeof openedFileSchema>;
const fileStateSchema = openedFileSchema.shape.state;

/** So many files of an opened bundle are told of at once. */
export const openedPage = 200;
/** So much of the letter of an opened bundle is shown, in bytes; the rest is read as a file. */
export const longestLetter = 256 * 1024;

/** A bundle that was opened. */
export const openedBundleSchema = z.strictObject({
  bundleId: idSchema,
  file: z.string(),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  /** The last moment that anything in it tells of. */
  madeOf: z.string().nullable(),
  /** Whether the archive around its files is not as this console writes it. */
  repacked: z.boolean(),
  /** How many files there are, how many of them are not as packed, how many are logs, and how many were left out. */
  counts: z.strictObject({ files: countSchema, wrong: countSchema, logs: countSchema, skipped: countSchema }),
  /** The first of them, what is not as packed before others; `bundle.files` gives all. */
  files: z.array(openedFileSchema),
  /** The paths of the first logs. */
  logs: z.array(z.string()),
  /** The first of them. */
  skipped: z.array(skippedFileSchema),
  rules: z.array(ruleCountSchema),
  report: reportSchema.nullable(),
  /** Its beginning. */
  letter: z.string().nullable(),
  /** Whether the files that report and letter come from are as packed; null where there are none. */
  documents: z.strictObject({ report: fileStateSchema.nullable(), letter: fileStateSchema.nullable() }),
});
export type OpenedBundle = z.infer<typeof openedBundleSchema>;

/** An entry of the timeline: a log line with those that belong to it. */
export const timelineEntrySchema = z.strictObject({
  /** Names it for the next page. */
  position: idSchema,
  /** As the line has it, in ISO 8601 where it could be read. */
  time: z.string().nullable(),
  level: z.string().nullable(),
  path: z.string(),
  line: countSchema,
  text: z.string(),
  /** True where the entry is longer than what is given. */
  cut: z.boolean(),
  /** What the entry tells about OAuth, where it is known. */
  telling: z.strictObject({ id: z.string(), meaning: z.string(), remediation: z.string().nullable() }).nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

const job = z.strictObject({ jobId: idSchema });
const opened = z.strictObject({ bundleId: idSchema });

/** The calls about bundles. */
export const bundleCalls = {
  /** What there is to choose from, and what this host can do. */
  'bundle.options': {
    request: z.null(),
    response: z.strictObject({
      rules: z.array(
        z.strictObject({ rule: z.string(), protects: z.string(), kind: personalDataKindSchema.nullable() }),
      ),
      /** Where bundles go without a question. */
      ownFolder: z.string(),
      /** Whether the host can ask where to and what, show a file in its folder, and open a mail. */
      host: z.strictObject({ ask: z.boolean(), show: z.boolean(), mail: z.boolean() }),
    }),
  },
  /** What would go in, and about how large it would be; reads the beginning of a file only. */
  'bundle.estimate': {
    request: bundleContentSchema,
    response: z.strictObject({
      files: z.array(z.strictObject({ path: z.string(), source: z.string(), bytes: countSchema })),
      skipped: z.array(skippedFileSchema),
      bytes: countSchema,
      /** Of the zip. */
      packedBytes: countSchema,
      notes: z.array(z.string()),
    }),
  },
  /** Begins to make a bundle, or tries out how it would be redacted; `jobId` is null where the question where to was closed. */
  'bundle.start': {
    request: z.strictObject({
      content: bundleContentSchema,
      /** A trial run writes nothing and gives the totals. */
      trial: z.boolean(),
      target: bundleTargetSchema,
      encryption: bundleEncryptionSchema,
      /** Saves the map of pseudonyms beside the bundle, under a passphrase. */
      mapPassphrase: passphraseSchema.nullable(),
    }),
    response: z.strictObject({ jobId: idSchema.nullable() }),
  },
  'bundle.cancel': { request: job, response: z.null() },
  /** The job of an environment that was begun last since the console was opened. */
  'bundle.state': {
    request: z.strictObject({ profileId: idSchema }),
    response: z
      .strictObject({
        jobId: idSchema,
        trial: z.boolean(),
        progress: bundleProgressSchema.nullable(),
        result: bundleResultSchema.nullable(),
      })
      .nullable(),
  },
  /** A window of a file as it would go in. Pseudonyms are those of the last trial run, as far as it knew them. */
  'bundle.preview': {
    request: z.strictObject({
      content: bundleContentSchema,
      /** As `bundle.estimate` names it. */
      path: z.string().max(4_000),
      /** Behind the end of the file for its last window. */
      offset: countSchema,
      /** Where to look instead for the next or the last replaced part before or behind the offset, of a rule or of any. */
      seek: z.strictObject({ direction: z.enum(['next', 'previous']), rule: idSchema.nullable() }).nullable(),
    }),
    /**
     * Null where a search found nothing. Where it takes long, how many bytes were gone through so far: the same request goes
     * on with it.
     */
    response: z.union([previewSchema, z.strictObject({ searched: countSchema })]).nullable(),
  },
  /** Tries an own rule on a sample, with a limit of a second. */
  'bundle.tryRule': {
    request: z.strictObject({ rule: bundleRuleSchema, sample: z.string().max(100_000) }),
    response: z.strictObject({ segments: z.array(segmentSchema) }),
  },
  /** Own rules that are kept on this computer, for every environment; and what is wrong with them, as a sentence. */
  'bundle.rules': {
    request: z.null(),
    response: z.strictObject({ rules: z.array(bundleRuleSchema), problem: z.string().nullable() }),
  },
  /** Keeps an own rule, in the place of one with its id. Throws `rule-holds-secret`, and then nothing is written. */
  'bundle.keepRule': {
    request: z.strictObject({ rule: bundleRuleSchema }),
    response: z.strictObject({ rules: z.array(bundleRuleSchema) }),
  },
  'bundle.dropRule': {
    request: z.strictObject({ id: idSchema }),
    response: z.strictObject({ rules: z.array(bundleRuleSchema) }),
  },
  /** Keeps the rules of a file as `bundle --rules` takes it, besides those that are kept. */
  'bundle.importRules': {
    request: z.strictObject({ path: pathSchema }),
    response: z.strictObject({ rules: z.array(bundleRuleSchema), added: countSchema }),
  },
  /** The rules that are kept, as a file that `bundle --rules` takes. */
  'bundle.exportRules': {
    request: z.null(),
    response: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('saved'), file: z.string() }),
      z.strictObject({ kind: z.literal('cancelled') }),
      /** Where the host cannot save, the page offers it as a download. */
      z.strictObject({ kind: z.literal('text'), name: z.string(), text: z.string() }),
    ]),
  },
  /** Shows a finished bundle in its folder. */
  'bundle.show': { request: job, response: z.null() },
  /** Opens a mail to support with the letter as text. The file is attached by the person. */
  'bundle.mail': { request: job, response: z.null() },
  /** Puts back names into a text, for example support's answer. */
  'bundle.restoreNames': {
    request: z.strictObject({
      mapFile: pathSchema,
      passphrase: z.string().min(1).max(longestPassphrase),
      text: z.string().max(5_000_000),
    }),
    response: z.strictObject({
      text: z.string(),
      /** How many names were put back. */
      restored: countSchema,
      /** Stand-ins in the text that the map does not have, the first of them. */
      unknown: z.array(z.string()),
    }),
  },
  /** Asks which file to open; null where the question was closed. */
  'bundle.choose': {
    request: z.strictObject({ what: z.enum(['bundle', 'map', 'rules']) }),
    response: z.strictObject({ path: z.string().nullable() }),
  },
  /** Opens a bundle and checks every file in it. Throws `bundle-locked` where a passphrase or a key is needed. */
  'bundle.open': {
    request: z.strictObject({
      path: pathSchema,
      passphrase: z.string().min(1).max(longestPassphrase).optional(),
      /** Of age: `AGE-SECRET-KEY-1...`. */
      identity: z.string().max(5_000).optional(),
      /** Names what `bundle.opening` tells of, and what can be cancelled. */
      openingId: idSchema.optional(),
    }),
    response: openedBundleSchema,
  },
  /** Ends what is being opened: `bundle.open` throws `cancelled`. Nothing happens where it is no more. */
  'bundle.cancelOpening': { request: z.strictObject({ openingId: idSchema }), response: z.null() },
  /** Files of an opened bundle, what is not as packed before others. */
  'bundle.files': {
    request: z.strictObject({
      bundleId: idSchema,
      /** A part of the path; letters' case does not matter. */
      search: z.string().max(4_000),
      /** Only what is not as packed. */
      wrongOnly: z.boolean(),
      offset: countSchema,
      limit: z.int().min(1).max(1_000),
    }),
    response: z.strictObject({
      files: z.array(openedFileSchema),
      /** Of all that are like that. */
      count: countSchema,
    }),
  },
  /** Entries of all logs in the order of time. */
  'bundle.timeline': {
    request: z.strictObject({
      bundleId: idSchema,
      /** Letters' case does not matter; empty for all. */
      search: z.string().max(500),
      /** All where empty. */
      paths: z.array(z.string().max(4_000)).max(10_000),
      /** Only of files with this in their path; letters' case does not matter. */
      pathSearch: z.string().max(4_000).optional(),
      levels: z.array(z.string().max(20)).max(20),
      tellingOnly: z.boolean(),
      /** The first and the last moment that are wanted; entries without a time are none of either. */
      from: z.iso.datetime().nullable().optional(),
      to: z.iso.datetime().nullable().optional(),
      /** Behind which position it goes on; null from the beginning. */
      after: idSchema.nullable(),
      /** Gives the last entries before a position instead, or those of all where it is `end`. */
      before: idSchema.nullable().optional(),
      limit: z.int().min(1).max(500),
    }),
    response: z.strictObject({
      entries: z.array(timelineEntrySchema),
      /** Where it goes on; null at the end. A page that was looked for long is not full, and goes on all the same. */
      next: idSchema.nullable(),
      /** Up to which moment was looked, where that is known. */
      reached: z.string().nullable(),
    }),
  },
  /** A part of a file of an opened bundle, as text. */
  'bundle.read': {
    request: z.strictObject({ bundleId: idSchema, path: z.string().max(4_000), offset: countSchema }),
    response: z.strictObject({ text: z.string(), next: countSchema.nullable() }),
  },
  'bundle.close': { request: opened, response: z.null() },
} as const satisfies Record<string, { request: z.ZodType; response: z.ZodType }>;

/** What is told of a bundle that is being made. */
export const bundleEvents = {
  /** A few times a second at most. */
  'bundle.progress': bundleProgressSchema,
  /** How far a bundle is opened; its job is the opening that was named. */
  'bundle.opening': bundleProgressSchema,
  /** What a trial has counted since it was last told: counts of a file as they are now. */
  'bundle.counted': z.strictObject({ jobId: idSchema, files: z.array(fileCountsSchema) }),
  'bundle.finished': z.strictObject({ jobId: idSchema, profileId: idSchema, result: bundleResultSchema }),
} as const satisfies Record<string, z.ZodType>;
