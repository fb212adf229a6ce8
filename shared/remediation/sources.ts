import type { Source } from '../report.ts';
import type { Edition } from './entry.ts';

const academy = 'https://academy.creatio.com';
const article = (id: string) => `${academy}/documents?id=${id}`;
const onSite = 'on-site-deployment/deployment-additional-setup/identity-service';
const development = `${academy}/docs/8.x/dev/development-on-creatio-platform`;

/** Articles of Creatio Academy, by edition where editions differ. */
export const healthMonitoring83: Edition = {
  title: 'OAuth health monitoring',
  url: `${academy}/docs/8.x/setup-and-administration/${onSite}/oauth-health-monitoring`,
  versions: '8.3',
  from: '8.3',
};
export const healthMonitoring81: Edition = {
  title: 'OAuth health monitoring',
  url: `${academy}/docs/8.x/setup-and-administration/8.1/${onSite}/oauth-health-monitoring`,
  versions: '8.1, from 8.1.2 on',
  before: '8.3',
};
export const healthMonitoring: Edition[] = [healthMonitoring83, healthMonitoring81];

export const testIdentityService: Source = {
  title: 'Test the Identity Service',
  url: `${article('2396')}&anchor=title-2002-7`,
  versions: '8.1 and 8.3',
};

export const connect83: Edition = {
  title: 'Connect the Identity Service to Creatio',
  url: `${academy}/docs/8.x/setup-and-administration/${onSite}/connect-the-identity-service`,
  versions: '8.3',
  from: '8.2.1',
};
const connect82: Edition = {
  title: 'Connect the Identity Service to Creatio',
  url: article('2467'),
  versions: '8.2',
  from: '8.2',
  before: '8.2.1',
};
const connect81: Edition = {
  title: 'Connect the Identity Service to Creatio',
  url: `${academy}/docs/8.x/setup-and-administration/8.1/${onSite}/connect-the-identity-service`,
  versions: '8.1',
  from: '8.1',
  before: '8.2',
};
/** The 8.0 article on the connection and on third-party applications. */
export const setUpAuthorization80: Edition = {
  title: 'Set up the OAuth 2.0 authorization',
  url: `${academy}/docs/8.x/setup-and-administration/8.0/on-site-deployment/deployment_additional_setup/oauth_2_0_authorization/set_up_the_oauth_2_0_authorization_istruction`,
  versions: '8.0',
  before: '8.1',
};
export const connectIdentityService: Edition[] = [connect83, connect82, connect81, setUpAuthorization80];
/** The articles for versions with the System settings section instead of the mini page. */
export const connectBySettings: Edition[] = [connect82, connect81, setUpAuthorization80];

export const deployIdentityService: Source = {
  title: 'Deploy the Identity Service',
  url: article('2466'),
  versions: '8.0 to 8.3',
};
export const updateIdentityService: Source = {
  title: 'Update the Identity Service using IIS',
  url: article('2468'),
  versions: '8.0 to 8.3',
};
export const signingCertificate: Source = {
  title: 'Generate a certificate for the Identity Service',
  url: article('2565'),
  versions: '8.2 and 8.3',
};
export const websiteOverHttps: Source = {
  title: 'Switch a Creatio website from HTTP to HTTPS',
  url: article('1632'),
  versions: '8.x',
};

export const clientCredentials: Edition = {
  title: 'Set up client credentials grant',
  url: article('2508'),
  versions: '8.1 to 8.3',
  from: '8.1',
};
/** How an application is registered, by edition. */
export const applications: Edition[] = [clientCredentials, setUpAuthorization80];
export const authorizationCode: Source = {
  title: 'Set up authorization code grant',
  url: article('2576'),
  versions: '8.3',
};
export const externalApplications: Source = {
  title: 'Manage integrated apps on the user profile page',
  url: article('2575'),
  versions: '8.3',
};
export const technicalUsers: Source = {
  title: 'Manage technical users',
  url: `${academy}/docs/8.x/setup-and-administration/administration/user-and-access-management/user-management/technical-user`,
  versions: '8.1 and 8.2',
};
export const systemOperations: Source = {
  title: 'System operation reference',
  url: article('2386'),
  versions: '8.0 to 8.3',
};
export const externalRequests: Source = {
  title: 'Authorize external requests using client credentials grant',
  url: article('15058'),
  versions: '8.0 to 8.3',
};
export const externalCodeRequests: Source = {
  title: 'Authorize external requests using authorization code grant',
  url: article('15188'),
  versions: '8.3',
};
export const odata4: Source = { title: 'OData 4', url: article('15054'), versions: '8.x' };
export const odata3: Source = { title: 'OData 3', url: article('15055'), versions: '8.x' };
export const dataService: Source = { title: 'DataService', url: article('15056'), versions: '8.x' };
export const tokenLifetime: Source = {
  title: 'Change the OAuth access token lifetime',
  url: `${development}/integrations-and-api/authentication/oauth-2-0-authorization/oauth-token-lifetime`,
  versions: '8.1 to 8.3',
};
export const additionalFeature: Source = {
  title: 'Change the status of an additional feature for all users',
  url: `${article('15631')}&anchor=title-3459-3`,
  versions: '8.0 to 8.3',
};
export const logging: Source = { title: 'Logging with NLog', url: article('15182'), versions: '8.1 and 8.2' };
export const requestLogging: Source = {
  title: 'Set up logging of incoming HTTP requests for .NET',
  url: `${development}/development-tools/logging/logging-of-http-requests-net-core`,
  versions: '8.1 and 8.2',
};
export const webServiceAuthentication: Source = {
  title: 'Set up the web service authentication',
  url: `${academy}/docs/8.x/no-code-customization/base-integrations/web-services/web-service-authentication`,
  versions: '8.x',
};
export const requestCollection: Source = {
  title: 'Creatio API documentation, Postman collection',
  url: 'https://documenter.getpostman.com/view/10204500/SztHX5Qb?version=latest#0e2dd1ce-1a5d-4870-bb0b-c0cc2eb25a31',
  versions: '8.1 and 8.3',
};

/** Microsoft's pages on ASP.NET Core behind IIS. */
export const iisErrors: Source = {
  title: 'Common errors of ASP.NET Core on IIS',
  url: 'https://learn.microsoft.com/aspnet/core/host-and-deploy/azure-iis-errors-reference',
  versions: 'ASP.NET Core',
};
export const iisTroubleshooting: Source = {
  title: 'Troubleshoot ASP.NET Core on IIS',
  url: 'https://learn.microsoft.com/aspnet/core/test/troubleshoot-azure-iis',
  versions: 'ASP.NET Core',
};
export const proxyServers: Source = {
  title: 'ASP.NET Core behind proxy servers and load balancers',
  url: 'https://learn.microsoft.com/aspnet/core/host-and-deploy/proxy-load-balancer',
  versions: 'ASP.NET Core',
};

/** Google's pages, which Creatio's article on web services takes for its examples. */
export const googleOAuth: Source = {
  title: 'Google: using OAuth 2.0 to access Google APIs',
  url: 'https://developers.google.com/identity/protocols/oauth2',
  versions: 'Google APIs',
};
export const googleScopes: Source = {
  title: 'Google: OAuth 2.0 scopes',
  url: 'https://developers.google.com/identity/protocols/oauth2/scopes',
  versions: 'Google APIs',
};

const rfc = (number: number, title: string, section: string): Source => ({
  title: `RFC ${number}, ${title}, section ${section}`,
  url: `https://datatracker.ietf.org/doc/html/rfc${number}#section-${section}`,
  versions: 'all',
});
export const clientIdentifier = rfc(6749, 'OAuth 2.0', '2.2');
export const clientPassword = rfc(6749, 'OAuth 2.0', '2.3.1');
export const authorizationEndpoint = rfc(6749, 'OAuth 2.0', '3.1');
export const accessTokenRequest = rfc(6749, 'OAuth 2.0', '4.1.3');
export const refreshing = rfc(6749, 'OAuth 2.0', '6');
export const tokenErrors = rfc(6749, 'OAuth 2.0', '5.2');
export const tokenReply = rfc(6749, 'OAuth 2.0', '5.1');
export const bearerErrors = rfc(6750, 'Bearer token usage', '3.1');
export const revocation = rfc(7009, 'Token revocation', '2');
export const codeVerifier = rfc(7636, 'PKCE', '4');
export const metadata = rfc(8414, 'Authorization server metadata', '2');
export const issuerValidation = rfc(8414, 'Authorization server metadata', '3.3');
export const tokenClaims = rfc(7519, 'JSON Web Token', '4.1');
export const keySet = rfc(7517, 'JSON Web Key', '5');
export const authorizationErrors = rfc(6749, 'OAuth 2.0', '4.1.2.1');
export const crossSiteForgery = rfc(6749, 'OAuth 2.0', '10.12');
export const introspection = rfc(7662, 'Token introspection', '2.2');
export const deviceFlow = rfc(8628, 'Device authorization grant', '3.5');
export const issuerInAnswer = rfc(9207, 'Issuer identification', '2.4');
export const resourceIndicators = rfc(8707, 'Resource indicators', '2');
export const loopbackRedirect = rfc(8252, 'OAuth 2.0 for native apps', '7.3');
export const tooManyRequests = rfc(6585, 'Additional HTTP status codes', '4');
