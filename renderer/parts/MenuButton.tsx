import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { Button } from '@fluentui/react-components';
import styles from './menu.module.css';

export interface MenuAction {
  label: string;
  icon: ReactElement;
  /** The keys that do the same, for people. */
  keys?: string;
  disabled?: boolean;
  /** For what is done several times in a row. */
  staysOpen?: boolean;
  act: () => void;
}

interface MenuButtonProps {
  label: string;
  icon: ReactElement;
  /** Groups of actions, with a line between them. */
  actions: readonly (readonly MenuAction[])[];
  /** Where there is no room below. */
  above?: boolean;
}

/** A button with a menu (WAI-ARIA menu button pattern), within the page, where what is around it stays in its place. */
export function MenuButton({ label, icon, actions, above = false }: MenuButtonProps) {
  const [open, setOpen] = useState(false);
  const menuId = useId();
  const around = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open) itemsOf(around.current)[0]?.focus();
  }, [open]);

  const close = (): void => {
    around.current?.querySelector('button')?.focus();
    setOpen(false);
  };
  const pick = ({ disabled = false, staysOpen = false, act }: MenuAction): void => {
    if (disabled) return;
    if (!staysOpen) close();
    act();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const items = itemsOf(around.current);
    const at = items.findIndex((item) => item === document.activeElement);
    const { length } = items;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + length, Home: 0, End: length - 1 }[event.key];
    const target =
      to === undefined
        ? items.find((item) => item.textContent?.toLowerCase().startsWith(event.key.toLowerCase()))
        : items[to % length];
    if (event.key === 'Escape') close();
    else if (target && !event.altKey && !event.ctrlKey && !event.metaKey) target.focus();
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={around}
      className={styles.around}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setOpen(false);
      }}
    >
      <Button
        appearance="subtle"
        icon={icon}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? menuId : undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (open || event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpen(true);
        }}
      />
      {open && (
        <div
          id={menuId}
          role="menu"
          aria-label={label}
          className={above ? styles.menuAbove : styles.menu}
          onKeyDown={onKeyDown}
        >
          {actions.map((group) => (
            <div key={group[0]?.label} role="group" className={styles.group}>
              {group.map((action) => (
                <button
                  key={action.label}
                  type="button"
                  role="menuitem"
                  tabIndex={-1}
                  className={styles.item}
                  aria-disabled={action.disabled === true}
                  aria-keyshortcuts={action.keys}
                  onClick={() => pick(action)}
                >
                  {action.icon}
                  <span className={styles.label}>{action.label}</span>
                  {action.keys !== undefined && (
                    <span className={styles.keys} aria-hidden="true">
                      {action.keys.replace('Arrow', '')}
                    </span>
                  )}
                </button>
              ))}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

const itemsOf = (around: HTMLElement | null): HTMLElement[] => [
  ...(around?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? []),
];
