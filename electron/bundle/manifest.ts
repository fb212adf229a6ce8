import * as z from 'zod/mini';

const count = z.int().check(z.nonnegative());

const manifestFileSchema = z.object({
  path: z.string(),
  source: z.string(),
  sizeBefore: count,
  size: count,
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  lines: count,
  from: z.nullable(z.string()),
  to: z.nullable(z.string()),
  cut: z.nullable(z.string()),
});

export const manifestVersion = 1;
export const manifestPath = 'manifest.json';

/**
 * What a bundle holds: every file but the manifest itself, with its checksum, and what was left out. It tells no moment of
 * its making, so that the same input gives the same bundle.
 */
export const manifestSchema = z.object({
  schemaVersion: z.literal(manifestVersion),
  tool: z.object({ name: z.string(), version: z.string() }),
  /** The last moment that anything in the bundle tells of, in ISO 8601; null where nothing does. */
  madeOf: z.nullable(z.string()),
  /** Kinds of personal data that were replaced by pseudonyms. */
  replaced: z.array(z.string()),
  files: z.array(manifestFileSchema),
  skipped: z.array(z.object({ source: z.string(), reason: z.string() })),
});
export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestFile = z.infer<typeof manifestFileSchema>;
