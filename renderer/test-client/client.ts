import { create } from 'zustand';
import { isOver } from '../../shared/client/choices.ts';
import type { Attempt, SavedRequest, TokenHandle } from '../../shared/test-client.ts';
import { consoleApi, settled } from '../api.ts';
import { announce } from '../store/announcements.ts';
import { touchClock } from '../store/clock.ts';
import { showError } from '../store/notices.ts';
import { draftOf, emptyServiceOf, endpointsOf, type Direction, type RequestDraft } from './request/draft.ts';

/** The parts of a result, in the order of their tabs. */
export const resultTabs = ['reply', 'token', 'trace', 'compare'] as const;
export type ResultTab = (typeof resultTabs)[number];

/** Something that waits until a person says that it is meant. */
export interface Question {
  /** The name of the production environment has to be typed. */
  byName: boolean;
  message: string;
  /** Does it after all. */
  goOn: () => void;
}

/** What the page "Test client" shows of an environment. */
export interface Client {
  /** Null until the fields that the environment suggests have come. */
  draft: RequestDraft | null;
  /** They could not be had. */
  failed: boolean;
  /** The fields of the other direction, as they were left. */
  aside: RequestDraft | null;
  /** The saved request that the fields came from. */
  savedId: string | null;
  saved: readonly SavedRequest[];
  /** The saved request that is about to be deleted, and hidden until then. */
  leavingId: string | null;
  /** The newest first. */
  attempts: readonly Attempt[];
  tokens: readonly TokenHandle[];
  /** The attempt on the right; null where there is none yet. */
  shownId: string | null;
  tab: ResultTab;
  /** A call that has not been answered. */
  starting: boolean;
  question: Question | null;
  /** The dialog is open that keeps the request. */
  saving: boolean;
}

const nothing: Client = {
  draft: null,
  failed: false,
  aside: null,
  savedId: null,
  saved: [],
  leavingId: null,
  attempts: [],
  tokens: [],
  shownId: null,
  tab: 'reply',
  starting: false,
  question: null,
  saving: false,
};

interface Clients {
  of: Readonly<Record<string, Client>>;
}

/** The page "Test client" of each environment. */
export const useClient = create<Clients>(() => ({ of: {} }));

/** The page of one environment, also before it was opened. */
export const clientOf = (state: Clients, profileId: string): Client => state.of[profileId] ?? nothing;

/** Changes the page of one environment. */
export const changeClient = (profileId: string, change: (client: Client) => Partial<Client>): void =>
  useClient.setState((state) => {
    const client = clientOf(state, profileId);
    return { of: { ...state.of, [profileId]: { ...client, ...change(client) } } };
  });

let connected = false;

/** Follows attempts, tokens and saved requests from the first time the page is opened. */
function connectClient(): void {
  if (connected) return;
  connected = true;
  consoleApi().events.subscribe((event) => {
    if (event.name === 'client.attempt-changed') receiveAttempt(event.payload);
    if (event.name === 'client.tokens-changed') void loadTokens(event.payload.profileId);
    if (event.name === 'client.requests-changed') void loadRequests(event.payload.profileId);
  });
}

/** Brings the client of an environment onto the page, as it was left. */
export async function openClient(profileId: string): Promise<void> {
  connectClient();
  if (clientOf(useClient.getState(), profileId).draft !== null) return;
  changeClient(profileId, () => ({ failed: false }));
  void loadRequests(profileId);
  void loadTokens(profileId);
  const [suggested, attempts] = await Promise.all([
    settled(consoleApi().client.suggest({ profileId })),
    settled(consoleApi().client.attempts({ profileId })),
  ]);
  if (!suggested.ok) {
    changeClient(profileId, () => ({ failed: true }));
    showError(suggested.error);
    return;
  }
  const past = attempts.ok ? attempts.value : [];
  changeClient(profileId, ({ draft, shownId }) => ({
    draft: draft ?? draftOf(suggested.value),
    attempts: past,
    shownId: shownId ?? past[0]?.id ?? null,
  }));
}

/** Begins with the fields that the environment suggests once more. */
async function suggestAgain(profileId: string): Promise<void> {
  const reply = await settled(consoleApi().client.suggest({ profileId }));
  if (reply.ok) changeClient(profileId, () => ({ draft: draftOf(reply.value), savedId: null }));
  else showError(reply.error);
}

/** Begins with empty fields for a web service, and with those that the environment suggests for Creatio. */
export async function beginAnew(profileId: string): Promise<void> {
  const { draft } = clientOf(useClient.getState(), profileId);
  if (draft?.direction !== 'web-service') await suggestAgain(profileId);
  else changeClient(profileId, () => ({ draft: emptyServiceOf(draft), savedId: null }));
}

/** Turns to the other direction: to its fields as they were left, else to those that are suggested or to empty ones. */
export async function turnTo(profileId: string, direction: Direction): Promise<void> {
  const { draft, aside } = clientOf(useClient.getState(), profileId);
  if (draft === null || draft.direction === direction) return;
  const other = aside?.direction === direction ? aside : null;
  if (other === null && direction === 'creatio') await suggestAgain(profileId);
  else changeClient(profileId, () => ({ draft: other ?? emptyServiceOf(draft), savedId: null }));
  changeClient(profileId, () => ({ aside: draft }));
}

/** Fetches the requests that are saved with an environment. */
export async function loadRequests(profileId: string): Promise<void> {
  const reply = await settled(consoleApi().client.requests({ profileId }));
  if (reply.ok) changeClient(profileId, () => ({ saved: reply.value }));
  else showError(reply.error);
}

async function loadTokens(profileId: string): Promise<void> {
  const reply = await settled(consoleApi().client.tokens({ profileId }));
  if (reply.ok) changeClient(profileId, () => ({ tokens: reply.value }));
  else showError(reply.error);
}

/** Changes fields of the request that is being typed. */
export const changeDraft = (profileId: string, part: Partial<RequestDraft>): void =>
  changeClient(profileId, ({ draft }) => (draft === null ? {} : { draft: { ...draft, ...part } }));

/** Shows an attempt on the right, if wanted a certain part of it. */
export const showAttempt = (profileId: string, shownId: string, tab?: ResultTab): void =>
  changeClient(profileId, () => ({ shownId, ...(tab && { tab }) }));

/** Shows another part of the attempt on the right. */
export const showResult = (profileId: string, tab: ResultTab): void => changeClient(profileId, () => ({ tab }));

/** The attempt on the right. */
export const shownAttempt = ({ attempts, shownId }: Client): Attempt | null =>
  attempts.find(({ id }) => id === shownId) ?? null;

/** The attempt that is under way. */
export const runningAttempt = ({ attempts }: Client): Attempt | null =>
  attempts.find(({ state }) => !isOver(state)) ?? null;

function receiveAttempt(attempt: Attempt): void {
  const before = clientOf(useClient.getState(), attempt.profileId).attempts.find(({ id }) => id === attempt.id);
  received(attempt);
  touchClock();
  if (before?.state === attempt.state) return;
  if (attempt.state !== 'running') announce(attempt.said);
  if (attempt.discovered !== null) changeDraft(attempt.profileId, endpointsOf(attempt.discovered));
}

/** As many as the console keeps. */
const mostAttempts = 50;

/** Answers and events can cross: what is over does not go on again. */
export function received(attempt: Attempt): void {
  changeClient(attempt.profileId, ({ attempts }) => {
    const known = attempts.find(({ id }) => id === attempt.id);
    if (known === undefined) return { attempts: [attempt, ...attempts].slice(0, mostAttempts) };
    if (isOver(known.state) && !isOver(attempt.state)) return {};
    return { attempts: attempts.map((each) => (each.id === attempt.id ? attempt : each)) };
  });
}
