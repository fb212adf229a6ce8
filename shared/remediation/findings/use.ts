import type { FindingId } from '../../findings.ts';
import { discoveryAddress, odataAddresses } from '../addresses.ts';
import { grantFewRights } from '../steps/applications.ts';
import { identityServiceBranches, signingBranches } from '../steps/evidence.ts';
import { applicationsPath } from '../steps/paths.ts';
import type { EntryMaker } from '../entry.ts';
import { advice, copied, documentedIn, named, settingValues } from '../entry.ts';
import {
  applications,
  bearerErrors,
  clientCredentials,
  externalRequests,
  logging,
  systemOperations,
  technicalUsers,
} from '../sources.ts';

type UseFindingId = Extract<FindingId, `use-${string}`>;

const provenBy: ReturnType<EntryMaker>['provenBy'] = ['token.use'];

/** The token used on Creatio. */
export const useFindings = {
  'use-unauthorized': (facts) => ({
    title: 'Creatio does not accept the token',
    cause:
      'Creatio answers 401 to a fresh token: it knows another Identity Service, cannot fetch its keys, judges by another clock, or does not know this client.',
    steps: [
      advice(
        'Compare the address in the system setting of Creatio with the Identity Service from which the token came.',
        {
          values: settingValues(['OAuth20IdentityServerUrl']),
        },
      ),
      advice(
        'On the Creatio server, open the discovery address and the keys of the Identity Service. Creatio has to reach both.',
        {
          values: discoveryAddress(facts),
          checks: ['identity.discovery', 'identity.keys'],
          branches: [...identityServiceBranches, ...signingBranches],
        },
      ),
      documentedIn(clientCredentials)(
        'Use a client that was made in Creatio; each application has credentials of its own.',
        {
          path: applicationsPath,
          from: '8.2',
        },
      ),
      documentedIn(externalRequests)(
        'Until this version Creatio also answers 401 when scope, resource or client definition is missing.',
        {
          before: '8.3.2',
        },
      ),
      advice(
        'Check that the system user of the application is active, and that its allowed addresses include this computer.',
      ),
      advice(
        'Read Error.log, Auth.log and SecurityToken.log of Creatio for that moment. IDX10205 is a differing issuer, IDX20803 an unreachable or untrusted Identity Service.',
        {
          values: named('Text in the log', 'IDX10205', 'IDX20803'),
          sources: [logging],
          branches: [
            { label: 'A log says IDX10205.', entry: 'issuer-mismatch' },
            { label: 'A log says IDX20803.', entry: 'identity-service-not-trusted' },
            { label: 'The logs say nothing about it.', entry: 'creatio-logging' },
          ],
        },
      ),
      advice('Repeat the call yourself, with the token in the header Authorization: Bearer.', {
        values: odataAddresses(facts),
      }),
    ],
    provenBy,
    sources: [bearerErrors, clientCredentials, externalRequests, logging],
  }),

  'use-forbidden': () => ({
    title: 'The token is accepted, but the user lacks rights',
    cause: 'Creatio answers 403. OAuth works as far as here; the user behind the application may not read this data.',
    steps: [
      advice('Open the application in Creatio and see which user it acts as.', { path: applicationsPath, from: '8.2' }),
      documentedIn(technicalUsers)(
        'A technical user starts without any rights or roles. Give it the roles that the integration needs.',
        {
          path: ['System Designer', 'Users and administration', 'Technical users'],
          from: '8.2',
          branches: [{ label: 'You want to see all steps.', entry: 'technical-user-rights' }],
        },
      ),
      documentedIn(technicalUsers)(
        'A technical user starts without any rights or roles. Give it the roles that the integration needs.',
        {
          path: ['System Designer', 'Import and integration', 'Technical users'],
          from: '8.1.5',
          before: '8.2',
          branches: [{ label: 'You want to see all steps.', entry: 'technical-user-rights' }],
        },
      ),
      documentedIn(systemOperations)(
        'Grant that user the system operation for OData. Without it the token is fine, but OData refuses every call.',
        {
          checks: ['token.use'],
          values: [copied('Operation', 'Access to OData'), copied('Code', 'CanUseODataService')],
          branches: [{ label: 'You want to see all rights.', entry: 'technical-user-rights' }],
        },
      ),
      ...grantFewRights,
      advice('Grant it the rights to the object that is read, here Contact, and no more than the integration needs.', {
        checks: ['token.use'],
      }),
      documentedIn(externalRequests)(
        'From this version on, 403 can also mean that scope, resource or client definition is missing.',
        {
          from: '8.3.2',
        },
      ),
    ],
    provenBy,
    sources: [...applications, technicalUsers, externalRequests],
  }),

  'use-not-found': (facts) => ({
    title: 'OData was not found at this address',
    cause:
      'Creatio answers 404 to the OData address. The platform may be another one, or Creatio may lie in a virtual directory.',
    steps: [
      documentedIn(externalRequests)('On .NET Framework OData lies under /0/odata, on .NET under /odata.', {
        values: odataAddresses(facts),
      }),
      advice('Set the platform of this environment to automatic.', { checks: ['creatio.platform', 'token.use'] }),
      advice('Check that the address of Creatio contains its virtual directory, if it has one.'),
    ],
    provenBy,
    sources: [externalRequests],
  }),

  'use-failed': (facts) => ({
    title: 'The call with the token failed',
    cause: 'The token was obtained, but Creatio did not answer the OData call as it should.',
    steps: [
      advice('Open the evidence and read status and reply.', { values: odataAddresses(facts) }),
      advice('Read Error.log of Creatio for that moment.'),
      advice('If a page answers instead of data, a gateway or a login page may stand in the way of this address.'),
    ],
    provenBy,
    sources: [externalRequests],
  }),
} satisfies Record<UseFindingId, EntryMaker>;
