import { useEffect, useRef } from 'react';
import { Button } from '@fluentui/react-components';
import { FolderOpenRegular } from '@fluentui/react-icons/svg/folder-open';
import type { ProfileView } from '../../shared/contract.ts';
import { ChooseStep } from './choose/ChooseStep.tsx';
import { collectingOf, useCollecting } from './collecting-state.ts';
import { contentOf, openCollecting, stopReading, turnTo } from './collecting.ts';
import { ExportStep } from './export/ExportStep.tsx';
import { cancelJob, isWorking, openPacking, packingOf, usePacking } from './packing.ts';
import { PeriodStep } from './period/PeriodStep.tsx';
import { openOwnRules, useOwnRules } from './review/own-rules.ts';
import { ReviewStep } from './review/ReviewStep.tsx';
import { StepBar } from './StepBar.tsx';
import { isOpen, stepNames, steps, toldOf, type StepName } from './steps.ts';
import { Totals } from './Totals.tsx';
import { useEscape } from './use-escape.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { BundleViewer } from './viewer/BundleViewer.tsx';
import { askForBundle, useViewing } from './viewer/viewing.ts';
import styles from './logs.module.css';

/** Four steps to a bundle that can be handed to support; and bundles that were made. */
export default function LogsPage({ profile }: { profile: ProfileView }) {
  const viewing = useViewing((state) => state.open);
  useKeptFocus();
  useEffect(() => {
    openCollecting(profile);
    void openPacking(profile.id);
    void openOwnRules();
  }, [profile]);
  return viewing ? <BundleViewer /> : <Collecting profile={profile} />;
}

function Collecting({ profile }: { profile: ProfileView }) {
  const collecting = useCollecting((state) => collectingOf(state, profile.id));
  const packing = usePacking((state) => packingOf(state, profile.id));
  const rules = useOwnRules((state) => state.rules);
  const content = contentOf(profile.id, collecting, rules);
  const { step, finding } = collecting;
  useEscape(
    isWorking(packing.bundle) ? () => void cancelJob(packing.bundle) : finding ? () => stopReading(profile.id) : null,
  );
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <h2>Logs for Creatio support</h2>
        <Button size="small" icon={<FolderOpenRegular />} onClick={askForBundle}>
          Open a bundle
        </Button>
      </div>
      <StepBar
        current={step}
        told={toldOf(collecting, packing)}
        isOpen={(each) => isOpen(each, collecting)}
        onTurn={(each) => turnTo(profile.id, each)}
      />
      <StepHeading step={step} />
      {step === 'choose' && <ChooseStep profile={profile} />}
      {step === 'period' && <PeriodStep profileId={profile.id} />}
      {step === 'review' && <ReviewStep profileId={profile.id} content={content} />}
      {step === 'export' && <ExportStep profileId={profile.id} content={content} />}
      <Totals profileId={profile.id} collecting={collecting} packing={packing} />
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
