import { servePageFile } from '../window/page-files.ts';
import type { PageResponse } from '../window/page-files.ts';
import { electronForPage } from './electron-for-page.ts';

/** Where the page gets the preload from; the built page has no such file. */
export const preloadPath = '/host/preload.js';

const preloadTag = `<script src="${preloadPath}"></script>`;

/** Serves the built page as the product does, with the preload as its first script. */
export async function serveHostedPage(folder: string, method: string, path: string): Promise<PageResponse> {
  const response = await servePageFile(folder, method, path);
  if (typeof response.body !== 'string') return response;
  return { ...response, body: response.body.replace('<head>', `<head>${preloadTag}`) };
}

/** Wraps the built preload, unchanged, into a script in which `require('electron')` gives the stand-in. */
export function preloadScript(preload: string): string {
  return [
    '(() => {',
    `const electron = (${electronForPage.toString()})(window);`,
    'const module = { exports: {} };',
    '((require, module, exports) => {',
    preload,
    '})(() => electron, module, module.exports);',
    '})();',
  ].join('\n');
}
