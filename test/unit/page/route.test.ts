import { describe, expect, it } from 'vitest';
import { routeOf, type LinkState } from '../../../renderer/diagnosis/route.ts';
import type { Step } from '../../../renderer/store/runs.ts';
import { outcomeIds, type OutcomeId } from '../../../shared/outcomes.ts';
import type { CheckId } from '../../../shared/report.ts';

function step(id: CheckId, state: Step['state'], summary = `${id} says why.`, remediation: string | null = null): Step {
  const startedAt = '2026-11-21T10:00:00.000Z';
  const ended = state !== 'waiting' && state !== 'running';
  const result = ended
    ? { id, title: id, status: state, startedAt, durationMs: 1, summary, evidence: [], remediation }
    : null;
  return { id, title: id, state, startedAt, notice: null, result };
}

const reached = [step('creatio.tcp', 'pass'), step('creatio.ping', 'pass'), step('identity.discovery', 'pass')];

function states(steps: Step[], outcome: OutcomeId | null): LinkState[] {
  const { computerToCreatio, creatioToIdentity, computerToIdentity } = routeOf(steps, outcome);
  return [computerToCreatio.state, creatioToIdentity.state, computerToIdentity.state];
}

describe('the route', () => {
  it.each<[OutcomeId, LinkState, LinkState]>([
    ['healthy', 'ok', 'ok'],
    ['settings-empty', 'ok', 'broken'],
    ['setting-empty', 'ok', 'broken'],
    ['identity-service-unavailable', 'ok', 'broken'],
    ['token-not-retrievable', 'ok', 'broken'],
    ['inconsistent-reply', 'ok', 'unknown'],
    ['login-required', 'warning', 'unknown'],
    ['endpoint-missing', 'warning', 'unknown'],
    ['unexpected-reply', 'warning', 'unknown'],
    ['web-server-error', 'broken', 'unknown'],
    ['unreachable', 'broken', 'unknown'],
    ['proxy-error', 'broken', 'unknown'],
    ['cancelled', 'ok', 'unknown'],
  ])('%s: to Creatio %s, from there on %s', (outcome, toCreatio, toIdentity) => {
    expect(states(reached, outcome)).toEqual([toCreatio, toIdentity, 'ok']);
  });

  it('says a sentence about every link, whatever the outcome', () => {
    for (const outcome of outcomeIds) {
      for (const link of Object.values(routeOf(reached, outcome))) expect(link.detail).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('gives the words of the step that found the broken layer', () => {
    const steps = [step('creatio.dns', 'pass'), step('creatio.tcp', 'fail', 'Nothing is listening.')];
    expect(routeOf(steps, 'unreachable').computerToCreatio).toEqual({
      state: 'broken',
      detail: 'Nothing is listening.',
    });
  });

  it('gives the words of the health check where the layers below it are sound', () => {
    const steps = [...reached, step('creatio.health', 'fail', 'The connection was reset.')];
    expect(routeOf(steps, 'unreachable').computerToCreatio.detail).toBe('The connection was reset.');
  });

  it('says who answered in place of Creatio, where the health check knows', () => {
    const refused = step('creatio.health', 'fail', 'A firewall refuses.', 'access-refused');
    expect(routeOf([...reached, refused], 'login-required').computerToCreatio).toEqual({
      state: 'warning',
      detail: 'A firewall refuses.',
    });
    const stopped = step('creatio.health', 'fail', 'No website is started.', 'hosting-no-site');
    expect(routeOf([...reached, stopped], 'endpoint-missing').computerToCreatio).toEqual({
      state: 'broken',
      detail: 'No website is started.',
    });
    const missing = step('creatio.health', 'fail', 'There is none.', 'endpoint-missing');
    expect(routeOf([...reached, missing], 'endpoint-missing').computerToCreatio.detail).toContain('Creatio answers');
  });

  it('does not take a Creatio that waits for its Identity Service for one that cannot be reached', () => {
    const steps = [...reached, step('creatio.health', 'timeout')];
    expect(states(steps, 'unreachable')).toEqual(['ok', 'unknown', 'ok']);
    expect(routeOf(steps, 'unreachable').creatioToIdentity.detail).toContain('may be waiting');
  });

  it('does not blame the way to Creatio for what Creatio says about its Identity Service', () => {
    const steps = [...reached, step('creatio.health', 'fail')];
    expect(states(steps, null)[0]).toBe('ok');
    expect(states(steps, 'identity-service-unavailable')[0]).toBe('ok');
  });

  it('keeps a warning about the way to Creatio though OAuth works', () => {
    expect(states([...reached, step('creatio.tls', 'warn')], 'healthy')[0]).toBe('warning');
  });

  it('knows nothing of an Identity Service whose checks were skipped', () => {
    expect(states([step('identity.address', 'skip'), step('identity.dns', 'skip')], 'healthy')[2]).toBe('unknown');
  });

  it('does not take an address that could be read for a way that was gone', () => {
    expect(states([step('identity.address', 'pass'), step('identity.dns', 'cancelled')], 'cancelled')[2]).toBe(
      'unknown',
    );
  });

  it('counts a refused token and a time limit as a broken way to the Identity Service', () => {
    expect(states([...reached, step('token.request', 'fail')], 'healthy')[2]).toBe('broken');
    expect(states([...reached, step('identity.discovery', 'timeout')], 'healthy')[2]).toBe('broken');
  });

  it('does not take a fault of the console for a broken way', () => {
    expect(states([...reached, step('identity.keys', 'crash')], 'healthy')[2]).toBe('ok');
  });

  it('does not take an open port for an answer', () => {
    const steps = [step('creatio.tcp', 'pass'), step('creatio.ping', 'cancelled'), step('identity.tcp', 'pass')];
    const { computerToCreatio, computerToIdentity } = routeOf(steps, 'cancelled');
    expect([computerToCreatio.state, computerToIdentity.state]).toEqual(['unknown', 'unknown']);
    expect(computerToCreatio.detail).toContain('accepts connections');
  });

  it('keeps what Creatio has said when the run is cancelled, and while it goes on', () => {
    const said = step('creatio.health', 'fail', 'It cannot.', 'identity-service-unavailable');
    for (const outcome of ['cancelled', null] as const) {
      expect(states([...reached, said], outcome)[1]).toBe('broken');
      expect(states([...reached, step('creatio.health', 'pass')], outcome)[1]).toBe('ok');
      expect(states([...reached, step('creatio.health', 'fail', 'It is.', 'tls-expired')], outcome)[1]).toBe('unknown');
      expect(states([...reached, step('creatio.health', 'cancelled')], outcome)[1]).toBe('unknown');
    }
  });

  it('marks the way to Creatio where Creatio refuses the token', () => {
    const steps = [...reached, step('token.use', 'fail', 'Creatio does not accept the token.')];
    expect(routeOf(steps, 'healthy').computerToCreatio).toEqual({
      state: 'broken',
      detail: 'Creatio does not accept the token.',
    });
    expect(states(steps, 'login-required')[0]).toBe('warning');
  });

  it('marks the way to the Identity Service where its token is of no use', () => {
    expect(states([...reached, step('token.inspect', 'fail')], 'healthy')[2]).toBe('broken');
  });

  it('shows what is being checked', () => {
    const running = [step('creatio.ping', 'pass'), step('creatio.health', 'running'), step('identity.dns', 'running')];
    expect(states(running, null)).toEqual(['ok', 'running', 'running']);
    expect(states([step('creatio.dns', 'waiting')], null)).toEqual(['unknown', 'unknown', 'unknown']);
    const between = [step('creatio.dns', 'pass'), step('creatio.tcp', 'waiting')];
    expect(states(between, null)[0]).toBe('running');
  });
});
