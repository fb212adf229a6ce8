import { describe, expect, it } from 'vitest';
import { findingIds } from '../../../shared/findings.ts';
import { outcomeIds } from '../../../shared/outcomes.ts';
import type { RemediationFacts } from '../../../shared/remediation/index.ts';
import { branchFor, loadCatalogue } from '../../../shared/remediation/index.ts';
import type { CheckId, CheckStatus } from '../../../shared/report.ts';

const { find, ids, sections } = await loadCatalogue();

/** The entries to which an entry leads on. */
const onwards = (id: string, facts: RemediationFacts): string[] =>
  (find(id, facts)?.steps ?? []).flatMap(({ branches = [] }) =>
    branches.flatMap(({ entry }) => (entry === undefined ? [] : [entry])),
  );

function reachable(starts: readonly string[], facts: RemediationFacts): Set<string> {
  const found = new Set<string>();
  const waiting = [...starts];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...onwards(id, facts));
  }
  return found;
}

const firstOfEachSubject = sections.flatMap((section) => section.ids.slice(0, 1));

it.each<RemediationFacts>([
  { platform: 'auto' },
  { platform: 'net-framework', version: '8.0' },
  { platform: 'net-framework', version: '8.1.2' },
  { platform: 'net', version: '8.3' },
])('reaches every entry from what a run finds and from the first of each subject (%j)', (facts) => {
  const found = reachable([...outcomeIds, ...findingIds, ...firstOfEachSubject], facts);
  expect([...found].toSorted()).toEqual([...ids].toSorted());
});

it('reaches the set-up of what is missing from the findings alone', () => {
  const found = reachable([...outcomeIds, ...findingIds], { platform: 'auto' });
  for (const id of [
    'connect-identity-service',
    'deploy-identity-service',
    'update-identity-service',
    'create-signing-certificate',
    'enable-additional-feature',
    'authorize-application',
    'authorization-code-grant',
    'identity-service-logging',
    'creatio-logging',
  ]) {
    expect(found).toContain(id);
  }
});

it('has branches that either name an entry or wait for a problem of a check', () => {
  for (const id of ids) {
    for (const { branches = [] } of find(id, { platform: 'auto' })?.steps ?? []) {
      for (const { entry, when } of branches) {
        expect(entry !== undefined || when?.is === 'problem', id).toBe(true);
        expect(entry).not.toBe(id);
      }
    }
  }
});

describe('the first step of an unavailable Identity Service', () => {
  const [first] = find('identity-service-unavailable', { platform: 'auto' })?.steps ?? [];
  const seen = (id: CheckId, status: CheckStatus, remediation: string | null = null) => ({ id, status, remediation });
  const lead = (...results: ReturnType<typeof seen>[]) =>
    branchFor(first ?? {}, results, 'identity-service-unavailable');

  it('is the test of discovery', () => {
    expect(first?.checks).toEqual(['identity.discovery']);
  });

  it.each([
    ['settings: the next step', null, [seen('identity.tls', 'pass'), seen('identity.discovery', 'pass')]],
    ['the name', 'dns-not-found', [seen('identity.dns', 'fail', 'dns-not-found'), seen('identity.discovery', 'skip')]],
    ['the network', 'tcp-refused', [seen('identity.dns', 'pass'), seen('identity.tcp', 'fail', 'tcp-refused')]],
    ['a slow network', 'check-timeout', [seen('identity.tcp', 'timeout', 'check-timeout')]],
    ['TLS', 'tls-expired', [seen('identity.tcp', 'pass'), seen('identity.tls', 'fail', 'tls-expired')]],
    [
      'TLS before discovery',
      'tls-expires-soon',
      [seen('identity.discovery', 'fail', 'discovery-missing'), seen('identity.tls', 'warn', 'tls-expires-soon')],
    ],
    ['hosting', 'hosting-500-30', [seen('identity.discovery', 'fail', 'hosting-500-30')]],
    ['nothing after a crash', null, [seen('identity.discovery', 'crash')]],
    ['nothing where one stands already', null, [seen('identity.discovery', 'fail', 'identity-service-unavailable')]],
    ['nothing without evidence', null, []],
  ] as const)('leads to %s', (_to, entry, results) => {
    expect(lead(...results)).toBe(entry);
  });
});

it('leads on a pass where a branch waits for one', () => {
  const steps = find('settings-empty', { platform: 'net', version: '8.3' })?.steps ?? [];
  const test = steps.find(({ text }) => text.startsWith('Click Test connection')) ?? {};
  expect(branchFor(test, [{ id: 'creatio.health', status: 'pass', remediation: null }], 'settings-empty')).toBe(
    'healthy',
  );
  expect(
    branchFor(test, [{ id: 'creatio.health', status: 'fail', remediation: 'token-not-retrievable' }], 'settings-empty'),
  ).toBe('token-not-retrievable');
});
