import type { KeyboardEvent } from 'react';
import { tabOfKey } from '../parts/tab-keys.ts';
import { showTab, tabs, useView, type TabName } from '../store/view.ts';
import styles from './tabs.module.css';

const titles: Readonly<Record<TabName, string>> = {
  diagnosis: 'Diagnosis',
  fix: 'Fix',
  'test-client': 'Test client',
  logs: 'Logs',
  history: 'History',
  settings: 'Settings',
};

/** The pages of an environment, as the tabs pattern of WAI-ARIA: one tab stop, arrow keys turn the page. */
export function Tabs() {
  const selected = useView((state) => state.tab);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const tab = tabOfKey(event.key, tabs, selected);
    if (tab === undefined) return;
    event.preventDefault();
    showTab(tab);
    document.getElementById(`tab-${tab}`)?.focus();
  };
  return (
    <div role="tablist" aria-label="Pages of the environment" className={styles.tabs} onKeyDown={onKeyDown}>
      {tabs.map((tab, index) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`tab-${tab}`}
          className={styles.tab}
          aria-selected={tab === selected}
          aria-controls={tab === selected ? 'tab-panel' : undefined}
          aria-keyshortcuts={`Control+${index + 1} Meta+${index + 1}`}
          tabIndex={tab === selected ? 0 : -1}
          onClick={() => showTab(tab)}
        >
          {titles[tab]}
        </button>
      ))}
    </div>
  );
}
