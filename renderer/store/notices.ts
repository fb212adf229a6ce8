import { create } from 'zustand';
import type { CallError } from '../../shared/contract.ts';

/** Something that was done and can be undone. */
interface Done {
  message: string;
  undo: () => void;
}

/** The messages above the page; a newer one of the same kind takes its place. */
interface Notices {
  error: string | null;
  done: Done | null;
}

export const useNotices = create<Notices>(() => ({ error: null, done: null }));

/** Shows why a call failed until it is dismissed or replaced. */
export function showError(error: CallError): void {
  useNotices.setState({ error: error.message });
}

/** Shows what the console has to say unasked, in the same place. */
export function showNotice(message: string): void {
  useNotices.setState({ error: message });
}

/** Takes away what is shown of a failure. */
export function dismissError(): void {
  useNotices.setState({ error: null });
}

/** Says what was done, with a way back, until it is dismissed or something else is done. */
export function showDone(message: string, undo: () => void): void {
  useNotices.setState({ done: { message, undo } });
}

/** Takes away what is shown of something done, and the way back with it. */
export function dismissDone(): void {
  useNotices.setState({ done: null });
}
