import { describe, expect, it } from 'vitest';
import { systemSettingCodes } from '../../../shared/outcomes.ts';
import { loadCatalogue } from '../../../shared/remediation/index.ts';
import { currentVisit, stateOf } from '../../../shared/wizard-state.ts';
import { begin, leadToTheEnd, type Led, type World } from './world.ts';

const [url, clientId, clientSecret] = systemSettingCodes;
const unavailable: World = {
  outcome: 'identity-service-unavailable',
  checks: { 'identity.discovery': ['fail', 'hosting-503'], 'token.request': 'skip', 'identity.keys': 'skip' },
};
const healthy: World = { outcome: 'healthy' };
const end = (led: Led) => stateOf(led.session).end;
const message = (led: Led) => stateOf(led.session).message;

/** Marks steps as done until the one that these checks verify. */
function doneUntil(led: Led, check: string): void {
  for (let step = 0; !checksHere(led).includes(check); step += 1) {
    if (step > 40) throw new Error(`No step is verified by ${check}.`);
    led.act(checksHere(led).length > 0 ? 'skipped' : 'done');
  }
}
const checksHere = (led: Led): readonly string[] => {
  const { entry, at } = currentVisit(stateOf(led.session));
  return entry.steps[at]?.checks ?? [];
};

describe.each([
  ['settings-empty', { outcome: 'settings-empty', emptySettings: [...systemSettingCodes] }],
  ['setting-empty', { outcome: 'setting-empty', emptySettings: [url] }],
  ['setting-empty', { outcome: 'setting-empty', emptySettings: [clientId] }],
  ['setting-empty', { outcome: 'setting-empty', emptySettings: [clientSecret] }],
  ['identity-service-unavailable', unavailable],
  [
    'token-not-retrievable',
    { outcome: 'token-not-retrievable', checks: { 'token.request': ['fail', 'token-invalid-client'] } },
  ],
] satisfies [string, World][])('%s, %o', (entry, world) => {
  it('is led to mended: nothing is checked before a step that can be verified, and then only what proves it', () => {
    const led = begin(entry, world);
    doneUntil(led, 'creatio.health');
    expect(led.asked).toEqual([]);
    led.world = healthy;
    led.act('done');
    expect(led.asked[0]).toEqual(['creatio.health']);
    expect(new Set(led.asked.flat()).size).toBeLessThan(4);
    expect(end(led)).toMatchObject({ how: 'mended', said: expect.stringContaining('“Title of creatio.health”') });
  });

  it.each(['done', 'skipped', 'cannot'] as const)('comes to an end where nothing helps and all is %s', (did) => {
    const led = begin(entry, world);
    leadToTheEnd(led, did);
    expect(end(led)?.how).toBe('unresolved');
    expect(led.stand().path.slice(-2)).toEqual(['identity-service-logging', 'creatio-logging']);
  });
});

it('tests discovery first, then leads by its result to hosting, network, TLS or on with the settings', () => {
  const lead = (checks: World['checks']) => {
    const led = begin('identity-service-unavailable', unavailable);
    led.world = { outcome: 'identity-service-unavailable', checks: { 'identity.discovery': 'skip', ...checks } };
    led.act('done');
    expect(led.asked[0]).toEqual(['identity.discovery']);
    return led.stand();
  };
  expect(lead({ 'identity.discovery': ['fail', 'hosting-503'] }).entry).toBe('hosting-503');
  expect(lead({ 'identity.discovery': ['fail', 'discovery-missing'] }).entry).toBe('discovery-missing');
  expect(lead({ 'identity.dns': ['fail', 'dns-not-found'] }).entry).toBe('dns-not-found');
  expect(lead({ 'identity.tcp': ['fail', 'tcp-refused'] }).entry).toBe('tcp-refused');
  expect(lead({ 'identity.tls': ['fail', 'tls-expired'] }).entry).toBe('tls-expired');
  expect(lead({ 'identity.discovery': 'pass' })).toMatchObject({ entry: 'identity-service-unavailable', step: 1 });
});

it('comes back from a detour that is mended to the next step of where it came from', () => {
  const led = begin('identity-service-unavailable', unavailable);
  led.act('done');
  expect(led.stand().entry).toBe('hosting-503');
  expect(message(led)).toEqual({ tone: 'neutral', text: 'Summary of identity.discovery.' });
  led.world = { outcome: 'identity-service-unavailable' };
  led.act('done');
  // The rest of what proves the finding was asked for at once.
  expect(led.asked.at(-1)).toContain('creatio.health');
  leadOutOf(led, 'hosting-503');
  expect(led.stand()).toMatchObject({ entry: 'identity-service-unavailable', step: 1 });
  expect(message(led)?.text).toMatch(/^Back to “/);
  led.world = healthy;
  led.act('done');
  expect(end(led)?.how).toBe('mended');
});

function leadOutOf(led: Led, entry: string): void {
  for (let acts = 0; led.stand().entry === entry && acts < 30; acts += 1)
    led.act(message(led)?.tone === 'bad' ? 'go-on' : 'done');
}

it('stays at a step that did not help and says what is still wrong; then checks again or goes on', () => {
  const led = begin('settings-empty', { outcome: 'settings-empty', emptySettings: [url, clientId] });
  doneUntil(led, 'creatio.health');
  const { step } = led.stand();
  led.act('done');
  expect(led.stand()).toMatchObject({ entry: 'settings-empty', step });
  expect(message(led)).toEqual({ tone: 'bad', text: 'Still wrong: Summary of creatio.health.' });
  led.act('done');
  expect(led.asked).toHaveLength(2);
  led.act('go-on');
  expect(led.stand()).toMatchObject({ entry: 'settings-empty', step: step + 1 });
});

it('moves on to what the new results name', () => {
  const led = begin('settings-empty', { outcome: 'settings-empty', emptySettings: [url, clientId] });
  doneUntil(led, 'creatio.health');
  led.world = { outcome: 'setting-empty', emptySettings: [clientId] };
  led.act('done');
  expect(led.stand()).toMatchObject({ entry: 'setting-empty', step: 0 });
  doneUntil(led, 'creatio.health');
  led.world = { outcome: 'token-not-retrievable', checks: { 'token.request': ['fail', 'token-invalid-client'] } };
  led.act('done');
  expect(led.stand().path).toEqual(['settings-empty', 'setting-empty', 'token-not-retrievable']);
});

it('takes one empty setting less for progress and the same ones again for a circle', () => {
  const led = begin('setting-empty', { outcome: 'setting-empty', emptySettings: [url] });
  doneUntil(led, 'creatio.health');
  led.world = { outcome: 'setting-empty', emptySettings: [clientId] };
  led.act('done');
  expect(led.stand().path).toEqual(['setting-empty', 'setting-empty']);
  doneUntil(led, 'creatio.health');
  led.world = { outcome: 'setting-empty', emptySettings: [url] };
  led.act('done');
  expect(led.stand().path).toEqual(['setting-empty', 'setting-empty']);
  expect(message(led)?.tone).toBe('bad');
});

it('goes where a person sees the way, says so when it was there before, and comes back', () => {
  const led = begin('settings-empty', { outcome: 'settings-empty', emptySettings: [url] }, { version: '8.2.1' });
  led.act('done');
  led.act({ choose: 0 });
  expect(led.stand()).toMatchObject({ entry: 'enable-additional-feature', step: 0 });
  leadOutOf(led, 'enable-additional-feature');
  expect(led.stand()).toMatchObject({ entry: 'settings-empty', step: 1 });
  led.act({ choose: 0 });
  expect(message(led)?.text).toMatch(/^You have been at “.*” before\./);
  expect(led.stand().path).toEqual(['settings-empty', 'enable-additional-feature']);
});

it('follows the evidence that is there where a step cannot be done, and skips where it is told to', () => {
  const led = begin('identity-service-unavailable', unavailable);
  led.act('skipped');
  expect(led.stand()).toMatchObject({ entry: 'identity-service-unavailable', step: 1 });
  led.act({ turn: 0 });
  led.act('cannot');
  expect(led.stand().entry).toBe('hosting-503');
  expect(led.asked).toEqual([]);
});

it('does not take a check that cannot tell for a proof', () => {
  const led = begin('token-not-retrievable', {
    outcome: 'token-not-retrievable',
    checks: { 'token.request': 'skip' },
  });
  doneUntil(led, 'token.request');
  led.world = { outcome: 'token-not-retrievable', checks: { 'token.request': 'crash' } };
  const { step } = led.stand();
  led.act('done');
  expect(message(led)?.text).toContain('The console itself failed at “Title of token.request”');
  expect(led.stand().step).toBe(step + 1);
  expect(end(led)).toBeNull();
});

it('is mended where a check that does not apply to the environment is all that is missing', () => {
  const world: World = { outcome: 'token-not-retrievable', checks: { 'token.request': 'skip' } };
  const led = begin('token-not-retrievable', world);
  doneUntil(led, 'creatio.health');
  led.world = { outcome: 'healthy', checks: { 'token.request': 'skip' } };
  led.act('done');
  expect(end(led)?.how).toBe('mended');
});

it('is mended by the whole run where the health check was healthy all the time', () => {
  const world: World = { outcome: 'healthy', checks: { 'token.use': ['fail', 'use-forbidden'] } };
  const led = begin('health-and-checks-differ', world);
  led.act('done');
  led.act('done');
  expect(led.stand().entry).toBe('use-forbidden');
  doneUntil(led, 'token.use');
  led.world = healthy;
  led.act('done');
  expect(end(led)?.how).toBe('mended');
});

it('goes through a whole guide on a healthy system, and does not call that mended', () => {
  const led = begin('monitor-oauth-health', healthy, {}, 'guide');
  led.act('done');
  expect(led.stand().step).toBe(1);
  leadToTheEnd(led, 'done');
  expect(end(led)?.how).toBe('finished');
  expect(led.stand().path).toEqual(['monitor-oauth-health']);
});

it('shows the steps of all versions, labelled, where the version is not known, and only the fitting ones where it is', () => {
  const world: World = { outcome: 'settings-empty', emptySettings: [url] };
  const labels = (version?: string) =>
    currentVisit(stateOf(begin('settings-empty', world, version === undefined ? {} : { version }).session))
      .entry.steps.filter(({ path }) => path?.at(-1) === 'Open settings' || path?.at(-1) === 'System settings')
      .map(({ versions }) => versions);
  expect(labels()).toContain('before 8.2.1');
  expect(labels()).toContain('8.2.1 and later');
  expect(labels('8.1')).not.toContain('8.2.1 and later');
  const led = begin('settings-empty', world);
  leadToTheEnd(led, 'skipped');
  expect(end(led)?.how).toBe('unresolved');
});

it('refuses what is done at a step where the session no longer stands', () => {
  const led = begin('settings-empty', { outcome: 'settings-empty', emptySettings: [url] });
  expect(() => led.act({ choose: 7 })).toThrow('moved on');
  leadToTheEnd(led, 'skipped');
  expect(() => led.act('go-on')).toThrow('moved on');
});

describe('every entry of the catalogue', async () => {
  const { ids } = await loadCatalogue();
  it.each(ids.filter((id) => id !== 'healthy'))('%s comes to an end, whatever is done and found', (id) => {
    for (const did of ['done', 'skipped', 'cannot'] as const) {
      for (const world of [healthy, unavailable]) {
        for (const from of ['finding', 'guide'] as const) {
          const led = begin(id, world, {}, from);
          leadToTheEnd(led, did);
          expect(end(led)).not.toBeNull();
        }
      }
    }
  });
});
