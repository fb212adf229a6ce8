import type { Source } from '../report.ts';

const academy = 'https://academy.creatio.com';
const article = (id: string) => `${academy}/documents?id=${id}`;

/** Articles of Creatio Academy, by edition where editions differ. */
export const healthMonitoring83: Source = {
  title: 'OAuth health monitoring',
  url: `${academy}/docs/8.x/setup-and-administration/on-site-deployment/deployment-additional-setup/identity-service/oauth-health-monitoring`,
  versions: '8.3',
};
export const healthMonitoring81: Source = {
  title: 'OAuth health monitoring',
  url: `${academy}/docs/8.x/setup-and-administration/8.1/on-site-deployment/deployment-additional-setup/identity-service/oauth-health-monitoring`,
  versions: '8.1, from 8.1.2 on',
};
export const healthMonitoring: Source[] = [healthMonitoring83, healthMonitoring81];

export const testIdentityService: Source = {
  title: 'Test the Identity Service',
  url: `${article('2396')}&anchor=title-2002-7`,
  versions: '8.1 and 8.3',
};

export const connectIdentityService: Source[] = [
  {
    title: 'Connect the Identity Service to Creatio',
    url: `${academy}/docs/8.x/setup-and-administration/on-site-deployment/deployment-additional-setup/identity-service/connect-the-identity-service`,
    versions: '8.3',
  },
  {
    title: 'Connect the Identity Service to Creatio',
    url: `${academy}/docs/8.x/setup-and-administration/8.1/on-site-deployment/deployment-additional-setup/identity-service/connect-the-identity-service`,
    versions: '8.1',
  },
  {
    title: 'Set up the OAuth 2.0 authorization',
    url: `${academy}/docs/8.x/setup-and-administration/8.0/on-site-deployment/deployment_additional_setup/oauth_2_0_authorization/set_up_the_oauth_2_0_authorization_istruction`,
    versions: '8.0',
  },
];

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
export const clientCredentials: Source = {
  title: 'Set up client credentials grant',
  url: article('2508'),
  versions: '8.1 to 8.3',
};
export const externalRequests: Source = {
  title: 'Authorize external requests using client credentials grant',
  url: article('15058'),
  versions: '8.0 to 8.3',
};
export const additionalFeature: Source = {
  title: 'Change the status of an additional feature for all users',
  url: `${article('15631')}&anchor=title-3459-3`,
  versions: '8.0 to 8.3',
};
export const requestLogging: Source = {
  title: 'Logging with NLog',
  url: article('15182'),
  versions: '8.1 and 8.2',
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

const rfc = (number: number, title: string, section: string): Source => ({
  title: `RFC ${number}, ${title}, section ${section}`,
  url: `https://datatracker.ietf.org/doc/html/rfc${number}#section-${section}`,
  versions: 'all',
});
export const tokenErrors = rfc(6749, 'OAuth 2.0', '5.2');
export const tokenReply = rfc(6749, 'OAuth 2.0', '5.1');
export const bearerErrors = rfc(6750, 'Bearer token usage', '3.1');
export const metadata = rfc(8414, 'Authorization server metadata', '2');
export const issuerValidation = rfc(8414, 'Authorization server metadata', '3.3');
export const tokenClaims = rfc(7519, 'JSON Web Token', '4.1');
export const keySet = rfc(7517, 'JSON Web Key', '5');
