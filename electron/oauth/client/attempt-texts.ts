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

/** A reply that is one long word and nothing else, as older services send a token. */
const bareToken = /^\s*"?([\w.~+/=-]{16,})"?\s*$/;

/** The texts of a member, of which some services make an object; what is nested deeper is no token. */
function textsIn(value: unknown, depth = 3): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  return Object.values(value)
    .slice(0, 20)
    .flatMap((inner) => textsIn(inner, depth - 1));
}

/** Tokens of a reply are secrets wherever the attempt shows them, also where the reply is not read further. */
export function keepSecretsOf(exchange: Exchange, masking: Masking): void {
  const { response, purpose } = exchange;
  if (response === null) return;
  const issued = purpose === 'token' || purpose === 'refresh' ? tokenOutcome(exchange, '').tokens : [];
  for (const { kind, value } of issued) masking.add(kind, value);
  const members = parseJsonObject(response.body) ?? {};
  for (const kind of tokenKinds) {
    for (const token of textsIn(members[kind])) masking.add(kind, token);
  }
  for (const token of tokensIn(response.body)) masking.add('token', token);
  const bare = purpose === 'token' || purpose === 'refresh' ? bareToken.exec(response.body)?.[1] : undefined;
  if (bare !== undefined) masking.add('token', bare);
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
