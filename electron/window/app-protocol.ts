import type { CustomScheme, Protocol } from 'electron';
import { servePageFile } from './page-files.ts';

const scheme = 'app';
const host = 'console';

/** The address of the page; everything else is foreign. */
export const pageUrl = `${scheme}://${host}/`;

/** The page has an origin of its own, as a site has; it gets no right to pass by its content security policy. */
export const pageScheme: CustomScheme = {
  scheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true },
};

/** Whether an address is one of our own page. */
export function isPageUrl(address: string): boolean {
  return address.startsWith(pageUrl);
}

/** Serves the built page from a folder under {@link pageUrl}, and nothing else. */
export function servePage(protocol: Pick<Protocol, 'handle'>, folder: string): void {
  protocol.handle(scheme, async (request) => {
    if (!isPageUrl(request.url)) return new Response('There is no such page.', { status: 404 });
    const { status, headers, body } = await servePageFile(folder, request.method, new URL(request.url).pathname);
    return new Response(body, { status, headers });
  });
}
