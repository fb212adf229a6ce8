import { create } from 'zustand';
import type { BundleProgress } from '../../../shared/bundle.ts';
import type { OpenedBundle } from '../../../shared/opened-bundle.ts';
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
  /** Names what is being opened; null where nothing is. */
  openingId: string | null;
  progress: BundleProgress | null;
  failure: string | null;
  /** The path of a bundle that wants a passphrase or a key. */
  locked: string | null;
}

const nothing: Viewing = {
  open: false,
  opened: null,
  asked: null,
  busy: false,
  openingId: null,
  progress: null,
  failure: null,
  locked: null,
};

export const useViewing = create<Viewing>(() => nothing);

/** Asks which bundle is to be opened, in the place of one that is open. */
export function askForBundle(): void {
  closeBundle();
  showTab('logs');
  useViewing.setState({ open: true });
}

/** Back to the steps; what was unpacked is given up, and so is what is being opened. */
export function closeBundle(): void {
  const { opened } = useViewing.getState();
  cancelOpening();
  useViewing.setState(nothing);
  if (opened) void settled(consoleApi().bundle.close({ bundleId: opened.bundleId }));
}

/** Ends what is being opened; nothing of it is left. */
export function cancelOpening(): void {
  const { openingId } = useViewing.getState();
  if (openingId !== null) void settled(consoleApi().bundle.cancelOpening({ openingId }));
}

let connected = false;

/** How far a bundle is, is said each time another quarter of it is done. */
function follow(): void {
  if (connected) return;
  connected = true;
  let said = 0;
  consoleApi().events.subscribe((event) => {
    if (event.name !== 'bundle.opening' || event.payload.jobId !== useViewing.getState().openingId) return;
    useViewing.setState({ progress: event.payload });
    const { bytesDone, bytesTotal } = event.payload;
    const quarter = bytesTotal < worthSaying ? 0 : Math.floor((4 * bytesDone) / bytesTotal);
    if (quarter > said && quarter < 4) announce(`${quarter * 25} % of the bundle is read.`);
    said = quarter;
  });
}

/** What is smaller is opened at once. */
const worthSaying = 256 * 1024 ** 2;

/** Opens a bundle in the place of the one that is open. */
export async function openBundle(request: CallRequest<'bundle.open'>): Promise<void> {
  const { opened: before, busy } = useViewing.getState();
  if (busy) return;
  follow();
  const openingId = crypto.randomUUID();
  useViewing.setState({ open: true, asked: request.path, busy: true, failure: null, openingId, progress: null });
  const reply = await settled(consoleApi().bundle.open({ ...request, openingId }));
  if (useViewing.getState().openingId !== openingId) {
    if (reply.ok) void settled(consoleApi().bundle.close({ bundleId: reply.value.bundleId }));
    return;
  }
  const done = { busy: false, openingId: null, progress: null };
  if (!reply.ok) {
    const { code, message } = reply.error;
    const isLocked = code === 'bundle-locked';
    const asksFirst = isLocked && request.passphrase === undefined && request.identity === undefined;
    const isTold = !asksFirst && code !== 'cancelled';
    useViewing.setState({
      ...done,
      failure: isTold ? message : null,
      locked: isLocked ? request.path : useViewing.getState().locked,
    });
    if (code === 'cancelled') announce('Opening was cancelled. Nothing of the bundle was left on this computer.');
    return;
  }
  if (before) void settled(consoleApi().bundle.close({ bundleId: before.bundleId }));
  useViewing.setState({ ...done, opened: reply.value, locked: null });
  const { files, wrong } = reply.value.counts;
  announce(
    `The bundle is open: ${counted(files, 'file')}. ${wrong === 0 ? 'All checksums fit.' : 'Not all of it is as packed.'}`,
  );
}
