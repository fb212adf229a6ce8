import { createContext, useContext, useState } from 'react';
import { consoleApi, settled } from '../../api.ts';
import { announce } from '../../store/announcements.ts';
import { showError } from '../../store/notices.ts';

/** The one secret of an attempt that is shown in plain. */
export interface Revealing {
  shown: { mask: number; value: string } | null;
  reveal: (mask: number) => void;
  hide: () => void;
}

const nowhere: Revealing = { shown: null, reveal: () => undefined, hide: () => undefined };
export const RevealingContext = createContext<Revealing>(nowhere);
/** How the secrets of the attempt on the right are shown. */
export const useRevealing = (): Revealing => useContext(RevealingContext);

/** Reveals one secret of an attempt at a time. */
export function useRevealingOf(attemptId: string): Revealing {
  const [revealed, setRevealed] = useState<{ of: string; mask: number; value: string } | null>(null);
  return {
    shown: revealed?.of === attemptId ? revealed : null,
    reveal: (mask) =>
      void settled(consoleApi().client.reveal({ attemptId, mask })).then((reply) => {
        if (!reply.ok) {
          showError(reply.error);
          return;
        }
        setRevealed({ of: attemptId, mask, value: reply.value.value });
        announce('The secret is shown.');
      }),
    hide: () => setRevealed(null),
  };
}
