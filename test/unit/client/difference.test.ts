import { expect, it } from 'vitest';
import { differencesOf } from '../../../shared/client/difference.ts';
import type { Attempt, Exchange } from '../../../shared/test-client.ts';
import { emptyRequest } from '../../../electron/oauth/client/index.ts';

const exchange: Exchange = {
  id: 'e',
  purpose: 'token',
  startedAt: '2026-11-21T10:00:00.000Z',
  credentials: 'body',
  request: { method: 'POST', url: 'https://identity.example.com/connect/token', headers: [], body: null },
  response: {
    status: 400,
    statusText: 'Bad Request',
    httpVersion: '1.1',
    headers: [['Content-Type', 'application/json']],
    body: '{"error":"invalid_client"}',
    bodyBytes: 26,
    charset: 'utf-8',
    truncated: false,
    bodyBase64: null,
  },
  failure: null,
  redirectsTo: null,
  remoteAddress: '10.0.0.5',
  timings: { dnsMs: 1, tcpMs: 1, tlsMs: 1, firstByteMs: 1, bodyMs: 1, totalMs: 5 },
  route: 'direct',
  tls: null,
};

const attempt: Attempt = {
  id: 'a',
  profileId: 'p',
  act: { kind: 'token' },
  request: { ...emptyRequest, clientId: 'client' },
  startedAt: '2026-11-21T10:00:00.000Z',
  durationMs: 5,
  state: 'failed',
  said: 'The service refused the request with invalid_client.',
  problem: null,
  waiting: null,
  authorization: null,
  exchanges: [exchange],
  tokens: [],
  scopes: null,
  comparison: null,
  discovered: null,
  active: null,
  rotated: null,
};

it('finds nothing where only times and ids differ', () => {
  const again = {
    ...attempt,
    id: 'b',
    startedAt: '2026-11-22T10:00:00.000Z',
    durationMs: 900,
    exchanges: [{ ...exchange, id: 'f', timings: { ...exchange.timings, totalMs: 900 } }],
  };
  expect(differencesOf(attempt, again)).toEqual([]);
});

it('tells what was asked otherwise, what came of it, and what changed on the way', () => {
  const { response } = exchange;
  const after: Attempt = {
    ...attempt,
    request: { ...attempt.request, credentials: 'basic', scope: 'read' },
    said: 'The service issued an access token.',
    state: 'finished',
    exchanges: [
      {
        ...exchange,
        remoteAddress: '10.0.0.6',
        response: response && {
          ...response,
          status: 200,
          statusText: 'OK',
          headers: [['content-type', 'application/json']],
        },
      },
    ],
    scopes: { asked: ['read', 'write'], granted: ['read'], dropped: ['write'], added: [], stated: true },
  };
  const differences = differencesOf(attempt, after);
  expect(differences.map(({ about, what }) => [about, what])).toEqual([
    ['request', 'Client credentials'],
    ['request', 'Scope'],
    ['reply', 'Result'],
    ['reply', 'Status'],
    ['reply', 'Scopes granted'],
    ['reply', 'Scopes dropped'],
    ['connection', 'Address'],
  ]);
  expect(differences).toContainEqual({ about: 'reply', what: 'Status', before: '400 Bad Request', after: '200 OK' });
  expect(differences).toContainEqual({ about: 'request', what: 'Scope', before: 'none', after: 'read' });
});
