import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { newStyleNonce, securityHeaders, styleNoncePlaceholder } from './headers.ts';

/** A response in the terms that every host can send. */
export interface PageResponse {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array<ArrayBuffer>;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.woff2': 'font/woff2',
};

// Plain names only: no encoded character, no backslash, no drive, no name that starts with a dot. So no path leaves the folder.
const plainPath = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/;

/**
 * Answers a request for a file of the built page. Only GET, and only files of a known type inside the folder.
 * @param path the path of the requested URL, as it was sent, without the query
 */
export async function servePageFile(folder: string, method: string, path: string): Promise<PageResponse> {
  const nonce = newStyleNonce();
  const headers = securityHeaders(nonce);
  const file = path === '/' ? '/index.html' : path;
  const contentType = contentTypes[extname(file)];
  if (method !== 'GET') return plain(405, 'Only GET is answered here.', { ...headers, Allow: 'GET' });
  if (!plainPath.test(file) || contentType === undefined) return plain(404, 'There is no such file.', headers);
  try {
    const content = await readFile(join(folder, file));
    const body = contentType.startsWith('text/html')
      ? content.toString('utf8').replaceAll(styleNoncePlaceholder, nonce)
      : new Uint8Array(content);
    return { status: 200, headers: { ...headers, 'Content-Type': contentType }, body };
  } catch {
    return plain(404, 'There is no such file.', headers);
  }
}

function plain(status: number, body: string, headers: Readonly<Record<string, string>>): PageResponse {
  return { status, headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' }, body };
}
