/** Path of a Chrome, Edge or Chromium of this machine, or null. */
export function findBrowser(): string | null;
