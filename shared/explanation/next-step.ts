import type { Experiment, ExplanationFinding } from './types.ts';

/** One sentence: what to do now. What is only possible or has several causes is tried first, what is shown is mended. */
export function nextStepOf(findings: readonly ExplanationFinding[], experiments: readonly Experiment[]): string {
  const [first] = findings.filter((each) => !each.deviation);
  if (first === undefined) {
    return findings.length === 0
      ? 'Nothing is wrong with this exchange.'
      : 'The reply can be used all the same; tell whoever runs the server what departs from the standard.';
  }
  const unclear = first.certainty !== 'shown' || findings.some(({ certainty }) => certainty === 'possible');
  const [experiment] = experiments;
  if (unclear && experiment !== undefined) return `${experiment.title}. ${experiment.why}`;
  return 'Follow the steps for the first finding, then repeat the request.';
}
