import type { CheckId } from '../../shared/report.ts';
import { firstVisit, type SessionState } from '../../shared/wizard-state.ts';
import type { Seen, SessionEvent, Sight } from '../../shared/wizard.ts';

type Result = Extract<SessionEvent, { kind: 'checked' }>['result'];

const titlesOf = (checks: readonly CheckId[], { results }: Sight): string =>
  checks
    .map((check) => {
      const seen = results.find(({ id }) => id === check);
      return `“${seen?.title ?? check}”${seen?.seenFrom === undefined ? '' : `, seen from ${seen.seenFrom},`}`;
    })
    .join(', ');

/** What the checks of a step or an entry came to, in sentences. */
export function resultInWords(
  result: Result,
  checks: readonly CheckId[],
  faults: readonly Seen[],
  sight: Sight,
): string {
  if (result === 'still-wrong') return `Still wrong: ${faults.map(({ summary }) => summary).join(' ')}`;
  if (result === 'unclear') return notTold(checks, sight);
  const passed = `The console checked it: ${titlesOf(checks, sight)} ${checks.length === 1 ? 'is' : 'are'} as it should be.`;
  return sight.verdict === 'pass' ? passed : `${passed} It is not mended yet: ${sight.headline}`;
}

function notTold(checks: readonly CheckId[], { results }: Sight): string {
  const crashed = results.find(({ id, status }) => checks.includes(id) && status === 'crash');
  if (crashed !== undefined) {
    return `The console itself failed at “${crashed.title}”, which says nothing about the environment. Whether the step helped is not known.`;
  }
  const summaries = results.filter(({ id }) => checks.includes(id)).map(({ summary }) => summary);
  return `The console cannot check this step here. ${summaries.join(' ')}`.trim();
}

/** That it is mended, and what proves it. */
export function mendedInWords(state: SessionState, sight: Sight): string {
  const { provenBy } = firstVisit(state).entry;
  const proof = provenBy.filter((check) => sight.results.some(({ id, status }) => id === check && status === 'pass'));
  const shown = proof.length === 0 ? '' : ` These checks prove it: ${titlesOf(proof, sight)}.`;
  const headline = sight.verdict === 'pass' ? sight.headline : `“${firstVisit(state).entry.title}” is mended.`;
  return `${headline}${shown}`;
}
