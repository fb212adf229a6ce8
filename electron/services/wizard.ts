import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { loadCatalogue } from '../../shared/remediation/index.ts';
import type { CheckId, Report } from '../../shared/report.ts';
import type { ServerView } from '../../shared/server-view.ts';
import { UserError } from '../../shared/user-error.ts';
import { stateOf } from '../../shared/wizard-state.ts';
import {
  sessionSchemaVersion,
  type Actor,
  type Session,
  type SessionEvent,
  type Sight,
  type wizardCalls,
} from '../../shared/wizard.ts';
import { currentHost } from '../application.ts';
import type { DiagnosisRuns } from '../checks/index.ts';
import type { Handlers } from '../ipc/index.ts';
import { sameAddress } from '../server-view/index.ts';
import {
  beginWith,
  checksOwed,
  createSessionStore,
  eventsAfterChecks,
  eventsAfterLook,
  eventsOf,
  furtherProof,
  keyOf,
  movedError,
  sessionAsText,
  summaryOf,
  type Surroundings,
} from '../wizard/index.ts';
import type { Environments } from './environments.ts';
import { causeThere, sightIn, toldToWork, withWorking, workingThere } from './sight.ts';

export interface WizardOptions {
  dataFolder: string;
  environments: Pick<Environments, 'factsOf' | 'list'>;
  diagnoses: Pick<DiagnosisRuns, 'last' | 'verify'>;
  /** Told of every session that was saved. */
  onChange: (session: Session) => void;
  /** Takes a sentence for the user. */
  onNotice: (message: string) => void;
}

/** The guided sessions: what is done in them is on the disk before it is answered. */
export interface Wizard {
  handlers: Pick<Handlers, keyof typeof wizardCalls>;
  /** Takes what the Creatio server saw into the open sessions of an environment, also where it was not diagnosed since the start. */
  look(profileId: string, view: ServerView): Promise<void>;
  /** Deletes the sessions of an environment that was deleted; a notice says where that is not possible. */
  forget(profileId: string): Promise<void>;
  /** Ends what is being checked, and waits until it is told. */
  close(): Promise<void>;
}

/** Answers the calls about guided sessions. Each act is on the disk before it is answered. */
export function createWizard({ dataFolder, environments, diagnoses, onChange, onNotice }: WizardOptions): Wizard {
  const store = createSessionStore(dataFolder, onNotice);
  const checking = new Map<string, AbortController>();

  // One after another: what is done in a session rests on where it stands.
  const turns = new Map<string, Promise<unknown>>();
  function inTurn<Result>(sessionId: string, work: () => Promise<Result>): Promise<Result> {
    const turn = (turns.get(sessionId) ?? Promise.resolve()).then(work);
    turns.set(
      sessionId,
      turn.catch(() => undefined),
    );
    return turn;
  }

  async function save(session: Session, events: readonly SessionEvent[]): Promise<Session> {
    const saved = { ...session, events: [...session.events, ...events] };
    await store.write(saved);
    onChange(saved);
    return saved;
  }

  async function surroundings(profileId: string): Promise<Surroundings> {
    const [catalogue, facts] = await Promise.all([loadCatalogue(), environments.factsOf(profileId)]);
    return {
      at: new Date().toISOString(),
      by: actor(),
      find: (id, sight) => catalogue.find(id, { ...facts, emptySettings: sight?.emptySettings ?? [] }),
    };
  }

  /** Whether the Creatio server looked at the Identity Service of this environment, and not at another one. */
  async function isOfThis(profileId: string, { address }: ServerView): Promise<boolean> {
    const { identityServiceUrl } = await environments.factsOf(profileId);
    return typeof identityServiceUrl === 'string' && sameAddress(address, identityServiceUrl);
  }

  async function sightOf(report: Report, session: Session | null): Promise<Sight> {
    const { serverView } = report;
    const told = session === null ? [] : toldToWork(session);
    const isNew = serverView !== undefined && (await isOfThis(report.profile.id, serverView));
    return withWorking(sightIn(report), isNew ? workingThere(serverView) : told);
  }

  async function begin(profileId: string, entryId: string, from: Session['from'], anew: boolean): Promise<Session> {
    const profile = (await environments.list()).find(({ id }) => id === profileId);
    if (profile === undefined) {
      throw new UserError('profile-not-found', 'This environment no longer exists. Choose another one in the list.');
    }
    const report = diagnoses.last({ profileId })?.report ?? null;
    const sight = report === null ? null : await sightOf(report, null);
    const open = anew ? undefined : await openSession(profileId, keyOf(entryId, sight));
    if (open !== undefined) return open;
    const begun = beginWith(entryId, sight, await surroundings(profileId));
    const schemaVersion = sessionSchemaVersion;
    return save({ schemaVersion, id: randomUUID(), profileId, profileName: profile.name, from, sight, events: [] }, [
      begun,
    ]);
  }

  async function openSession(profileId: string, key: string): Promise<Session | undefined> {
    const sessions = await store.list(profileId);
    return sessions.toSorted(byLastChange).find((session) => {
      const summary = summaryOf(session);
      return summary.key === key && summary.end === null;
    });
  }

  /** Runs the checks that are owed, and, where they pass, those that prove the whole. */
  async function look(session: Session, signal: AbortSignal): Promise<SessionEvent[]> {
    const owed = checksOwed(session);
    if (owed.length === 0) return [];
    const { profileId } = session;
    const run = async (checkIds: readonly CheckId[]) => diagnoses.verify({ profileId, checkIds, signal });
    let { report, cancelled } = await run(owed);
    const further = cancelled ? [] : furtherProof(session, owed, await sightOf(report, session));
    if (further.length > 0) ({ report, cancelled } = await run(further));
    const around = await surroundings(profileId);
    const asked = [...owed, ...further];
    if (!cancelled) return eventsAfterChecks(session, { owed, asked, sight: await sightOf(report, session) }, around);
    return [{ kind: 'not-checked', at: around.at, by: around.by, asked, said: 'The checks were cancelled.' }];
  }

  async function verify(sessionId: string): Promise<Session> {
    const controller = new AbortController();
    checking.set(sessionId, controller);
    try {
      const session = await store.read(sessionId);
      const events = await look(session, controller.signal);
      return events.length === 0 ? session : await save(session, events);
    } finally {
      checking.delete(sessionId);
    }
  }

  function tell(error: unknown): void {
    if (!(error instanceof UserError)) throw error;
    onNotice(error.message);
  }

  return {
    handlers: {
      'wizard.sessions': async ({ profileId }) => (await store.list(profileId)).toSorted(byLastChange).map(summaryOf),
      async 'wizard.guides'({ profileId }) {
        const { sections } = await loadCatalogue();
        const { find } = await surroundings(profileId);
        return sections.map(({ title, ids }) => ({
          title,
          entries: ids.flatMap((id) => {
            const entry = id === 'healthy' || id === 'cancelled' ? null : find(id, null);
            return entry === null ? [] : [{ id, title: entry.title, cause: entry.cause }];
          }),
        }));
      },
      'wizard.begin': ({ profileId, entryId, from, anew = false }) =>
        inTurn(profileId, () => begin(profileId, entryId, from, anew)),
      'wizard.open': ({ sessionId }) => store.read(sessionId),
      'wizard.act': ({ sessionId, seen, act }) =>
        inTurn(sessionId, async () => {
          const session = await store.read(sessionId);
          if (session.events.length !== seen) throw movedError();
          return save(session, eventsOf(session, act, await surroundings(session.profileId)));
        }),
      'wizard.verify': ({ sessionId }) => inTurn(sessionId, () => verify(sessionId)),
      async 'wizard.cancel'({ sessionId }) {
        checking.get(sessionId)?.abort();
        return null;
      },
      'wizard.remove': ({ sessionId }) =>
        inTurn(sessionId, async () => {
          const session = await store.read(sessionId);
          await store.remove(session);
          onChange(session);
          return null;
        }),
      'wizard.restore': ({ sessionId }) =>
        inTurn(sessionId, async () => {
          onChange(await store.restore(sessionId));
          return null;
        }),
      'wizard.text': async ({ sessionId }) => sessionAsText(await store.read(sessionId)),
    },
    async look(profileId, view) {
      if (!(await isOfThis(profileId, view))) return;
      const report = diagnoses.last({ profileId })?.report;
      for (const { id } of await store.list(profileId)) {
        const taken = inTurn(id, async () => {
          const session = await store.read(id);
          const before = report === undefined ? stateOf(session).sight : sightIn(report);
          if (before === null) return;
          const cause = before.outcome === 'identity-service-unavailable' ? causeThere(view) : null;
          const sight = withWorking({ ...before, remediation: cause ?? before.remediation }, workingThere(view));
          const seen = { machine: view.machine.name, sight, said: view.headline, cause };
          const events = eventsAfterLook(session, seen, await surroundings(profileId));
          if (events.length > 0) await save(session, events);
        });
        // What was seen is in the report whatever becomes of a session.
        await taken.catch(tell);
      }
    },
    forget: (profileId) => store.removeAll(profileId).catch(tell),
    async close() {
      for (const controller of checking.values()) controller.abort();
      await Promise.all(turns.values());
    },
  };
}

const byLastChange = (a: Session, b: Session): number =>
  (b.events.at(-1)?.at ?? '').localeCompare(a.events.at(-1)?.at ?? '');

function actor(): Actor {
  return { user: userName(), machine: currentHost().name };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry in the system's list, as in a container.
    return 'unknown user';
  }
}
