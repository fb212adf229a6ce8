import type { Platform } from '../profile.ts';
import { pathPrefixOf, platforms, platformTitles } from '../profile.ts';
import type { RemediationStep } from '../report.ts';
import type { RemediationFacts } from './entry.ts';

type Values = NonNullable<RemediationStep['values']>;

const base = (url: string | null | undefined, placeholder: string) => url?.replace(/\/+$/, '') ?? placeholder;

/** The address of a Creatio service; for an unknown platform one for each. */
function creatioAddresses(facts: RemediationFacts, label: string, path: string): Values {
  const creatio = base(facts.creatioUrl, 'https://<address of Creatio>');
  const address = (platform: Platform) => `${creatio}${pathPrefixOf[platform]}${path}`;
  if (facts.platform !== 'auto') return [{ label, value: address(facts.platform) }];
  return platforms.map((platform) => ({
    label: `${label}, ${platformTitles[platform]}`,
    value: address(platform),
  }));
}

/** Creatio Academy, "OAuth health monitoring". */
export const healthCheckAddresses = (facts: RemediationFacts) =>
  creatioAddresses(facts, 'Health check', '/api/OAuthHealthCheck');

export const pingAddresses = (facts: RemediationFacts) => creatioAddresses(facts, 'Ping', '/api/HealthCheck/Ping');

export const odataAddresses = (facts: RemediationFacts) => creatioAddresses(facts, 'OData', '/odata/Contact?$top=1');

/** Known for .NET Framework only (Creatio Academy, "Change the status of an additional feature for all users"). */
export const featuresAddress = (facts: RemediationFacts) =>
  creatioAddresses({ ...facts, platform: 'net-framework' }, 'Additional features', '/Flags');

const identityService = (facts: RemediationFacts, label: string, path: string): Values => [
  { label, value: `${base(facts.identityServiceUrl, 'https://<address of the Identity Service>')}${path}` },
];

/** OpenID Connect Discovery 1.0, section 4; Creatio's documents test the Identity Service with it. */
export const discoveryAddress = (facts: RemediationFacts) =>
  identityService(facts, 'Discovery address', '/.well-known/openid-configuration');

export const tokenAddress = (facts: RemediationFacts) => identityService(facts, 'Token address', '/connect/token');
