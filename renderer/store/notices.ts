import { create } from 'zustand';
import type { CallError } from '../../shared/contract.ts';

/** The one message above the page; a newer one takes its place. */
interface Notices {
  error: string | null;
}

export const useNotices = create<Notices>(() => ({ error: null }));

/** Shows why a call failed until it is dismissed or replaced. */
export function showError(error: CallError): void {
  useNotices.setState({ error: error.message });
}

/** Shows what the console has to say unasked, in the same place. */
export function showNotice(message: string): void {
  useNotices.setState({ error: message });
}

export function dismissError(): void {
  useNotices.setState({ error: null });
}
