import { useState } from 'react';
import { Button, Field, Input } from '@fluentui/react-components';
import { personalDataKinds, type PersonalDataKind } from '../../../shared/bundle.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { collectingOf, useCollecting, type Collecting } from '../collecting-state.ts';
import type { Job } from '../packing.ts';
import { CountTable } from './CountTable.tsx';
import { dropException, exceptionKey, keepValue, switchKind } from './decisions.ts';
import { Drop } from './Drop.tsx';
import { OwnRule } from './OwnRule.tsx';
import { OwnRules } from './OwnRules.tsx';
import { ruleWords } from './rule-words.ts';
import logs from '../logs.module.css';
import styles from './review.module.css';

const kindWords: Readonly<Record<PersonalDataKind, string>> = {
  user: 'Names of users',
  email: 'E-mail addresses',
  ip: 'IP addresses',
  host: 'Names of computers',
  path: 'Names of users in paths',
  phone: 'Phone numbers',
};

/** How often each rule replaced something, and what can be decided about it. */
export function Rules({ profileId, trial }: { profileId: string; trial: Job | null }) {
  const { replace, exceptions } = useCollecting((state) => collectingOf(state, profileId));
  const counts = trial?.result?.state === 'done' ? trial.result.rules : [];
  return (
    <>
      <p className={logs.lead}>
        Passwords, tokens, keys and every secret of the keychain are always replaced. You decide about personal data.
      </p>
      <div role="group" aria-label="Personal data that is replaced" className={styles.kinds}>
        {personalDataKinds.map((kind) => (
          <label key={kind} className={logs.check}>
            <input
              type="checkbox"
              checked={replace.includes(kind)}
              onChange={({ target }) => switchKind(profileId, kind, target.checked)}
            />
            <span>{kindWords[kind]}</span>
          </label>
        ))}
      </div>
      {counts.length > 0 && (
        <details className={logs.details}>
          <summary>How often each rule replaced something</summary>
          <CountTable rules={counts} />
        </details>
      )}
      <OwnRules />
      {exceptions.length > 0 && (
        <>
          <h4 className={logs.subtitle}>What stays</h4>
          <span className={logs.hint}>
            These are values, so they are never written to the disk: they are forgotten when the console is closed.
          </span>
          <ul className={logs.files}>
            {exceptions.map((each, at) => (
              <li key={exceptionKey(each)} className={logs.named}>
                <span>{exceptionWords(each)}</span>
                <Drop
                  label={`Replace it after all: ${exceptionWords(each)}`}
                  onClick={() => dropException(profileId, at)}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      <OwnRule />
      <KeepValue profileId={profileId} />
    </>
  );
}

const exceptionWords = ({ exception, rule, text }: Collecting['exceptions'][number]): string =>
  exception.kind === 'value'
    ? `The text ${visibleText(exception.value)}`
    : `A value that was chosen in the preview, where ${visibleText(text)} stood to protect ${ruleWords(rule ?? '')}`;

function KeepValue({ profileId }: { profileId: string }) {
  const [value, setValue] = useState('');
  const text = value.trim();
  return (
    <details className={logs.details}>
      <summary>Let a text stay</summary>
      <form
        className={logs.inline}
        onSubmit={(event) => {
          event.preventDefault();
          if (text === '') return;
          keepValue(profileId, text);
          setValue('');
        }}
      >
        <Field
          className={logs.wide}
          label="Text that is not to be replaced"
          hint="As it stands in the logs. A secret of the keychain is replaced all the same."
        >
          <Input value={value} maxLength={1_000} autoComplete="off" onChange={(_event, data) => setValue(data.value)} />
        </Field>
        <Button type="submit" disabledFocusable={text === ''}>
          Let it stay
        </Button>
      </form>
    </details>
  );
}
