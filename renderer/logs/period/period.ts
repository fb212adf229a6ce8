import { usualMarginMs, type LogPeriod, type Recording } from '../../../shared/logs.ts';

/** Of which time logs are wanted, as it is typed. */
export interface PeriodChoice {
  kind: LogPeriod['kind'];
  /** As a field for date and time has them: by the clock of this computer, without a time zone. */
  from: string;
  to: string;
  /** What is taken before and after, in seconds. */
  marginSeconds: number;
}

export const usualPeriod: PeriodChoice = {
  kind: 'recorded',
  from: '',
  to: '',
  marginSeconds: usualMarginMs / 1_000,
};

/** What is wrong with a period, as a sentence, or null where logs of it can be taken. */
export function periodProblem(choice: PeriodChoice, recording: Recording | null): string | null {
  if (choice.kind === 'everything') return null;
  if (choice.kind === 'recorded') {
    if (recording === null) return 'Nothing has been recorded yet.';
    return recording.stoppedAt === null ? 'The recording is still going on.' : null;
  }
  const [from, to] = [Date.parse(choice.from), Date.parse(choice.to)];
  if (Number.isNaN(from) || Number.isNaN(to)) return 'Give both a beginning and an end.';
  return to > from ? null : 'The end has to be after the beginning.';
}

/** The period as the console is asked for it; null where it has a problem. */
export function periodOf(choice: PeriodChoice, recording: Recording | null): LogPeriod | null {
  if (periodProblem(choice, recording) !== null) return null;
  const marginMs = choice.marginSeconds * 1_000;
  if (choice.kind === 'everything') return { kind: 'everything' };
  if (choice.kind === 'recorded') return { kind: 'recorded', marginMs };
  return {
    kind: 'period',
    from: new Date(choice.from).toISOString(),
    to: new Date(choice.to).toISOString(),
    marginMs,
  };
}

/** The last hour up to a moment, as it would be typed. */
export function lastHour(now: number): Pick<PeriodChoice, 'from' | 'to'> {
  return { from: typed(now - 3_600_000), to: typed(now + 60_000) };
}

/** A moment as a field for date and time takes it, in whole minutes. */
function typed(moment: number): string {
  const date = new Date(moment);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
