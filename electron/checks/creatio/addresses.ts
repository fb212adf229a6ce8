import { pathPrefixOf, type Platform } from '../../../shared/profile.ts';

const join = (creatioUrl: string, path: string): string => `${creatioUrl.replace(/\/+$/, '')}${path}`;

/** Creatio's anonymous sign of life. */
export const pingUrl = (creatioUrl: string, platform: Platform): string =>
  join(creatioUrl, `${pathPrefixOf[platform]}/api/HealthCheck/Ping`);

/** The health endpoint (Creatio Academy, "OAuth health monitoring", 8.1.2 and later). */
export const healthUrl = (creatioUrl: string, platform: Platform): string =>
  join(creatioUrl, `${pathPrefixOf[platform]}/api/OAuthHealthCheck`);

/** The login page that only this platform has. */
export const loginPageUrl = (creatioUrl: string, platform: Platform): string =>
  join(creatioUrl, platform === 'net-framework' ? '/0/Login/NuiLogin.aspx' : '/Login/Login.html');
