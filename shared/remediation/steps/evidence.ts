import type { CheckId, RemediationBranch } from '../../report.ts';

const problem = (check: CheckId, label: string): RemediationBranch => ({ label, when: { check, is: 'problem' } });

/** Where the way to the Identity Service ends, from the address to its discovery document. */
export const identityServiceBranches: RemediationBranch[] = [
  problem('identity.address', 'The address itself cannot be used.'),
  problem('identity.dns', 'The name of the Identity Service is not found.'),
  problem('identity.tcp', 'Nothing accepts the connection.'),
  problem('identity.tls', 'The secure connection fails.'),
  problem('identity.discovery', 'It answers, but not with its discovery document.'),
];

/** Where the way to Creatio ends, from the address to an answer of Creatio. */
export const creatioBranches: RemediationBranch[] = [
  problem('creatio.address', 'The address itself cannot be used.'),
  problem('creatio.dns', 'The name of Creatio is not found.'),
  problem('creatio.tcp', 'Nothing accepts the connection.'),
  problem('creatio.tls', 'The secure connection fails.'),
  problem('creatio.ping', 'Creatio gives no good answer.'),
  problem('creatio.health', 'The health check gives no good answer.'),
];

/** What hinders a token between the Identity Service and OData. */
export const tokenBranches: RemediationBranch[] = [
  problem('token.request', 'The Identity Service issues no token.'),
  problem('token.inspect', 'The token itself is not right.'),
  problem('token.use', 'Creatio does not accept the token.'),
];

/** What hinders everyone who wants to verify a token. */
export const signingBranches: RemediationBranch[] = [
  problem('identity.keys', 'The signing keys are missing or cannot be used.'),
  problem('identity.clock', 'The clocks differ.'),
];
