import { expect, it } from 'vitest';
import { loadCatalogue } from '../../../shared/remediation/index.ts';

const { find } = await loadCatalogue();

type Row = [article: string, step: string, entry: string, version: string | undefined, needle: RegExp];

const monitoring = 'OAuth health monitoring, 8.1 and 8.3';
const connect83 = 'Connect the Identity Service to Creatio, 8.3';
const setUp80 = 'Set up the OAuth 2.0 authorization, 8.0';
const url = /Authorization server Url for OAuth 2\.0 integrations: OAuth20IdentityServerUrl/;
const clientId = /Client id for OAuth 2\.0 integrations: OAuth20IdentityServerClientId/;
const secret = /Client secret for OAuth 2\.0 integrations: OAuth20IdentityServerClientSecret/;
const integrations = 'System Designer > Import and integration > OAuth 2\\.0 integrated applications';

const rows: Row[] = [
  [monitoring, 'healthy, nothing required', 'healthy', undefined, /nothing to do/],
  [monitoring, 'settings, address', 'settings-empty', undefined, url],
  [monitoring, 'settings, client id', 'settings-empty', undefined, clientId],
  [monitoring, 'settings, client secret', 'settings-empty', undefined, secret],
  [monitoring, 'one setting, 1', 'setting-empty', undefined, /code of the setting in the Message/],
  [monitoring, 'one setting, 2', 'setting-empty', undefined, /Enter a value for that setting/],
  [
    monitoring,
    'unavailable, test',
    'identity-service-unavailable',
    undefined,
    /Test the Identity Service: .*discovery/,
  ],
  [monitoring, 'unavailable, setting', 'identity-service-unavailable', undefined, url],
  [
    monitoring,
    'unavailable, reach',
    'identity-service-unavailable',
    undefined,
    /machine on which Creatio is installed/,
  ],
  [monitoring, 'no token, 1, address', 'token-not-retrievable', undefined, url],
  [monitoring, 'no token, 1, client id', 'token-not-retrievable', undefined, clientId],
  [monitoring, 'no token, 1, client secret', 'token-not-retrievable', undefined, secret],
  [monitoring, 'no token, 2, reproduce', 'token-not-retrievable', undefined, /make it happen again/],
  [monitoring, 'no token, 2, logs', 'token-not-retrievable', undefined, /logs of Creatio and of the Identity Service/],
  [monitoring, 'no token, 3', 'token-not-retrievable', undefined, /Creatio support: support@creatio\.com/],
  [monitoring, 'from 8.1.2 on', 'endpoint-missing', undefined, /from version 8\.1\.2 on/],
  [monitoring, 'platforms by edition', 'endpoint-missing', undefined, /8\.3 edition limits it to \.NET Framework/],
  [connect83, '1, feature', 'settings-empty', '8.3', /Additional feature: OAuth20Integration/],
  [connect83, '2, page', 'settings-empty', '8.3', new RegExp(`${integrations} > Diagnostic`)],
  [connect83, '3, Open settings', 'settings-empty', '8.3', /Diagnostic > Open settings/],
  [connect83, '3, fields', 'settings-empty', '8.3', /Identity Service URL, Client ID and Client secret/],
  [connect83, '3, address from IIS', 'settings-empty', '8.3', /Sites area of IIS/],
  [connect83, '3, ClientId', 'settings-empty', '8.3', /ClientId in the appsettings\.json/],
  [connect83, '3, Secrets', 'settings-empty', '8.3', /Secrets in the appsettings\.json/],
  [connect83, '4, established', 'settings-empty', '8.3', /Test connection.*"Connection established", click Save/],
  [connect83, '4, failed', 'settings-empty', '8.3', /"Connection failed", run the diagnosis/],
  [connect83, 'result', 'settings-empty', '8.3', /every checkbox is ticked/],
  [connect83, 'Refresh', 'settings-empty', '8.3', /click Refresh/],
  [setUp80, '1.1, feature', 'settings-empty', '8.0', /OAuth20Integration/],
  [setUp80, '1.2, section', 'settings-empty', '8.0', /System Designer > System setup > System settings/],
  [setUp80, '1.3, address', 'settings-empty', '8.0', url],
  [setUp80, '1.3, client id', 'settings-empty', '8.0', clientId],
  [setUp80, '1.3, client secret', 'settings-empty', '8.0', secret],
  [
    setUp80,
    '1.4, resource',
    'settings-empty',
    '8.0',
    /Application management > .* > Actions > Create default resource/,
  ],
  [setUp80, '2.1 and 2.2, New', 'token-invalid-client', '8.0', /Application management > .* > New/],
  [setUp80, '2.3, fields', 'token-invalid-client', '8.0', /Name and Application URL, leave Active set, .*System user/],
  [setUp80, '2.3, filled in', 'token-invalid-client', '8.0', /fills in Client Id and Client secret/],
  [setUp80, '2.3, rights of the user', 'use-forbidden', '8.0', /read and edit only the fields/],
  [setUp80, '2.4, save', 'token-invalid-client', '8.0', /and save/],
  [setUp80, '2.5, repeat', 'token-invalid-client', '8.0', /each application and each web service/],
];

it.each(rows)('%s: %s is in %s (version %s)', (_article, _step, id, version, needle) => {
  const found = find(id, { platform: 'net-framework', ...(version === undefined ? {} : { version }) });
  const documented = (found?.steps ?? [])
    .filter((step) => step.documented)
    .map(({ text, path = [], values = [] }) =>
      [text, path.join(' > '), ...values.map(({ label, value }) => `${label}: ${value}`)].join(' | '),
    );
  expect(documented.join('\n')).toMatch(needle);
});
