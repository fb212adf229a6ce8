import { create } from 'zustand';
import type { ApplicationInfo } from '../../shared/contract.ts';
import { consoleApi, settled } from '../api.ts';
import { showError } from './notices.ts';

export const useApplication = create<{ info: ApplicationInfo | null }>(() => ({ info: null }));

/** Asks which console this is and on which machine it checks. */
export async function loadApplication(): Promise<void> {
  const reply = await settled(consoleApi().application.info());
  if (reply.ok) useApplication.setState({ info: reply.value });
  else showError(reply.error);
}

/** Opens a source in the system's browser. */
export async function openLink(url: string): Promise<void> {
  const reply = await settled(consoleApi().desktop.openLink({ url }));
  if (!reply.ok) showError(reply.error);
}
