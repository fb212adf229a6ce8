import type { BrowserWindow } from 'electron';

/** The part of Electron's `app` that knows of other starts. */
interface StartingApplication {
  requestSingleInstanceLock(): boolean;
  on(event: 'second-instance', listener: () => void): unknown;
}

type Window = Pick<BrowserWindow, 'isMinimized' | 'restore' | 'show' | 'focus'>;

/**
 * Makes this process the only console of its data folder. A second start brings the first one's window to the front
 * and ends; it gets false.
 */
export function becomeSingleInstance(app: StartingApplication, currentWindow: () => Window | null): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', () => {
    const window = currentWindow();
    if (window !== null) raise(window);
  });
  return true;
}

function raise(window: Window): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
