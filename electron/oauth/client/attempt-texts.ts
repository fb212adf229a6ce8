import { randomUUID } from 'node:crypto';
import { tokenKinds } from '../../../shared/client/choices.ts';
import type { Attempt, ClientAct, ClientRequest, Exchange } from '../../../shared/test-client.ts';
import { parseJsonObject } from '../json.ts';
import { tokensIn } from '../token-reply.ts';
import type { Masking } from './masking.ts';
import { tokenOutcome } from './token-outcome.ts';

/** An attempt that begins. */
export const newAttempt = (profileId: string, act: ClientAct, request: ClientRequest, startedAt: Date): Attempt => ({
  id: randomUUID(),
  profileId,
  act,
  request,
  startedAt: startedAt.toISOString(),
  durationMs: null,
  state: 'running',
  said: 'The request is on its way.',
  problem: null,
  waiting: null,
  authorization: null,
  exchanges: [],
  tokens: [],
  scopes: null,
  comparison: null,
  discovered: null,
  active: null,
  rotated: null,
});

/** Tokens of a reply are secrets wherever the attempt shows them, also where the reply is not read further. */
export function keepSecretsOf(exchange: Exchange, masking: Masking): void {
  const { response, purpose } = exchange;
  if (response === null) return;
  const issued = purpose === 'token' || purpose === 'refresh' ? tokenOutcome(exchange, '').tokens : [];
  for (const { kind, value } of issued) masking.add(kind, value);
  const members = parseJsonObject(response.body) ?? {};
  for (const kind of tokenKinds) {
    const token = members[kind];
    if (typeof token === 'string') masking.add(kind, token);
  }
  for (const token of tokensIn(response.body)) masking.add('token', token);
}

/** All of an attempt with markers in the place of its secrets. */
export function masked(attempt: Attempt, masking: Masking): Attempt {
  const { text } = masking;
  const { problem, waiting, authorization, comparison } = attempt;
  return {
    ...attempt,
    said: text(attempt.said),
    problem: problem && { code: text(problem.code), message: text(problem.message) },
    waiting: waiting && { ...waiting, url: text(waiting.url) },
    authorization: authorization && {
      url: text(authorization.url),
      redirect: authorization.redirect === null ? null : text(authorization.redirect),
    },
    exchanges: attempt.exchanges.map(masking.exchange),
    comparison: comparison && {
      ...comparison,
      stopped: comparison.stopped && text(comparison.stopped),
      rows: comparison.rows.map((row) => ({ ...row, error: row.error && text(row.error), said: text(row.said) })),
    },
  };
}
