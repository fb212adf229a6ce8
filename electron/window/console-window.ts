import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';

/** Behind the page until it has painted, so that a dark desktop sees no white flash. */
const backgrounds = { light: '#f5f5f5', dark: '#1f1f1f' } as const;

/** How the console's one window is made; it stays hidden until the page is ready to be shown. */
export function consoleWindowOptions(settings: {
  preload: string;
  dark: boolean;
  packaged: boolean;
  /** Where it stood the last time. */
  bounds: Partial<Rectangle>;
}): BrowserWindowConstructorOptions {
  return {
    title: 'OAuth Console for Creatio',
    width: 1200,
    height: 800,
    ...settings.bounds,
    minWidth: 640,
    minHeight: 480,
    show: false,
    backgroundColor: settings.dark ? backgrounds.dark : backgrounds.light,
    webPreferences: {
      preload: settings.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !settings.packaged,
    },
  };
}
