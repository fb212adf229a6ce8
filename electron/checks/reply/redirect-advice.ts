import { parseUrl } from '../../../shared/url.ts';

/** What to do about a redirect that is not followed, to be put before the full stop of its sentence. */
export function redirectAdvice(asked: string, target: string): string {
  const [from, to] = [parseUrl(asked), parseUrl(target)];
  if (from === null || to === null || from.origin === to.origin) return '';
  const isToHttps = from.hostname === to.hostname && from.protocol === 'http:' && to.protocol === 'https:';
  return isToHttps
    ? '; enter the https address if that is the right one'
    : '; enter that address if it is the right one';
}
