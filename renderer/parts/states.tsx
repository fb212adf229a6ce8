import type { ReactElement } from 'react';
import { BugFilled } from '@fluentui/react-icons/svg/bug';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { CircleRegular } from '@fluentui/react-icons/svg/circle';
import { ClockFilled } from '@fluentui/react-icons/svg/clock';
import { ErrorCircleFilled } from '@fluentui/react-icons/svg/error-circle';
import { QuestionCircleFilled } from '@fluentui/react-icons/svg/question-circle';
import { RecordStopRegular } from '@fluentui/react-icons/svg/record-stop';
import { SubtractCircleRegular } from '@fluentui/react-icons/svg/subtract-circle';
import { WarningFilled } from '@fluentui/react-icons/svg/warning';
import type { Verdict } from '../../shared/outcomes.ts';
import type { Step } from '../store/runs.ts';
import styles from './states.module.css';

/** A state is always told by word and icon; the tone only colours them. */
export interface StateLook {
  word: string;
  tone: 'good' | 'warning' | 'bad' | 'neutral';
  icon: ReactElement;
}

const spinner = <span className={styles.spinner} aria-hidden="true" />;

export const verdictStates: Readonly<Record<Verdict, StateLook>> = {
  pass: { word: 'Healthy', tone: 'good', icon: <CheckmarkCircleFilled /> },
  warn: { word: 'Warning', tone: 'warning', icon: <WarningFilled /> },
  fail: { word: 'Problem', tone: 'bad', icon: <ErrorCircleFilled /> },
  unknown: { word: 'Unknown', tone: 'neutral', icon: <QuestionCircleFilled /> },
};

export const runningState: StateLook = { word: 'Running', tone: 'neutral', icon: spinner };

export const stepStates: Readonly<Record<Step['state'], StateLook>> = {
  pass: { word: 'OK', tone: 'good', icon: <CheckmarkCircleFilled /> },
  warn: { word: 'Warning', tone: 'warning', icon: <WarningFilled /> },
  fail: { word: 'Problem', tone: 'bad', icon: <ErrorCircleFilled /> },
  timeout: { word: 'Timed out', tone: 'bad', icon: <ClockFilled /> },
  skip: { word: 'Skipped', tone: 'neutral', icon: <SubtractCircleRegular /> },
  cancelled: { word: 'Cancelled', tone: 'neutral', icon: <RecordStopRegular /> },
  crash: { word: 'Console fault', tone: 'warning', icon: <BugFilled /> },
  waiting: { word: 'Waiting', tone: 'neutral', icon: <CircleRegular /> },
  running: runningState,
};

/** Whether a step in this state shows its sentence without being opened. */
export const isTelling = (state: Step['state']): boolean => ['fail', 'warn', 'timeout', 'crash'].includes(state);

/** Icon and word of a state. */
export function StateLabel({ look }: { look: StateLook }) {
  return (
    <span className={styles.label} data-tone={look.tone}>
      {look.icon}
      <span>{look.word}</span>
    </span>
  );
}
