import { z } from 'zod';

/** The shells for which the script that looks from the Creatio server is handed out. */
export const scriptShells = ['powershell', 'sh'] as const;
export type ScriptShell = (typeof scriptShells)[number];

/** What the script looks at, in this order. */
const serverParts = ['dns', 'tcp', 'tls', 'discovery', 'clock'] as const;
export type ServerPart = (typeof serverParts)[number];

/** One thing that was looked at on the Creatio server; it stands beside the check of the same name of this computer. */
const serverResultSchema = z.strictObject({
  part: z.enum(serverParts),
  title: z.string(),
  status: z.enum(['pass', 'warn', 'fail', 'skip']),
  durationMs: z.number().nullable(),
  summary: z.string(),
  facts: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  /** Id of an entry of the remediation catalogue, or null when there is nothing to mend. */
  remediation: z.string().nullable(),
});
export type ServerResult = z.infer<typeof serverResultSchema>;

/** What a script saw of the Identity Service on the Creatio server, and what follows together with the run. */
export const serverViewSchema = z.strictObject({
  /** The machine as it calls itself. */
  machine: z.strictObject({ name: z.string(), os: z.string() }),
  script: z.enum(scriptShells),
  /** When the script looked, by the clock of that machine. */
  lookedAt: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  /** The base address of the Identity Service that was looked at. */
  address: z.string(),
  /** One sentence that combines it with what Creatio says. */
  headline: z.string(),
  /** What contradicts what, and what the headline leaves open. */
  notes: z.array(z.string()),
  results: z.array(serverResultSchema),
  /** Entry of the remediation catalogue that helps, with its title; null when there is nothing to mend. */
  remediation: z.strictObject({ id: z.string(), title: z.string() }).nullable(),
});
export type ServerView = z.infer<typeof serverViewSchema>;

/** Longest text that is taken as the output of the script; its line has some thousand characters. */
export const largestServerText = 2_000_000;

const profileId = z.string().max(100);

/** The calls about what the Creatio server sees. */
export const serverViewCalls = {
  /** The script for an environment. It holds the address of the Identity Service and no secret. */
  'serverView.script': {
    request: z.strictObject({ profileId, shell: z.enum(scriptShells) }),
    response: z.strictObject({
      fileName: z.string(),
      text: z.string(),
      /** How the saved file is run there. */
      command: z.string(),
      address: z.string(),
    }),
  },
  /** Asks where to and saves the script there; a host that cannot gives null, and the page offers a download. */
  'serverView.saveScript': {
    request: z.strictObject({ profileId, shell: z.enum(scriptShells) }),
    response: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('saved'), file: z.string() }),
      z.strictObject({ kind: z.literal('cancelled') }),
      z.strictObject({ kind: z.literal('text'), name: z.string(), text: z.string() }),
    ]),
  },
  /** Takes the output of the script, as it was pasted or as the bytes of a file in base64, into the last run. */
  'serverView.receive': {
    request: z.discriminatedUnion('from', [
      z.strictObject({ from: z.literal('paste'), profileId, text: z.string().max(largestServerText) }),
      z.strictObject({ from: z.literal('file'), profileId, content: z.base64().max(largestServerText * 3) }),
    ]),
    /** `attached` is false where the environment has no finished run to which it could belong. */
    response: z.strictObject({ view: serverViewSchema, attached: z.boolean() }),
  },
} as const;
