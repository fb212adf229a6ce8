import { bytes, counted } from '../../shared/amounts.ts';
import type { Collecting } from './collecting-state.ts';
import { isWorking, type Packing } from './packing.ts';
import { periodProblem } from './period/period.ts';
import { momentOf } from '../parts/time.ts';
import { amount, timeOf } from './words.ts';

export const steps = ['choose', 'period', 'review', 'export'] as const;
export type StepName = (typeof steps)[number];

export const stepNames: Readonly<Record<StepName, string>> = {
  choose: 'Choose',
  period: 'Period',
  review: 'Review',
  export: 'Export',
};

/** Whether what a step needs is decided. */
export function isOpen(step: StepName, { found, period, recording }: Collecting): boolean {
  if (step === 'choose') return true;
  return found !== null && (step === 'period' || periodProblem(period, recording) === null);
}

/** What has been decided in each step, in few words. */
export function toldOf(collecting: Collecting, packing: Packing): Record<StepName, string> {
  return {
    choose: chosen(collecting),
    period: timeWords(collecting),
    review: reviewed(packing),
    export: exported(packing),
  };
}

function chosen({ found, finding, sourcesLeftOut }: Collecting): string {
  if (finding) return 'Looking for logs';
  if (found === null) return 'What goes in';
  const sources = found.sources.filter(({ id, kind }) => kind !== 'configuration' && !sourcesLeftOut.has(id));
  const files = sources.reduce((sum, { fileCount }) => sum + fileCount, 0);
  const size = sources.reduce((sum, source) => sum + source.bytes, 0);
  return files === 0 ? 'No logs' : amount(files, size);
}

function timeWords({ period: choice, recording }: Collecting): string {
  if (choice.kind === 'everything') return 'Everything';
  if (choice.kind === 'period') {
    return periodProblem(choice, recording) === null
      ? `From ${momentOf(new Date(choice.from).toISOString())}`
      : 'From one moment to another';
  }
  if (recording === null) return 'When it happened';
  const { startedAt, stoppedAt } = recording;
  return stoppedAt === null ? 'Recording' : `${timeOf(startedAt)} to ${timeOf(stoppedAt)}`;
}

function reviewed({ trial }: Packing): string {
  if (isWorking(trial)) return 'Counting';
  return trial?.result?.state === 'done'
    ? `${counted(trial.result.replaced, 'item')} replaced`
    : 'What leaves this computer';
}

function exported({ bundle }: Packing): string {
  if (isWorking(bundle)) return 'Being made';
  return bundle?.result?.state === 'done' ? `Ready, ${bytes(bundle.result.bytes)}` : 'One file for support';
}
