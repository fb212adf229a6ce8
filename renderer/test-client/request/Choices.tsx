import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import styles from './request.module.css';

interface ChoicesProps<Value extends string> {
  label: string;
  values: readonly Value[];
  words: Readonly<Record<Value, { title: string; meaning: string }>>;
  value: Value;
  onChoose: (value: Value) => void;
}

/** A few choices, each with what it means. */
export function Choices<Value extends string>({ label, values, words, value, onChoose }: ChoicesProps<Value>) {
  return (
    <Field label={label}>
      <RadioGroup
        value={value}
        onChange={(_event, data) => {
          const chosen = values.find((each) => each === data.value);
          if (chosen !== undefined) onChoose(chosen);
        }}
      >
        {values.map((each) => (
          <Radio
            key={each}
            value={each}
            label={
              <>
                <span className={styles.choice}>{words[each].title}</span>
                <span className={styles.meaning}>{words[each].meaning}</span>
              </>
            }
          />
        ))}
      </RadioGroup>
    </Field>
  );
}
