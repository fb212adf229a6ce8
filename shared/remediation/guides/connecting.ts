import { creatioAddresses, discoveryAddress, frameworkAddress } from '../addresses.ts';
import type { EntryMaker } from '../entry.ts';
import { advice, copied, documentedIn, named, settingValues } from '../entry.ts';
import {
  additionalFeature,
  connect83,
  connectIdentityService,
  deployIdentityService,
  healthMonitoring,
  setUpAuthorization80,
  testIdentityService,
} from '../sources.ts';
import { createDefaultResource, fillSettings, openSettings, testAndSave } from '../steps/connecting.ts';
import { identityServiceBranches, tokenBranches } from '../steps/evidence.ts';
import { applicationsPath, applicationsPath80, applicationsPath81 } from '../steps/paths.ts';

const connecting = documentedIn(...connectIdentityService);
const by83 = documentedIn(connect83);
const by80 = documentedIn(setUpAuthorization80);
const byFeature = documentedIn(additionalFeature);

const allEmployees = 'A29A3BA5-4B0D-DE11-9A51-005056C00008';
const externalUsers = '720B771C-E7A7-4F31-9CFB-52CD21C3739F';

/** From a running Identity Service to a Creatio that uses it. */
export const connectingGuides = {
  'connect-identity-service': (facts) => ({
    title: 'Connect the Identity Service to Creatio',
    cause: 'A Creatio on-site knows its Identity Service only once somebody has entered its address and its client.',
    steps: [
      connecting('Deploy the Identity Service first, if that has not been done.', {
        values: discoveryAddress(facts),
        checks: ['identity.discovery'],
        branches: [
          { label: 'There is no Identity Service yet.', entry: 'deploy-identity-service' },
          ...identityServiceBranches,
        ],
      }),
      by83('In the cloud Creatio is connected from the start; go straight on to the applications there.', {
        from: '8.1',
        branches: [{ label: 'This Creatio runs in the cloud.', entry: 'authorize-application' }],
      }),
      by80('In the cloud, ask Creatio support to set up OAuth 2.0 for integrated applications.', {
        values: [copied('Creatio support', 'support@creatio.com')],
        before: '8.1',
      }),
      connecting('Switch on the additional feature OAuth20Integration for all users.', {
        values: [copied('Additional feature', 'OAuth20Integration')],
        before: '8.3.2',
        branches: [{ label: 'You want to see how.', entry: 'enable-additional-feature' }],
      }),
      advice('The additional feature OAuth20Integration is on from the start in this version.', { from: '8.3.2' }),
      by83(
        'As a result, the System Designer shows OAuth 2.0 integrated applications in the block Import and integration.',
        {
          path: applicationsPath,
          from: '8.2',
          branches: [{ label: 'The section is missing.', entry: 'enable-additional-feature' }],
        },
      ),
      connecting(
        'As a result, the System Designer shows OAuth 2.0 integrated applications in the block Application management.',
        {
          path: applicationsPath81,
          from: '8.1',
          before: '8.2',
          branches: [{ label: 'The section is missing.', entry: 'enable-additional-feature' }],
        },
      ),
      by80(
        'As a result, the System Designer shows OAuth 2.0 integrated application in the block Application management.',
        {
          path: applicationsPath80,
          before: '8.1',
          branches: [{ label: 'The section is missing.', entry: 'enable-additional-feature' }],
        },
      ),
      by83('Open it and go to the Diagnostic tab, which shows how the connection and the setup of OAuth stand.', {
        path: [...applicationsPath, 'Diagnostic'],
        from: '8.2.1',
      }),
      ...openSettings,
      ...fillSettings(facts),
      ...testAndSave,
      ...createDefaultResource,
      advice('From 8.2 on Creatio creates the default resource by itself.', { from: '8.2' }),
      by83('As a result, the Identity Service is connected. Run the diagnosis to see it from here as well.', {
        sources: connectIdentityService,
        checks: ['creatio.health'],
        branches: [
          { label: 'The health check sees a problem.', when: { check: 'creatio.health', is: 'problem' } },
          ...tokenBranches,
        ],
      }),
      by83('The health check can be watched by a monitoring system.', {
        from: '8.1.2',
        branches: [{ label: 'You want to set up monitoring.', entry: 'monitor-oauth-health' }],
      }),
      by83('Next, give each application credentials of its own.', {
        sources: connectIdentityService,
        branches: [
          { label: 'An application acts by itself.', entry: 'authorize-application' },
          { label: 'An application acts on behalf of a user (8.3 and later).', entry: 'authorization-code-grant' },
        ],
      }),
    ],
    provenBy: ['creatio.health', 'token.request'],
    sources: [...connectIdentityService, testIdentityService, ...healthMonitoring],
  }),

  'enable-additional-feature': (facts) => ({
    title: 'Switch on the additional feature OAuth20Integration',
    cause:
      'Before 8.3.2 the feature is off until somebody switches it on. As long as it is off, the System Designer does not show the OAuth applications.',
    steps: [
      byFeature('Open the page of additional features at this address.', {
        values: frameworkAddress(facts, 'Additional features', '/Flags'),
        platform: 'net-framework',
        from: '8.0.2',
      }),
      byFeature('Open the page of additional features at this address.', {
        values: frameworkAddress(facts, 'Additional features', '/Shell#Section/AppFeature_ListPage'),
        platform: 'net-framework',
        from: '8.0',
        before: '8.0.2',
      }),
      byFeature('Open the page of additional features at this address. It switches a feature for you alone.', {
        values: frameworkAddress(facts, 'Additional features', '/Nui/ViewModule.aspx#BaseSchemaModuleV2/FeaturesPage'),
        platform: 'net-framework',
        before: '8.0',
      }),
      advice('On .NET the address is probably the same without /0; the documents do not say so.', {
        platform: 'net',
      }),
      byFeature('Tick Is enabled for this feature and save. A feature that is not in the list is off.', {
        values: [copied('Additional feature', 'OAuth20Integration')],
        from: '8.0',
      }),
      byFeature(
        'For all users, work in the database. Insert the feature into the table Feature if it is missing, delete its rows in AdminUnitFeatureState, and insert a row with state 1 for each of these two groups.',
        {
          values: [
            copied('Additional feature', 'OAuth20Integration'),
            ...named('Table', 'Feature', 'AdminUnitFeatureState'),
            copied('All employees', allEmployees),
            copied('All external users', externalUsers),
          ],
          before: '8.0',
        },
      ),
      advice('An UPDATE alone, as an older article shows it, changes nothing where those rows are missing.', {
        before: '8.0',
      }),
      byFeature('What SQL has switched on, SQL has to switch off again.', { before: '8.0' }),
      byFeature('Reload every open page of Creatio.'),
      advice(
        'Where a page goes on as before, this call clears what Creatio remembers of features. It is not documented.',
        {
          values: creatioAddresses(facts, 'Cache of features', '/rest/FeatureService/ClearFeaturesCacheForAllUsers'),
        },
      ),
      byFeature(
        'If the feature stays off, look where else it is set: the database comes first, then web.config, then the metadata of the feature.',
      ),
      advice(
        'A message that Feature-EnableOAuth20Integration has to be set to true means the switch in the configuration of the application on the server. This was seen in builds of 8.1 and is not documented.',
        { values: [copied('Setting', 'Feature-EnableOAuth20Integration')] },
      ),
    ],
    provenBy: ['creatio.health'],
    proof: 'The System Designer shows OAuth 2.0 integrated applications.',
    sources: [additionalFeature],
  }),

  'create-default-resource': () => ({
    title: 'Create the default resource',
    cause:
      'Creatio registers itself once as a resource in the Identity Service. Without that, applications can be saved neither with a scope nor with an audience.',
    steps: [
      ...createDefaultResource,
      advice('From 8.2 on Creatio creates the default resource by itself; from 8.2.2 on it does not repeat that.', {
        from: '8.2',
      }),
      advice(
        'Where Creatio asks for AspNetCompatibilityEnabled while it creates the resource, update it: that was mended in 8.2.2.',
        { before: '8.2.2' },
      ),
      advice(
        'From 8.3 on the Creatio OAuth maintenance process, which registers it, no longer runs every hour. Run it by hand.',
        { values: [copied('Process', 'Creatio OAuth maintenance process')], from: '8.3' },
      ),
      advice(
        'If Creatio says that more than one default resource was found, delete the superfluous one of the OAuth resources.',
        { path: ['System Designer', 'Lookups', 'OAuth resources'] },
      ),
      advice('Ask for a token and use it.', {
        checks: ['token.request', 'token.inspect', 'token.use'],
        branches: tokenBranches,
      }),
    ],
    provenBy: ['token.request', 'token.inspect'],
    sources: connectIdentityService,
  }),

  'application-not-saved': () => ({
    title: 'Creatio does not save an OAuth application',
    cause:
      'While it saves an application, Creatio registers it in the Identity Service. The message says what stands in the way. These messages were seen in builds of 8.1; the documents do not list them.',
    steps: [
      advice('Compare the message with these.', {
        values: named(
          'Message',
          'Default resource does not exist',
          'More than one default resource found',
          'Unable to connect to OAuth server at "{url}"',
          'Unable to handle client application',
          'Unable to register resource',
          'Unable to modify resource',
          'To enable OAuth 2.0 set Feature-EnableOAuth20Integration = true in AppSettings',
        ),
        branches: [
          {
            label: 'The default resource does not exist, or there is more than one.',
            entry: 'create-default-resource',
          },
          { label: 'Creatio is unable to connect to the server.', entry: 'identity-service-unavailable' },
          { label: 'It is unable to handle the application or the resource.', entry: 'token-not-retrievable' },
          { label: 'Feature-EnableOAuth20Integration is missing.', entry: 'enable-additional-feature' },
        ],
      }),
      advice(
        'Unable to handle the application or a resource points to the client of Creatio itself: compare these settings.',
        {
          values: settingValues(['OAuth20IdentityServerClientId', 'OAuth20IdentityServerClientSecret']),
          checks: ['creatio.health'],
        },
      ),
      advice(
        'Whoever creates or changes an application seems to need this system operation; the documents do not say so.',
        {
          values: [copied('Code', 'CanManageSolution')],
        },
      ),
      advice('Read the messages of the logger OAuth20 in the logs of Creatio.', {
        branches: [{ label: 'The logs say nothing.', entry: 'creatio-logging' }],
      }),
    ],
    provenBy: ['creatio.health'],
    proof: 'The application is saved and has a client id.',
    sources: [deployIdentityService],
  }),
} satisfies Record<string, EntryMaker>;
