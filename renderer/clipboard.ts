import { announce } from './store/announcements.ts';

/**
 * Puts text on the clipboard and says so in the live region. Must be called from a user's act.
 * Goes through the `copy` event, since the console denies every permission, `navigator.clipboard`'s included.
 */
export function copyText(text: string): boolean {
  const put = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('copy', put, { capture: true });
  try {
    const copied = document.execCommand('copy');
    announce(copied ? 'Copied.' : 'The text could not be copied. Select it and press Ctrl+C.');
    return copied;
  } finally {
    document.removeEventListener('copy', put, { capture: true });
  }
}
