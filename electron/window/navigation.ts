type Prevent = (event: { preventDefault(): void }) => void;

/** The part of Electron's `WebContents` that navigation goes through. */
interface NavigatingContents {
  on(event: 'will-navigate', listener: Prevent): unknown;
  on(event: 'will-redirect', listener: Prevent): unknown;
  on(event: 'will-frame-navigate', listener: Prevent): unknown;
  on(event: 'will-attach-webview', listener: Prevent): unknown;
  setWindowOpenHandler(handler: () => { action: 'deny' }): void;
}

const prevent: Prevent = (event) => event.preventDefault();

/** The page stays the page: no other address, no second window, no webview, in any frame. */
export function lockNavigation(contents: NavigatingContents): void {
  contents.on('will-navigate', prevent);
  contents.on('will-redirect', prevent);
  contents.on('will-frame-navigate', prevent);
  contents.on('will-attach-webview', prevent);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
