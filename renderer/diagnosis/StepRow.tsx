import { memo, Suspense, useId, useState, type KeyboardEvent } from 'react';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import type { MutedCheck } from '../../shared/report.ts';
import { copyText } from '../clipboard.ts';
import { stepAsText } from '../evidence/as-text.ts';
import { MutedMark } from '../muting/MutedMark.tsx';
import { preloadable } from '../parts/preloadable.tsx';
import { isTelling, StateLabel, stepStates } from '../parts/states.tsx';
import { duration } from '../parts/time.ts';
import type { Run, Step } from '../store/runs.ts';
import type { Bar } from './waterfall.ts';
import styles from './steps.module.css';

const StepDetails = preloadable(() => import('../evidence/StepDetails.tsx'));

interface StepRowProps {
  step: Step;
  bar: Bar | null;
  run: Run;
  /** Why its problem does not count, where it is muted. */
  muted: MutedCheck | null;
}

export const StepRow = memo(function StepRow({ step, bar, run, muted }: StepRowProps) {
  const [open, setOpen] = useState(false);
  const panelId = useId();
  const { result } = step;
  const sentence = step.notice ?? (isTelling(step.state) ? result?.summary : null);
  const copyOnShortcut = (event: KeyboardEvent): void => {
    const wanted = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c';
    // What is typed into a dialog of the step is copied by itself.
    if (event.target instanceof HTMLTextAreaElement) return;
    if (!wanted || !result || document.getSelection()?.isCollapsed === false) return;
    event.preventDefault();
    copyText(stepAsText(result));
  };
  return (
    <li className={styles.item} data-open={open || undefined} onKeyDown={copyOnShortcut}>
      <button
        type="button"
        className={styles.row}
        aria-expanded={open}
        aria-controls={open ? panelId : undefined}
        disabled={!result}
        onPointerEnter={StepDetails.preload}
        onFocus={StepDetails.preload}
        onClick={() => setOpen(!open)}
      >
        <span className={styles.chevron} aria-hidden="true">
          <ChevronRightRegular />
        </span>
        <span className={styles.state}>
          <StateLabel look={stepStates[step.state]} />
        </span>
        <span className={styles.name}>
          {step.title}
          {muted && <MutedMark />}
          {sentence && <span className={styles.sentence}>{sentence}</span>}
        </span>
        <span className={styles.duration}>{bar && duration(bar.ms)}</span>
        <span className={styles.track} aria-hidden="true">
          {bar && (
            <span
              className={styles.bar}
              data-tone={stepStates[step.state].tone}
              style={{ insetInlineStart: `${bar.start * 100}%`, inlineSize: `${bar.length * 100}%` }}
            />
          )}
        </span>
      </button>
      {open && result && (
        <div id={panelId} className={styles.details}>
          <Suspense fallback={<p>The evidence is being opened.</p>}>
            <StepDetails.Part result={result} run={run} muted={muted} />
          </Suspense>
        </div>
      )}
    </li>
  );
});
