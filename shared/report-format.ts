import { z } from 'zod';

/** How a report can be handed on. */
export const reportFormats = ['html', 'markdown', 'text', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** The ending of a file of each format. */
export const reportExtensions: Readonly<Record<ReportFormat, string>> = {
  html: 'html',
  markdown: 'md',
  text: 'txt',
  json: 'json',
};

/** What a report is about. */
const reportSourceSchema = z.discriminatedUnion('kind', [
  /** A run of this session or of the history. */
  z.strictObject({ kind: z.literal('run'), profileId: z.string().max(100), runId: z.string().min(1).max(100) }),
  /** A whole guided session. */
  z.strictObject({ kind: z.literal('session'), sessionId: z.uuid() }),
]);
export type ReportSource = z.infer<typeof reportSourceSchema>;

const wantedReport = z.strictObject({
  source: reportSourceSchema,
  format: z.enum(reportFormats),
  /** Whether host names and IP addresses are replaced by stand-ins. */
  replaceHosts: z.boolean(),
});
export type WantedReport = z.infer<typeof wantedReport>;

const madeReport = { name: z.string(), text: z.string() };

/** The calls about reports. */
export const reportCalls = {
  /** Gives a report as a text, with a name for its file. */
  'report.make': { request: wantedReport, response: z.strictObject(madeReport) },
  'report.save': {
    request: wantedReport,
    response: z.discriminatedUnion('kind', [
      /** The main process asked where to and wrote it. */
      z.strictObject({ kind: z.literal('saved'), file: z.string() }),
      /** The user closed the question where to. */
      z.strictObject({ kind: z.literal('cancelled') }),
      /** The host has no such question: the page offers the text as a download. */
      z.strictObject({ kind: z.literal('text'), ...madeReport }),
    ]),
  },
} as const satisfies Record<string, { request: z.ZodType; response: z.ZodType }>;
