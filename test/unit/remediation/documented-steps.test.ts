import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../../shared/remediation/index.ts';

const { find } = await loadCatalogue();

type Row = [heading: string, entry: string, needle: RegExp, version?: string];

/** A code with the title under which Creatio shows it. */
const setting = (title: string, code: string) => new RegExp(`${title} for OAuth 2\\.0 integrations: ${code}`);
const address = setting('Authorization server Url', 'OAuth20IdentityServerUrl');
const clientId = setting('Client id', 'OAuth20IdentityServerClientId');
const secret = setting('Client secret', 'OAuth20IdentityServerClientSecret');
const integrations = 'System Designer > Import and integration > OAuth 2\\.0 integrated applications';
const section80 = 'System Designer > Application management > OAuth 2\\.0 integrated application';

/** Both editions of the article on health monitoring give the same solutions. */
const healthMonitoring: Row[] = [
  [
    'Link, .NET Framework',
    'monitor-oauth-health',
    /Health check, \.NET Framework: https:\/\/[^/]+\/0\/api\/OAuthHealthCheck/,
  ],
  ['Link, .NET', 'monitor-oauth-health', /Health check, \.NET: https:\/\/[^/]+\/api\/OAuthHealthCheck/],
  ['Response 200: solution not required', 'healthy', /nothing to do/],
  ['Response, all settings empty: address', 'settings-empty', address],
  ['Response, all settings empty: client id', 'settings-empty', clientId],
  ['Response, all settings empty: client secret', 'settings-empty', secret],
  ['Response, one setting empty: 1', 'setting-empty', /code of the setting in the Message/],
  ['Response, one setting empty: 2', 'setting-empty', /Enter a value for that setting/],
  ['Response, unavailable: test the service', 'identity-service-unavailable', /Test the Identity Service: .*discovery/],
  ['Response, unavailable: setting is filled in', 'identity-service-unavailable', address],
  ['Response, unavailable: reachable', 'identity-service-unavailable', /machine on which Creatio is installed/],
  ['Response, no token: 1, address', 'token-not-retrievable', address],
  ['Response, no token: 1, client id', 'token-not-retrievable', clientId],
  ['Response, no token: 1, client secret', 'token-not-retrievable', secret],
  ['Response, no token: 2, reproduce', 'token-not-retrievable', /make it happen again/],
  ['Response, no token: 2, collect', 'token-not-retrievable', /logs of Creatio and of the Identity Service for that/],
  ['Response, no token: 3', 'token-not-retrievable', /Creatio support: support@creatio\.com/],
  ['Automated monitoring', 'monitor-oauth-health', /Let the monitoring system ask/],
  ['Postman collection', 'monitor-oauth-health', /Postman/],
];

/** The steps of the vendor's articles, numbered as they were collected: heading, entry, what has to stand there. */
const articles: [number: string, title: string, steps: Row[]][] = [
  [
    '000',
    'OAuth health monitoring, 8.3',
    [
      ...healthMonitoring,
      ['Note: .NET Framework only', 'endpoint-missing', /8\.3 edition limits it to \.NET Framework/],
      ['Note: .NET Framework only', 'monitor-oauth-health', /8\.3 edition first limits it to \.NET Framework/],
    ],
  ],
  [
    '001',
    'OAuth health monitoring, 8.1',
    [
      ...healthMonitoring,
      ['Note: 8.1.2 and later', 'endpoint-missing', /from version 8\.1\.2 on/],
      ['Link, .NET Core and .NET 6', 'monitor-oauth-health', /8\.1 edition offers it on .*\.NET Core and \.NET 6/],
    ],
  ],
  [
    '002',
    'Connect the Identity Service to Creatio, 8.3',
    [
      ['Before: deploy the Identity Service', 'connect-identity-service', /Deploy the Identity Service first/, '8.3'],
      ['Before: cloud', 'connect-identity-service', /In the cloud Creatio is connected from the start/, '8.3'],
      ['1, feature', 'connect-identity-service', /Additional feature: OAuth20Integration/, '8.3'],
      ['1, instructions', 'enable-additional-feature', /Tick Is enabled/, '8.3'],
      [
        '1, result',
        'connect-identity-service',
        /shows OAuth 2\.0 integrated applications in the block Import and/,
        '8.3',
      ],
      ['2, page', 'connect-identity-service', new RegExp(`${integrations} > Diagnostic`), '8.3'],
      [
        '3, Open settings',
        'connect-identity-service',
        /Connection settings mini page.*Diagnostic > Open settings/,
        '8.3',
      ],
      ['3, fields', 'connect-identity-service', /Identity Service URL, Client ID and Client secret/, '8.3'],
      ['3, Identity Service URL', 'connect-identity-service', /Sites area of IIS/, '8.3'],
      ['3, Identity Service URL: setting', 'connect-identity-service', address, '8.3'],
      ['3, Client ID', 'connect-identity-service', /value of ClientId in the appsettings\.json/, '8.3'],
      ['3, Client ID: setting', 'connect-identity-service', clientId, '8.3'],
      ['3, Client secret', 'connect-identity-service', /value of Secrets in the appsettings\.json/, '8.3'],
      ['3, Client secret: setting', 'connect-identity-service', secret, '8.3'],
      ['4, Test connection', 'connect-identity-service', /Click Test connection/, '8.3'],
      ['4, established', 'connect-identity-service', /"Connection established", click Save/, '8.3'],
      ['4, failed', 'connect-identity-service', /"Connection failed", run the diagnosis/, '8.3'],
      ['Result: checkboxes', 'connect-identity-service', /every checkbox is ticked/, '8.3'],
      ['Result: connected', 'connect-identity-service', /the Identity Service is connected/, '8.3'],
      ['Refresh', 'connect-identity-service', /click Refresh.*Diagnostic > Refresh/, '8.3'],
      ['Monitoring', 'connect-identity-service', /watched by a monitoring system/, '8.3'],
      ['The same from the result of a run', 'settings-empty', /Diagnostic > Open settings/, '8.3'],
      ['The same from the result of a run', 'settings-empty', /click Refresh/, '8.3'],
    ],
  ],
  [
    '003',
    'Set up the OAuth 2.0 authorization, 8.0',
    [
      ['Introduction: cloud', 'connect-identity-service', /ask Creatio support to set up OAuth 2\.0/, '8.0'],
      ['Introduction: Identity Service first', 'connect-identity-service', /Deploy the Identity Service first/, '8.0'],
      ['1.1, feature', 'connect-identity-service', /Additional feature: OAuth20Integration/, '8.0'],
      ['1.1, instructions', 'enable-additional-feature', /AppFeature_ListPage/, '8.0'],
      ['1.1, instructions', 'enable-additional-feature', /\/0\/Flags/, '8.0.2'],
      ['1.1, result', 'connect-identity-service', new RegExp(`block Application management.*${section80}`), '8.0'],
      ['1.2, section', 'connect-identity-service', /System Designer > System setup > System settings/, '8.0'],
      ['1.3, address', 'connect-identity-service', address, '8.0'],
      ['1.3, address: description', 'connect-identity-service', /Sites area of IIS/, '8.0'],
      ['1.3, address: value', 'connect-identity-service', /Example: http:\/\/localhost:8090\//, '8.0'],
      ['1.3, client id', 'connect-identity-service', clientId, '8.0'],
      ['1.3, client id: description', 'connect-identity-service', /value of ClientId/, '8.0'],
      ['1.3, client id: value', 'connect-identity-service', /Example: IdServiceUser/, '8.0'],
      ['1.3, client secret', 'connect-identity-service', secret, '8.0'],
      ['1.3, client secret: description', 'connect-identity-service', /value of Secrets/, '8.0'],
      ['1.3, client secret: value', 'connect-identity-service', /sample of the article has 32 characters/, '8.0'],
      ['1.4, one-time', 'connect-identity-service', /If it has never been done/, '8.0'],
      ['1.4.1, section', 'connect-identity-service', new RegExp(`${section80} > Actions`), '8.0'],
      ['1.4.2, action', 'connect-identity-service', /> Actions > Create default resource/, '8.0'],
      ['1.4.2, takes time', 'connect-identity-service', /can take a while/, '8.0'],
      ['1, result', 'connect-identity-service', /the Identity Service is connected/, '8.0'],
      ['1, from the result of a run', 'settings-empty', /> Actions > Create default resource/, '8.0'],
      ['2.1, section', 'authorize-application', new RegExp(section80), '8.0'],
      ['2.2, New', 'authorize-application', new RegExp(`click New.*${section80} > New`), '8.0'],
      ['2.3, Name', 'authorize-application', /Name \(required\): .*logs.*Example: Postman/, '8.0'],
      [
        '2.3, Application URL',
        'authorize-application',
        /Application URL \(required\): .*http:\/\/www\.creatio\.com/,
        '8.0',
      ],
      ['2.3, Description', 'authorize-application', /Description: what the integration is for/, '8.0'],
      ['2.3, Active', 'authorize-application', /Active: .*set from the start/, '8.0'],
      ['2.3, System user', 'authorize-application', /System user: .*User for Identity Service authorization/, '8.0'],
      ['2.3, System user: rights', 'authorize-application', /read and edit only the fields/, '8.0'],
      ['2.3, System user: example', 'authorize-application', /Lookup: Currency .*Field: Rate .*Field: Start/, '8.0'],
      ['2.3, filled in', 'authorize-application', /fills in Client Id and Client secret/, '8.0'],
      ['2.4, save', 'authorize-application', /Save the application/, '8.0'],
      ['2.5, repeat', 'authorize-application', /Repeat this for each application and each web service/, '8.0'],
      ['2, from the result of a run', 'token-invalid-client', /Application management > .* > New/, '8.0'],
      ['2, from the result of a run', 'use-forbidden', /read and edit only the fields/, '8.0'],
    ],
  ],
  [
    '004',
    'Set up the web service authentication',
    [
      ['Two types: OAuth 2.0', 'web-service-authentication', /OAuth 2\.0 is the safer way/],
      ['Two types: basic', 'web-service-authentication', /Basic authentication sends a login and a password/],
      ['Basic: 1', 'web-service-basic-authentication', /Get the login and the password/],
      ['Basic: 2.1', 'web-service-basic-authentication', /setting for the login.*Type: Text/],
      ['Basic: 2.2', 'web-service-basic-authentication', /setting for the password.*Type: Encrypted string/],
      [
        'Basic: 2, attention',
        'web-service-basic-authentication',
        /every other environment .* enter login and password again/,
      ],
      ['Basic: 3', 'web-service-basic-authentication', /as the values of these two settings/],
      ['Basic: 4', 'web-service-basic-authentication', /go to its Authentication tab/],
      ['Basic: 5', 'web-service-basic-authentication', /Choose Basic in the field Authentication/],
      ['Basic: 6', 'web-service-basic-authentication', /as Username, .* as Password/],
      ['Basic: 7', 'web-service-basic-authentication', /Click Save/],
      ['OAuth, existing: 1', 'web-service-existing-application', /Studio > Web services > .* > Authentication/],
      ['OAuth, existing: 2', 'web-service-existing-application', /Choose OAuth 2\.0/],
      ['OAuth, existing: 3', 'web-service-existing-application', /Choose the application in the field Application/],
      ['OAuth, existing: 4', 'web-service-existing-application', /Click Save/],
      ['OAuth, new: 1', 'web-service-new-application', /Studio > Web services > .* > Authentication/],
      ['OAuth, new: 2', 'web-service-new-application', /Choose OAuth 2\.0/],
      ['OAuth, new: 3', 'web-service-new-application', /Click \+ in the field Application/],
      [
        'OAuth, new: where the values are',
        'web-service-new-application',
        /documentation of the web service .*Google.*Credentials/,
      ],
      ['OAuth, new: on-site', 'web-service-new-application', /reached from the Creatio server/],
      ['Field 1, Name', 'web-service-new-application', /Name: .*field Application.*image .* icon/],
      ['Field 2, Client ID', 'web-service-new-application', /Client ID: .*client_id/],
      ['Field 2, other names', 'web-service-new-application', /Application ID .*Consumer ID .*Public key/],
      ['Field 2, where', 'web-service-new-application', /Client ID: .*console\.developers\.google\.com > Credentials/],
      ['Field 3, Client secret', 'web-service-new-application', /Client secret: .*client_secret/],
      ['Field 3, other names', 'web-service-new-application', /Application secret .*Consumer secret .*Secret key/],
      [
        'Field 3, where',
        'web-service-new-application',
        /Client secret: .*console\.developers\.google\.com > Credentials/,
      ],
      [
        'Field 4, Auth code request URL',
        'web-service-new-application',
        /Auth code request URL: .*user allows.*auth_url/,
      ],
      [
        'Field 4, where',
        'web-service-new-application',
        /JSON file .*https:\/\/accounts\.google\.com\/o\/oauth2\/auth\n/,
      ],
      [
        'Field 5, Access token request URL',
        'web-service-new-application',
        /Access token request URL: .*oauth2\/v3\/token/,
      ],
      [
        'Field 6, Redirect URL',
        'web-service-new-application',
        /Redirect URL: .*Creatio shows it here; enter exactly this one/,
      ],
      [
        'Field 7, credentials',
        'web-service-new-application',
        /Send client credentials in token requests: .*documentation/,
      ],
      ['Field 7, body', 'web-service-new-application', /In request body: .*Google, LinkedIn, JIRA/],
      ['Field 7, header', 'web-service-new-application', /As Basic auth header: .*DocuSign and GoToWebinar/],
      ['Field 7, query', 'web-service-new-application', /In query string as a GET request: .*Facebook/],
      [
        'Field 8, Revoke token URL',
        'web-service-new-application',
        /Revoke token URL \(not required\): .*oauth2\/revoke/,
      ],
      ['Field 9, Log in', 'web-service-new-application', /Log in: .*shared user, and allow Creatio/],
      ['Field 10, Scopes', 'web-service-new-application', /Scopes: .*gmail\.readonly/],
      ['Issue 1, fields', 'web-service-settings-outdated', /every field .* is filled in/],
      [
        'Issue 1, values',
        'web-service-settings-outdated',
        /Client ID .*Client secret .*Auth code .*Access token .*Revoke token URL/,
      ],
      ['Issue 1, again', 'web-service-settings-outdated', /try to add a new user/],
      ['Issue 2, copy', 'web-service-redirect-url', /Copy the Redirect URL that Creatio shows/],
      ['Issue 2, enter', 'web-service-redirect-url', /Enter it in the settings .* no access token is issued/],
      ['Issue 2, domain', 'web-service-redirect-url', /domain of that address to be verified/],
      ['Issue 3, 1', 'web-service-scopes-insufficient', /Add the scope .* to the detail Scopes.*cannot sign in/],
      ['Issue 3, elsewhere', 'web-service-scopes-insufficient', /set in its own settings, or chosen while signing in/],
      ['Issue 3, 2', 'web-service-scopes-insufficient', /Delete the user of the web service in Creatio/],
      ['Issue 3, 3', 'web-service-scopes-insufficient', /take the access of the Creatio application away.*Google/],
      ['Issue 3, 4', 'web-service-scopes-insufficient', /Add the user in Creatio again/],
      [
        'Issue 4, no login: 1',
        'web-service-scopes-differ-login',
        /Add the lacking scope to the settings of the application/,
      ],
      ['Issue 4, no login: 2', 'web-service-scopes-differ-login', /sign in again/],
      [
        'Issue 4, error: 1',
        'web-service-scopes-differ-call',
        /Add the lacking scope to the settings of the application/,
      ],
      ['Issue 4, error: 2', 'web-service-scopes-differ-call', /Delete the user of the web service in Creatio/],
      ['Issue 4, error: 3', 'web-service-scopes-differ-call', /take the access of the Creatio application away/],
      ['Issue 4, error: 4', 'web-service-scopes-differ-call', /Add the user in Creatio again/],
      ['Issue 5, 1', 'web-service-scopes-denied', /Delete the user of the web service in Creatio/],
      ['Issue 5, 2', 'web-service-scopes-denied', /take the access of the Creatio application away/],
      ['Issue 5, 3', 'web-service-scopes-denied', /select all needed scopes while signing in/],
      ['Issue 6, type', 'web-service-authentication-unused', /right kind of authentication on the Authentication tab/],
      ['Issue 6, box', 'web-service-authentication-unused', /set Use authentication in the methods/],
      ['Issue 7', 'web-service-access-restricted', /Add the address of Creatio, its domain, or both/],
      ['Issue 8, header', 'web-service-credentials-elsewhere', /As Basic auth header/],
      ['Issue 8, no other way', 'web-service-credentials-elsewhere', /no other way than the body/],
      ['Issue 9', 'web-service-refresh-token-missing', /which of these cases/],
      [
        'Issue 9.1, documentation',
        'web-service-refresh-token-unneeded',
        /no refresh tokens are issued and .* do not expire/,
      ],
      ['Issue 9.1, go on', 'web-service-refresh-token-unneeded', /pass over the warning/],
      [
        'Issue 9.2, documentation',
        'web-service-refresh-token-unsupported',
        /no refresh tokens are issued and .* tokens expire/,
      ],
      ['Issue 9.2, shared users', 'web-service-refresh-token-unsupported', /shared user does not work/],
      ['Issue 9.3, 1', 'web-service-refresh-token-disabled', /say that refresh tokens are issued/],
      ['Issue 9.3, 2', 'web-service-refresh-token-disabled', /settings of the application that allow refresh tokens/],
      ['Issue 9.3, 3', 'web-service-refresh-token-disabled', /Revoke the present access token/],
      ['Issue 9.3, 4', 'web-service-refresh-token-disabled', /Add the shared user in Creatio/],
      ['Issue 9.4, documentation', 'web-service-refresh-token-issued-once', /say that refresh tokens are issued/],
      ['Issue 9.4, how to revoke', 'web-service-refresh-token-issued-once', /how access is revoked; .*third parties/],
      [
        'Issue 9.4, delete',
        'web-service-refresh-token-issued-once',
        /delete the token .*removing the integration with Creatio/,
      ],
      ['Issue 9.4, add', 'web-service-refresh-token-issued-once', /Now the web service issues a refresh token/],
      ['Issue 9.5, 1', 'web-service-refresh-token-invalidated', /Delete the user on the page of the OAuth application/],
      ['Issue 9.5, 2', 'web-service-refresh-token-invalidated', /Add the user in Creatio again/],
    ],
  ],
];

/** Only what is marked as documented, one step a line. */
function documented(id: string, version: string | undefined): string {
  const found = find(id, { platform: version === undefined ? 'auto' : 'net-framework', ...(version && { version }) });
  return (found?.steps ?? [])
    .filter((step) => step.documented)
    .map(({ text, path = [], values = [] }) =>
      [text, path.join(' > '), ...values.map(({ label, value }) => `${label}: ${value}`)].join(' | '),
    )
    .map((line) => `${line}\n`)
    .join('');
}

describe.each(articles)('%s, %s', (_number, _title, steps) => {
  it.each(steps)('%s: in %s', (_heading, id, needle, version) => {
    expect(documented(id, version)).toMatch(needle);
  });
});

/** What the article tells of a fault beside its steps, such as when it shows. */
it.each<[heading: string, entry: string, needle: RegExp]>([
  ['Issue 1, cases', 'web-service-settings-outdated', /user is added .* or when the web service is called/],
  ['Issue 2, case', 'web-service-redirect-url', /user is added/],
  ['Issue 3, case', 'web-service-scopes-insufficient', /reading and changing data often need scopes of their own/],
  ['Issue 4, cases', 'web-service-scopes-differ', /cannot sign in, or calls that change data are refused/],
  ['Issue 5, case', 'web-service-scopes-denied', /Facebook.*calls that change data are refused/],
  ['Issue 6, case', 'web-service-authentication-unused', /sends no token .* 403 \(Forbidden\)/],
  ['Issue 7, case', 'web-service-access-restricted', /Facebook.*user is added/],
  ['Issue 8, case', 'web-service-credentials-elsewhere', /in the body .*Google, LinkedIn and JIRA.*sign-in fails/],
  [
    'Issue 9, meaning',
    'web-service-refresh-token-missing',
    /nobody has to confirm the access again.*may or may not be/,
  ],
  ['Issue 9.1', 'web-service-refresh-token-unneeded', /without an end.*rare/],
  ['Issue 9.2', 'web-service-refresh-token-unsupported', /sake of security.*billing/],
  ['Issue 9.3', 'web-service-refresh-token-disabled', /not set up for it.*scope of its own/],
  [
    'Issue 9.4',
    'web-service-refresh-token-issued-once',
    /deleted in Creatio without being revoked.*database.*another service/,
  ],
  [
    'Issue 9.5',
    'web-service-refresh-token-invalidated',
    /page of the web service.*old access and refresh tokens.*calls/,
  ],
])('article 004, %s: the cause in %s', (_heading, id, needle) => {
  expect(find(id, { platform: 'auto' })?.cause).toMatch(needle);
});

it('leads from the list of issues to each of the nine, and from the last to its five cases', () => {
  const onwards = (id: string) =>
    (find(id, { platform: 'auto' })?.steps ?? []).flatMap(({ branches = [] }) => branches.map(({ entry }) => entry));
  expect(onwards('web-service-issues')).toHaveLength(9);
  expect(onwards('web-service-refresh-token-missing')).toHaveLength(5);
});
