import type { Exchange } from '../client/exchange.ts';
import type { MaskedRequest } from './template.ts';

export { asCurl } from './curl.ts';
export { healthChecksAsPostman } from './health-checks.ts';
export { asHttpFile } from './http-file.ts';
export { asPostman } from './postman.ts';
export type { MaskedRequest } from './template.ts';

/** The request of a masked exchange, to be copied. `user` is the client id, or the user name of Basic authentication. */
export const requestOf = (
  { request, credentials }: Pick<Exchange, 'request' | 'credentials'>,
  user: string,
): MaskedRequest => ({
  ...request,
  credentials,
  user,
});
