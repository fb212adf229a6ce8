import { z } from 'zod';
import {
  bundleContentSchema,
  bundleEncryptionSchema,
  bundleProgressSchema,
  bundleResultSchema,
  bundleRuleSchema,
  bundleTargetSchema,
  countSchema,
  fileCountsSchema,
  idSchema,
  passphraseSchema,
  pathSchema,
  personalDataKindSchema,
  segmentSchema,
  skippedFileSchema,
} from './bundle.ts';
import { openedBundleSchema, openedFileSchema, timelineEntrySchema } from './opened-bundle.ts';
import { longestPassphrase } from './passphrase.ts';
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
