import { useLayoutEffect, useRef, type ReactNode } from 'react';

interface ModalProps {
  label: string;
  className: string | undefined;
  /** Esc was pressed, or, where `light`, the page behind was clicked. */
  onClose: () => void;
  light?: boolean;
  children: ReactNode;
}

/** A dialog of the browser's own: it holds the focus, makes the page behind inert, and gives the focus back at the end. */
export function Modal({ label, className, onClose, light = false, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Chromium would give the focus to a part that scrolls.
    element?.querySelector<HTMLElement>('input, select, textarea, button')?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={className}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (light && event.target === dialog.current) onClose();
      }}
    >
      {children}
    </dialog>
  );
}
