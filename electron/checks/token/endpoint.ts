import { sameOrigin, usualTokenEndpoint } from '../../oauth/addresses.ts';
import type { DiscoveryDocument } from '../../oauth/discovery-document.ts';

/** Where to ask for a token. */
export interface ChosenEndpoint {
  url: string;
  /** True when the discovery document names it, false when it is the usual one of an Identity Service. */
  discovered: boolean;
  /** An endpoint of the discovery document that lies on another origin, so that no secret may go there. */
  passedOver: string | null;
}

/**
 * The token endpoint that the discovery document names, when it lies on the configured origin: the secret was entered
 * for that one only. Otherwise the usual one of an Identity Service.
 */
export function chooseTokenEndpoint(
  discovery: DiscoveryDocument | undefined,
  identityServiceUrl: string,
): ChosenEndpoint {
  const named = discovery?.tokenEndpoint ?? null;
  if (named !== null && sameOrigin(named, identityServiceUrl)) {
    return { url: named.replace(/#.*$/s, ''), discovered: true, passedOver: null };
  }
  return { url: usualTokenEndpoint(identityServiceUrl), discovered: false, passedOver: named };
}
