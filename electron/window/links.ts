import { parseUrl } from '../../shared/url.ts';
import { UserError } from '../../shared/user-error.ts';

/** How a host shows an address in the system's browser. */
type OpenExternal = (url: string) => Promise<void>;

/** Opens a link for the page: only https addresses the catalogue vouches for leave the console. */
export function linkOpener(openExternal: OpenExternal, isAllowed: (url: string) => boolean): OpenExternal {
  return async (url) => {
    if (!url.startsWith('https://') || !isAllowed(url))
      throw new UserError('link-refused', 'The console opens only pages that its own instructions link to.');
    await openExternal(new URL(url).href);
  };
}

/**
 * Opens an authorization address that the console has made itself. It has to be an https address without a user name; http is taken
 * where the server is one of the environment's own, or this very computer.
 * @throws UserError `link-refused`
 */
export function authorizationOpener(
  openExternal: OpenExternal,
): (url: string, ownOrigins: readonly string[]) => Promise<void> {
  return async (url, ownOrigins) => {
    const parsed = parseUrl(url);
    const plain = parsed?.protocol === 'http:' && (ownOrigins.includes(parsed.origin) || isLoopback(parsed.hostname));
    const usable = parsed !== null && (parsed.protocol === 'https:' || plain);
    if (!usable || parsed.username !== '' || parsed.password !== '' || parsed.href.length > longestAddress) {
      throw new UserError(
        'link-refused',
        'The console does not open this authorization address in the browser: it has to begin with https://, or with http:// and be on a server of the environment or on this computer.',
      );
    }
    await openExternal(parsed.href);
  };
}

/** What Windows still hands to a browser, with room to spare. */
const longestAddress = 8_000;

const isLoopback = (hostname: string): boolean => /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
