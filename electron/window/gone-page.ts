import type { MessageBoxOptions } from 'electron';

/** The part of Electron's `WebContents` that tells of the end of its process. */
interface MortalContents {
  on(event: 'render-process-gone', listener: (event: unknown, details: { reason: string }) => void): unknown;
}

interface Answers {
  /** Whether to show the page again; otherwise the console closes. */
  ask(): Promise<boolean>;
  showAgain(): void;
  close(): void;
  log(line: string): void;
}

/** Without the process of its page the window stays empty for good: offers to show the page again, or to close. */
export function offerGonePage(contents: MortalContents, { ask, showAgain, close, log }: Answers): void {
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    log(`The process of the page ended: ${reason}`);
    void ask().then((again) => (again ? showAgain() : close()));
  });
}

/** What is asked, for a message box; the first answer shows the page again. */
export const gonePageQuestion = {
  type: 'warning',
  message: 'The page of the console has ended unexpectedly.',
  detail: 'Your environments and the last runs are kept. What was typed and not saved is lost.',
  buttons: ['Show it again', 'Close the console'],
  defaultId: 0,
  cancelId: 1,
  noLink: true,
} satisfies MessageBoxOptions;
