import { Field, Input, Textarea } from '@fluentui/react-components';
import { collectingOf, useCollecting } from '../collecting-state.ts';
import { decide } from '../collecting.ts';
import styles from '../logs.module.css';

/** What support asks for and only a person can tell; it goes into the covering letter. */
export function LetterFacts({ profileId }: { profileId: string }) {
  const letter = useCollecting((state) => collectingOf(state, profileId).letter);
  const change = (part: Partial<typeof letter>): void => decide(profileId, { letter: { ...letter, ...part } });
  return (
    <section className={styles.card} aria-labelledby="letter-title">
      <h3 id="letter-title" className={styles.title}>
        For the covering letter
      </h3>
      <div className={styles.fields}>
        <Field label="Case number" hint="Where support has given you one.">
          <Input
            value={letter.caseNumber}
            maxLength={100}
            autoComplete="off"
            onChange={(_event, { value }) => change({ caseNumber: value })}
          />
        </Field>
        <Field label="When it happens" hint="For example: since the update on Monday, at every login.">
          <Input
            value={letter.when}
            maxLength={500}
            autoComplete="off"
            onChange={(_event, { value }) => change({ when: value })}
          />
        </Field>
        <Field label="What happens" hint="What you do, what you expect, and what you see instead.">
          <Textarea
            value={letter.whatHappened}
            maxLength={10_000}
            textarea={{ rows: 3 }}
            onChange={(_event, { value }) => change({ whatHappened: value })}
          />
        </Field>
        <Field label="What was tried already">
          <Textarea
            value={letter.tried}
            maxLength={10_000}
            textarea={{ rows: 3 }}
            onChange={(_event, { value }) => change({ tried: value })}
          />
        </Field>
      </div>
    </section>
  );
}
