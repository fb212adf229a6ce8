import { useId } from 'react';
import { Button, Field, Input } from '@fluentui/react-components';
import type { LogPeriod, Recording } from '../../../shared/logs.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { counted } from '../../../shared/amounts.ts';
import { duration } from '../../parts/time.ts';
import { collectingOf, useCollecting, type Collecting } from '../collecting-state.ts';
import { select } from '../collecting.ts';
import { amount, span } from '../words.ts';
import { lastHour, periodProblem, type PeriodChoice } from './period.ts';
import { Recorder } from './Recorder.tsx';
import logs from '../logs.module.css';
import styles from './period.module.css';

const kinds: readonly (readonly [LogPeriod['kind'], string])[] = [
  ['recorded', 'While the problem is reproduced'],
  ['period', 'From one moment to another'],
  ['everything', 'Everything there is'],
];

/** Of which time logs are taken. */
export function PeriodStep({ profileId }: { profileId: string }) {
  const collecting = useCollecting((state) => collectingOf(state, profileId));
  const { period, recording } = collecting;
  const name = useId();
  const change = (part: Partial<PeriodChoice>): void => select(profileId, { period: { ...period, ...part } });
  return (
    <>
      <section className={logs.card} aria-labelledby="period-title">
        <h3 id="period-title" className={logs.title}>
          Which time the logs are from
        </h3>
        <div role="radiogroup" aria-labelledby="period-title" className={styles.kinds}>
          {kinds.map(([kind, label]) => (
            <label key={kind} className={logs.check}>
              <input
                type="radio"
                name={name}
                checked={period.kind === kind}
                onChange={() =>
                  change({ kind, ...(kind === 'period' && period.from === '' ? lastHour(Date.now()) : {}) })
                }
              />
              <span>{label}</span>
            </label>
          ))}
        </div>
        {period.kind === 'recorded' && <Recorder profileId={profileId} recording={recording} />}
        {period.kind === 'period' && <Fixed period={period} recording={recording} onChange={change} />}
        {period.kind !== 'everything' && (
          <Field className={styles.margin} label="Seconds taken before and after">
            <Input
              type="number"
              min={0}
              max={86_400}
              value={String(period.marginSeconds)}
              onChange={(_event, { value }) => change({ marginSeconds: secondsOf(value) })}
            />
          </Field>
        )}
        <Clocks collecting={collecting} />
      </section>
      <Estimated collecting={collecting} />
    </>
  );
}

const secondsOf = (typed: string): number => Math.min(86_400, Math.max(0, Math.floor(Number(typed) || 0)));

interface FixedProps {
  period: PeriodChoice;
  recording: Recording | null;
  onChange: (part: Partial<PeriodChoice>) => void;
}

function Fixed({ period, recording, onChange }: FixedProps) {
  const problem = periodProblem(period, recording);
  return (
    <div className={styles.moments}>
      <Field label="From, by the clock of this computer">
        <Input type="datetime-local" value={period.from} onChange={(_event, { value }) => onChange({ from: value })} />
      </Field>
      <Field label="To" {...(problem === null ? {} : { validationMessage: problem })}>
        <Input type="datetime-local" value={period.to} onChange={(_event, { value }) => onChange({ to: value })} />
      </Field>
      <Button className={styles.lastHour} onClick={() => onChange(lastHour(Date.now()))}>
        The last hour
      </Button>
    </div>
  );
}

/** How the clocks of the servers differ from that of this computer, where they do. */
function Clocks({ collecting: { found } }: { collecting: Collecting }) {
  if (found === null) return null;
  const { creatioMs, identityServiceMs } = found.clockDifferences;
  const sentences = [
    differs('the Creatio server', creatioMs),
    differs('the server of the Identity Service', identityServiceMs),
  ].filter((sentence) => sentence !== null);
  if (sentences.length === 0) return null;
  return <p className={logs.hint}>{sentences.join(' ')} This is allowed for.</p>;
}

const differs = (server: string, ms: number | null): string | null =>
  ms === null || Math.abs(ms) < 1_000
    ? null
    : `The clock of ${server} is ${duration(Math.abs(ms))} ${ms > 0 ? 'ahead of' : 'behind'} this computer's.`;

function Estimated({ collecting: { estimate, period, recording } }: { collecting: Collecting }) {
  if (estimate === null || periodProblem(period, recording) !== null) return null;
  const { left, leftCount, window } = estimate;
  return (
    <section className={logs.card} aria-labelledby="estimate-title">
      <h3 id="estimate-title" className={logs.title}>
        What that comes to
      </h3>
      <p className={logs.lead}>
        At most {amount(estimate.files, estimate.bytes)}
        {window !== null && `, of ${span(window.from, window.to)}`}.
      </p>
      {leftCount > 0 && (
        <details className={logs.details}>
          <summary>{counted(leftCount, 'file')} of which nothing or not all is taken</summary>
          <ul className={logs.files}>
            {left.map(({ id, name, why }) => (
              <li key={id}>
                {visibleText(name)}
                <span className={logs.hint}>{visibleText(why)}</span>
              </li>
            ))}
            {leftCount > left.length && <li>And {counted(leftCount - left.length, 'more file')}.</li>}
          </ul>
        </details>
      )}
    </section>
  );
}
