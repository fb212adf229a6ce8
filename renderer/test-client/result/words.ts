import type { Attempt, Exchange, TokenHandle } from '../../../shared/test-client.ts';
import { runningState, stepStates, verdictStates, type StateLook } from '../../parts/states.tsx';

/** How an attempt stands. */
export const attemptLooks: Readonly<Record<Attempt['state'], StateLook>> = {
  running: runningState,
  'waiting-for-browser': { ...runningState, word: 'Waits for the browser' },
  'waiting-for-redirect': { ...runningState, word: 'Waits for the address' },
  'waiting-for-device': { ...runningState, word: 'Waits for the code' },
  finished: stepStates.pass,
  failed: verdictStates.fail,
  cancelled: stepStates.cancelled,
  'timed-out': stepStates.timeout,
};

export const purposeWords: Readonly<Record<Exchange['purpose'], string>> = {
  discovery: 'Discovery',
  token: 'Token request',
  refresh: 'Refresh',
  'device-authorization': 'Device authorization',
  revocation: 'Revocation',
  introspection: 'Introspection',
  use: 'Call',
};

export const tokenWords: Readonly<Record<TokenHandle['kind'], string>> = {
  access_token: 'Access token',
  refresh_token: 'Refresh token',
  id_token: 'ID token',
};

const actWords: Readonly<Record<Attempt['act']['kind'], string>> = {
  discover: 'Read discovery',
  token: 'Get a token',
  compare: 'Compare modes',
  refresh: 'Refresh',
  revoke: 'Revoke',
  introspect: 'Introspect',
  use: 'Call',
};

/** What an attempt did, in few words. */
export const deedOf = ({ act }: Attempt): string => {
  if (act.kind !== 'use') return actWords[act.kind];
  return `Call ${act.target.at === 'creatio' ? act.target.path : act.target.url}`;
};

/** The status of the last reply, in words where there is none. */
export function statusOf({ exchanges }: Attempt): string {
  const last = exchanges.at(-1);
  if (last === undefined) return 'nothing was sent';
  return last.response === null ? 'no reply' : `${last.response.status} ${last.response.statusText}`.trim();
}
