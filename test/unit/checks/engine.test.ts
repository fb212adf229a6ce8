import { profileDefaults } from '../../../shared/profile.ts';
import { describe, expect, it } from 'vitest';
import type { CheckId, CheckResult, CheckStatus } from '../../../shared/report.ts';
import { allChecks } from '../../../electron/checks/all.ts';
import { runChecks, type EngineEvent } from '../../../electron/checks/engine.ts';
import { assertRunnable, checksToRerun } from '../../../electron/checks/graph.ts';
import type { Check, CheckContext, Finding } from '../../../electron/checks/types.ts';

const passing: Finding = { status: 'pass', summary: 'Good.', evidence: [], remediation: null };
const failing: Finding = { status: 'fail', summary: 'Bad.', evidence: [], remediation: 'tcp-refused' };
const unused = (): never => {
  throw new Error('Not used in these tests.');
};

const context = (timeLimitSeconds = 10): CheckContext => ({
  profile: {
    ...profileDefaults,
    id: 'p',
    name: 'P',
    creatioUrl: 'http://crm.example',
    platform: 'auto',
    identityServiceUrl: null,
    clientId: null,
    timeLimitSeconds,
  },
  clientSecret: null,
  network: {
    secrets: [],
    route: unused,
    resolve: unused,
    connect: unused,
    inspectTls: unused,
    request: unused,
    close: unused,
  },
  facts: {},
  now: () => new Date(),
  exchangeEvidence: unused,
  keepSecret: () => {},
});

const check = (id: CheckId, extra: Partial<Check> = {}): Check => ({
  id,
  title: `Title of ${id}`,
  needs: [],
  applies: () => true,
  run: async () => passing,
  ...extra,
});

/** Ends when its signal is aborted. */
const obedient: Check['run'] = (_context, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
/** Never ends, whatever its signal says. */
const deaf: Check['run'] = () => new Promise(() => {});

const run = (
  checks: Check[],
  options: { signal?: AbortSignal; onEvent?: (event: EngineEvent) => void; slowAfterMs?: number; limit?: number } = {},
) => {
  const { signal = new AbortController().signal, limit, ...rest } = options;
  return runChecks({ checks, context: context(limit), signal, ...rest });
};
const statuses = (results: readonly CheckResult[]): CheckStatus[] => results.map(({ status }) => status);

describe('the graph', () => {
  it('of the product can be run', () => {
    expect(() => assertRunnable(allChecks)).not.toThrow();
  });

  it('refuses a circle, an unknown need and a doubled id', () => {
    const circle = [check('creatio.dns', { needs: ['creatio.tcp'] }), check('creatio.tcp', { after: ['creatio.dns'] })];
    expect(() => assertRunnable(circle)).toThrow('wait for each other');
    expect(() => assertRunnable([check('creatio.dns', { needs: ['creatio.tcp'] })])).toThrow('not part of the run');
    expect(() => assertRunnable([check('creatio.dns'), check('creatio.dns')])).toThrow('same id');
  });
});

describe('running', () => {
  it('starts at once whatever does not wait', async () => {
    let release = (): void => {};
    const second = new Promise<void>((resolve) => (release = resolve));
    const results = await run([
      check('creatio.dns', { run: async () => (await second, passing) }),
      check('identity.dns', { run: async () => (release(), passing) }),
    ]);
    expect(statuses(results)).toEqual(['pass', 'pass']);
  });

  it('hands facts from one check to those that wait for it', async () => {
    const results = await run([
      check('creatio.health', {
        after: ['creatio.platform'],
        run: async ({ facts }) => ({ ...passing, summary: `On ${facts.platform}.` }),
      }),
      check('creatio.platform', { run: async ({ facts }) => ((facts.platform = 'net'), passing) }),
    ]);
    expect(results[0]?.summary).toBe('On net.');
  });

  it('skips what needs a failed check, and names that check all along the chain', async () => {
    const results = await run([
      check('creatio.dns', { run: async () => failing }),
      check('creatio.tcp', { needs: ['creatio.dns'] }),
      check('creatio.tls', { needs: ['creatio.tcp'] }),
      check('creatio.ping', { after: ['creatio.dns'] }),
    ]);
    expect(statuses(results)).toEqual(['fail', 'skip', 'skip', 'pass']);
    expect(results[2]?.summary).toBe('Skipped because “Title of creatio.dns” failed.');
  });

  it('goes on where a need warned or does not apply', async () => {
    const results = await run([
      check('creatio.tcp', { run: async () => ({ ...passing, status: 'warn' }) }),
      check('creatio.tls', { needs: ['creatio.tcp'], applies: () => 'Plain HTTP.' }),
      check('creatio.ping', { needs: ['creatio.tls'] }),
    ]);
    expect(statuses(results)).toEqual(['warn', 'skip', 'pass']);
    expect(results[1]?.summary).toBe('Plain HTTP.');
  });

  it('tells a fault of the console from a finding, and goes on', async () => {
    const results = await run([
      check('creatio.dns', {
        run: () => {
          throw new TypeError('x is not a function');
        },
      }),
      check('creatio.tcp', { needs: ['creatio.dns'] }),
      check('identity.dns', { run: () => Promise.reject('a string') }),
      check('identity.tls', {
        applies: () => {
          throw new Error('in applies');
        },
      }),
      check('creatio.ping'),
    ]);
    expect(statuses(results)).toEqual(['crash', 'skip', 'crash', 'crash', 'pass']);
    expect(results[0]?.remediation).toBeNull();
    expect(results[0]?.summary).toContain('fault of the console');
    expect(JSON.stringify(results[0]?.evidence)).toContain('x is not a function');
    expect(JSON.stringify(results)).not.toContain(import.meta.dirname);
    expect(results[1]?.summary).toContain('could not be carried out by the console');
  });
});

describe('time', () => {
  it('ends a check at its own limit, also one that ignores its signal', async () => {
    const results = await run(
      [
        check('creatio.dns', { run: obedient }),
        check('creatio.tcp', { run: deaf }),
        check('creatio.ping', { needs: ['creatio.tcp'] }),
      ],
      { limit: 1 },
    );
    expect(statuses(results)).toEqual(['timeout', 'timeout', 'skip']);
    expect(results[0]).toMatchObject({ remediation: 'check-timeout', summary: expect.stringContaining('1 second') });
  });

  it('waits no longer than usual for what a check can do without', async () => {
    const order: string[] = [];
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const results = await run(
      [
        check('creatio.ping', { run: async () => (await held, order.push('ping'), passing) }),
        check('creatio.platform', { after: ['creatio.ping'] }),
        check('creatio.health', {
          afterUnlessSlow: ['creatio.platform'],
          run: async () => (order.push('health'), release(), passing),
        }),
        check('creatio.dns', { run: async () => (order.push('dns'), passing) }),
        check('creatio.tcp', { afterUnlessSlow: ['creatio.dns'], run: async () => (order.push('tcp'), passing) }),
      ],
      { slowAfterMs: 20 },
    );
    expect(statuses(results)).toEqual(['pass', 'pass', 'pass', 'pass', 'pass']);
    expect(order).toEqual(['dns', 'tcp', 'health', 'ping']);
  });

  it('says when a check takes longer than usual, once', async () => {
    const events: EngineEvent[] = [];
    let release = (): void => {};
    const told = new Promise<void>((resolve) => (release = resolve));
    await run([check('creatio.dns', { run: async () => (await told, passing) })], {
      slowAfterMs: 1,
      onEvent: (event) => {
        events.push(event);
        if (event.type === 'check-slow') release();
      },
    });
    expect(events.map(({ type }) => type)).toEqual(['check-started', 'check-slow', 'check-finished']);
  });
});

describe('cancelling', () => {
  it('keeps what is finished and ends the rest, also checks that ignore their signal', async () => {
    const controller = new AbortController();
    const events: EngineEvent[] = [];
    const finished = run(
      [
        check('creatio.address'),
        check('creatio.dns', { run: deaf }),
        check('creatio.tcp', { needs: ['creatio.dns'] }),
        check('creatio.ping', { after: ['creatio.tcp'] }),
        check('identity.address', { run: obedient }),
      ],
      { signal: controller.signal, onEvent: (event) => events.push(event) },
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    const cancelledAt = performance.now();
    controller.abort();
    const results = await finished;
    // The promise is 200 ms; a loaded machine gets some grace, a check that is waited for would take 10 s.
    expect(performance.now() - cancelledAt).toBeLessThan(1_000);
    expect(statuses(results)).toEqual(['pass', 'cancelled', 'cancelled', 'cancelled', 'cancelled']);
    expect(events.filter(({ type }) => type === 'check-finished')).toHaveLength(5);
  });

  it('before the start runs nothing', async () => {
    const controller = new AbortController();
    controller.abort();
    let ran = false;
    const results = await run([check('creatio.dns', { run: async () => ((ran = true), passing) })], {
      signal: controller.signal,
    });
    expect([ran, ...statuses(results)]).toEqual([false, 'cancelled']);
  });
});

describe('running one check again', () => {
  const checks = [
    check('creatio.dns'),
    check('creatio.tcp', { needs: ['creatio.dns'] }),
    check('creatio.platform', { needs: ['creatio.tcp'] }),
    check('creatio.health', { needs: ['creatio.tcp'], after: ['creatio.platform'] }),
    check('identity.dns'),
  ];
  const result = (id: CheckId, status: CheckStatus): CheckResult => ({
    id,
    title: id,
    status,
    startedAt: new Date(0).toISOString(),
    durationMs: 1,
    summary: '',
    evidence: [],
    remediation: null,
  });
  const ids = (list: readonly Check[]): CheckId[] => list.map(({ id }) => id);

  it('takes along all that it waits for', () => {
    const former = ids(checks).map((id) => result(id, 'pass'));
    expect(ids(checksToRerun(checks, ['creatio.health'], former))).toEqual([
      'creatio.dns',
      'creatio.tcp',
      'creatio.platform',
      'creatio.health',
    ]);
    expect(ids(checksToRerun(checks, ['creatio.tcp'], former))).toEqual(['creatio.dns', 'creatio.tcp']);
    expect(ids(checksToRerun(checks, ['identity.dns'], former))).toEqual(['identity.dns']);
  });

  it('takes along those that could not run because of it', () => {
    const former = [
      result('creatio.dns', 'pass'),
      result('creatio.tcp', 'fail'),
      result('creatio.platform', 'skip'),
      result('creatio.health', 'skip'),
      result('identity.dns', 'skip'),
    ];
    expect(ids(checksToRerun(checks, ['creatio.tcp'], former))).toEqual([
      'creatio.dns',
      'creatio.tcp',
      'creatio.platform',
      'creatio.health',
    ]);
  });

  it('takes along what came after one that kept silent, and could not run for that', () => {
    const silent = [result('creatio.platform', 'timeout'), result('creatio.health', 'skip')];
    expect(ids(checksToRerun(checks, ['creatio.platform'], silent)).at(-1)).toBe('creatio.health');
    const failed = [result('creatio.platform', 'fail'), result('creatio.health', 'skip')];
    expect(ids(checksToRerun(checks, ['creatio.platform'], failed)).at(-1)).toBe('creatio.platform');
  });
});
