import { useState } from 'react';
import { Button, Field, Input } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { visibleText } from '../../../shared/visible-text.ts';
import { collectingOf, useCollecting } from '../collecting-state.ts';
import { findLogs } from '../collecting.ts';
import styles from '../logs.module.css';

/** Folders that a person names, besides those that are found. */
export function Folders({ profileId }: { profileId: string }) {
  const folders = useCollecting((state) => collectingOf(state, profileId).folders);
  const finding = useCollecting((state) => collectingOf(state, profileId).finding);
  const [typed, setTyped] = useState('');
  const folder = typed.trim();
  return (
    <form
      className={styles.card}
      aria-label="Folders of logs"
      onSubmit={(event) => {
        event.preventDefault();
        if (folder === '' || finding) return;
        setTyped('');
        void findLogs(profileId, [...folders.filter((each) => each !== folder), folder]);
      }}
    >
      <h3 className={styles.title}>Logs in another folder</h3>
      <div className={styles.inline}>
        <Field
          className={styles.wide}
          label="Folder"
          hint="On this computer, on a share such as \\server\logs, or a copy from elsewhere; archives in it are looked into."
        >
          <Input
            value={typed}
            maxLength={4_000}
            autoComplete="off"
            spellCheck={false}
            onChange={(_event, { value }) => setTyped(value)}
          />
        </Field>
        <Button type="submit" disabledFocusable={folder === '' || finding}>
          Look there too
        </Button>
      </div>
      {folders.length > 0 && (
        <ul className={styles.files}>
          {folders.map((each) => (
            <li key={each} className={styles.named}>
              <span>{visibleText(each)}</span>
              <Button
                size="small"
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={`Do not look in ${each}`}
                disabledFocusable={finding}
                onClick={() =>
                  void findLogs(
                    profileId,
                    folders.filter((other) => other !== each),
                  )
                }
              />
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}
