import { UserError } from '../../../shared/user-error.ts';
import {
  findIn,
  ownRule,
  placeholder,
  prepareRedaction,
  withinTime,
  type OwnRule,
  type Stretch,
} from '../../redaction/index.ts';

export interface SampleRequest {
  rule: OwnRule;
  sample: string;
}

export interface Segments {
  segments: { text: string; replaced: boolean }[];
}

const limitMs = 1_000;

/** Tries an own rule alone. Throws a UserError `rule-invalid`, or `rule-slow` where it takes longer than a second. */
export function trySample({ rule, sample }: SampleRequest): Segments {
  const redaction = prepareRedaction({ only: [ownRule(rule)] });
  const stretch = withinTime(limitMs, (): Stretch => {
    const finder = findIn(redaction, Number.POSITIVE_INFINITY);
    finder.next(Buffer.from(sample, 'utf8'));
    return finder.end();
  });
  if (stretch === null) {
    throw new UserError(
      'rule-slow',
      `The rule "${rule.id}" needs more than ${limitMs} ms for this sample. An expression with a repetition within a repetition is often the reason; make it simpler.`,
    );
  }
  const segments: Segments['segments'] = [];
  const add = (latin1: string): void => {
    const text = Buffer.from(latin1, 'latin1').toString('utf8');
    if (text !== '') segments.push({ text, replaced: false });
  };
  let read = 0;
  for (const { from, to } of stretch.findings) {
    add(stretch.text.slice(read, from));
    segments.push({ text: placeholder, replaced: true });
    read = to;
  }
  add(stretch.text.slice(read));
  return { segments };
}
