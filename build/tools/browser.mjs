import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const commands = [
  // Chromium without a window of its own: the same engine for a third less time.
  'chromium-headless-shell',
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
  'msedge',
];

const folders = {
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA],
  darwin: ['/Applications', join(process.env.HOME ?? '', 'Applications')],
}[process.platform];

const installed = {
  win32: ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'],
  darwin: [
    'Google Chrome.app/Contents/MacOS/Google Chrome',
    'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    'Chromium.app/Contents/MacOS/Chromium',
  ],
}[process.platform];

/** Path of a Chrome, Edge or Chromium of this machine that needs no screen, or null. `BROWSER_EXECUTABLE` goes before all others. */
export function findBrowser() {
  if (process.env.BROWSER_EXECUTABLE) return process.env.BROWSER_EXECUTABLE;
  const candidates = [
    ...(folders ?? []).filter(Boolean).flatMap((folder) => (installed ?? []).map((path) => join(folder, path))),
    ...(process.env.PATH ?? '').split(delimiter).flatMap((folder) => commands.map((name) => join(folder, name))),
  ];
  return candidates.find(isExecutable) ?? null;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
