import type { FindingId } from './findings.ts';

/** Sub-status codes with an explanation of their own, and the HTTP status each one travels with. */
const findingOfSubStatus: ReadonlyMap<string, { status: number; finding: FindingId }> = new Map([
  ['403.4', { status: 403, finding: 'https-wanted' }],
  ['403.6', { status: 403, finding: 'access-refused' }],
  ['403.7', { status: 403, finding: 'tls-client-certificate-wanted' }],
  ['403.8', { status: 403, finding: 'access-refused' }],
  ['403.13', { status: 403, finding: 'client-certificate-refused' }],
  ['403.14', { status: 403, finding: 'hosting-403-14' }],
  ['403.16', { status: 403, finding: 'client-certificate-refused' }],
  ['403.17', { status: 403, finding: 'client-certificate-refused' }],
  ['403.503', { status: 403, finding: 'access-refused' }],
  ['500.19', { status: 500, finding: 'hosting-500-19' }],
  ['500.30', { status: 500, finding: 'hosting-500-30' }],
  ['500.31', { status: 500, finding: 'hosting-500-31' }],
  ['500.32', { status: 500, finding: 'hosting-500-32' }],
  ['500.34', { status: 500, finding: 'hosting-500-34' }],
  ['500.35', { status: 500, finding: 'hosting-500-35' }],
  ['502.5', { status: 502, finding: 'hosting-502-5' }],
  ['503.0', { status: 503, finding: 'hosting-503' }],
]);

/** What the pages tell, to be put behind "that". */
const meaningOf: Partial<Record<FindingId, string>> = {
  'https-wanted': 'this website or port takes https only, while the address starts with http://',
  'access-refused': 'the website lets in only certain addresses, and that of this computer is none of them',
  'tls-client-certificate-wanted': 'a client certificate is wanted',
  'client-certificate-refused': 'the client certificate is refused',
  'hosting-403-14': 'there is no application in the folder of the website',
  'hosting-500-19': 'IIS cannot read the configuration of the website',
  'hosting-500-30': 'the application ends while it starts',
  'hosting-500-31': 'the .NET version that the application needs is not installed',
  'hosting-500-32': 'the application pool has the wrong bitness',
  'hosting-500-34': 'applications with different hosting models share a pool',
  'hosting-500-35': 'two applications share one process',
  'hosting-502-5': 'the process of the application does not start',
  'hosting-no-site': 'no website that is started has a binding for this host name, port and path',
  'hosting-503': 'the application pool is stopped',
};

/** What a recognised page means, in a sentence, for example `It means that the application ends while it starts (500.30).` */
export function hostingPageInWords(finding: FindingId): string {
  const meaning = meaningOf[finding];
  if (meaning === undefined) return '';
  const code = /^hosting-(\d+)-(\d+)$/.exec(finding);
  return `It means that ${meaning}${code === null ? '' : ` (${code[1]}.${code[2]})`}.`;
}

const searchedCharacters = 64 * 1024;

// The code stands in the title or a heading, or after the word HTTP, in every language of IIS ("HTTP-Fehler 500.19").
const subStatusPattern = /(?:<(?:title|h[1-6])\b[^<]{0,200}?|\bHTTP[^<\r\n]{0,20}?)\b(\d{3}\.\d{1,3})(?![\d.]*\d)/gi;

/** The names of the same troubles, for pages that leave the number out. */
const findingOfTitle: readonly [title: RegExp, finding: FindingId][] = [
  [/ANCM In-Process (?:Start Failure|Handler Load)/i, 'hosting-500-30'],
  [/ANCM Failed to Find Native Dependencies/i, 'hosting-500-31'],
  [/ANCM Failed to Load dll/i, 'hosting-500-32'],
  [/ANCM Mixed Hosting/i, 'hosting-500-34'],
  [/ANCM Multiple In-Process Applications/i, 'hosting-500-35'],
  [/ANCM Out-Of-Process Startup Failure/i, 'hosting-502-5'],
];
const runtimeMissingPattern =
  /Microsoft\.(?:AspNetCore|NETCore)\.App[^\r\n]{0,200}was not found|any compatible framework version|install or update \.NET to run/i;
// nginx lets the handshake pass and judges the certificate of the client in its reply.
const certificateWantedPattern = /No required SSL certificate was sent/i;
const certificateRefusedPattern = /The SSL certificate error/i;
const httpsWantedPattern =
  /plain HTTP request was sent to HTTPS port|HTTP request to an HTTPS server|speaking plain HTTP to an SSL-enabled/i;
// What http.sys answers by itself, in English on every system, where no website takes the request.
const noSitePattern = /Bad Request - Invalid Hostname|HTTP Error 404\. The requested resource is not found/i;
// The 503 of http.sys; pages of proxies carry the number in their heading, and those of an application other words.
const poolStoppedPattern =
  /HTTP Error 503\.(?!\d)|<(title|h[1-6])\b[^<>]*>\s*Service Unavailable\s*<\/\1>|^The service is unavailable\.$/i;
const otherServerPattern = /\b(?:nginx|openresty|apache|haproxy|cloudflare|varnish)\b|No server is available/i;

/**
 * Recognises the error pages with which IIS, its ASP.NET Core module, http.sys and nginx answer in place of the
 * application behind them. Null when the reply is no such page, JSON included.
 * Source: Microsoft Learn, "Common error troubleshooting for Azure App Service and IIS with ASP.NET Core".
 */
export function recogniseHostingPage(status: number, body: string): FindingId | null {
  if (status < 400) return null;
  const text = body.slice(0, searchedCharacters);
  if (/^\s*[[{]/.test(text)) return null;
  for (const [, code = ''] of text.matchAll(subStatusPattern)) {
    const known = findingOfSubStatus.get(code);
    if (known?.status === status) return known.finding;
  }
  if (status === 500 || status === 502) {
    if (runtimeMissingPattern.test(text)) return 'hosting-500-31';
    const titled = findingOfTitle.find(([title]) => title.test(text));
    if (titled !== undefined) return titled[1];
  }
  if (status === 400 || status === 403) {
    if (certificateWantedPattern.test(text)) return 'tls-client-certificate-wanted';
    if (certificateRefusedPattern.test(text)) return 'client-certificate-refused';
    if (httpsWantedPattern.test(text)) return 'https-wanted';
  }
  if ((status === 400 || status === 404) && noSitePattern.test(text)) return 'hosting-no-site';
  const words = text.trim();
  const isStopped = words === '' || poolStoppedPattern.test(words);
  if (status === 503 && isStopped && !otherServerPattern.test(words)) return 'hosting-503';
  return null;
}
