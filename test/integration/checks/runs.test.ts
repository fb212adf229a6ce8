import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDiagnosisRuns, type DiagnosisRuns } from '../../../electron/checks/index.ts';
import { createNetwork, type Network } from '../../../electron/net/index.ts';
import { startPractice, type Practice } from '../../../electron/practice/index.ts';
import { reportAsText } from '../../../electron/reports/index.ts';
import { events as eventSchemas, type ConsoleEvent, type EventPayload } from '../../../shared/contract.ts';
import type { Profile } from '../../../shared/profile.ts';
import { checkIds } from '../../../shared/check-ids.ts';
import { frame, profileFor } from './practice-diagnosis.ts';

let practice: Practice;
let network: Network;
let runs: DiagnosisRuns;
let profile: Profile | null;
let emitted: ConsoleEvent[];
let faults: unknown[];
let listeners: ((event: ConsoleEvent) => void)[];

beforeEach(async () => {
  practice = await startPractice();
  network = createNetwork();
  emitted = [];
  faults = [];
  listeners = [];
  profile = profileFor(practice.creatioUrl, {
    identityServiceUrl: practice.identityServiceUrl,
    clientId: practice.clientId,
  });
  runs = createDiagnosisRuns({
    ...frame,
    networkOf: () => network,
    findProfile: (id) => (profile?.id === id ? profile : null),
    clientSecretOf: () => practice.clientSecret,
    emit: (event) => {
      emitted.push(event);
      for (const listener of listeners) listener(event);
    },
    onFault: (error) => faults.push(error),
  });
});

afterEach(async () => {
  await runs.close();
  await network.close();
  await practice.close();
  expect(faults).toEqual([]);
});

const next = (matches: (event: ConsoleEvent) => boolean): Promise<ConsoleEvent> =>
  new Promise((resolve) => {
    listeners.push((event) => {
      if (matches(event)) resolve(event);
    });
  });

async function finished(): Promise<EventPayload<'diagnosis.finished'>> {
  const event = await next(({ name }) => name === 'diagnosis.finished');
  if (event.name !== 'diagnosis.finished') throw new Error('Not the end of a run.');
  return event.payload;
}

const finishedChecks = (): string[] =>
  emitted.flatMap((event) => (event.name === 'diagnosis.check-finished' ? [event.payload.result.id] : []));

describe('a run', () => {
  it('tells of a fault of the console and does not leave anyone waiting', async () => {
    const failing = createDiagnosisRuns({
      ...frame,
      networkOf: () => network,
      findProfile: () => profile,
      clientSecretOf: () => practice.clientSecret,
      emit: (event) => listeners.forEach((listener) => listener(event)),
      onFault: () => {},
      findRemediation: () => {
        throw new Error(`a fault with ${practice.clientSecret}`);
      },
    });
    const failed = next(({ name }) => name === 'diagnosis.failed');
    const { runId } = await failing.start({ profileId: 'test' });
    const event = await failed;
    expect(event).toMatchObject({ payload: { runId, profileId: 'test', error: { code: 'internal' } } });
    expect(eventSchemas['diagnosis.failed'].safeParse(event.payload).error).toBeUndefined();
    expect(JSON.stringify(event)).not.toContain(practice.clientSecret);
    expect(failing.last({ profileId: 'test' })).toBeNull();
    await failing.close();
  });

  it('is answered first, then tells of every check, then of its end', async () => {
    const end = finished();
    const started = await runs.start({ profileId: 'test' });
    expect(emitted).toEqual([]);
    expect(started.checks.map(({ id }) => id)).toEqual(checkIds);
    const { runId, report } = await end;
    expect([runId, report.outcome, report.verdict]).toEqual([started.runId, 'healthy', 'pass']);
    expect(finishedChecks().toSorted()).toEqual([...checkIds].toSorted());
    for (const { name, payload } of emitted) expect(eventSchemas[name].safeParse(payload).error).toBeUndefined();
    expect(JSON.stringify(emitted)).not.toContain(practice.clientSecret);
    expect(JSON.stringify(emitted)).not.toMatch(/eyJ[\w-]+\.eyJ/);
    expect(runs.last({ profileId: 'test' })).toEqual({ runId, report });
    expect(reportAsText(report)).toMatch(/^HEALTHY: OAuth works/);
  });

  it('is the same for a second start while it is under way', async () => {
    const end = finished();
    const [first, second] = await Promise.all([runs.start({ profileId: 'test' }), runs.start({ profileId: 'test' })]);
    expect(second).toEqual(first);
    await end;
    expect(finishedChecks()).toHaveLength(checkIds.length);
  });

  it('can be cancelled in the middle and keeps what is known', async () => {
    await practice.switchTo('creatio-silent');
    const pinging = next(
      (event) => event.name === 'diagnosis.check-started' && event.payload.checkId === 'creatio.ping',
    );
    const token = next(
      (event) => event.name === 'diagnosis.check-finished' && event.payload.result.id === 'token.request',
    );
    const end = finished();
    const { runId } = await runs.start({ profileId: 'test' });
    await Promise.all([pinging, token]);
    const cancelledAt = performance.now();
    runs.cancel({ runId });
    const { report } = await end;
    // The promise is 200 ms; a loaded machine gets some grace, the time limit is 10 s.
    expect(performance.now() - cancelledAt).toBeLessThan(1_500);
    expect([report.outcome, report.verdict]).toEqual(['cancelled', 'unknown']);
    const statusOf = Object.fromEntries(report.checks.map(({ id, status }) => [id, status]));
    expect(statusOf).toMatchObject({
      'creatio.tcp': 'pass',
      'creatio.ping': 'cancelled',
      'creatio.health': 'cancelled',
      'token.request': 'pass',
    });
    runs.cancel({ runId });
  });

  it('says what is not there', async () => {
    await expect(runs.start({ profileId: 'none' })).rejects.toMatchObject({
      name: 'UserError',
      code: 'profile-not-found',
    });
    expect(() => runs.cancel({ runId: 'none' })).toThrow(expect.objectContaining({ code: 'run-not-found' }));
    await expect(runs.rerun({ runId: 'none', checkId: 'creatio.dns' })).rejects.toMatchObject({
      code: 'run-not-found',
    });
    expect(runs.last({ profileId: 'test' })).toBeNull();
  });
});

describe('running one check again', () => {
  it('draws the conclusion anew, with what could not run before', async () => {
    await practice.switchTo('creatio-refused');
    const firstEnd = finished();
    const { runId } = await runs.start({ profileId: 'test' });
    const first = (await firstEnd).report;
    expect(first).toMatchObject({ outcome: 'unreachable', remediation: { id: 'tcp-refused' } });
    expect(first.headline).toContain('cannot connect');
    expect(first.checks.find(({ id }) => id === 'creatio.health')).toMatchObject({
      status: 'skip',
      summary: 'Skipped because “Connection to Creatio” failed.',
    });

    await practice.switchTo('healthy');
    emitted = [];
    const secondEnd = finished();
    await runs.rerun({ runId, checkId: 'creatio.tcp' });
    const second = await secondEnd;
    expect([second.runId, second.report.outcome, second.report.verdict]).toEqual([runId, 'healthy', 'pass']);
    expect(finishedChecks()).not.toContain('identity.keys');
    expect(second.report.checks.map(({ id }) => id)).toEqual(checkIds);
    expect(runs.last({ profileId: 'test' })?.report).toEqual(second.report);
  });

  it('keeps the health reply of the former run where that check does not run again', async () => {
    await practice.switchTo('setting-empty-url');
    const firstEnd = finished();
    const { runId } = await runs.start({ profileId: 'test' });
    await firstEnd;
    const secondEnd = finished();
    await runs.rerun({ runId, checkId: 'identity.discovery' });
    const { report } = await secondEnd;
    expect([report.outcome, report.emptySettings]).toEqual(['setting-empty', ['OAuth20IdentityServerUrl']]);
  });

  it.each([
    ['token-invalid-client', 'token.request', ['token.inspect', 'token.use'], 'healthy', 'warn'],
    ['creatio-refused', 'creatio.tcp', ['creatio.ping', 'creatio.health', 'token.use'], 'unreachable', 'fail'],
  ] as const)(
    'lets nothing stand that rests on a check which fails now: %s',
    async (scenario, checkId, resting, ...end) => {
      const firstEnd = finished();
      const { runId } = await runs.start({ profileId: 'test' });
      const first = (await firstEnd).report;
      expect([first.outcome, first.verdict]).toEqual(['healthy', 'pass']);

      await practice.switchTo(scenario);
      const secondEnd = finished();
      await runs.rerun({ runId, checkId });
      const { report } = await secondEnd;
      expect([report.outcome, report.verdict]).toEqual(end);
      const title = report.checks.find(({ id }) => id === checkId)?.title;
      for (const id of resting) {
        expect(report.checks.find((check) => check.id === id)).toMatchObject({
          status: 'skip',
          summary: `Skipped because “${title}” failed.`,
          evidence: [],
        });
      }
      expect(report.checks.find(({ id }) => id === 'identity.discovery')?.status).toBe('pass');
    },
  );

  it('is refused while a run is under way and after what its results depend on has changed', async () => {
    const end = finished();
    const { runId } = await runs.start({ profileId: 'test' });
    await expect(runs.rerun({ runId, checkId: 'creatio.dns' })).rejects.toMatchObject({ code: 'run-busy' });
    await end;
    const before = profile;
    if (before === null) throw new Error('There is an environment.');
    const changes: Partial<Profile>[] = [
      { creatioUrl: 'http://127.0.0.1:1' },
      { platform: 'net' },
      { clientId: 'another' },
      { proxy: { ...before.proxy, mode: 'environment' } },
      { trust: { ...before.trust, authorityFile: '/ca.pem' } },
    ];
    for (const change of changes) {
      profile = { ...before, ...change };
      const changed = {
        code: 'environment-changed',
        message: expect.stringContaining('Run the whole diagnosis again'),
      };
      await expect(runs.rerun({ runId, checkId: 'creatio.dns' })).rejects.toMatchObject(changed);
    }
    // What says nothing of the servers does not matter.
    profile = { ...before, notes: 'x', timeLimitSeconds: before.timeLimitSeconds + 1 };
    const again = finished();
    await runs.rerun({ runId, checkId: 'creatio.address' });
    await again;
    profile = null;
    await expect(runs.rerun({ runId, checkId: 'creatio.dns' })).rejects.toMatchObject({ code: 'profile-not-found' });
  });
});
