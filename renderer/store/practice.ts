import { create } from 'zustand';
import type { PracticeStatus } from '../../shared/practice.ts';
import { consoleApi, settled } from '../api.ts';
import { dismissError, showError } from './notices.ts';

interface PracticeState {
  status: PracticeStatus | null;
  /** True while another scenario is being set up. */
  switching: boolean;
  /** When the scenario was last switched, in ms since the epoch: what was found before that is about another one. */
  switchedAt: number;
}

export const usePractice = create<PracticeState>(() => ({ status: null, switching: false, switchedAt: 0 }));

/** Asks which scenarios there are and which is played. */
export async function loadPractice(): Promise<void> {
  const reply = await settled(consoleApi().practice.status());
  if (reply.ok) usePractice.setState({ status: reply.value });
  else showError(reply.error);
}

/** Plays another scenario; the one before stays when that fails. */
export async function switchScenario(scenario: string): Promise<void> {
  const switchedAt = Date.now();
  usePractice.setState({ switching: true });
  const reply = await settled(consoleApi().practice.switch({ scenario }));
  usePractice.setState({ switching: false });
  if (!reply.ok) {
    showError(reply.error);
    return;
  }
  dismissError();
  usePractice.setState({ status: reply.value, switchedAt });
}
