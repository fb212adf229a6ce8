import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import { Input } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { Modal } from '../parts/Modal.tsx';
import { environmentMatches, matches } from '../environments/matches.ts';
import { ProductionMark } from '../environments/ProductionMark.tsx';
import { Name } from '../parts/Name.tsx';
import { startDiagnosis } from '../store/diagnosis.ts';
import {
  duplicateEnvironment,
  selectedProfile,
  selectEnvironment,
  useEnvironments,
  visibleProfiles,
} from '../store/environments.ts';
import { askForBundle } from '../logs/viewer/viewing.ts';
import { sortByName } from '../store/order.ts';
import { openDialog, showTab } from '../store/view.ts';
import modal from '../parts/modal.module.css';
import styles from './find.module.css';

interface Entry {
  id: string;
  title: string;
  detail: string;
  production: boolean;
  isFoundBy: (search: string) => boolean;
  act: () => void;
}

/** More would not be read; typing another letter narrows them down. */
const mostShown = 30;

/** Finds an environment by whatever its settings say of it, or a command by its name. */
export default function FindDialog({ onClose }: { onClose: () => void }) {
  const [search, setSearch] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const environments = useEnvironments();
  const all = useMemo(() => entriesOf(environments), [environments]);
  const found = all.filter((entry) => entry.isFoundBy(search)).slice(0, mostShown);
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
    <Modal label="Find" className={`${modal.surface} ${styles.surface}`} light onClose={onClose}>
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
              <span className={styles.title}>
                <Name>{entry.title}</Name>
              </span>
              {entry.production && <ProductionMark />}
              <span className={styles.detail}>
                <Name>{entry.detail}</Name>
              </span>
            </li>
          ))}
        </ul>
        {found.length === 0 && (
          <p className={styles.none} role="status">
            Nothing here is called “<Name>{search}</Name>”.
          </p>
        )}
      </div>
    </Modal>
  );
}

function entriesOf(state: ReturnType<typeof useEnvironments.getState>): Entry[] {
  const selected = selectedProfile(state);
  const commands = [
    ...(selected
      ? [
          command('run', 'Run diagnosis', selected.name, () => {
            showTab('diagnosis');
            void startDiagnosis(selected.id);
          }),
          command('fix', 'Fix step by step', selected.name, () => showTab('fix'), 'guides wizard'),
          command('test-client', 'Test client', selected.name, () => showTab('test-client'), 'token request'),
          command('logs', 'Logs', selected.name, () => showTab('logs'), 'bundle record support'),
          command('history', 'History', selected.name, () => showTab('history'), 'runs timeline compare'),
          command('settings', 'Settings', selected.name, () => showTab('settings'), 'secret proxy certificate delete'),
        ]
      : []),
    ...(selected && !selected.builtIn
      ? [command('duplicate', 'Duplicate', selected.name, () => void duplicateEnvironment(selected))]
      : []),
    command('add', 'Add environment', 'Command', () => openDialog('add-environment')),
    command('import', 'Import environments', 'Command', () => openDialog('import')),
    command('export', 'Export environments', 'Command', () => openDialog('export')),
    command('open-bundle', 'Open a bundle', 'Command', askForBundle),
    command('sort', 'Sort environments by name', 'Command', sortByName),
  ];
  const environments = visibleProfiles(state).map((profile) => ({
    id: profile.id,
    title: profile.name,
    detail: profile.creatioUrl,
    production: profile.production,
    isFoundBy: (search: string) => environmentMatches(profile, search),
    act: () => selectEnvironment(profile.id),
  }));
  return [...commands, ...environments];
}

/** The further words are those by which somebody may look for it. */
const command = (id: string, title: string, detail: string, act: () => void, furtherWords = ''): Entry => ({
  id: `command-${id}`,
  title,
  detail,
  production: false,
  isFoundBy: (search) => matches(`${title} ${detail} ${furtherWords}`, search),
  act,
});
