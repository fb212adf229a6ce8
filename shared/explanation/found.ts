import { experiment, type ExperimentId } from './experiments.ts';
import type { Certainty, Experiment, ExplanationFinding, RequestChange } from './types.ts';

/** What one part of the explanation contributes. */
export interface Found {
  findings: ExplanationFinding[];
  experiments: Experiment[];
}

/** A finding, with what speaks for it and the entry that mends it. Empty pieces of evidence are left out. */
export const finding = (
  id: string,
  certainty: Certainty,
  title: string,
  remediation: string,
  evidence: readonly string[] = [],
): ExplanationFinding => ({ id, title, certainty, evidence: evidence.filter((each) => each !== ''), remediation });

/** A departure of a reply from the standard, with which it can still be used. */
export const deviation = (id: string, words: string, remediation: string): ExplanationFinding => ({
  ...finding(id, 'shown', `The reply departs from the standard: ${words}.`, remediation),
  deviation: true,
});

/** Findings with experiments that tell more. */
export const found = (
  findings: readonly ExplanationFinding[],
  ...experiments: readonly (ExperimentId | Experiment)[]
): Found => ({
  findings: [...findings],
  experiments: experiments.map((each) => (typeof each === 'string' ? experiment(each) : each)),
});

/** An experiment whose change depends on the exchange. */
export const changed = (id: ExperimentId, change: RequestChange): Experiment => ({ ...experiment(id), change });

/** Everything that several parts found, each finding and experiment once. */
export function together(...parts: readonly Found[]): Found {
  const once = <T extends { id: string }>(all: readonly T[]): T[] =>
    all.filter(({ id }, index) => all.findIndex((each) => each.id === id) === index);
  return {
    findings: once(parts.flatMap(({ findings }) => findings)),
    experiments: once(parts.flatMap(({ experiments }) => experiments)),
  };
}
