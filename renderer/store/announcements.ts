import { create } from 'zustand';

/** What the live region says, newest last. */
interface Announcements {
  lines: readonly { id: number; text: string }[];
}

const kept = 4;
let lastId = 0;

export const useAnnouncements = create<Announcements>(() => ({ lines: [] }));

/** Lets a screen reader say a sentence once it has finished the one before. */
export function announce(text: string): void {
  lastId += 1;
  const line = { id: lastId, text };
  useAnnouncements.setState(({ lines }) => ({ lines: [...lines, line].slice(-kept) }));
}
