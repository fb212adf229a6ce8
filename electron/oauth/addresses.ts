import { parseUrl, type ParsedUrl } from '../../shared/url.ts';

/** Address of a path below a base address that may itself have a path. */
export function below(base: string, path: string): string {
  return `${base.replace(/[?#].*$/, '').replace(/\/+$/, '')}/${path}`;
}

/** Where an issuer publishes its metadata (OpenID Connect Discovery 1.0, section 4). */
export const discoveryAddress = (identityServiceUrl: string): string =>
  below(identityServiceUrl, '.well-known/openid-configuration');

/** The token endpoint of every Identity Service, as Creatio itself addresses it. */
export const usualTokenEndpoint = (identityServiceUrl: string): string => below(identityServiceUrl, 'connect/token');

/** The address as a URL, or null when it is none that a service can be reached by (http or https, no user name). */
export function parseServiceAddress(address: string): ParsedUrl | null {
  const url = parseUrl(address);
  const usable = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  return usable ? url : null;
}

/** True when both are addresses of the same scheme, host and port. */
export function sameOrigin(one: string, other: string): boolean {
  const origin = parseServiceAddress(one)?.origin;
  return origin !== undefined && origin === parseServiceAddress(other)?.origin;
}
