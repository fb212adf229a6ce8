import { z } from 'zod';
import { bundleFileSchema, countSchema, idSchema, ruleCountSchema, skippedFileSchema } from './bundle.ts';
import { reportSchema } from './report.ts';

/** A file of a bundle that was opened. */
export const openedFileSchema = bundleFileSchema.extend({
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
