import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  explainExchange,
  explainSignIn,
  type Explanation,
  type ExplanationContext,
  type ExchangePurpose,
  type SeenExchange,
} from '../../../shared/explanation/index.ts';
import { loadCatalogue } from '../../../shared/remediation/index.ts';
import { groups, receivedAt, signIns, type Case, type Reply } from './cases.ts';

const { find } = await loadCatalogue();

const base: ExplanationContext = { purpose: 'token', direction: 'creatio', receivedAt };

function exchangeOf(reply: Reply | null, { request, failure }: Partial<Case> = {}): SeenExchange {
  return {
    request: {
      method: 'POST',
      url: 'https://server.example.com/connect/token',
      headers: [],
      body: 'grant_type=client_credentials',
      ...request,
    },
    response:
      reply === null
        ? null
        : {
            status: reply.status ?? 200,
            statusText: '',
            headers: Object.entries(reply.headers ?? {}),
            body: reply.body ?? '',
            truncated: reply.truncated ?? false,
            ...(reply.charset === undefined ? {} : { charset: reply.charset }),
            ...(reply.byteOrderMark ? { byteOrderMark: true as const } : {}),
          },
    failure: failure ?? null,
  };
}

/** What the table of cases holds of an explanation. */
const briefly = ({ findings, experiments }: Explanation) => ({
  findings: findings.map(({ certainty, id, remediation }) => `${certainty} ${id} -> ${remediation}`),
  experiments: experiments.map(({ id }) => id),
});

/** What holds for every explanation. */
function expectReadable({ findings, experiments, nextStep }: Explanation): void {
  for (const { title, evidence, remediation } of findings) {
    expect(title).toMatch(/^[A-Z“].*[.)]$/s);
    expect(evidence).not.toContain('');
    expect(find(remediation, { platform: 'auto' }), remediation).not.toBeNull();
  }
  for (const { title, why } of experiments) {
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(why).toMatch(/^[A-Z].*\.$/);
  }
  expect(nextStep).toMatch(/^[A-Z].*\.$/);
}

describe.each(Object.entries(groups))('%s', (_group, cases) => {
  it.each(cases.map((each) => [each.name, each] as const))('%s', (_name, each) => {
    const explanation = explainExchange(exchangeOf(each.reply, each), { ...base, ...each.context });
    expect(briefly(explanation)).toEqual({ findings: each.findings, experiments: each.experiments ?? [] });
    expectReadable(explanation);
  });
});

describe('what came back to the redirect address', () => {
  it.each(signIns.map((each) => [each.name, each] as const))('%s', (_name, each) => {
    const explanation = explainSignIn({ ...base, ...each.context });
    expect(briefly(explanation)).toEqual({ findings: each.findings, experiments: each.experiments ?? [] });
    expectReadable(explanation);
  });
});

describe('the words', () => {
  const said = (status: number, members: unknown, context: Partial<ExplanationContext> = {}) =>
    explainExchange(
      exchangeOf({ status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(members) }),
      { ...base, ...context },
    );

  it('say what the server said, and then what is not known', () => {
    const [refused] = said(400, { error: 'invalid_client', error_description: 'no\u202E way' }).findings;
    expect(refused).toMatchObject({
      title:
        'The Identity Service does not accept this client. It does not say why: the id may be unknown or disabled, the secret wrong, or the credentials in another place than it looks.',
      evidence: ['The server says: “invalid_client”, “no[U+202E] way”.'],
    });
  });

  it('name the experiment where the exchange does not tell, and the steps where it does', () => {
    expect(said(400, { error: 'invalid_client' }).nextStep).toMatch(/^Compare the places for id and secret\. If the/);
    expect(said(400, { error: 'unauthorized_client' }).nextStep).toBe(
      'Follow the steps for the first finding, then repeat the request.',
    );
    const token = { access_token: 'abc', token_type: 'Bearer', expires_in: 3600 };
    expect(said(200, token).nextStep).toBe('Nothing is wrong with this exchange.');
    expect(said(200, { ...token, expires_in: '3600' }).nextStep).toMatch(/^The reply can be used all the same/);
  });

  it('ask for the scopes of the request and the lacking one in an experiment', () => {
    const exchange = exchangeOf(
      { status: 403, headers: { 'WWW-Authenticate': 'Bearer error="insufficient_scope", scope="write"' } },
      { request: { method: 'GET', headers: [['authorization', 'Bearer a']], body: null } },
    );
    const { experiments } = explainExchange(exchange, {
      purpose: 'use',
      direction: 'web-service',
      requestedScopes: ['read'],
    });
    expect(experiments[0]?.change).toEqual({ kind: 'sign-in', scopes: ['read', 'write'] });
  });

  it('wait as long as the server says', () => {
    const { findings, experiments } = explainExchange(
      exchangeOf({ status: 429, headers: { 'Retry-After': new Date(receivedAt + 120_000).toUTCString() } }),
      base,
    );
    expect(findings[0]?.title).toContain('It says to come back in 2 min.');
    expect(experiments[0]?.change).toEqual({ kind: 'wait', seconds: 120 });
  });

  it('never repeat a long text of the server in part', () => {
    const long = 'x'.repeat(5_000);
    expect(JSON.stringify(said(400, { error: 'invalid_request', error_description: long }))).not.toContain('xxxx');
  });
});

it('never throws and stays readable, whatever status, headers and body', () => {
  const purposes: ExchangePurpose[] = [
    'authorization',
    'token',
    'revocation',
    'introspection',
    'device-authorization',
    'discovery',
    'use',
  ];
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      '{',
      '[',
      '<html>',
      'error=',
      'access_token=a&',
      '\uFEFF',
      '%zz',
      '\0',
      'Bearer error="',
      'callback({',
      '"__proto__"',
    ),
  );
  const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
  const members = fc.dictionary(
    fc.constantFrom(
      'error',
      'error_description',
      'access_token',
      'token_type',
      'expires_in',
      'scope',
      'active',
      'data',
      '__proto__',
    ),
    fc.oneof(fc.jsonValue(), text),
  );
  const header = fc.tuple(
    fc.constantFrom(
      'WWW-Authenticate',
      'Location',
      'Retry-After',
      'Date',
      'Age',
      'Content-Type',
      'Allow',
      'Via',
      'Server',
    ),
    text,
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 100, max: 999 }),
      fc.array(header, { maxLength: 5 }),
      fc.oneof(
        text,
        members.map((each) => JSON.stringify(each)),
        fc.jsonValue().map((each) => JSON.stringify(each)),
      ),
      fc.record({
        purpose: fc.constantFrom(...purposes),
        direction: fc.constantFrom('creatio', 'web-service'),
        grant: fc.oneof(fc.constantFrom('client_credentials', 'authorization_code', 'refresh_token'), text),
        log: text,
        requestedScopes: fc.array(text, { maxLength: 3 }),
        receivedAt: fc.integer(),
        codeAgeSeconds: fc.integer(),
      }),
      fc.oneof(fc.constant('https://server.example.com/oauth2/authorize'), text),
      (status, headers, body, context, url) => {
        const exchange = {
          request: { method: 'GET', url, headers: [], body },
          response: { status, statusText: body, headers, body, truncated: false },
          failure: null,
        };
        expectReadable(explainExchange(exchange, context));
        expectReadable(explainSignIn({ ...context, callback: { url, expectedState: null, expectedIssuer: null } }));
      },
    ),
    { numRuns: 500 },
  );
});
