import { useState, type FormEvent } from 'react';
import { Button, Checkbox, Field, Input, Textarea } from '@fluentui/react-components';
import type { BundleRule, Segment } from '../../../shared/bundle.ts';
import { consoleApi, settled } from '../../api.ts';
import { announce } from '../../store/announcements.ts';
import { counted } from '../../../shared/amounts.ts';
import { addRule, freeId } from './own-rules.ts';
import { Segments } from './Segments.tsx';
import logs from '../logs.module.css';
import styles from './review.module.css';

const empty = { starts: '', follows: '', wholly: false };

/** A rule of one's own, tried on a sample before it is added. */
export function OwnRule() {
  const [typed, setTyped] = useState(empty);
  const [sample, setSample] = useState('');
  const [tried, setTried] = useState<{ segments: readonly Segment[] } | { failure: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const rule: BundleRule = {
    id: freeId('own'),
    protects: 'what a rule of your own finds',
    starts: typed.starts,
    wholly: typed.wholly,
    ...(typed.follows === '' ? {} : { follows: typed.follows }),
  };
  const ready = Array.from(typed.starts).length >= 2 && !busy;
  const change = (part: Partial<typeof empty>): void => {
    setTyped({ ...typed, ...part });
    setTried(null);
  };
  const attempt = async (): Promise<boolean> => {
    if (!ready) return false;
    setBusy(true);
    const reply = await settled(consoleApi().bundle.tryRule({ rule, sample }));
    setBusy(false);
    setTried(reply.ok ? reply.value : { failure: reply.error.message });
    if (reply.ok) {
      const found = reply.value.segments.filter((segment) => segment.rule !== null).length;
      announce(`The rule replaces ${counted(found, 'part')} of the sample.`);
    }
    return reply.ok;
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    // A rule that is none, or that takes too long, would hold up the whole bundle.
    if (!(await attempt())) return;
    await addRule(rule);
    setTyped(empty);
    setTried(null);
  };
  return (
    <details className={logs.details}>
      <summary>Add a rule of your own</summary>
      <span className={logs.hint}>
        A rule is a pattern, and is kept on this computer for every environment. Do not write a secret into it: let it
        begin with what stands before the secret.
      </span>
      <form className={styles.own} onSubmit={(event) => void submit(event)}>
        <div className={logs.fields}>
          <Field label="Begins with this text" hint="At least two characters, for example X-Customer-Key:">
            <Input
              value={typed.starts}
              maxLength={200}
              autoComplete="off"
              spellCheck={false}
              onChange={(_event, { value }) => change({ starts: value })}
            />
          </Field>
          <Field label="And goes on with (a regular expression)" hint="Empty: up to a space, a quote or a separator.">
            <Input
              value={typed.follows}
              maxLength={500}
              autoComplete="off"
              spellCheck={false}
              onChange={(_event, { value }) => change({ follows: value })}
            />
          </Field>
        </div>
        <Checkbox
          label="Replace the beginning as well"
          checked={typed.wholly}
          onChange={(_event, { checked }) => change({ wholly: checked === true })}
        />
        <Field label="Sample to try it on">
          <Textarea
            value={sample}
            maxLength={100_000}
            textarea={{ rows: 2, spellCheck: false }}
            onChange={(_event, { value }) => setSample(value)}
          />
        </Field>
        {tried !== null && 'failure' in tried && <p role="alert">{tried.failure}</p>}
        {tried !== null && 'segments' in tried && (
          <pre className={styles.sample} tabIndex={0} role="region" aria-label="The sample after the rule">
            <Segments segments={tried.segments} active={null} />
          </pre>
        )}
        <div className={styles.buttons}>
          <Button disabledFocusable={!ready || sample === ''} onClick={() => void attempt()}>
            Try it
          </Button>
          <Button type="submit" disabledFocusable={!ready}>
            Add the rule
          </Button>
        </div>
      </form>
    </details>
  );
}
