import { Button } from '@fluentui/react-components';
import { bytes } from '../../shared/amounts.ts';
import { duration } from '../parts/time.ts';
import { type Collecting } from './collecting-state.ts';
import { turnTo } from './collecting.ts';
import { bundleFormId } from './export/ExportStep.tsx';
import { isWorking, type Packing } from './packing.ts';
import { isOpen, stepNames, steps } from './steps.ts';
import { amount } from './words.ts';
import styles from './logs.module.css';

interface TotalsProps {
  profileId: string;
  collecting: Collecting;
  packing: Packing;
}

/** What it all comes to, always on the page, and the way to the next step. */
export function Totals({ profileId, collecting, packing }: TotalsProps) {
  const at = steps.indexOf(collecting.step);
  const [before, after] = [steps[at - 1], steps[at + 1]];
  return (
    <div role="group" aria-label="Sizes and steps" className={styles.foot}>
      <p>{totalsOf(collecting, packing)}</p>
      {before !== undefined && <Button onClick={() => turnTo(profileId, before)}>Back</Button>}
      {after !== undefined && (
        <Button
          appearance={isOpen(after, collecting) ? 'primary' : 'secondary'}
          disabledFocusable={!isOpen(after, collecting)}
          onClick={() => turnTo(profileId, after)}
        >
          {stepNames[after]}
        </Button>
      )}
      {collecting.step === 'export' && packing.bundle === null && (
        <Button
          type="submit"
          form={bundleFormId}
          appearance="primary"
          disabledFocusable={collecting.selection === null}
        >
          Make the bundle
        </Button>
      )}
    </div>
  );
}

function totalsOf({ estimate, selection, step }: Collecting, packing: Packing): string {
  const running = [packing.bundle, packing.trial].find(isWorking);
  const left = running?.progress?.secondsLeft ?? null;
  const time = left === null ? '' : ` About ${duration(Math.max(1, left) * 1_000)} left.`;
  if (estimate === null) return selection === null ? 'Sizes are not known yet.' : 'The sizes are being estimated.';
  const logs = `Logs: ${amount(estimate.files, estimate.bytes)} at most.`;
  const whole = packing.estimate;
  const made = packing.bundle?.result;
  if (step === 'export' && made?.state === 'done') return `${logs} Bundle: ${bytes(made.bytes)}.`;
  const later = step === 'review' || step === 'export';
  const packed = later && whole !== null ? ` Bundle: about ${bytes(whole.packedBytes)}.` : '';
  return `${logs}${packed}${time}`;
}
