import { describe, expect, it } from 'vitest';
import { findingIds } from '../../../shared/findings.ts';
import { outcomeIds } from '../../../shared/outcomes.ts';
import { loadCatalogue } from '../../../shared/remediation/index.ts';

const { find } = await loadCatalogue();

type Row = [fact: string, entry: string, needle: RegExp, version?: string];

function textOf(id: string, version: string | undefined): string {
  const found = find(id, { platform: 'auto', ...(version !== undefined && { version }) });
  const steps = (found?.steps ?? []).map(({ text, path = [], values = [], branches = [] }) =>
    [
      text,
      path.join(' > '),
      ...values.map(({ label, value }) => `${label}: ${value}`),
      ...branches.map(({ label, entry }) => `${label} ${entry ?? ''}`),
    ].join(' | '),
  );
  return [found?.title, found?.cause, ...steps].join('\n');
}

/** Faults of the Identity Service's hosting: symptom, entry, cure. */
const hosting: Row[] = [
  ['500.19: bundle', 'hosting-500-19', /hosting bundle of \.NET 8/],
  ['500.19: rights', 'hosting-500-19', /right to read the folder.*IIS AppPool/],
  ['500.31: runtime', 'hosting-500-31', /framework was not found.*dotnet --list-runtimes[^]*Restart IIS/],
  ['502.5: runtime', 'hosting-502-5', /hosting bundle[^]*Restart IIS/],
  ['framework not found, in a log', 'hosting-500-30', /framework was not found\. hosting-500-31/],
  ['500.30: log', 'hosting-500-30', /stdoutLogEnabled="true"/],
  ['500.30: by hand', 'hosting-500-30', /dotnet IdentityService\.dll/],
  ['500.30: database', 'hosting-500-30', /DbProvider.*DatabaseConnectionString/],
  ['500.30: PFX', 'hosting-500-30', /X509CertificatePath/],
  ['500.32', 'hosting-500-32', /Enable 32-Bit Applications to False/],
  ['500.34', 'hosting-500-34', /pool of its own/],
  ['500.35', 'hosting-500-35', /pool of its own/],
  ['503', 'hosting-503', /Start the application pool/],
  ['refused', 'tcp-refused', /website is started.*Bindings[^]*port in the bindings/],
  ['403.14', 'hosting-403-14', /physical path/],
  ['PFX there, not found', 'signing-certificate-not-found', /Load User Profile to True/, '8.2'],
  ['PFX there, not found', 'signing-certificate-not-found', /Load User Profile to True/, '8.1'],
  ['Keyset does not exist', 'signing-key-unreadable', /Keyset does not exist[^]*read the PFX file/],
  [
    'invalid_client after an edit',
    'stored-client-outdated',
    /Clients[^]*ClientScopes[^]*ClientSecrets[^]*ClientClaims/,
  ],
  ['invalid_client after an edit', 'stored-client-outdated', /Start the Identity Service again and recycle/],
  ['IDX10205', 'issuer-mismatch', /IDX10205[^]*one address[^]*X-Forwarded-Host/],
  ['IDX20803', 'identity-service-not-trusted', /IDX20803[^]*a browser elsewhere[^]*Trusted Root/],
  ['token fine, 403', 'use-forbidden', /CanUseODataService/],
];

/** Errors of IdentityServer4 at the token endpoint. */
const tokenErrors: Row[] = [
  ['GET or no form', 'token-invalid-request', /POST and a form-encoded body[^]*every GET/],
  ['unknown, disabled, wrong secret', 'token-invalid-client', /unknown or switched off, .*secret may be wrong/],
  ['missing, too long, malformed', 'token-invalid-client', /missing, too long or garbled[^]*more than 100 characters/],
  [
    'only the log can tell',
    'token-invalid-client',
    /No client with id.*Client secret validation failed.*No client identifier found/,
  ],
  ['Basic is form-decoded', 'token-invalid-client', /form-encoded first/],
  ['Basic wins', 'token-invalid-client', /only the header counts/],
  ['grant missing or unknown', 'token-unsupported-grant-type', /missing from the request or unknown/],
  ['grant not allowed', 'token-unauthorized-client', /AllowedGrantTypes/],
  [
    'scope unknown or not allowed',
    'token-invalid-scope',
    /unknown, not allowed for this client, or no scope is set up/,
  ],
  ['openid, offline_access', 'token-invalid-scope', /openid and offline_access/],
  ['omitted scope', 'token-invalid-scope', /grants all scopes/],
  ['code bad, expired, used', 'token-invalid-grant', /wrong, expired or used already[^]*300 seconds/],
  ['redirect mismatch', 'token-invalid-grant', /with port and trailing slash.*localhost/],
  ['PKCE', 'token-invalid-grant', /code verifier/],
  ['revocation', 'revoke-token', /405[^]*200[^]*cannot be called back/],
  ['introspection', 'revoke-token', /introspection/],
];

/** Set-up by version, as the vendor's articles have it. */
const setup: Row[] = [
  ['runtime', 'deploy-identity-service', /\.NET 8/, '8.2.1'],
  ['runtime', 'deploy-identity-service', /\.NET 6/, '8.2'],
  ['runtime', 'deploy-identity-service', /\.NET Core 2\.2/, '8.0.7'],
  ['pool', 'deploy-identity-service', /No Managed Code.*Integrated/],
  ['pool, profile', 'deploy-identity-service', /Load User Profile/, '8.2'],
  ['port', 'deploy-identity-service', /Port: 8090/],
  ['database keys contradict', 'deploy-identity-service', /MsSqlConnection.*PostgresConnection/],
  ['client', 'deploy-identity-service', /ClientId \(16 characters\).*Secrets \(32 characters/],
  ['scopes', 'deploy-identity-service', /register_own_resource .* IdentityServerApi/],
  ['https scheme', 'deploy-identity-service', /ForceHttpsSchemeInRequests/, '8.3.1'],
  ['https scheme, unconfirmed', 'issuer-mismatch', /set.*false should help; the documents do not confirm/, '8.3.1'],
  ['Docker', 'deploy-identity-service-docker', /docker build -t creatio-identity-service/, '8.1'],
  ['Docker, version', 'deploy-identity-service-docker', /DOTNET_VERSION=6\.0\.15/, '8.1'],
  ['Docker, version', 'deploy-identity-service-docker', /DOTNET_VERSION=8\.0\.10/, '8.3'],
  ['Docker, too old', 'deploy-identity-service-docker', /no container; use IIS/, '8.0'],
  ['update', 'update-identity-service', /Back up the files[^]*Stop[^]*replace the files[^]*Start[^]*restore/],
  ['certificate, Windows', 'create-signing-certificate', /generate_pfx\.ps1 -pemPassword/, '8.3'],
  ['certificate, Linux', 'create-signing-certificate', /chmod \+x generate_pfx\.sh/, '8.3'],
  ['certificate, ECDSA', 'create-signing-certificate', /8\.2\.3 on ECDSA/, '8.3'],
  ['certificate, renewal', 'create-signing-certificate', /Recycle the application pool of the Identity Service first/],
  ['lifetime', 'token-lifetime', /"AccessTokenLifetime" from "Clients"/],
  ['features, 7.18', 'enable-additional-feature', /FeaturesPage[^]*AdminUnitFeatureState/, '7.18'],
  ['features, 8.0', 'enable-additional-feature', /\/0\/Shell#Section\/AppFeature_ListPage/, '8.0'],
  ['features, 8.0.2', 'enable-additional-feature', /\/0\/Flags/, '8.0.2'],
  ['features, .NET unconfirmed', 'enable-additional-feature', /On \.NET .*probably.*documents do not say/],
  ['application, 8.2', 'authorize-application', /Create separate technical user/, '8.2'],
  ['application, 8.3', 'authorize-application', /Server-to-server \(client credentials\)/, '8.3'],
  ['application, 10.x', 'authorize-application', /Public client.*seen in the product/, '10.0'],
  [
    'application, by a call',
    'authorize-application',
    /\/rest\/OAuthConfigService\/AddClient[^]*addClientRequest[^]*grantType/,
  ],
  ['default resource, before 8.2.2', 'create-default-resource', /AspNetCompatibilityEnabled.*8\.2\.2/, '8.2.1'],
  ['features, cache', 'enable-additional-feature', /ClearFeaturesCacheForAllUsers/],
  ['technical users', 'technical-user-rights', /without any rights[^]*All employees[^]*UseRestrictedIP/, '8.2'],
  ['messages', 'application-not-saved', /Default resource does not exist.*More than one default resource/],
  ['code grant', 'authorization-code-grant', /Authorized redirect URIs[^]*Permitted users[^]*offline_access/, '8.3'],
  ['code grant, too old', 'authorization-code-grant', /Before 8\.3 there is only/, '8.2'],
  ['401 or 403', 'request-token', /answers 401/, '8.3.1'],
  ['401 or 403', 'request-token', /answers 403/, '8.3.2'],
  ['log of the service', 'identity-service-logging', /stdoutLogEnabled="true"[^]*Logging:LogLevel:Default[^]*Trace/],
  ['logs of Creatio', 'creatio-logging', /nlog\.config[^]*OAuth20[^]*RequestLogging\.Extended/],
  ['maintenance process', 'create-default-resource', /Creatio OAuth maintenance process/, '8.3'],
];

describe.each([
  ['hosting', hosting],
  ['token errors', tokenErrors],
  ['set-up', setup],
])('%s', (_subject, rows) => {
  it.each(rows)('%s: in %s', (_fact, id, needle, version) => {
    expect(textOf(id, version)).toMatch(needle);
  });
});

it.each<[entry: string, version: string, absent: RegExp]>([
  ['deploy-identity-service', '8.2', /\.NET 8|\.NET Core 2\.2/],
  ['deploy-identity-service', '8.0', /ForceHttps|\.NET 6/],
  ['connect-identity-service', '8.3.2', /Additional feature: OAuth20Integration/],
  ['connect-identity-service', '8.2', /Open settings|Actions/],
  ['authorize-application', '8.3', /System user|Active/],
  ['enable-additional-feature', '8.3', /AdminUnitFeatureState|ListPage/],
])('%s leaves out of version %s what is not there', (id, version, absent) => {
  expect(textOf(id, version)).not.toMatch(absent);
});

it('has a step that can be verified in the entry of every outcome and finding', () => {
  const without = [...outcomeIds, ...findingIds].filter(
    (id) => !(find(id, { platform: 'auto' })?.steps ?? []).some(({ checks = [] }) => checks.length > 0),
  );
  expect(without).toEqual([]);
});
