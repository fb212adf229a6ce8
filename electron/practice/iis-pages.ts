import { html, page, type Reply } from './replies.ts';

const serverHeader = { server: 'Microsoft-IIS/10.0' };

const errorPage = (status: number, code: string, title: string, text: string): Reply =>
  html(status, page(`HTTP Error ${code} - ${title}`, text), serverHeader);

/** Error pages by which IIS and its ASP.NET Core module tell that the application behind them does not run. */
export const iisPages = {
  'iis-403-14': () =>
    errorPage(403, '403.14', 'Forbidden', 'This web server is set up not to list the files of this folder.'),
  'iis-500-19': () =>
    errorPage(
      500,
      '500.19',
      'Internal Server Error',
      'The configuration data of this page is invalid. Error code: 0x8007000d. Config file: \\\\?\\C:\\inetpub\\practice\\web.config',
    ),
  'iis-500-30': () =>
    errorPage(500, '500.30', 'ASP.NET Core app failed to start', 'Look into the event log or the stdout log.'),
  'iis-500-31': () =>
    errorPage(
      500,
      '500.31',
      'Failed to load ASP.NET Core runtime',
      'The framework Microsoft.AspNetCore.App, version 8.0.0, was not found.',
    ),
  'iis-500-32': () =>
    errorPage(500, '500.32', 'Failed to load .NET Core host', 'The bitness of application and worker process differ.'),
  'iis-500-34': () =>
    errorPage(
      500,
      '500.34',
      'ASP.NET Core does not support mixed hosting models',
      'Give every application a pool of its own.',
    ),
  'iis-500-35': () =>
    errorPage(
      500,
      '500.35',
      'ASP.NET Core does not support multiple apps in the same process',
      'Give every application a pool of its own.',
    ),
  'iis-502-5': () =>
    errorPage(502, '502.5', 'ANCM Out-Of-Process Startup Failure', 'The process of the application did not start.'),
  // HTTP.sys answers this one itself, in its own short form.
  'iis-503': () =>
    html(
      503,
      '<html><head><title>Service Unavailable</title></head>\n<body><h2>Service Unavailable</h2><hr><p>HTTP Error 503. The service is unavailable.</p></body></html>\n',
      { server: 'Microsoft-HTTPAPI/2.0' },
    ),
} satisfies Record<string, () => Reply>;
