import { describe, expect, it } from 'vitest';
import { serverScript } from '../../../electron/server-view/index.ts';

const script = serverScript('powershell', 'https://identity.example.com:8443/is').text;

/** The script without what stands in strings and comments, each replaced by spaces. */
function code(text: string): string {
  const blank = (match: string): string => match.replaceAll(/[^\n]/g, ' ');
  return text
    .replaceAll(/^\s*#.*$/gm, blank)
    .replaceAll(/'(?:[^']|'')*'/g, (match) => `'${blank(match.slice(2))}'`)
    .replaceAll(/"(?:[^"`]|`.|"")*"/g, (match) => (match.includes('$(') ? match : `"${blank(match.slice(2))}"`));
}

describe('keeps to Windows PowerShell 5.1, without', () => {
  it.each<[string, RegExp]>([
    ['a ternary', /\s\?\s/],
    ['?? and ??=', /\?\?/],
    ['null-conditional access', /\}?\?[.[]/],
    ['chains of pipelines', /&&|\|\|/],
    ['background jobs', /&\s*$/m],
    [
      'switches of later commands',
      /-(?:SkipCertificateCheck|SkipHttpErrorCheck|AsHashtable|Parallel|AsByteStream|AsArray|EscapeHandling|AsUTC|NoProxy|ConnectionTimeoutSeconds|OperationTimeoutSeconds|Raw:|AllowInsecureRedirect)\b/i,
    ],
    [
      'later commands',
      /\b(?:Test-Json|Join-String|Get-Error|Remove-Service|Test-Connection|ConvertFrom-Markdown|Get-Uptime|ForEach-Object\s+-Parallel)\b/i,
    ],
    ['variables of later versions', /\$(?:IsWindows|IsLinux|IsMacOS|IsCoreCLR|PSStyle|EnabledExperimentalFeatures)\b/i],
    ['later operators', /\s-(?:[ic]?notcontainsany|shl=)\b/i],
    ['encodings of later versions', /utf8NoBOM|utf8BOM|\butf8\b\s*$/im],
    ['clean blocks', /\bclean\s*\{/i],
    ['escapes of later versions', /`[eu]/],
    ['classes and using', /^\s*(?:class|using|enum)\s/im],
    ['Core types', /System\.Net\.Http\b|HttpClient|SocketsHttpHandler|System\.Text\.Json|Span\[/i],
    ['a compiler', /Add-Type/i],
  ])('%s', (_what, construct) => {
    expect(code(script)).not.toMatch(construct);
  });
});

it.each<[string, RegExp]>([
  [
    'writes no file and no registry',
    /\b(?:Set-|Out-File|New-Item|Remove-|Clear-|Stop-|Start-|Restart-|Register-|Import-|Install-|Add-|Export-|Rename-|Move-|Copy-|reg\s|certutil)/i,
  ],
  ['sends no credentials', /DefaultCredentials|UseDefaultCredentials|-Credential\b|Authorization/i],
  ['switches no verification off for others', /ServerCertificateValidationCallback|CertificatePolicy/],
  ['evaluates nothing', /Invoke-Expression|\biex\b|\[scriptblock\]::Create/i],
])('%s', (_what, construct) => {
  expect(code(script)).not.toMatch(construct);
});

it('is ASCII with the line ends of Windows, in one block, with every bracket closed', () => {
  expect(script).toMatch(/^[\x20-\x7e\r\n]*$/);
  expect(script.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const open: string[] = [];
  const pairs: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
  for (const [bracket] of code(script).matchAll(/[()[\]{}]/g)) {
    const partner = pairs[bracket];
    if (partner === undefined) open.push(bracket);
    else expect(open.pop()).toBe(partner);
  }
  expect(open).toEqual([]);
  // Pasted into a console, everything belongs to the one block that begins with it.
  expect(script).toMatch(/^(?:#[^\n]*\n)+& \{\r\n/);
});

it('restores the versions of TLS that it adds for its own request', () => {
  expect(script.match(/SecurityProtocol = /g)).toHaveLength(2);
  expect(script).toContain('[System.Net.ServicePointManager]::SecurityProtocol = $versionsBefore\r\n');
});

it('looks at the address of the environment, in quotation marks that hold', () => {
  expect(script).toContain("$document = 'https://identity.example.com:8443/is/.well-known/openid-configuration'");
  const hostile = serverScript('powershell', "http://identity.example.com/a';calc;'\u2019;$(calc)").text;
  expect(hostile).toContain("$address = 'http://identity.example.com/a'';calc;''%E2%80%99;$(calc)'");
});

it.each(['sh', 'powershell'] as const)('the script for %s holds no credentials of an address', (shell) => {
  const refused = () => serverScript(shell, 'https://user:canary-77@identity.example.com');
  expect(refused).toThrow(expect.objectContaining({ code: 'identity-service-url-missing' }));
  expect(() => serverScript(shell, null)).toThrow(/system setting OAuth20IdentityServerUrl/);
  const { text, address } = serverScript(shell, 'https://identity.example.com/?secret=canary-78#canary-79');
  expect([text, address].join()).not.toContain('canary');
});
