import { platformTitles } from '../profile.ts';
import type { RemediationStep } from '../report.ts';
import type { AuthoredStep, RemediationFacts } from './entry.ts';

/** `8.2.1` as numbers; null when the text is not a version. */
export function parseVersion(text: string): number[] | null {
  return /^\d{1,5}(\.\d{1,9}){0,3}$/.test(text) ? text.split('.').map(Number) : null;
}

function compare(left: readonly number[], right: readonly number[]): number {
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const holdsFor = (step: AuthoredStep, version: readonly number[]) =>
  (step.from === undefined || compare(version, parseVersion(step.from) ?? []) >= 0) &&
  (step.before === undefined || compare(version, parseVersion(step.before) ?? []) < 0);

function versionsOf({ from, before, platform }: AuthoredStep): string | null {
  const parts = [
    ...(platform === undefined ? [] : [platformTitles[platform]]),
    ...(from === undefined ? [] : [`${from} and later`]),
    ...(before === undefined ? [] : [`before ${before}`]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}

/** The steps that hold for the environment, each with the versions it holds for in words. */
export function stepsFor(steps: readonly AuthoredStep[], facts: RemediationFacts): RemediationStep[] {
  const version = facts.version === undefined ? null : parseVersion(facts.version);
  return steps
    .filter((step) => version === null || holdsFor(step, version))
    .filter((step) => facts.platform === 'auto' || step.platform === undefined || step.platform === facts.platform)
    .map((step) => {
      const { from: _from, before: _before, platform: _platform, ...rest } = step;
      const versions = versionsOf(step);
      return versions === null ? rest : { ...rest, versions };
    });
}
