import { isPageUrl } from './app-protocol.ts';

interface Frame {
  readonly url: string;
}

/** Whether a call comes from the main frame of this window while it shows our page. A frame that is gone is not trusted. */
export function isTrustedSender(
  { senderFrame }: { senderFrame: Frame | null },
  contents: { mainFrame: Frame } | null,
): boolean {
  return senderFrame !== null && contents !== null && senderFrame === contents.mainFrame && isPageUrl(senderFrame.url);
}
