import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { isPageUrl } from './app-protocol.ts';

type Sender = Pick<IpcMainInvokeEvent, 'senderFrame'>;

/** Whether a call comes from the main frame of this window while it shows our page. A frame that is gone is not trusted. */
export function isTrustedSender({ senderFrame }: Sender, contents: Pick<WebContents, 'mainFrame'> | null): boolean {
  return senderFrame !== null && contents !== null && senderFrame === contents.mainFrame && isPageUrl(senderFrame.url);
}
