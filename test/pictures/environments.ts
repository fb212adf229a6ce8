import { settingDefaults } from '../../shared/profile.ts';
import type { ParsedRequest } from '../../shared/contract.ts';

type Settings = ParsedRequest<'profiles.save'>['profile'];

const environment = (name: string, host: string, part: Partial<Settings>): Settings => ({
  ...settingDefaults,
  name,
  creatioUrl: `https://${host}.example.com`,
  platform: 'net-framework',
  identityServiceUrl: `https://identity.${host}.example.com:8090`,
  clientId: 'A1B2C3D4E5F6A7B8',
  timeLimitSeconds: 15,
  ...part,
});

/** The environments of the list, with the scenario that their last run resembles and how many hours ago it was. */
export const environments: readonly { settings: Settings; scenario: string; hoursAgo: number }[] = [
  {
    settings: environment('Production CRM', 'crm', {
      group: 'Headquarters',
      production: true,
      creatioVersion: '8.3.1',
      caseNumber: 'SR-0042',
      notes: 'Olga looks after the router and the certificates.\nBackups run at 03:00; leave the pools alone then.',
      logFolders: {
        creatio: 'C:\\Windows\\Temp\\Creatio\\Site_1\\CRM\\Log',
        identityService: '\\\\crm-app01\\IdentityService\\logs',
      },
    }),
    scenario: 'healthy',
    hoursAgo: 2,
  },
  {
    settings: environment('CRM test', 'crm-test', { group: 'Headquarters', creatioVersion: '8.3.1' }),
    scenario: 'token-not-retrievable',
    hoursAgo: 26,
  },
  {
    settings: environment('Wholesale', 'wholesale', { group: 'Branches', production: true, creatioVersion: '8.2.1' }),
    scenario: 'identity-service-blocked-here',
    hoursAgo: 5,
  },
  {
    settings: environment('Service desk', 'desk', { group: 'Branches', platform: 'net', creatioVersion: '8.3.2' }),
    scenario: 'health-401',
    hoursAgo: 75,
  },
];
