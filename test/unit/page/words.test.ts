import { describe, expect, it } from 'vitest';
import { checkDraft, draftOf, emptyDraft, type Draft } from '../../../renderer/environments/draft.ts';
import { matches } from '../../../renderer/environments/matches.ts';
import { ago, duration, validityLeft } from '../../../renderer/parts/time.ts';
import { calls } from '../../../shared/contract.ts';
import { environment } from '../../fixtures/ui-services.ts';

const now = Date.parse('2026-11-21T10:00:00.000Z');

describe('times', () => {
  it.each([
    [0, 'just now'],
    [-5_000, 'just now'],
    [59_999, 'just now'],
    [120_000, '2 min ago'],
    [3_600_000, '1 h ago'],
    [86_400_000, '1 day ago'],
    [30 * 86_400_000, '30 days ago'],
    [31 * 86_400_000, '21 October 2026'],
  ])('%i ms ago: %s', (ms, words) => expect(ago(new Date(now - ms).toISOString(), now)).toBe(words));

  it.each([
    [0.4, '<1 ms'],
    [999.4, '999 ms'],
    [999.7, '1.0 s'],
    [9_960, '10 s'],
    [59_600, '1 min 0 s'],
    [83_000, '1 min 23 s'],
  ])('%d ms is %s', (ms, words) => expect(duration(ms)).toBe(words));

  it.each([
    [1, '1 day left'],
    [0, '0 days left'],
    [-1, 'expired less than a day ago'],
    [-2, 'expired 1 day ago'],
    [-13, 'expired 12 days ago'],
  ])('a certificate with %i whole days left: %s', (days, words) => expect(validityLeft(days)).toBe(words));
});

describe('a draft', () => {
  const valid: Draft = { ...emptyDraft, name: ' CRM ', creatioUrl: 'https://crm.example.com' };
  const request = (part: Partial<Draft>) => checkDraft({ ...valid, ...part }).request;

  it('becomes a request that the contract takes', () => {
    const filled = request({
      identityServiceUrl: 'identity.example.com:8090',
      clientId: ' id ',
      secretValue: 's',
      timeLimitSeconds: ' 30 ',
    });
    expect(calls['profiles.save'].request.parse(filled)).toMatchObject({
      profile: {
        name: 'CRM',
        creatioUrl: 'https://crm.example.com',
        platform: 'auto',
        identityServiceUrl: 'https://identity.example.com:8090',
        clientId: 'id',
        timeLimitSeconds: 30,
      },
      secrets: { 'client-secret': { action: 'set', value: 's' } },
    });
  });

  it('comes back unchanged from a stored environment, its secret kept', () => {
    const profile = environment({});
    const { builtIn: _builtIn, secrets: _secrets, lastRun: _lastRun, ...settings } = profile;
    expect(checkDraft(draftOf(profile)).request).toEqual({ profile: settings, secrets: {} });
  });

  it('keeps a stored secret where its replacement was left empty', () => {
    const draft = draftOf(environment({}));
    expect(checkDraft({ ...draft, secret: 'set' }).request?.secrets).toEqual({});
    expect(checkDraft({ ...draft, secret: 'remove' }).request?.secrets).toEqual({
      'client-secret': { action: 'remove' },
    });
  });

  it.each<[keyof ReturnType<typeof checkDraft>['errors'], Partial<Draft>]>([
    ['name', { name: '  ' }],
    ['name', { name: 'x'.repeat(201) }],
    ['creatioUrl', { creatioUrl: '' }],
    ['creatioUrl', { creatioUrl: 'https://user:pass@crm.example.com' }],
    ['identityServiceUrl', { identityServiceUrl: 'ftp://x' }],
    ['clientId', { clientId: 'x'.repeat(201) }],
    ['clientSecret', { secretValue: 'canary' }],
    ['clientSecret', { clientId: 'id', secretValue: 'x'.repeat(4_001) }],
    ['timeLimitSeconds', { timeLimitSeconds: '' }],
    ['timeLimitSeconds', { timeLimitSeconds: '0' }],
    ['timeLimitSeconds', { timeLimitSeconds: '1.5' }],
    ['timeLimitSeconds', { timeLimitSeconds: '601' }],
  ])('says what is wrong with %s, and nothing else', (field, part) => {
    const checked = checkDraft({ ...valid, ...part });
    expect(Object.keys(checked.errors)).toEqual([field]);
    expect(checked.errors[field]).toMatch(/^[A-Z].*\.$/);
    expect(JSON.stringify(checked.errors)).not.toMatch(/canary|pass@/);
    expect(checked.request).toBeNull();
  });

  it('says how an address was understood', () => {
    const { hints } = checkDraft({ ...valid, creatioUrl: 'crm.example.com/0' });
    expect(hints.creatioUrl).toContain('Understood as https://crm.example.com.');
    expect(hints.creatioUrl).toContain('.NET Framework');
    expect(checkDraft(valid).hints).toEqual({});
  });
});

it('finds by words in any order', () => {
  expect(matches('Production CRM https://crm.example.com', 'crm prod')).toBe(true);
  expect(matches('Production CRM', 'test')).toBe(false);
  expect(matches('Production CRM', ' ')).toBe(true);
});
