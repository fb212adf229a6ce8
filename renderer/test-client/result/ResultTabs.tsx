import { useId, type KeyboardEvent, type ReactNode } from 'react';
import { tabOfKey } from '../../parts/tab-keys.ts';
import styles from './tabs.module.css';

interface ResultTabsProps<Tab extends string> {
  label: string;
  tabs: readonly Tab[];
  titles: Readonly<Record<Tab, string>>;
  selected: Tab;
  onSelect: (tab: Tab) => void;
  children: ReactNode;
}

/** Parts of a result, as the tabs pattern of WAI-ARIA: one tab stop, arrow keys turn the page. */
export function ResultTabs<Tab extends string>(props: ResultTabsProps<Tab>) {
  const { label, tabs, titles, selected, onSelect, children } = props;
  const id = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const tab = tabOfKey(event.key, tabs, selected);
    if (tab === undefined) return;
    event.preventDefault();
    onSelect(tab);
    document.getElementById(`${id}-${tab}`)?.focus();
  };
  return (
    <>
      <div role="tablist" aria-label={label} className={styles.tabs} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`${id}-${tab}`}
            className={styles.tab}
            aria-selected={tab === selected}
            aria-controls={tab === selected ? `${id}-panel` : undefined}
            tabIndex={tab === selected ? 0 : -1}
            onClick={() => onSelect(tab)}
          >
            {titles[tab]}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${selected}`}>
        {children}
      </div>
    </>
  );
}
