import { z } from 'zod';
import { largestImportBytes } from './import-limit.ts';
import { longestPassphrase } from './passphrase.ts';
import { platformChoices } from './profile.ts';
import { secretNameSchema } from './profile-schema.ts';

/** The largest file as the page sends it. */
const largestImportBase64 = Math.ceil(largestImportBytes / 3) * 4;

/** What becomes of an environment that is to be imported; of a duplicate, `add` makes a copy under a name of its own. */
const importChoiceSchema = z.enum(['add', 'replace', 'skip']);
export type ImportChoice = z.infer<typeof importChoiceSchema>;

/** By what a stored environment is recognised as the same; of several, the first. */
const likenessSchema = z.enum(['id', 'address', 'name']);
export type Likeness = z.infer<typeof likenessSchema>;

/** One environment of a file, before anything is written. */
const importRowSchema = z.strictObject({
  /** Its number in the file, from 0. */
  row: z.int().min(0),
  name: z.string(),
  creatioUrl: z.string(),
  platform: z.enum(platformChoices),
  identityServiceUrl: z.string().nullable(),
  clientId: z.string().nullable(),
  group: z.string().nullable(),
  production: z.boolean(),
  /** Which secrets come with it; never their values. */
  secrets: z.array(secretNameSchema),
  duplicate: z
    .strictObject({
      name: z.string(),
      by: likenessSchema,
      /** The settings that replacing it would change, by their names for people. */
      changes: z.array(z.string()),
    })
    .nullable(),
  /** What is done unless the user decides otherwise. */
  choice: importChoiceSchema,
  /** Sentences about what came differently or deserves a look. */
  notes: z.array(z.string()),
});
export type ImportRow = z.infer<typeof importRowSchema>;

const importPreviewSchema = z.strictObject({
  importId: z.string().max(100),
  /** The program that wrote the file. */
  source: z.enum(['console', 'clio']),
  file: z.string(),
  /** Whether secrets come with it; `locked` ones need the passphrase. */
  secrets: z.enum(['none', 'locked', 'readable']),
  rows: z.array(importRowSchema),
  /** What could not be understood, and why; the rest can come in. */
  refused: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
  /** Sentences about the whole file. */
  notes: z.array(z.string()),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

/** What an import has done, by the names under which the environments are stored now. */
const importResultSchema = z.strictObject({
  added: z.array(z.string()),
  replaced: z.array(z.string()),
  skipped: z.int(),
  secretsKept: z.int(),
  secretsNotKept: z.array(z.strictObject({ environment: z.string(), secret: z.string(), reason: z.string() })),
  notes: z.array(z.string()),
});
export type ImportResult = z.infer<typeof importResultSchema>;

const importReference = z.strictObject({ importId: z.string().max(100) });
const passphraseSchema = z.string().min(1).max(longestPassphrase);

/** How many secrets went with an export, and which were said to be set but not found. */
const exportedSecrets = { secrets: z.int(), missing: z.array(z.string()) };

/** The calls of import and export. */
export const transferCalls = {
  /** The settings file of clio on this computer, or null where there is none. */
  'transfer.findClio': { request: z.null(), response: z.strictObject({ file: z.string() }).nullable() },
  /** Reads a file and says what would come in; it is kept in memory for a few minutes and nothing is written. */
  'transfer.open': {
    request: z.discriminatedUnion('from', [
      z.strictObject({ from: z.literal('clio') }),
      z.strictObject({
        from: z.literal('file'),
        name: z.string().max(1_000),
        /** The bytes in base64, as they are: which characters they stand for is decided by the main process. */
        content: z.string().max(largestImportBase64),
      }),
    ]),
    response: importPreviewSchema,
  },
  /** Reads the secrets of an opened file. */
  'transfer.unlock': {
    request: z.strictObject({ ...importReference.shape, passphrase: passphraseSchema }),
    response: importPreviewSchema,
  },
  /** Writes what was chosen; rows that are not named are done as the preview says. */
  'transfer.import': {
    request: z.strictObject({
      ...importReference.shape,
      choices: z.array(z.strictObject({ row: z.int().min(0), choice: importChoiceSchema })).max(1_000_000),
    }),
    response: importResultSchema,
  },
  /** Tries again to keep the secrets of an import that the keychain did not take, or keeps them until the console is closed. */
  'transfer.keepSecrets': {
    request: z.strictObject({ ...importReference.shape, where: z.enum(['keychain', 'session']) }),
    response: importResultSchema.pick({ secretsKept: true, secretsNotKept: true }),
  },
  /** Forgets an opened file, and the secrets of it that are not kept. */
  'transfer.discard': { request: importReference, response: z.null() },
  /** Makes a file of environments; secrets go with it only under a passphrase. */
  'transfer.export': {
    request: z.strictObject({
      profileIds: z.array(z.string().max(100)).min(1).max(1_000_000),
      passphrase: passphraseSchema.nullable(),
    }),
    response: z.discriminatedUnion('kind', [
      /** The main process asked where to and wrote it. */
      z.strictObject({ kind: z.literal('saved'), file: z.string(), ...exportedSecrets }),
      /** The user closed the question where to. */
      z.strictObject({ kind: z.literal('cancelled') }),
      /** The host has no such question: the page offers the text as a download. */
      z.strictObject({ kind: z.literal('text'), name: z.string(), text: z.string(), ...exportedSecrets }),
    ]),
  },
} as const satisfies Record<string, { request: z.ZodType; response: z.ZodType }>;
