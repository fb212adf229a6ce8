import { z } from 'zod';

/** What a log, or a file that explains logs, is of. */
export const logKinds = [
  'creatio-net-framework',
  'creatio-net',
  'identity-service',
  'iis',
  'httperr',
  'other',
  'configuration',
] as const;
export type LogKind = (typeof logKinds)[number];

export const logKindTitles: Readonly<Record<LogKind, string>> = {
  'creatio-net-framework': 'Creatio on .NET Framework',
  'creatio-net': 'Creatio on .NET',
  'identity-service': 'Identity Service',
  iis: 'IIS',
  httperr: 'HTTP.sys (HTTPERR)',
  other: 'Other logs',
  configuration: 'Configuration',
};

const momentSchema = z.iso.datetime();
const idSchema = z.string().min(1).max(40);
const profileIdSchema = z.string().max(100);
const bytesSchema = z.number().int().min(0);

/** A file that was found, as the page sees it. */
export const listedFileSchema = z.strictObject({
  /** The same whenever the same file is found. */
  id: idSchema,
  /** Its path below the folder of its source, with slashes; of a file in a zip archive, behind the name of the archive. */
  name: z.string(),
  /** On the disk; of a file in a zip archive, unpacked. */
  bytes: bytesSchema,
  /** The moments of its first and its last entry, as far as they are known without reading it whole. */
  firstAt: momentSchema.nullable(),
  lastAt: momentSchema.nullable(),
  archive: z.enum(['gzip', 'zip']).nullable(),
  /** Why it was taken, as a sentence. */
  why: z.string(),
});
export type ListedFile = z.infer<typeof listedFileSchema>;

/** What the times in the lines of a source are compared with. */
export const timeZoneSchema = z.strictObject({
  /** Minutes that the times in the lines are ahead of UTC; null where the time zone of this computer is taken, with its changes. */
  offsetMinutes: z.number().int().nullable(),
  /** How that was decided, as a sentence. */
  why: z.string(),
});
export type LogTimeZone = z.infer<typeof timeZoneSchema>;

/** So many files of a source come with it; the rest is asked for with `logs.files`. */
export const filesPerPage = 200;

/** Logs of one kind below one folder. */
export const logSourceSchema = z.strictObject({
  id: idSchema,
  kind: z.enum(logKinds),
  title: z.string(),
  folder: z.string(),
  /** How the folder was found, as a sentence. */
  why: z.string(),
  fileCount: z.number().int().min(0),
  bytes: bytesSchema,
  firstAt: momentSchema.nullable(),
  lastAt: momentSchema.nullable(),
  timeZone: timeZoneSchema,
  /** The newest first; the first page of them. */
  files: z.array(listedFileSchema),
  /** What could not be looked at, or was left out, as sentences; null where nothing. */
  problem: z.string().nullable(),
});
export type LogSource = z.infer<typeof logSourceSchema>;

/** Logs that support asks for and that are not there. */
export const missingLogsSchema = z.strictObject({
  kind: z.enum(logKinds),
  title: z.string(),
  /** Why, and what can be done, in sentences. */
  why: z.string(),
  /** Id of an entry of the remediation catalogue, or null. */
  remediation: z.string().nullable(),
});
export type MissingLogs = z.infer<typeof missingLogsSchema>;

/** How far the clocks of the servers are ahead of this computer's, in milliseconds; null where it is not known. */
export const clockDifferencesSchema = z.strictObject({
  creatioMs: z.number().nullable(),
  identityServiceMs: z.number().nullable(),
});
export type ClockDifferences = z.infer<typeof clockDifferencesSchema>;

export const foundLogsSchema = z.strictObject({
  foundAt: momentSchema,
  sources: z.array(logSourceSchema),
  missing: z.array(missingLogsSchema),
  clockDifferences: clockDifferencesSchema,
});
export type ListedLogs = z.infer<typeof foundLogsSchema>;

/** Folders that the user names, besides those that are found. */
const foldersSchema = z.array(z.string().min(1).max(4_000)).max(50).default([]);

/** The time in which a problem is reproduced. It is on the disk, so it outlasts the console. */
export const recordingSchema = z.strictObject({
  profileId: profileIdSchema,
  startedAt: momentSchema,
  /** Null while it goes on. */
  stoppedAt: momentSchema.nullable(),
  /** The run with which the console itself reproduces; null where the user does. */
  runId: z.string().max(100).nullable(),
  clockDifferences: clockDifferencesSchema,
});
export type Recording = z.infer<typeof recordingSchema>;

/** So much is taken before and after a window unless the user decides otherwise. */
export const usualMarginMs = 10_000;
const marginSchema = z.number().int().min(0).max(86_400_000).default(usualMarginMs);

export const periodSchema = z.discriminatedUnion('kind', [
  /** The last recording of the environment. */
  z.strictObject({ kind: z.literal('recorded'), marginMs: marginSchema }),
  /** By the clock of this computer. */
  z.strictObject({ kind: z.literal('period'), from: momentSchema, to: momentSchema, marginMs: marginSchema }),
  z.strictObject({ kind: z.literal('everything') }),
]);
export type LogPeriod = z.infer<typeof periodSchema>;

export const usualLimits = { perFileBytes: 1024 ** 3, totalBytes: 4 * 1024 ** 3 } as const;
const limitSchema = z
  .number()
  .int()
  .min(1024)
  .max(1024 ** 5);

/** Which logs are wanted, and what of them. */
export const logSelectionSchema = z.strictObject({
  profileId: profileIdSchema,
  /** As they were handed to `logs.find`. */
  folders: foldersSchema,
  /** Ids of files; `all` is every log, and no configuration. */
  files: z.union([z.literal('all'), z.array(idSchema).max(200_000)]),
  /** Ids of configuration files, each of which has to be named to be taken. */
  configuration: z.array(idSchema).max(1_000).default([]),
  period: periodSchema,
  /** What exceeds them is left out, the oldest first. */
  limits: z
    .strictObject({ perFileBytes: limitSchema, totalBytes: limitSchema })
    .default({ perFileBytes: usualLimits.perFileBytes, totalBytes: usualLimits.totalBytes }),
  /** Minutes that the times in logs without a time zone are ahead of UTC, where the user knows better than the console. */
  offsetMinutes: z.number().int().min(-840).max(840).nullable().default(null),
});
export type LogSelection = z.infer<typeof logSelectionSchema>;
/** The same with what has a default left out. */
export type LogSelectionInput = z.input<typeof logSelectionSchema>;

export const logEstimateSchema = z.strictObject({
  /** Files of which something is expected to be taken. */
  files: z.number().int().min(0),
  /** The most that is taken of them. */
  bytes: bytesSchema,
  /** What has to be read for it, at most. */
  bytesToRead: bytesSchema,
  perSource: z.array(
    z.strictObject({ id: idSchema, files: z.number().int().min(0), bytes: bytesSchema, skipped: z.number().int() }),
  ),
  /** Files of which nothing or not all is taken, and why; the first of them. */
  left: z.array(z.strictObject({ id: idSchema, name: z.string(), why: z.string() })),
  leftCount: z.number().int().min(0),
  /** The window with its margin, by the clock of this computer; null where everything is taken. */
  window: z.strictObject({ from: momentSchema, to: momentSchema }).nullable(),
});
export type LogEstimate = z.infer<typeof logEstimateSchema>;

/** A line that tells something about OAuth. */
export const tellingHitSchema = z.strictObject({
  /** Id of an entry of `shared/telling-lines.ts`. */
  line: z.string(),
  fileId: idSchema,
  fileName: z.string(),
  /** What the file is of, for people. */
  source: z.string(),
  /** The moment of its entry, where that is known. */
  at: momentSchema.nullable(),
  /** The line itself, redacted and in brief. */
  excerpt: z.string(),
});
export type TellingHit = z.infer<typeof tellingHitSchema>;

export const tellingSearchSchema = z.strictObject({
  /** The newest of each telling line. */
  hits: z.array(tellingHitSchema),
  counts: z.array(z.strictObject({ line: z.string(), count: z.number().int().min(1) })),
  filesRead: z.number().int().min(0),
  bytesRead: bytesSchema,
  /** Files that could not be read, and why; the first of them. */
  problems: z.array(z.strictObject({ name: z.string(), why: z.string() })),
});
export type TellingSearch = z.infer<typeof tellingSearchSchema>;

const ofProfile = z.strictObject({ profileId: profileIdSchema });

/** The calls about logs. */
export const logCalls = {
  /** Looks for logs where the settings of the environment and of Creatio say, and in the folders named. Reads, and changes nothing. */
  'logs.find': {
    request: z.strictObject({ profileId: profileIdSchema, folders: foldersSchema }),
    response: foundLogsSchema,
  },
  /** More files of a source that was found last; none where it is not known any more. */
  'logs.files': {
    request: z.strictObject({
      profileId: profileIdSchema,
      folders: foldersSchema,
      sourceId: idSchema,
      offset: z.number().int().min(0),
    }),
    response: z.array(listedFileSchema).max(filesPerPage),
  },
  /** Ends what looks for, estimates or searches logs of the environment; those calls then fail with `cancelled`. */
  'logs.stop': { request: ofProfile, response: z.null() },
  /** The last recording of the environment, or null. */
  'logs.recording': { request: ofProfile, response: recordingSchema.nullable() },
  /**
   * Notes the moment, in place of an earlier recording. With `reproduce` the console runs the diagnosis, and the recording
   * stops with it.
   */
  'logs.startRecording': {
    request: z.strictObject({ profileId: profileIdSchema, reproduce: z.boolean().default(false) }),
    response: recordingSchema,
  },
  /** Notes the end; nothing changes where the recording has ended already. */
  'logs.stopRecording': { request: ofProfile, response: recordingSchema },
  /** Forgets the recording. */
  'logs.forgetRecording': { request: ofProfile, response: z.null() },
  /** What a selection comes to. */
  'logs.estimate': { request: z.strictObject({ selection: logSelectionSchema }), response: logEstimateSchema },
  /** Searches what is selected for lines that tell about OAuth. */
  'logs.search': { request: z.strictObject({ selection: logSelectionSchema }), response: tellingSearchSchema },
} as const satisfies Record<string, { request: z.ZodType; response: z.ZodType }>;

export const logEvents = {
  /** How far looking for logs has come. */
  'logs.finding': z.strictObject({
    profileId: profileIdSchema,
    folder: z.string(),
    files: z.number().int().min(0),
  }),
  /** How far estimating or searching has come. */
  'logs.reading': z.strictObject({
    profileId: profileIdSchema,
    filesDone: z.number().int().min(0),
    files: z.number().int().min(0),
    bytesRead: bytesSchema,
  }),
  'logs.recording-changed': z.strictObject({ profileId: profileIdSchema, recording: recordingSchema.nullable() }),
} as const satisfies Record<string, z.ZodType>;
