import { Button } from '@fluentui/react-components';
import type { MutedCheck } from '../../shared/report.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { dateOf } from '../parts/time.ts';
import { isActive, type Run } from '../store/runs.ts';
import { unmuteCheck } from './change.ts';
import styles from './muting.module.css';

/** Who muted a check, when and why; of a new run also the way back. */
export function MutedBox({ muted, run }: { muted: MutedCheck; run: Run }) {
  const { checkId, reason, by, at } = muted;
  const profileId = run.report?.profile.id;
  return (
    <div className={styles.box}>
      <p>
        Muted by {visibleText(by)} on {dateOf(at)}: {visibleText(reason)}
      </p>
      {!run.kept && profileId !== undefined && (
        <Button size="small" disabledFocusable={isActive(run)} onClick={() => void unmuteCheck(profileId, checkId)}>
          Unmute
        </Button>
      )}
    </div>
  );
}
