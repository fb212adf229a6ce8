import { isLoginAddress } from '../../../shared/reply/login.ts';
import type { HttpExchange } from '../../net/index.ts';

export { isLoginPage } from '../../../shared/reply/login.ts';

/** Whether the request was sent to a login page, at any hop of its redirects. */
export function redirectsToLogin(exchanges: readonly HttpExchange[], redirectsTo: string | null): boolean {
  const targets = exchanges.slice(1).map(({ request }) => request.url);
  if (redirectsTo !== null) targets.push(redirectsTo);
  const asked = exchanges[0]?.request.url ?? '';
  return targets.some((target) => isLoginAddress(target, asked));
}
