import { create } from 'zustand';
import type { CallResponse } from '../../shared/contract.ts';
import { stateOf } from '../../shared/wizard-state.ts';
import type { Session, SessionAct, SessionSummary } from '../../shared/wizard.ts';
import { consoleApi, settled, type Reply } from '../api.ts';
import { announce } from '../store/announcements.ts';
import { touchClock } from '../store/clock.ts';
import { dismissError, showDone, showError } from '../store/notices.ts';

/** What the page "Fix" shows of an environment. */
export interface Fixing {
  /** Null until they have come. */
  sessions: readonly SessionSummary[] | null;
  session: Session | null;
  /** What the console is asked for, and has not answered. */
  busy: 'acting' | 'checking' | null;
  /** The focus is to go to where the session was led, and has not yet. */
  moved: boolean;
}

const nothing: Fixing = { sessions: null, session: null, busy: null, moved: false };

/** The page "Fix" of each environment. */
export const useWizard = create<{ of: Readonly<Record<string, Fixing>> }>(() => ({ of: {} }));

/** The page of one environment, also before it was opened. */
export const fixingOf = (state: { of: Readonly<Record<string, Fixing>> }, profileId: string): Fixing =>
  state.of[profileId] ?? nothing;

const change = (profileId: string, part: Partial<Fixing>): void =>
  useWizard.setState((state) => ({ of: { ...state.of, [profileId]: { ...fixingOf(state, profileId), ...part } } }));

let connected = false;

/** Follows what other windows and later answers make of sessions, from the first time the page is opened. */
export function connectWizard(): void {
  if (connected) return;
  connected = true;
  consoleApi().events.subscribe((event) => {
    if (event.name !== 'wizard.changed') return;
    const { profileId, sessionId } = event.payload;
    const { session, busy } = fixingOf(useWizard.getState(), profileId);
    void loadSessions(profileId);
    if (session?.id === sessionId && busy === null) void refresh(profileId, sessionId);
  });
}

/** What others made of the session on the page; nothing that is done here waits for it. */
async function refresh(profileId: string, sessionId: string): Promise<void> {
  const reply = await settled(consoleApi().wizard.open({ sessionId }));
  const { session, busy } = fixingOf(useWizard.getState(), profileId);
  if (!reply.ok || session?.id !== sessionId || busy !== null) return;
  if (reply.value.events.length > session.events.length) change(profileId, { session: reply.value });
}

/** The sessions of an environment. Gives them too. */
async function loadSessions(profileId: string): Promise<readonly SessionSummary[]> {
  const reply = await settled(consoleApi().wizard.sessions({ profileId }));
  if (!reply.ok) {
    showError(reply.error);
    return [];
  }
  change(profileId, { sessions: reply.value });
  return reply.value;
}

/** Goes on where the last open session stands, when the page is opened for the first time. */
export async function comeBack(profileId: string): Promise<void> {
  if (fixingOf(useWizard.getState(), profileId).sessions !== null) return;
  const [last] = await loadSessions(profileId);
  const { session, busy } = fixingOf(useWizard.getState(), profileId);
  if (last?.end === null && session === null && busy === null)
    await asked(profileId, consoleApi().wizard.open({ sessionId: last.id }), { moves: false });
}

/** Goes on with a session. */
export const openSession = (profileId: string, sessionId: string): Promise<void> =>
  asked(profileId, consoleApi().wizard.open({ sessionId }));

/** Begins with an entry, or goes on with the open session that began with it. */
export const beginSession = (profileId: string, entryId: string, from: Session['from'], anew = false): Promise<void> =>
  asked(profileId, consoleApi().wizard.begin({ profileId, entryId, from, anew }));

/** Deletes a session, with a way back. */
export async function removeSession({ id, title }: Pick<SessionSummary, 'id' | 'title'>): Promise<void> {
  const reply = await settled(consoleApi().wizard.remove({ sessionId: id }));
  if (!reply.ok) {
    showError(reply.error);
    return;
  }
  showDone(`The session “${title}” was deleted.`, () => void restoreSession(id));
  announce(`The session “${title}” was deleted. It can be brought back with Undo.`);
}

async function restoreSession(sessionId: string): Promise<void> {
  const reply = await settled(consoleApi().wizard.restore({ sessionId }));
  if (reply.ok) announce('The session is back.');
  else showError(reply.error);
}

/** The focus is where the session was led. */
export const arrived = (profileId: string): void => change(profileId, { moved: false });

/** Back to what there is to begin with. */
export const leaveSession = (profileId: string): void => {
  change(profileId, { session: null });
  void loadSessions(profileId);
};

/** Does something in the session on the page; what is then to be checked is checked at once. */
export async function act(profileId: string, what: Exclude<SessionAct, { kind: 'note' }>): Promise<void> {
  const { session, busy } = fixingOf(useWizard.getState(), profileId);
  if (session === null || busy !== null) return;
  change(profileId, { busy: 'acting' });
  await notes.get(session.id);
  const reply = await send(profileId, session.id, what);
  if (!received(profileId, reply)) {
    if (reply.ok || reply.error.code === 'session-moved') await openSession(profileId, session.id);
    return;
  }
  if (reply.ok && stateOf(reply.value).owed !== null) await verify(profileId);
}

/** The notes of each session that are being kept. */
const notes = new Map<string, Promise<void>>();

/** Keeps a note. Whoever leaves a note does so by pressing something else, which must not wait to be pressed again. */
export function keepNote(profileId: string, step: number, note: string): void {
  const { session } = fixingOf(useWizard.getState(), profileId);
  if (session === null) return;
  const { id } = session;
  const keep = async (): Promise<void> => {
    const reply = await send(profileId, id, { kind: 'note', step, note });
    if (!reply.ok) showError(reply.error);
    else if (fixingOf(useWizard.getState(), profileId).session?.id === id) change(profileId, { session: reply.value });
  };
  notes.set(id, (notes.get(id) ?? Promise.resolve()).then(keep));
}

/** Sends what is done, with what the page knows of the session by now. */
function send(profileId: string, sessionId: string, what: SessionAct): Promise<Reply<Session>> {
  const seen = fixingOf(useWizard.getState(), profileId).session?.events.length ?? 1;
  return settled(consoleApi().wizard.act({ sessionId, seen, act: what }));
}

/** Has the checks run that are owed. */
export async function verify(profileId: string): Promise<void> {
  const { session, busy } = fixingOf(useWizard.getState(), profileId);
  if (session === null || busy !== null) return;
  change(profileId, { busy: 'checking' });
  announce('The console checks it now.');
  const reply = await settled(consoleApi().wizard.verify({ sessionId: session.id }));
  touchClock();
  received(profileId, reply);
}

/** Ends the checks that are under way. */
export async function cancelVerifying(profileId: string): Promise<void> {
  const { session } = fixingOf(useWizard.getState(), profileId);
  if (session === null) return;
  const reply = await settled(consoleApi().wizard.cancel({ sessionId: session.id }));
  if (!reply.ok) showError(reply.error);
}

/** The session as plain text; null, with the reason shown, where there is none. */
export async function sessionText(sessionId: string): Promise<string | null> {
  const reply = await settled(consoleApi().wizard.text({ sessionId }));
  if (reply.ok) return reply.value;
  showError(reply.error);
  return null;
}

/** What there is to begin with besides what a run found. */
export async function loadGuides(profileId: string): Promise<CallResponse<'wizard.guides'>> {
  const reply = await settled(consoleApi().wizard.guides({ profileId }));
  if (reply.ok) return reply.value;
  showError(reply.error);
  return [];
}

/** With `moves`, the page goes where the session was led, and says so. */
async function asked(profileId: string, call: Promise<Reply<Session>>, { moves } = { moves: true }): Promise<void> {
  change(profileId, { busy: 'acting' });
  received(profileId, await settled(call), { moves });
}

function received(profileId: string, reply: Reply<Session>, { moves } = { moves: true }): boolean {
  const before = fixingOf(useWizard.getState(), profileId);
  if (!reply.ok) {
    showError(reply.error);
    change(profileId, { busy: null });
    return false;
  }
  dismissError();
  const session = reply.value;
  change(profileId, { session, busy: null, moved: before.moved || moves });
  if (moves) announceMove(session);
  return true;
}

function announceMove(session: Session): void {
  const { message, end } = stateOf(session);
  if (end !== null) announce(end.said);
  else if (message !== null) announce(message.text);
}
