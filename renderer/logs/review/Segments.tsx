import { memo } from 'react';
import type { Segment } from '../../../shared/bundle.ts';
import { blockText } from '../../../shared/visible-text.ts';
import { ruleWords } from './rule-words.ts';
import styles from './review.module.css';

interface SegmentsProps {
  segments: readonly Segment[];
  /** The part that was gone to, or null. */
  active: number | null;
  /** Parts that other rules replaced stand back; null where none do. */
  rule?: string | null;
  onPick?: (segment: number) => void;
}

/** A text after redaction: what was replaced is framed, tells why by its title, and is named to those who listen. */
export const Segments = memo(function Segments({ segments, active, rule: sought = null, onPick }: SegmentsProps) {
  return segments.map(({ text, rule }, at) =>
    rule === null ? (
      blockText(text)
    ) : (
      // The keyboard goes through these parts with the buttons above.
      <mark
        key={at}
        className={styles.mark}
        title={`Replaced to protect ${ruleWords(rule)}`}
        data-segment={at}
        data-other={sought !== null && sought !== rule ? true : undefined}
        data-active={at === active ? true : undefined}
        onClick={() => onPick?.(at)}
      >
        <span className={styles.said}>replaced: </span>
        {blockText(text)}
      </mark>
    ),
  );
});
