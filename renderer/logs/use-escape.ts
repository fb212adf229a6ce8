import { useEffect } from 'react';
import { useView } from '../store/view.ts';

/** Esc ends what goes on, unless a dialog takes it. */
export function useEscape(act: (() => void) | null): void {
  useEffect(() => {
    if (act === null) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      const { dialog, drawerOpen } = useView.getState();
      if (event.key !== 'Escape' || event.defaultPrevented || dialog !== null || drawerOpen) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [act]);
}
