import { expect, test } from 'vitest';
import { recogniseHostingPage } from '../../../shared/hosting-page.ts';

const detailed = (code: string, text: string): string =>
  `<!DOCTYPE html><html><head><title>IIS 10.0 Detailed Error - ${code} - ${text}</title><style>b{width:500.30px}</style></head>` +
  `<body><div class="content-container"><h3>HTTP Error ${code} - ${text}</h3></div></body></html>`;
const coreModule = (code: string, text: string): string =>
  `<!DOCTYPE html>\r\n<html><head><title>IIS ${code} Error</title></head><body><h1> HTTP Error ${code} - ${text} </h1></body></html>`;
const httpSys =
  '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN"><HTML><HEAD><TITLE>Service Unavailable</TITLE></HEAD>' +
  '<BODY><h2>Service Unavailable</h2><hr><p>HTTP Error 503. The service is unavailable.</p></BODY></HTML>';

test.each([
  [500, detailed('500.19', 'Internal Server Error'), 'hosting-500-19'],
  [500, '<html><body><h3>HTTP-Fehler 500.19 - Internal Server Error</h3></body></html>', 'hosting-500-19'],
  [500, '<html><body><h3>Ошибка HTTP 500.19 - Internal Server Error</h3></body></html>', 'hosting-500-19'],
  [500, '<html><body><h3>HTTP 错误 500.19 - Internal Server Error</h3></body></html>', 'hosting-500-19'],
  [500, coreModule('500.30', 'ASP.NET Core app failed to start'), 'hosting-500-30'],
  [500, coreModule('500.31', 'Failed to load ASP.NET Core runtime'), 'hosting-500-31'],
  [500, coreModule('500.32', 'ANCM Failed to Load dll'), 'hosting-500-32'],
  [500, coreModule('500.34', 'ANCM Mixed Hosting'), 'hosting-500-34'],
  [500, coreModule('500.35', 'ANCM Multiple In-Process Applications in same Process'), 'hosting-500-35'],
  [500, 'HTTP Error 500.31 - ANCM Failed to Find Native Dependencies', 'hosting-500-31'],
  [500, "<p>The framework 'Microsoft.NETCore.App', version '6.0.0' was not found.</p>", 'hosting-500-31'],
  [502, "It was not possible to find any compatible framework version\nThe framework 'x'", 'hosting-500-31'],
  [502, coreModule('502.5', 'ANCM Out-Of-Process Startup Failure'), 'hosting-502-5'],
  [503, httpSys, 'hosting-503'],
  [503, '', 'hosting-503'],
  [503, 'The service is unavailable.\r\n', 'hosting-503'],
  [503, detailed('503.0', 'Application pool unavailable'), 'hosting-503'],
  [
    404,
    '<TITLE>Not Found</TITLE><h2>Not Found</h2><p>HTTP Error 404. The requested resource is not found.</p>',
    'hosting-no-site',
  ],
  [
    400,
    '<h2>Bad Request - Invalid Hostname</h2><p>HTTP Error 400. The request hostname is invalid.</p>',
    'hosting-no-site',
  ],
  [400, '<center>The plain HTTP request was sent to HTTPS port</center><hr><center>nginx</center>', 'https-wanted'],
  [403, detailed('403.4', 'Forbidden'), 'https-wanted'],
  [403, detailed('403.6', 'Forbidden'), 'access-refused'],
  [403, detailed('403.503', 'Forbidden'), 'access-refused'],
  [403, detailed('403.14', 'Forbidden'), 'hosting-403-14'],
  [403, detailed('403.7', 'Forbidden'), 'tls-client-certificate-wanted'],
  [403, detailed('403.16', 'Forbidden'), 'client-certificate-refused'],
  [400, '<center>The SSL certificate error</center>', 'client-certificate-refused'],
  [
    400,
    '<html><body><h1>400 Bad Request</h1><center>No required SSL certificate was sent</center></body></html>',
    'tls-client-certificate-wanted',
  ],
])('%i %s is %s', (status, body, finding) => {
  expect(recogniseHostingPage(status, body)).toBe(finding);
});

test.each([
  ['a page that went well', 200, detailed('500.19', 'Internal Server Error')],
  ['a code that is not explained', 500, detailed('500.0', 'Internal Server Error')],
  ['a longer code', 500, detailed('500.190', 'Internal Server Error')],
  ['a code of another status', 500, detailed('403.14', 'Forbidden')],
  ['JSON that mentions a code', 500, '{"HasProblem":true,"Message":"HTTP Error 500.30 - failed"}'],
  ['JSON behind white space', 503, ' \n {"error":"busy"}'],
  ['a number in passing', 500, '<html><body><p>Total: 500.30</p></body></html>'],
  ['the 503 of nginx', 503, '<html><center><h1>503 Service Temporarily Unavailable</h1><hr>nginx</center></html>'],
  ['the 503 of HAProxy', 503, '<html><body><h1>503 Service Unavailable</h1>\nNo server is available.\n</body></html>'],
  ['the 503 of a load balancer', 503, '<h1>503 Service Temporarily Unavailable</h1>'],
  ['much white space', 503, `${' '.repeat(60_000)}x`],
  ['the 503 of Envoy', 503, 'no healthy upstream'],
  ['the page of an application taken offline', 503, '<html><h1>Creatio is being updated</h1></html>'],
  ['a full queue', 503, detailed('503.2', 'Concurrent request limit exceeded')],
  ['the 404 of IIS', 404, '<h2>404 - File or directory not found.</h2>'],
  ['a plain 400', 400, '<h2>Bad Request</h2>'],
  ['a plain 403', 403, '<html><body><h2>403 - Forbidden: Access is denied.</h2></body></html>'],
  ['a gateway error', 502, '<html><body><h1>502 Bad Gateway</h1><hr>nginx</body></html>'],
  ['an empty 500', 500, ''],
])('%s is no hosting page', (_what, status, body) => {
  expect(recogniseHostingPage(status, body)).toBeNull();
});
