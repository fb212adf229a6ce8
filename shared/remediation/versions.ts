import { platformTitles } from '../profile.ts';
import type { RemediationStep, Source } from '../report.ts';
import type { AuthoredStep, Edition, RemediationFacts, VersionRange } from './entry.ts';

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

/** Whether one version comes before another. */
export const isBefore = (version: readonly number[], other: readonly number[]): boolean => compare(version, other) < 0;

const holdsFor = ({ from, before }: VersionRange, version: readonly number[] | null) =>
  version === null ||
  ((from === undefined || !isBefore(version, parseVersion(from) ?? [])) &&
    (before === undefined || isBefore(version, parseVersion(before) ?? [])));

function versionsOf({ from, before, platform }: AuthoredStep): string | null {
  const parts = [
    ...(platform === undefined ? [] : [platformTitles[platform]]),
    ...(from === undefined ? [] : [`${from} and later`]),
    ...(before === undefined ? [] : [`before ${before}`]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}

const versionOf = ({ version }: RemediationFacts) => (version === undefined ? null : parseVersion(version));

/** The editions for the environment's version, without their marks; all where the version is unknown or none is for it. */
export function editionsFor(editions: readonly Edition[], facts: RemediationFacts): Source[] {
  const version = versionOf(facts);
  const fitting = editions.filter((edition) => holdsFor(edition, version));
  return (fitting.length > 0 ? fitting : editions).map(({ title, url, versions }) => ({ title, url, versions }));
}

/** The steps that hold for the environment, each with the versions it holds for in words. */
export function stepsFor(steps: readonly AuthoredStep[], facts: RemediationFacts): RemediationStep[] {
  const version = versionOf(facts);
  return steps
    .filter((step) => holdsFor(step, version))
    .filter(({ platform }) => facts.platform === 'auto' || platform === undefined || platform === facts.platform)
    .map((step) => {
      const { from: _from, before: _before, platform: _platform, sources, ...rest } = step;
      const versions = versionsOf(step);
      return {
        ...rest,
        ...(versions === null ? {} : { versions }),
        ...(sources === undefined ? {} : { sources: editionsFor(sources, facts) }),
      };
    });
}
