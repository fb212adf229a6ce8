import { z } from 'zod';

/** What a folder turned out to be. */
const configurationKinds = ['identity-service', 'creatio-net-framework', 'creatio-net'] as const;
export type ConfigurationKind = (typeof configurationKinds)[number];

export const configurationKindTitles: Readonly<Record<ConfigurationKind, string>> = {
  'identity-service': 'Identity Service',
  'creatio-net-framework': 'Creatio on .NET Framework',
  'creatio-net': 'Creatio on .NET',
};

/** One thing that was found in a file. It never holds a value that is a secret: those are compared and counted only. */
const configurationFindingSchema = z.strictObject({
  status: z.enum(['pass', 'warn', 'fail', 'skip']),
  summary: z.string(),
  /** The line of the file that it is about, counted from 1; null where it is about the file as a whole. */
  line: z.number().int().min(1).nullable(),
  /** Id of an entry of the remediation catalogue, or null when there is nothing to mend. */
  remediation: z.string().nullable(),
});
export type ConfigurationFinding = z.infer<typeof configurationFindingSchema>;

const configurationFileSchema = z.strictObject({
  /** Below the folder. */
  name: z.string(),
  /** How the file was found. */
  state: z.enum(['read', 'missing', 'unreadable']),
  findings: z.array(configurationFindingSchema),
});
export type ConfigurationFile = z.infer<typeof configurationFileSchema>;

/** What the configuration in a folder shows. */
export const configurationReportSchema = z.strictObject({
  folder: z.string(),
  kind: z.enum(configurationKinds),
  checkedAt: z.iso.datetime(),
  /** One sentence about the whole. */
  headline: z.string(),
  files: z.array(configurationFileSchema),
});
export type ConfigurationReport = z.infer<typeof configurationReportSchema>;

/** The calls about configuration on disk. */
export const configurationCalls = {
  /** Reads the files in the folder of an Identity Service or a Creatio, and changes nothing. */
  'configuration.check': {
    request: z.strictObject({
      profileId: z.string().max(100),
      folder: z.string().min(1).max(4_000),
    }),
    response: configurationReportSchema,
  },
} as const;
