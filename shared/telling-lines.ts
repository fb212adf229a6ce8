/** A text in a log that tells something about OAuth. */
export interface TellingLine {
  id: string;
  /** Where it is written. */
  writer: 'creatio' | 'identity-service';
  /** The texts, any of which is looked for as it stands; upper and lower case do not count. */
  texts: readonly string[];
  /** What it means, in sentences. */
  meaning: string;
  /** Whether it tells of a fault, or only shows what happened. */
  fault: boolean;
  /** Id of an entry of the remediation catalogue, or null where nothing is to be mended. */
  remediation: string | null;
}

/**
 * What Creatio and IdentityServer write when OAuth fails. The texts of Creatio were seen in its builds, those of the Identity
 * Service stand in the source of IdentityServer4; other versions may word them differently.
 */
export const tellingLines: readonly TellingLine[] = [
  {
    id: 'creatio-auth-failed',
    writer: 'creatio',
    texts: ['IdentityServer auth failed with'],
    meaning:
      'The Identity Service refused to give Creatio a token. The rest of the line says with which answer; its own log says why.',
    fault: true,
    remediation: 'token-not-retrievable',
  },
  {
    id: 'creatio-service-busy',
    writer: 'creatio',
    texts: ['IdentityServer busy or inaccessible', 'IdentityServer busy or unaccessable'],
    meaning: 'Creatio asked the Identity Service and got no answer in time, or none at all.',
    fault: true,
    remediation: 'identity-service-unavailable',
  },
  {
    id: 'creatio-empty-token',
    writer: 'creatio',
    texts: ['Empty token received'],
    meaning: 'Something answered Creatio without an error, but the answer held no token.',
    fault: true,
    remediation: 'token-not-retrievable',
  },
  {
    id: 'creatio-requests-token',
    writer: 'creatio',
    texts: ['Requesting access token from'],
    meaning: 'Creatio asks for a token. The address behind it is the one that Creatio really uses.',
    fault: false,
    remediation: null,
  },
  {
    id: 'creatio-service-unreachable',
    writer: 'creatio',
    texts: ['Unable to connect to OAuth server at'],
    meaning:
      'Creatio could not reach the address behind this text: the setting with the address is wrong, or the network lets nothing through.',
    fault: true,
    remediation: 'identity-service-unavailable',
  },
  {
    id: 'creatio-application-not-saved',
    writer: 'creatio',
    texts: ['Unable to handle client application', 'Unable to register resource', 'Unable to modify resource'],
    meaning:
      'The Identity Service did not let Creatio manage clients or resources: the client of the settings is wrong.',
    fault: true,
    remediation: 'application-not-saved',
  },
  {
    id: 'creatio-default-resource',
    writer: 'creatio',
    texts: ['Default resource does not exist', 'More than one default resource found'],
    meaning: 'Creatio needs exactly one default resource for OAuth, and there is none or more than one.',
    fault: true,
    remediation: 'create-default-resource',
  },
  {
    id: 'identity-client-unknown',
    writer: 'identity-service',
    texts: ['No client with id'],
    meaning: 'The Identity Service has no enabled client with the id behind this text.',
    fault: true,
    remediation: 'token-invalid-client',
  },
  {
    id: 'identity-secret-wrong',
    writer: 'identity-service',
    texts: ['Client secret validation failed'],
    meaning:
      'The client is known and its secret is another one. A secret that was edited after the first start is not read.',
    fault: true,
    remediation: 'token-invalid-client',
  },
  {
    id: 'identity-client-missing',
    writer: 'identity-service',
    texts: ['No client identifier found'],
    meaning: 'The request named no client in the way that the Identity Service reads it.',
    fault: true,
    remediation: 'token-invalid-client',
  },
  {
    id: 'issuer-differs',
    writer: 'creatio',
    texts: ['IDX10205'],
    meaning: 'A token was refused because its issuer has another address than the one that is expected.',
    fault: true,
    remediation: 'issuer-mismatch',
  },
  {
    id: 'discovery-unreadable',
    writer: 'creatio',
    texts: ['IDX20803'],
    meaning:
      'The server could not fetch the discovery document of the Identity Service, often because it does not trust its certificate. That a browser does proves nothing for the server.',
    fault: true,
    remediation: 'identity-service-not-trusted',
  },
  {
    id: 'certificate-not-trusted',
    writer: 'creatio',
    texts: ['remote certificate is invalid'],
    meaning: 'The server does not trust the certificate of the service that it called.',
    fault: true,
    remediation: 'identity-service-not-trusted',
  },
  {
    id: 'signing-key-unreadable',
    writer: 'identity-service',
    texts: ['Keyset does not exist'],
    meaning: 'The account of the application pool may not read the private key that signs tokens.',
    fault: true,
    remediation: 'signing-key-unreadable',
  },
];
