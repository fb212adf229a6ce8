import { stateOf, type StepMark } from '../../shared/wizard-state.ts';
import { actorInWords, eventInWords, markInWords } from '../../shared/wizard-words.ts';
import type { Session, Sight } from '../../shared/wizard.ts';
import { createMask } from '../reports/mask/mask.ts';
import { momentInWords } from '../reports/words.ts';

/** A session as it is told: what it began with, what was tried, what the checks said, and how it ended. */
export interface SessionOutline {
  title: string;
  facts: { label: string; value: string }[];
  entries: { title: string; cause: string; steps: { text: string; mark: string; note: string }[] }[];
  /** What the checks said last; empty where none were run. */
  results: Sight['results'];
  events: { at: string; by: string; text: string }[];
}

export function outlineOf(session: Session): SessionOutline {
  const { end, sight, visits } = stateOf(session);
  const [first] = session.events;
  const begun =
    first === undefined ? [] : [{ label: 'Begun', value: `${momentInWords(first.at)} by ${actorInWords(first.by)}` }];
  const headline = session.sight === null ? [] : [{ label: 'Began with', value: session.sight.headline }];
  return {
    title: `Guided session for ${session.profileName}`,
    facts: [
      ...headline,
      ...begun,
      { label: 'Ended', value: end === null ? 'It is still open.' : `${momentInWords(end.at)}. ${end.said}` },
    ],
    entries: visits.map(({ entry, marks, notes }) => ({
      title: entry.title,
      cause: entry.cause,
      steps: entry.steps.map(({ text }, index) => ({
        text,
        mark: markOf(marks[index]),
        note: notes[index] ?? '',
      })),
    })),
    results: (sight?.results ?? []).map((seen) => ({
      ...seen,
      title: seen.seenFrom === undefined ? seen.title : `${seen.title}, seen from ${seen.seenFrom}`,
    })),
    events: session.events.map((event) => ({
      at: momentInWords(event.at),
      by: actorInWords(event.by),
      text: eventInWords(event),
    })),
  };
}

/**
 * A session as plain text for a ticket. What the shape of a text tells to be a secret is masked, in notes too. Ends without
 * a newline.
 */
export function sessionAsText(session: Session): string {
  const { title, facts, entries, events } = outlineOf(session);
  const lines = [
    title,
    ...facts.map(({ label, value }) => `${label}: ${value}`),
    ...entries.flatMap((entry) => ['', entry.title, ...entry.steps.flatMap(stepLines)]),
    '',
    'What happened',
    ...events.map(({ at, by, text }) => `${at} ${by}: ${text}`),
  ];
  return createMask().apply(lines.join('\n'));
}

const stepLines = (
  { text, mark, note }: SessionOutline['entries'][number]['steps'][number],
  index: number,
): string[] => [`${index + 1}. [${mark}] ${text}`, ...(note === '' ? [] : [`   Note: ${note}`])];

const markOf = (mark: StepMark | null | undefined): string => (mark ? markInWords(mark) : 'open');
