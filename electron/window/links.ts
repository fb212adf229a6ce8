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
