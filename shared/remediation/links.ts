import { parseUrl } from '../url.ts';

/** Hosts that the catalogue links to; no other page is ever opened from it. */
export const allowedLinkHosts = [
  'academy.creatio.com',
  'documenter.getpostman.com',
  'learn.microsoft.com',
  'datatracker.ietf.org',
  'developers.google.com',
] as const;

/** True for an https address, on the usual port and without a user, at exactly one of the allowed hosts. */
export function isAllowedLink(url: string): boolean {
  const parsed = parseUrl(url);
  return (
    parsed !== null &&
    parsed.protocol === 'https:' &&
    parsed.username === '' &&
    parsed.password === '' &&
    parsed.port === '' &&
    allowedLinkHosts.some((host) => host === parsed.hostname)
  );
}
