import type { Platform } from '../profile.ts';
import { pathPrefixOf, platforms, platformTitles } from '../profile.ts';
import type { RemediationValue } from '../report.ts';
import { parseUrl } from '../url.ts';
import type { RemediationFacts } from './entry.ts';
import { copied, named } from './entry.ts';

type Values = RemediationValue[];

/** The address without a user, a query and a trailing slash; null when there is none. */
function base(url: string | null | undefined): string | null {
  const parsed = url === null || url === undefined ? null : parseUrl(url);
  return parsed === null ? null : `${parsed.origin}${parsed.pathname}`.replace(/\/+$/, '');
}

/** Ready to be copied where the address is known; else with what to put in its place. */
const address = (label: string, known: string | null, path: string, placeholder: string): Values =>
  known === null ? named(label, `${placeholder}${path}`) : [copied(label, `${known}${path}`)];

/** The address of a Creatio service; for an unknown platform one for each. */
export function creatioAddresses(facts: RemediationFacts, label: string, path: string): Values {
  const creatio = base(facts.creatioUrl);
  const of = (platform: Platform, title: string) =>
    address(title, creatio, `${pathPrefixOf[platform]}${path}`, 'https://<address of Creatio>');
  if (facts.platform !== 'auto') return of(facts.platform, label);
  return platforms.flatMap((platform) => of(platform, `${label}, ${platformTitles[platform]}`));
}

/** Creatio Academy, "OAuth health monitoring". */
export const healthCheckAddresses = (facts: RemediationFacts) =>
  creatioAddresses(facts, 'Health check', '/api/OAuthHealthCheck');

export const pingAddresses = (facts: RemediationFacts) => creatioAddresses(facts, 'Ping', '/api/HealthCheck/Ping');

export const odataAddresses = (facts: RemediationFacts) => creatioAddresses(facts, 'OData', '/odata/Contact?$top=1');

/** Creatio Academy, "DataService". */
export const dataServiceAddresses = (facts: RemediationFacts) =>
  creatioAddresses(facts, 'DataService', '/DataService/json/SyncReply/SelectQuery');

/** Creatio's own discovery document, for the authorization code grant. */
export const creatioDiscoveryAddresses = (facts: RemediationFacts) =>
  creatioAddresses(facts, 'Discovery address of Creatio', '/.well-known/openid-configuration');

/** A page of Creatio that is documented for .NET Framework only. */
export const frameworkAddress = (facts: RemediationFacts, label: string, path: string) =>
  creatioAddresses({ ...facts, platform: 'net-framework' }, label, path);

const identityService = (facts: RemediationFacts, label: string, path: string): Values =>
  address(label, base(facts.identityServiceUrl), path, 'https://<address of the Identity Service>');

/** What the system setting OAuth20IdentityServerUrl should hold. */
export const identityServiceAddress = (facts: RemediationFacts) =>
  identityService(facts, 'Address of the Identity Service', '');

/** OpenID Connect Discovery 1.0, section 4; Creatio's documents test the Identity Service with it. */
export const discoveryAddress = (facts: RemediationFacts) =>
  identityService(facts, 'Discovery address', '/.well-known/openid-configuration');

export const tokenAddress = (facts: RemediationFacts) => identityService(facts, 'Token address', '/connect/token');

/** Asks for the discovery document in Windows PowerShell. */
export const powerShellDiscovery = (facts: RemediationFacts): Values =>
  discoveryAddress(facts).map((found) => ({
    ...found,
    label: 'PowerShell',
    // Single quotes, doubled inside: nothing in an address may be taken for a command.
    value: `Invoke-WebRequest -UseBasicParsing '${found.value.replaceAll("'", "''")}'`,
  }));

const portOf = { 'http:': '80', 'https:': '443' } as const;

/**
 * A command about the machine of Creatio and one about that of the Identity Service. Only plain names are filled in:
 * other characters could mean something to the shell into which the command is pasted.
 */
export function hostCommands(
  facts: RemediationFacts,
  label: string,
  command: (host: string, port: string) => string,
): Values {
  const known = [
    { name: 'Creatio', url: facts.creatioUrl },
    { name: 'Identity Service', url: facts.identityServiceUrl },
  ].flatMap(({ name, url }) => {
    const parsed = url === null || url === undefined ? null : parseUrl(url);
    if (parsed === null || !/^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/i.test(parsed.hostname)) return [];
    const port = parsed.port === '' ? portOf[parsed.protocol === 'http:' ? 'http:' : 'https:'] : parsed.port;
    return [copied(`${label}, ${name}`, command(parsed.hostname, port))];
  });
  return known.length === 0 ? named(label, command('<host name>', '<port>')) : known;
}
