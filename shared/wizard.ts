import { z } from 'zod';
import { outcomeIds, verdicts } from './outcomes.ts';
import { checkIdSchema, checkResultSchema, remediationSchema } from './report.ts';

const momentSchema = z.iso.datetime();

/** Who acted, and on which machine; as the operating system names them. */
const actorSchema = z.strictObject({ user: z.string(), machine: z.string() });
export type Actor = z.infer<typeof actorSchema>;

/** What a run saw, without its evidence. */
const sightSchema = z.strictObject({
  verdict: z.enum(verdicts),
  outcome: z.enum(outcomeIds),
  headline: z.string(),
  emptySettings: z.array(z.string()),
  /** The entry that the run as a whole leads to. */
  remediation: z.string().nullable(),
  results: z.array(
    z.strictObject({
      ...checkResultSchema.pick({ id: true, title: true, status: true, summary: true, remediation: true }).shape,
      /** The Creatio server, where what it saw stands in place of what this computer did. */
      seenFrom: z.string().optional(),
    }),
  ),
});
export type Sight = z.infer<typeof sightSchema>;
export type Seen = Sight['results'][number];

/** What a person did about a step. */
const deeds = ['done', 'skipped', 'cannot'] as const;
export type Deed = (typeof deeds)[number];

/** How a session ended; `finished` where nothing was broken, `stopped` by the user. */
const endings = ['mended', 'finished', 'unresolved', 'stopped'] as const;
export type Ending = (typeof endings)[number];

const index = z.number().int().min(0);
const noteSchema = z.string().max(4_000);
const happened = { at: momentSchema, by: actorSchema };

/** All that happens in a session; where it stands is made of these alone. */
const sessionEventSchema = z.discriminatedUnion('kind', [
  /** An entry of the catalogue is begun, with its steps as they were then. */
  z.strictObject({
    kind: z.literal('entered'),
    ...happened,
    entry: remediationSchema,
    /** Tells entries apart that are the same for other settings. */
    key: z.string(),
    why: z.enum(['begin', 'evidence', 'choice']),
    /** What led there, as a sentence. */
    said: z.string(),
  }),
  /** Back to an entry that was begun before, at one of its steps. */
  z.strictObject({ kind: z.literal('resumed'), ...happened, visit: index, step: index, said: z.string() }),
  z.strictObject({ kind: z.literal('marked'), ...happened, step: index, did: z.enum(deeds), note: noteSchema }),
  z.strictObject({ kind: z.literal('noted'), ...happened, step: index, note: noteSchema }),
  z.strictObject({
    kind: z.literal('checked'),
    ...happened,
    asked: z.array(checkIdSchema),
    sight: sightSchema,
    /** `unclear` where no check could tell. */
    result: z.enum(['passed', 'still-wrong', 'unclear']),
    said: z.string(),
  }),
  /** What the Creatio server itself saw came in, by the script that looks from there. */
  z.strictObject({
    kind: z.literal('looked'),
    ...happened,
    /** The Creatio server, as it calls itself. */
    machine: z.string(),
    sight: sightSchema,
    said: z.string(),
  }),
  /** The checks were asked for and gave no result. */
  z.strictObject({ kind: z.literal('not-checked'), ...happened, asked: z.array(checkIdSchema), said: z.string() }),
  /** On to the next step, although the checks did not pass or were not made. */
  z.strictObject({ kind: z.literal('went-on'), ...happened }),
  /** To another step of the same entry. */
  z.strictObject({ kind: z.literal('turned'), ...happened, step: index }),
  z.strictObject({ kind: z.literal('ended'), ...happened, how: z.enum(endings), said: z.string() }),
]);
export type SessionEvent = z.infer<typeof sessionEventSchema>;

export const sessionSchemaVersion = 1;

/** A guided session as it is kept. It holds no secret, unless somebody types one into a note. */
export const sessionSchema = z.strictObject({
  schemaVersion: z.literal(sessionSchemaVersion),
  id: z.uuid(),
  profileId: z.string().min(1).max(100),
  profileName: z.string(),
  /** `finding` where a run led here, `guide` where somebody chose an entry. */
  from: z.enum(['finding', 'guide']),
  /** What the run saw from which it began, or the last one before it; null where there was none. */
  sight: sightSchema.nullable(),
  /** The first one enters an entry. */
  events: z.array(sessionEventSchema).min(1),
});
export type Session = z.infer<typeof sessionSchema>;

/** A session in a list. */
const sessionSummarySchema = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  /** The entry it began with, and for which settings. */
  key: z.string(),
  /** The answer of the run from which it began, or the cause of the entry it began with. */
  headline: z.string(),
  begunAt: momentSchema,
  changedAt: momentSchema,
  by: actorSchema,
  /** Null while it is open. */
  end: z.enum(endings).nullable(),
});
export type SessionSummary = z.infer<typeof sessionSummarySchema>;

/** What a person does in a session. */
const sessionActSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mark'), step: index, did: z.enum(deeds), note: noteSchema }),
  z.strictObject({ kind: z.literal('note'), step: index, note: noteSchema }),
  /** Takes a way on that only a person can see. */
  z.strictObject({ kind: z.literal('choose'), step: index, branch: index }),
  z.strictObject({ kind: z.literal('go-on') }),
  z.strictObject({ kind: z.literal('turn'), step: index }),
  z.strictObject({ kind: z.literal('stop') }),
]);
export type SessionAct = z.infer<typeof sessionActSchema>;

const ofSession = z.strictObject({ sessionId: z.uuid() });
const ofProfile = z.strictObject({ profileId: z.string().max(100) });

/** The calls of the page "Fix". */
export const wizardCalls = {
  /** The sessions of an environment, the one that changed last first. */
  'wizard.sessions': { request: ofProfile, response: z.array(sessionSummarySchema) },
  /** The entries to begin from without a finding, by subject. */
  'wizard.guides': {
    request: ofProfile,
    response: z.array(
      z.strictObject({
        title: z.string(),
        entries: z.array(z.strictObject({ id: z.string(), title: z.string(), cause: z.string() })),
      }),
    ),
  },
  /** Begins with an entry, or goes on with the open session that began with the same one, unless `anew`. */
  'wizard.begin': {
    request: z.strictObject({
      profileId: z.string().max(100),
      entryId: z.string().max(100),
      from: z.enum(['finding', 'guide']),
      anew: z.boolean().optional(),
    }),
    response: sessionSchema,
  },
  'wizard.open': { request: ofSession, response: sessionSchema },
  /** Is on the disk when it is answered. `seen` is the number of events that the page knows; others changed it where that differs. */
  'wizard.act': {
    request: z.strictObject({ sessionId: z.uuid(), seen: z.number().int().min(1), act: sessionActSchema }),
    response: sessionSchema,
  },
  /** Runs the checks that are owed, and goes where they lead. Answered when they have ended. */
  'wizard.verify': { request: ofSession, response: sessionSchema },
  /** Ends the checks that run for a session; nothing happens when none do. */
  'wizard.cancel': { request: ofSession, response: z.null() },
  /** Deletes a session. It can be brought back for an hour. */
  'wizard.remove': { request: ofSession, response: z.null() },
  /** Brings back a session that was deleted. */
  'wizard.restore': { request: ofSession, response: z.null() },
  /** The session as plain text, with secrets masked that are known by their shape. */
  'wizard.text': { request: ofSession, response: z.string() },
} as const satisfies Record<string, { request: z.ZodType; response: z.ZodType }>;

/** A session was saved, by whichever window. */
export const wizardEvents = {
  'wizard.changed': z.strictObject({ sessionId: z.uuid(), profileId: z.string() }),
} as const satisfies Record<string, z.ZodType>;
