import { systemSettingCodes, type SystemSettingCode } from '../../../shared/outcomes.ts';
import type { PlayedScenario } from '../behaviour.ts';

const group = 'Documented results';
const [url, clientId, clientSecret] = systemSettingCodes;

const twoEmpty = (
  name: string,
  emptySettings: readonly [SystemSettingCode, SystemSettingCode],
  left: string,
): PlayedScenario => ({
  name,
  title: `Two system settings are empty: ${left} is left`,
  description: `Only ${left} was filled in. The health check names the two other settings.`,
  group,
  outcome: 'settings-empty',
  creatio: { emptySettings },
});

const oneEmpty = (name: string, emptySetting: SystemSettingCode, what: string): PlayedScenario => ({
  name,
  title: `One system setting is empty: ${what}`,
  description: `${emptySetting} has no value. The health check names it.`,
  group,
  outcome: 'setting-empty',
  creatio: { emptySettings: [emptySetting] },
});

/** The results that Creatio Academy documents for the health check ("OAuth health monitoring"). */
export const documentedScenarios: readonly PlayedScenario[] = [
  {
    name: 'healthy',
    title: 'OAuth works',
    description: 'Everything is set up. Creatio gets a token from its Identity Service, and so does this computer.',
    group,
    outcome: 'healthy',
  },
  {
    name: 'settings-empty',
    title: 'All three system settings are empty',
    description: 'Creatio was never connected to an Identity Service.',
    group,
    outcome: 'settings-empty',
    creatio: { emptySettings: systemSettingCodes },
  },
  twoEmpty('settings-empty-url-and-client-id', [url, clientId], 'the client secret'),
  twoEmpty('settings-empty-url-and-client-secret', [url, clientSecret], 'the client id'),
  twoEmpty('settings-empty-client-id-and-client-secret', [clientId, clientSecret], 'the address'),
  oneEmpty('setting-empty-url', url, 'the address'),
  oneEmpty('setting-empty-client-id', clientId, 'the client id'),
  oneEmpty('setting-empty-client-secret', clientSecret, 'the client secret'),
  {
    name: 'identity-service-unavailable',
    title: 'The Identity Service is unavailable',
    description:
      'The application pool of the Identity Service is stopped, so IIS answers 503 in its place, to Creatio and to this computer.',
    group,
    outcome: 'identity-service-unavailable',
    identityService: { everything: 'iis-503' },
  },
  {
    name: 'token-not-retrievable',
    title: 'Creatio gets no token',
    description:
      'The secrets in the database of the Identity Service are older than those in its configuration and in Creatio. No client is accepted.',
    group,
    outcome: 'token-not-retrievable',
    identityService: { clients: 'secrets-changed' },
  },
];
