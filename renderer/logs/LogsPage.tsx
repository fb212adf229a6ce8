import { useEffect, useRef } from 'react';
import type { ProfileView } from '../../shared/contract.ts';
import { useView } from '../store/view.ts';
import { ChooseStep } from './choose/ChooseStep.tsx';
import { collectingOf, openCollecting, stopReading, turnTo, useCollecting } from './collecting.ts';
import { PeriodStep } from './period/PeriodStep.tsx';
import { TellingLines } from './review/TellingLines.tsx';
import { StepBar } from './StepBar.tsx';
import { isOpen, stepNames, steps, toldOf, type StepName } from './steps.ts';
import { Totals } from './Totals.tsx';
import styles from './logs.module.css';

/** Which logs there are, of which time, and what they tell. */
export default function LogsPage({ profile }: { profile: ProfileView }) {
  useEffect(() => openCollecting(profile), [profile]);
  const collecting = useCollecting((state) => collectingOf(state, profile.id));
  const { step, finding, selection } = collecting;
  useEscape(finding ? () => stopReading(profile.id) : null);
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <h2>Logs</h2>
      </div>
      <StepBar
        current={step}
        told={toldOf(collecting)}
        isOpen={(each) => isOpen(each, collecting)}
        onTurn={(each) => turnTo(profile.id, each)}
      />
      <StepHeading step={step} />
      {step === 'choose' && <ChooseStep profile={profile} />}
      {step === 'period' && <PeriodStep profileId={profile.id} />}
      {step === 'read' && selection !== null && <TellingLines profileId={profile.id} selection={selection} />}
      <Totals profileId={profile.id} collecting={collecting} />
    </div>
  );
}

/** Takes the focus when another step begins: what had it is gone with the step before. */
function StepHeading({ step }: { step: StepName }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current !== step) heading.current?.focus();
    before.current = step;
  }, [step]);
  return (
    <h3 ref={heading} tabIndex={-1} className="visually-hidden">
      Step {steps.indexOf(step) + 1} of {steps.length}: {stepNames[step]}
    </h3>
  );
}

/** Esc ends what goes on, unless a dialog takes it. */
function useEscape(act: (() => void) | null): void {
  useEffect(() => {
    if (act === null) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      const { dialog, drawerOpen } = useView.getState();
      if (event.key !== 'Escape' || event.defaultPrevented || dialog !== null || drawerOpen) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [act]);
}
