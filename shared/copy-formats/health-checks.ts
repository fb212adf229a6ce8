import { pathPrefixOf, type Profile } from '../profile.ts';
import { collectionOf, environmentOf, script, type PostmanFiles, type PostmanItem } from './postman.ts';

type Environment = Pick<Profile, 'name' | 'creatioUrl' | 'platform' | 'identityServiceUrl' | 'clientId'>;

const base = (url: string): string => url.replace(/[?#].*$/s, '').replace(/\/+$/, '');

const get = (name: string, url: string, ...test: string[]): PostmanItem => ({
  name,
  event: [script('test', ...test)],
  request: { method: 'GET', auth: { type: 'noauth' }, header: [{ key: 'Accept', value: 'application/json' }], url },
});

const status = (sentence: string): string => `pm.test('${sentence}', () => pm.response.to.have.status(200));`;
const member = (sentence: string, name: string, expected: boolean): string =>
  `pm.test('${sentence}', () => pm.expect(pm.response.json().${name}).to.eql(${expected}));`;

/**
 * The checks of an environment as a collection that a monitor can run: Creatio's own health check, the discovery document of its
 * Identity Service, a token, and OData with it (Creatio Academy, "OAuth health monitoring"). The secret is a variable.
 */
export function healthChecksAsPostman(environment: Environment): PostmanFiles {
  const { name, creatioUrl, platform, identityServiceUrl, clientId } = environment;
  // A platform that is not known yet is taken for .NET Framework, for which the health check is documented longest.
  const prefix = pathPrefixOf[platform === 'auto' ? 'net-framework' : platform];
  const ofCreatio = [
    get('Creatio is alive', '{{creatio_url}}{{platform_prefix}}/api/HealthCheck/Ping', status('Creatio answers')),
    get(
      'OAuth health check',
      '{{creatio_url}}{{platform_prefix}}/api/OAuthHealthCheck',
      status('The health check answers 200'),
      member('It sees no problem', 'HasProblem', false),
      member('The system settings are filled in', 'IsSystemSettingsFilledIn', true),
      member('The Identity Service is available', 'IsIdentityServiceAvailable', true),
      member('A token can be had', 'IsAccessTokenRetrievableForSystemActions', true),
    ),
  ];
  const discovery = get(
    'Discovery document of the Identity Service',
    '{{identity_service_url}}/.well-known/openid-configuration',
    status('The Identity Service answers'),
    "pm.test('It names its token address', () => pm.expect(pm.response.json()).to.have.property('token_endpoint'));",
  );
  const hasClient = clientId !== null && clientId !== '';
  return {
    collection: collectionOf(`${name}: OAuth health`, [
      ...ofCreatio,
      ...(identityServiceUrl === null ? [] : [discovery, ...(hasClient ? [token, odata] : [])]),
    ]),
    environment: environmentOf(name, [
      ['creatio_url', base(creatioUrl)],
      ['platform_prefix', prefix],
      ...(identityServiceUrl === null ? [] : [['identity_service_url', base(identityServiceUrl)] as const]),
      ...(identityServiceUrl !== null && hasClient
        ? ([
            ['client_id', clientId],
            ['client_secret', null],
            ['access_token', null],
          ] as const)
        : []),
    ]),
  };
}

const token: PostmanItem = {
  name: 'Token of the Identity Service',
  event: [
    script(
      'test',
      status('A token is issued'),
      'const reply = pm.response.json();',
      "pm.test('The reply holds it', () => pm.expect(reply).to.have.property('access_token'));",
      "pm.environment.set('access_token', reply.access_token);",
    ),
  ],
  request: {
    method: 'POST',
    auth: { type: 'noauth' },
    header: [{ key: 'Accept', value: 'application/json' }],
    url: '{{identity_service_url}}/connect/token',
    body: {
      mode: 'urlencoded',
      urlencoded: [
        { key: 'grant_type', value: 'client_credentials', type: 'text' },
        { key: 'client_id', value: '{{client_id}}', type: 'text' },
        { key: 'client_secret', value: '{{client_secret}}', type: 'text' },
      ],
    },
  },
};

const odata: PostmanItem = {
  name: 'OData with the token',
  event: [script('test', status('Creatio accepts the token'))],
  request: {
    method: 'GET',
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{access_token}}', type: 'string' }] },
    header: [{ key: 'Accept', value: 'application/json' }],
    url: '{{creatio_url}}{{platform_prefix}}/odata/Contact?$top=1',
  },
};
