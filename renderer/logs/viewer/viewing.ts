import { create } from 'zustand';
import type { OpenedBundle } from '../../../shared/bundle.ts';
import type { CallRequest } from '../../../shared/contract.ts';
import { consoleApi, settled } from '../../api.ts';
import { announce } from '../../store/announcements.ts';
import { showTab } from '../../store/view.ts';
import { counted } from '../../../shared/amounts.ts';

/** A bundle that is looked into, instead of the steps to a new one. */
interface Viewing {
  /** The question for a bundle, or a bundle, is on the page. */
  open: boolean;
  opened: OpenedBundle | null;
  /** The path of the bundle that was asked for last. */
  asked: string | null;
  busy: boolean;
  failure: string | null;
  /** The path of a bundle that wants a passphrase or a key. */
  locked: string | null;
}

const nothing: Viewing = { open: false, opened: null, asked: null, busy: false, failure: null, locked: null };

export const useViewing = create<Viewing>(() => nothing);

/** Asks which bundle is to be opened, in the place of one that is open. */
export function askForBundle(): void {
  closeBundle();
  showTab('logs');
  useViewing.setState({ open: true });
}

/** Back to the steps; what was unpacked is given up. */
export function closeBundle(): void {
  const { opened } = useViewing.getState();
  useViewing.setState(nothing);
  if (opened) void settled(consoleApi().bundle.close({ bundleId: opened.bundleId }));
}

/** Opens a bundle in the place of the one that is open. */
export async function openBundle(request: CallRequest<'bundle.open'>): Promise<void> {
  const { opened: before, busy } = useViewing.getState();
  if (busy) return;
  useViewing.setState({ open: true, asked: request.path, busy: true, failure: null });
  const reply = await settled(consoleApi().bundle.open(request));
  if (!useViewing.getState().open) {
    if (reply.ok) void settled(consoleApi().bundle.close({ bundleId: reply.value.bundleId }));
    return;
  }
  if (!reply.ok) {
    const isLocked = reply.error.code === 'bundle-locked';
    const asksFirst = isLocked && request.passphrase === undefined && request.identity === undefined;
    useViewing.setState({
      busy: false,
      failure: asksFirst ? null : reply.error.message,
      locked: isLocked ? request.path : useViewing.getState().locked,
    });
    return;
  }
  if (before) void settled(consoleApi().bundle.close({ bundleId: before.bundleId }));
  useViewing.setState({ busy: false, opened: reply.value, locked: null });
  announce(`The bundle is open: ${counted(reply.value.files.length, 'file')}.`);
}
