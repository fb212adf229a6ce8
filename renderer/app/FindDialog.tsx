import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import { Input } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { Modal } from '../parts/Modal.tsx';
import { matches } from '../environments/matches.ts';
import { startDiagnosis } from '../store/diagnosis.ts';
import { selectedProfile, selectEnvironment, useEnvironments, visibleProfiles } from '../store/environments.ts';
import { openDialog, showTab } from '../store/view.ts';
import styles from './find.module.css';

interface Entry {
  id: string;
  title: string;
  detail: string;
  act: () => void;
}

/** More would not be read; typing another letter narrows them down. */
const mostShown = 30;

/** Finds an environment or a command by its name. */
export default function FindDialog({ onClose }: { onClose: () => void }) {
  const [search, setSearch] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const environments = useEnvironments();
  const all = useMemo(() => entriesOf(environments), [environments]);
  const found = all.filter((entry) => matches(`${entry.title} ${entry.detail}`, search)).slice(0, mostShown);
  const at = Math.min(active, found.length - 1);

  const pick = (entry: Entry | undefined): void => {
    if (!entry) return;
    onClose();
    entry.act();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      setActive((to + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      pick(found[at]);
    }
  };
  return (
    <Modal label="Find" className={styles.surface} light onClose={onClose}>
      <div className={styles.inside}>
        <Input
          className={styles.input}
          size="large"
          appearance="filled-lighter"
          contentBefore={<SearchRegular />}
          placeholder="Find an environment or a command"
          value={search}
          role="combobox"
          aria-label="Find an environment or a command"
          aria-expanded={found.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={found[at] ? `${listId}-${at}` : undefined}
          onKeyDown={onKeyDown}
          onChange={(_event, { value }) => {
            setSearch(value);
            setActive(0);
          }}
        />
        <ul className={styles.list} id={listId} role="listbox" aria-label="Found">
          {found.map((entry, index) => (
            // The keys are handled by the input, which keeps the focus.
            <li
              key={entry.id}
              id={`${listId}-${index}`}
              ref={index === at ? (item) => item?.scrollIntoView({ block: 'nearest' }) : undefined}
              role="option"
              aria-selected={index === at}
              className={styles.option}
              onClick={() => pick(entry)}
            >
              <span className={styles.title}>{entry.title}</span>
              <span className={styles.detail}>{entry.detail}</span>
            </li>
          ))}
        </ul>
        {found.length === 0 && (
          <p className={styles.none} role="status">
            Nothing here is called “{search}”.
          </p>
        )}
      </div>
    </Modal>
  );
}

function entriesOf(state: ReturnType<typeof useEnvironments.getState>): Entry[] {
  const selected = selectedProfile(state);
  const commands: Entry[] = [
    ...(selected
      ? [
          {
            id: 'command-run',
            title: 'Run diagnosis',
            detail: selected.name,
            act: () => {
              showTab('diagnosis');
              void startDiagnosis(selected.id);
            },
          },
          { id: 'command-settings', title: 'Settings', detail: selected.name, act: () => showTab('settings') },
        ]
      : []),
    { id: 'command-add', title: 'Add environment', detail: 'Command', act: () => openDialog('add-environment') },
  ];
  const environments = visibleProfiles(state).map((profile) => ({
    id: profile.id,
    title: profile.name,
    detail: profile.creatioUrl,
    act: () => selectEnvironment(profile.id),
  }));
  return [...commands, ...environments];
}
