import type { OutcomeId } from '../../../shared/outcomes.ts';
import type { IdentityServiceBehaviour, PlayedScenario } from '../behaviour.ts';

const scenario = (
  name: string,
  outcome: OutcomeId,
  title: string,
  description: string,
  identityService: IdentityServiceBehaviour,
): PlayedScenario => ({ name, title, description, group: 'Identity Service', outcome, identityService });

/** Faults of the Identity Service that its discovery document, its keys, its hosting or its clock show. */
export const identityServiceScenarios: readonly PlayedScenario[] = [
  scenario(
    'discovery-404',
    'identity-service-unavailable',
    'There is no discovery document (404)',
    'Another site answers at the address of the Identity Service.',
    { everything: 'not-found' },
  ),
  scenario(
    'discovery-html',
    'identity-service-unavailable',
    'A web page in place of the discovery document',
    'The address leads to a web page, with status 200.',
    { discovery: 'other-page' },
  ),
  scenario(
    'discovery-truncated',
    'identity-service-unavailable',
    'A discovery document that breaks off',
    'The JSON ends in the middle.',
    { discovery: 'truncated-json' },
  ),
  scenario(
    'discovery-incomplete',
    'token-not-retrievable',
    'A discovery document without a token endpoint',
    'The document is JSON, but does not say where tokens are issued.',
    { discoveryDocument: 'incomplete' },
  ),
  scenario(
    'discovery-issuer-differs',
    'healthy',
    'The issuer differs from the address',
    'The service calls itself by another name than the one in the system settings. That can be on purpose.',
    { discoveryDocument: 'issuer-differs' },
  ),
  scenario(
    'discovery-endpoints-elsewhere',
    'healthy',
    'The endpoints are at another address',
    'The document names localhost in its endpoints, which is right only on the server itself.',
    { discoveryDocument: 'endpoints-elsewhere' },
  ),
  scenario(
    'discovery-no-client-credentials',
    'token-not-retrievable',
    'The client credentials grant is not offered',
    'The document does not list the grant, and the token endpoint does not know it.',
    { discoveryDocument: 'no-client-credentials', token: 'token-unsupported-grant-type' },
  ),
  scenario(
    'keys-unavailable',
    'healthy',
    'The signing keys cannot be loaded',
    'The address of the keys answers 404, so nobody can verify a token.',
    { keys: 'not-found' },
  ),
  scenario(
    'keys-empty',
    'healthy',
    'The list of signing keys is empty',
    'Tokens are issued, but nobody can verify them.',
    { keys: 'empty' },
  ),
  scenario(
    'keys-unusable',
    'healthy',
    'The signing keys cannot be used',
    'The list holds only a key for encryption and a damaged one.',
    { keys: 'unusable' },
  ),
  scenario(
    'identity-service-clock-behind',
    'healthy',
    'The clock of the Identity Service is 20 minutes behind',
    'Tokens seem to be older than they are and expire early.',
    { clockOffsetSeconds: -1_200 },
  ),
  scenario(
    'identity-service-clock-ahead',
    'healthy',
    'The clock of the Identity Service is 20 minutes ahead',
    'Fresh tokens are not valid yet, so Creatio turns them down.',
    { clockOffsetSeconds: 1_200 },
  ),
  ...(
    [
      ['403-14', 'The site points to a folder without an application.'],
      ['500-19', 'The hosting bundle is missing, or the pool may not read the folder.'],
      ['500-30', 'The service fails at start: configuration, database or signing certificate.'],
      ['500-31', 'The .NET runtime that the service needs is not installed.'],
      ['500-32', 'The service and its pool differ in bitness.'],
      ['500-34', 'The service shares its pool with an application of another hosting model.'],
      ['500-35', 'The service shares its process with another application.'],
      ['502-5', 'The process of the service ended before it was ready.'],
    ] as const
  ).map(([code, description]) =>
    scenario(
      `identity-service-iis-${code}`,
      'identity-service-unavailable',
      `Identity Service: error ${code.replace('-', '.')} from IIS`,
      `${description} IIS answers in its place.`,
      { everything: `iis-${code}` },
    ),
  ),
];
