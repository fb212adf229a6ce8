import { Button } from '@fluentui/react-components';
import { turnTo, type Collecting } from './collecting.ts';
import { isOpen, stepNames, steps } from './steps.ts';
import { amount } from './words.ts';
import styles from './logs.module.css';

/** What it all comes to, always on the page, and the way to the next step. */
export function Totals({ profileId, collecting }: { profileId: string; collecting: Collecting }) {
  const at = steps.indexOf(collecting.step);
  const [before, after] = [steps[at - 1], steps[at + 1]];
  return (
    <div role="group" aria-label="Sizes and steps" className={styles.foot}>
      <p>{totalsOf(collecting)}</p>
      {before !== undefined && <Button onClick={() => turnTo(profileId, before)}>Back</Button>}
      {after !== undefined && (
        <Button
          appearance={collecting.recording?.stoppedAt === null ? 'secondary' : 'primary'}
          disabledFocusable={!isOpen(after, collecting)}
          onClick={() => turnTo(profileId, after)}
        >
          {stepNames[after]}
        </Button>
      )}
    </div>
  );
}

function totalsOf({ estimate, selection }: Collecting): string {
  if (estimate !== null) return `Logs: ${amount(estimate.files, estimate.bytes)} at most.`;
  return selection === null ? 'Sizes are not known yet.' : 'The sizes are being estimated.';
}
