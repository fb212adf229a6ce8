import { UserError } from '../../../shared/user-error.ts';
import { discoveryAddress, parseServiceAddress } from '../../oauth/addresses.ts';

/** What the script looks at. Everything is ASCII, normalized by the URL Standard, and holds no credentials. */
export interface ScriptTarget {
  /** Base address of the Identity Service, without a trailing slash. */
  address: string;
  /** Address of its discovery document. */
  document: string;
  /** Host name or IP address, an IPv6 one without brackets. */
  hostname: string;
  port: number;
  secure: boolean;
  /** Whether the host is an IP address, so that there is no name to resolve. */
  isAddress: boolean;
}

/** Throws a UserError `identity-service-url-missing` where the environment does not say where its Identity Service is. */
export function targetOf(identityServiceUrl: string | null): ScriptTarget {
  const url = identityServiceUrl === null ? null : parseServiceAddress(identityServiceUrl);
  if (url === null) {
    throw new UserError(
      'identity-service-url-missing',
      'This environment has no usable address of the Identity Service, so there is nothing for the script to look at. Enter it in the settings, as it stands in the system setting OAuth20IdentityServerUrl of Creatio.',
    );
  }
  const address = `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  return {
    address,
    document: discoveryAddress(address),
    hostname,
    port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
    secure: url.protocol === 'https:',
    isAddress: hostname.includes(':') || /^\d+(?:\.\d+){3}$/.test(hostname),
  };
}
