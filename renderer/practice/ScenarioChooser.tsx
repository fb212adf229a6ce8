import { Field, Select } from '@fluentui/react-components';
import type { PracticeScenario } from '../../shared/practice.ts';
import { switchScenario, usePractice } from '../store/practice.ts';
import { expectations } from './expectations.ts';
import styles from './practice.module.css';

interface ScenarioChooserProps {
  disabled: boolean;
  /** When the answer beneath was found, in ms since the epoch; null where there is none. */
  lastRunAt: number | null;
}

/** What is wrong with the practice environment, and what a diagnosis should find. */
export function ScenarioChooser({ disabled, lastRunAt }: ScenarioChooserProps) {
  const status = usePractice((state) => state.status);
  const switching = usePractice((state) => state.switching);
  const answered = usePractice((state) => lastRunAt !== null && lastRunAt >= state.switchedAt);
  if (!status) return null;
  const scenario = status.scenarios.find(({ name }) => name === status.scenario);
  return (
    <section className={styles.chooser} aria-label="Practice">
      <Field label="Practice scenario" orientation="horizontal" className={styles.field}>
        <Select
          value={status.scenario}
          disabled={disabled || switching}
          onChange={(_event, { value }) => void switchScenario(value)}
        >
          {grouped(status.scenarios).map(([group, scenarios]) => (
            <optgroup key={group} label={group}>
              {scenarios.map(({ name, title }) => (
                <option key={name} value={name}>
                  {title}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      </Field>
      {scenario && (
        <div className={styles.text}>
          <p>{scenario.description}</p>
          {!answered && (
            <p className={styles.expected}>
              <strong>{lastRunAt === null ? 'What you should see:' : 'What the next run should show:'}</strong>{' '}
              {expectations[scenario.outcome]}
            </p>
          )}
        </div>
      )}
    </section>
  );
}

function grouped(scenarios: readonly PracticeScenario[]): [string, PracticeScenario[]][] {
  const groups = new Map<string, PracticeScenario[]>();
  for (const scenario of scenarios) groups.set(scenario.group, [...(groups.get(scenario.group) ?? []), scenario]);
  return [...groups];
}
