import { profileDefaults } from '../../../shared/profile.ts';
import { describe, expect, it } from 'vitest';
import { outcomeIds, verdictOfOutcome } from '../../../shared/outcomes.ts';
import type { Profile } from '../../../shared/profile.ts';
import { checkIds } from '../../../shared/check-ids.ts';
import type { CheckId, CheckResult, MutedCheck } from '../../../shared/report.ts';
import { conclude, type Conclusion } from '../../../electron/checks/conclusion.ts';
import type { HealthReply } from '../../../electron/checks/health-reply.ts';

const profile: Profile = {
  ...profileDefaults,
  id: 'p',
  name: 'P',
  creatioUrl: 'https://crm.example',
  platform: 'auto',
  identityServiceUrl: 'https://identity.example',
  clientId: 'id',
  timeLimitSeconds: 15,
};

const health = (outcome: HealthReply['outcome'], extra: Partial<HealthReply> = {}): HealthReply => ({
  outcome,
  emptySettings: [],
  remediation: outcome,
  summary: `It is ${outcome}.`,
  flags: null,
  ...extra,
});

/** Every check passed, except as told. */
const results = (changes: Partial<Record<CheckId, Partial<CheckResult>>> = {}): CheckResult[] =>
  checkIds.map((id) => ({
    id,
    title: `Title of ${id}`,
    status: 'pass',
    startedAt: new Date(0).toISOString(),
    durationMs: 1,
    summary: `About ${id}.`,
    evidence: [],
    remediation: null,
    ...changes[id],
  }));

const draw = (
  reply: HealthReply | null,
  changes: Parameters<typeof results>[0] = {},
  creatioUrl = profile.creatioUrl,
  muted: readonly MutedCheck[] = [],
): Conclusion =>
  conclude({
    profile: { ...profile, creatioUrl },
    hostName: 'ADMIN-PC',
    results: results(changes),
    health: reply,
    muted,
  });

const noToken = { 'token.request': { status: 'fail', remediation: 'token-invalid-client' } } as const;

describe('the verdict', () => {
  it.each(outcomeIds.filter((id) => id !== 'cancelled'))(
    'of %s is the outcome’s own when nothing contradicts it',
    (outcome) => {
      const conclusion = draw(health(outcome), outcome === 'healthy' ? {} : noToken);
      expect([conclusion.outcome, conclusion.verdict, conclusion.remediation]).toEqual([
        outcome,
        verdictOfOutcome[outcome],
        outcome,
      ]);
      expect(conclusion.headline).toMatch(/^[A-Z].*\.$/);
    },
  );

  it('warns when Creatio is healthy but this computer sees a problem', () => {
    const conclusion = draw(health('healthy'), noToken);
    expect([conclusion.outcome, conclusion.verdict, conclusion.remediation]).toEqual([
      'healthy',
      'warn',
      'token-invalid-client',
    ]);
    expect(conclusion.notes[0]).toBe('This computer sees a problem in “Title of token.request”. About token.request.');
    expect(conclusion.notes[1]).toContain('differ');
  });

  it('names the first of several problems and what it says, since the others often follow from it', () => {
    const failing = { status: 'fail' } as const;
    const { notes } = draw(health('healthy'), { 'identity.discovery': failing, 'token.request': failing });
    expect(notes[0]).toMatch(
      /in “Title of identity\.discovery”, “Title of token\.request”\. Begin with “Title of identity\.discovery”: About identity\.discovery\.$/,
    );
  });

  it('speaks of a login only where Creatio may want one', () => {
    expect(draw(health('login-required')).headline).toContain('wants a login');
    expect(draw(health('login-required', { remediation: 'hosting-403-14' })).headline).not.toContain('login');
  });

  it('warns for a check that ran out of time', () => {
    expect(
      draw(health('healthy'), { 'identity.tcp': { status: 'timeout', remediation: 'check-timeout' } }).verdict,
    ).toBe('warn');
  });

  it.each(['identity-service-unavailable', 'token-not-retrievable'] as const)(
    'warns when Creatio reports %s but this computer gets a token',
    (outcome) => {
      const conclusion = draw(health(outcome));
      expect([conclusion.outcome, conclusion.verdict, conclusion.remediation]).toEqual([outcome, 'warn', outcome]);
      expect(conclusion.notes[0]).toContain('differ');
    },
  );

  it('does not warn for skips, hints, crashes and what concerns Creatio alone', () => {
    const skipped = draw(health('healthy'), {
      'token.request': { status: 'skip' },
      'identity.discovery': { status: 'warn' },
    });
    expect(skipped.verdict).toBe('pass');
    expect(draw(health('healthy'), { 'token.use': { status: 'crash' } }).verdict).toBe('pass');
    expect(draw(health('healthy'), { 'creatio.ping': { status: 'warn' } }).verdict).toBe('pass');
  });

  it('stays when settings are empty, which no other check can contradict', () => {
    expect(draw(health('setting-empty', { emptySettings: ['OAuth20IdentityServerUrl'] })).verdict).toBe('fail');
  });

  it('stays when the token was not even asked for', () => {
    expect(draw(health('token-not-retrievable'), { 'token.request': { status: 'skip' } }).verdict).toBe('fail');
  });

  it('warns when Creatio cannot reach the Identity Service but this computer can, even without a token', () => {
    const conclusion = draw(health('identity-service-unavailable'), { 'token.request': { status: 'skip' } });
    expect(conclusion.verdict).toBe('warn');
    expect([conclusion.headline, conclusion.notes[0]].join(' ')).toMatch(/this computer can\..*differ/);
    expect([conclusion.headline, conclusion.notes[0]].join(' ')).not.toContain('token');
  });

  it('stays when the Identity Service was not looked at', () => {
    const skip = { status: 'skip' } as const;
    const changes = { 'identity.discovery': skip, 'token.request': skip };
    expect(draw(health('identity-service-unavailable'), changes).verdict).toBe('fail');
  });

  it.each([
    ['identity-service-unavailable', noToken, /reaches .* but sees another problem, in “Title of token\.request”/],
    [
      'token-not-retrievable',
      noToken,
      /sees a problem for itself too, in “Title of token\.request”\. About token\.request\.$/m,
    ],
    [
      'token-not-retrievable',
      { 'token.use': { status: 'fail' } },
      /gets a token .* but sees another problem, in “Title of token\.use”\. About token\.use\.$/m,
    ],
  ] as const)('of %s stays when this computer sees a problem of its own', (outcome, changes, note) => {
    const conclusion = draw(health(outcome), changes);
    expect(conclusion.verdict).toBe('fail');
    expect(conclusion.notes.join('\n')).toMatch(note);
  });
});

describe('the outcome', () => {
  it.each([
    ['creatio.address', 'fail', 'address-invalid'],
    ['creatio.dns', 'fail', 'dns-not-found'],
    ['creatio.tcp', 'fail', 'tcp-refused'],
    ['creatio.tls', 'fail', 'tls-expired'],
    ['creatio.health', 'timeout', 'health-silent'],
  ] as const)('is unreachable because of %s', (id, status, remediation) => {
    const skip = id === 'creatio.health' ? {} : { 'creatio.health': { status: 'skip' as const } };
    const conclusion = draw(null, { ...skip, [id]: { status, remediation, summary: 'The layer speaks.' } });
    expect([conclusion.outcome, conclusion.verdict, conclusion.remediation]).toEqual([
      'unreachable',
      'fail',
      remediation,
    ]);
    expect(conclusion.notes).toContain('The layer speaks.');
  });

  it('is cancelled as soon as one check was, and keeps what is known', () => {
    const reply = health('setting-empty', { emptySettings: ['OAuth20IdentityServerUrl'] });
    const conclusion = draw(reply, { 'token.use': { status: 'cancelled' } });
    expect([conclusion.outcome, conclusion.verdict]).toEqual(['cancelled', 'unknown']);
    expect(conclusion.emptySettings).toEqual(['OAuth20IdentityServerUrl']);
    expect(conclusion.notes.join(' ')).toContain('It is setting-empty.');
  });

  it('is never a finding when the console itself failed', () => {
    const conclusion = draw(null, { 'creatio.health': { status: 'crash' } });
    expect([conclusion.verdict, conclusion.remediation]).toEqual(['unknown', null]);
    expect(conclusion.headline).toContain('fault in the console');
  });
});

describe('the remediation', () => {
  it('is the hosting page’s where that was recognised', () => {
    expect(draw(health('web-server-error', { remediation: 'hosting-500-30' }), noToken).remediation).toBe(
      'hosting-500-30',
    );
  });

  it('of a contradiction without a remedy of its own explains the difference', () => {
    expect(draw(health('healthy'), { 'token.use': { status: 'fail' } }).remediation).toBe('health-and-checks-differ');
  });
});

describe('the notes', () => {
  it('say on which machine the checks ran, and that this proves nothing for another', () => {
    expect(draw(health('healthy')).notes.at(-1)).toMatch(/ADMIN-PC.*proves nothing/);
  });

  it.each([
    'http://localhost:8080',
    'http://127.0.0.1',
    'http://127.8.9.1',
    'http://[::1]:5000',
    'http://admin-pc/crm',
  ])('know %s as the same machine', (creatioUrl) =>
    expect(draw(health('healthy'), {}, creatioUrl).notes.at(-1)).toContain('same machine'),
  );
});

describe('a muted check', () => {
  const muted = (...ids: CheckId[]): MutedCheck[] =>
    ids.map((checkId) => ({ checkId, reason: 'It is known.', by: 'ann on PC', at: '2026-11-09T10:00:00.000Z' }));
  const drawMuted = (reply: HealthReply | null, changes: Parameters<typeof results>[0], ...ids: CheckId[]) =>
    draw(reply, changes, profile.creatioUrl, muted(...ids));

  it('turns no healthy health check into a warning, and is told in the notes', () => {
    const conclusion = drawMuted(health('healthy'), noToken, 'token.request');
    expect(conclusion).toMatchObject({ outcome: 'healthy', verdict: 'pass', remediation: 'healthy' });
    expect(conclusion.headline).toMatch(/^OAuth works/);
    expect(conclusion.notes).toContain(
      '1 check is muted: “Title of token.request” (by ann on PC on 9 November 2026: It is known.).',
    );
    expect(conclusion.notes.join()).not.toContain('sees a problem');
  });

  it('does not hide the problem of another check', () => {
    const changes = { ...noToken, 'identity.keys': { status: 'fail' } } as const;
    expect(drawMuted(health('healthy'), changes, 'token.request')).toMatchObject({ verdict: 'warn' });
    const all = drawMuted(health('healthy'), changes, 'token.request', 'identity.keys');
    expect(all.verdict).toBe('pass');
    expect(all.notes.join()).toContain('2 checks are muted');
  });

  it.each(outcomeIds.filter((id) => id !== 'cancelled' && id !== 'healthy'))(
    'changes nothing where the health check says %s',
    (outcome) => {
      for (const changes of [{}, noToken]) {
        const { verdict, headline, remediation } = draw(health(outcome), changes);
        expect(drawMuted(health(outcome), changes, ...checkIds)).toMatchObject({ verdict, headline, remediation });
      }
    },
  );

  it('does not reach a Creatio that cannot be reached', () => {
    const changes = { 'creatio.tcp': { status: 'fail', remediation: 'tcp-refused' } } as const;
    expect(drawMuted(null, changes, 'creatio.tcp', 'creatio.health')).toMatchObject({
      outcome: 'unreachable',
      verdict: 'fail',
    });
  });

  it('is told although it passed, and not where the run has no such check', () => {
    expect(drawMuted(health('healthy'), {}, 'identity.keys').notes.join()).toContain('1 check is muted');
    const none = conclude({ profile, hostName: 'PC', results: [], health: null, muted: muted('token.use') });
    expect(none.notes.join()).not.toContain('muted');
  });
});

it.each([
  ['http://localhost:8090', 'https://crm.example', {}, true],
  ['http://[::1]:8090', 'https://crm.example', {}, true],
  ['http://localhost:8090', 'http://localhost', {}, false],
  ['http://localhost:8090', 'https://admin-pc', {}, false],
  ['http://identity.example', 'https://crm.example', {}, false],
  ['http://localhost:8090', 'https://crm.example', { 'identity.discovery': { status: 'pass' } }, false],
] as const)('%s for %s with %j is told to be another machine for everyone: %s', (identity, creatio, changes, told) => {
  const { notes } = conclude({
    profile: { ...profile, identityServiceUrl: identity, creatioUrl: creatio },
    hostName: 'ADMIN-PC',
    results: results({ 'identity.tcp': { status: 'fail' }, 'identity.discovery': { status: 'skip' }, ...changes }),
    health: health('healthy'),
  });
  expect(notes.some((note) => note.includes('names whichever computer asks: here ADMIN-PC'))).toBe(told);
});

describe('a health check without an answer', () => {
  const silent = { 'creatio.health': { status: 'timeout', remediation: 'check-timeout' } } as const;

  it('is laid to what Creatio waits for, where its ping answers', () => {
    const { outcome, headline, notes, remediation } = draw(null, silent);
    expect([outcome, remediation]).toEqual(['unreachable', 'health-silent']);
    expect(headline).toContain('is alive, but does not answer the health check');
    expect(notes.join()).toMatch(/may be waiting for it.*answers this computer, so look at the way from the Creatio/);
    const both = draw(null, { ...silent, 'identity.discovery': { status: 'fail' } });
    expect(both.notes.join()).toContain('does not answer this computer as it should either');
  });

  it('is a silent Creatio, where the ping is silent as well', () => {
    const { headline, remediation } = draw(null, { ...silent, 'creatio.ping': { status: 'timeout' } });
    expect(remediation).toBe('check-timeout');
    expect(headline).toContain('gives no answer to the health check');
  });
});

it('tells an older Creatio from an address that is none', () => {
  expect(draw(health('endpoint-missing')).headline).toContain('Creatio answers, but has no health check');
  const elsewhere = draw(health('endpoint-missing'), { 'creatio.ping': { status: 'warn' } });
  expect(elsewhere.headline).toContain('may not be that of a Creatio');
});

it.each([
  ['http-redirect-elsewhere', /leads on to another address/],
  ['rate-limited', /asked too often/],
  ['unexpected-reply', /Something answers/],
] as const)('has a headline of its own for %s', (remediation, words) => {
  expect(draw(health('unexpected-reply', { remediation })).headline).toMatch(words);
});

it.each([
  ['https-wanted', 'The address of Creatio begins with http, but crm.example speaks https.'],
  ['http-malformed', 'Something answers at the address of Creatio, crm.example, but not as a web server does.'],
  ['http-no-reply', 'Creatio at crm.example accepts the connection, but gives no answer to the health check.'],
] as const)('without an HTTP answer because of %s says so', (remediation, headline) => {
  expect(draw(health('unreachable', { remediation })).headline).toBe(headline);
});

it('tells an error of the health check alone from a web server without a Creatio', () => {
  const failed = health('web-server-error', { status: 500 });
  expect(draw(failed).headline).toBe('Creatio answers its ping, but the health check ends in an error.');
  expect(draw(failed, { 'creatio.ping': { status: 'warn' } }).headline).toContain('before Creatio itself can answer');
  const gaveUp = draw(health('web-server-error', { status: 504 }));
  expect([gaveUp.outcome, gaveUp.remediation]).toEqual(['web-server-error', 'health-silent']);
  expect(gaveUp.headline).toContain('a gateway in front of it waited in vain');
  expect(gaveUp.notes.join()).toContain('Asked past the gateway');
});
