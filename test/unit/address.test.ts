import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCreatioAddress, parseIdentityServiceAddress } from '../../shared/address.ts';
import type { Platform } from '../../shared/profile.ts';
import { profileSchema } from '../../shared/profile-schema.ts';

type Row = [pasted: string, url: string, platformHint: Platform | null, ...corrections: (string | RegExp)[]];

const crm = 'https://crm.example.com';
const page = /^Left out \/.* a page or service of Creatio\.$/;
const assumedHttps = /^Assumed https:/;
const assumedHttp = /^Assumed http:/;
const slash = 'Left out a slash too many.';
const marks = 'Removed the marks around the address.';
const query = /^Left out what follows the question mark/;

const creatio: Row[] = [
  [crm, crm, null],
  ['http://crm.example.com', 'http://crm.example.com', null],
  [`${crm}:8443`, `${crm}:8443`, null],
  [`${crm}:443`, crm, null],
  [`${crm}/`, crm, null, slash],
  [`${crm}///`, crm, null, slash],
  ['HTTPS://CRM.Example.COM', crm, null],
  [`  ${crm}\n`, crm, null],
  [`"${crm}"`, crm, null, marks],
  [`“ ${crm} ”`, crm, null, marks],
  [`'${crm}',`, crm, null, marks],
  [`<${crm}/0/>`, crm, 'net-framework', marks, page],
  [`\u200b${crm}\ufeff`, crm, null, 'Removed invisible characters.'],
  ['https://crm.exa\u00admple.com', crm, null, 'Removed invisible characters.'],
  ['crm.example.com', crm, null, assumedHttps],
  ['crm.example.com:8080', `${crm}:8080`, null, assumedHttps],
  ['crm.example.com:80', 'http://crm.example.com', null, assumedHttp],
  ['crm.example.com:443/0', crm, 'net-framework', assumedHttps, page],
  ['crm-server:8443', 'https://crm-server:8443', null, assumedHttps],
  ['//crm.example.com', crm, null, assumedHttps],
  ['://crm.example.com', crm, null, assumedHttps],
  ['localhost', 'http://localhost', null, assumedHttp],
  ['localhost:8090', 'http://localhost:8090', null, assumedHttp],
  ['CRM-SERVER:88/0', 'http://crm-server:88', 'net-framework', assumedHttp, page],
  ['\\\\crm-server\\sales\\', 'http://crm-server/sales', null, /backslashes/, assumedHttp, slash],
  ['127.0.0.1:50123', 'http://127.0.0.1:50123', null, assumedHttp],
  ['10.0.0.5', 'http://10.0.0.5', null, assumedHttp],
  ['https://10.0.0.5', 'https://10.0.0.5', null],
  ['crm_test.example.com', 'https://crm_test.example.com', null, assumedHttps],
  ['https//crm.example.com', crm, null, /^Wrote https:/],
  ['https:/crm.example.com', crm, null, /^Wrote https:/],
  ['https:crm.example.com', crm, null, /^Wrote https:/],
  ['https:///crm.example.com', crm, null, /^Wrote https:/],
  ['http:\\\\crm.example.com\\0', 'http://crm.example.com', 'net-framework', /backslashes/, page],
  [`http://${crm}`, crm, null, /doubled/],
  [`https://https//crm.example.com`, crm, null, /doubled/],
  [`${crm}/0`, crm, 'net-framework', page],
  [`${crm}/0/`, crm, 'net-framework', page],
  [`${crm}//0//`, crm, 'net-framework', page],
  [`${crm}/Login`, crm, null, page],
  [`${crm}/login/`, crm, null, page],
  [`${crm}/Login/NuiLogin.aspx`, crm, 'net-framework', page],
  [`${crm}/0/Login/NuiLogin.aspx?ReturnUrl=%2f0`, crm, 'net-framework', page, query],
  [`${crm}/Login/Login.html`, crm, 'net', page],
  [`${crm}/Login/Login.html?ReturnUrl=%2F`, crm, 'net', page, query],
  [`${crm}/0/Shell`, crm, 'net-framework', page],
  [`${crm}/Shell/#Home`, crm, 'net', page, query],
  [`${crm}/0/Nui/ViewModule.aspx#SectionModuleV2/ContactSectionV2/`, crm, 'net-framework', page, query],
  [`${crm}/Nui/ViewModule.aspx`, crm, 'net', page],
  [`${crm}/0/api/OAuthHealthCheck`, crm, 'net-framework', page],
  [`${crm}/api/OAuthHealthCheck`, crm, 'net', page],
  [`${crm}/API/HealthCheck/Ping`, crm, 'net', page],
  [`${crm}/0/odata/Contact?$top=1`, crm, 'net-framework', page, query],
  [`${crm}/odata`, crm, 'net', page],
  [`${crm}/ServiceModel/AuthService.svc/Login`, crm, null, page],
  [`${crm}/0/.well-known/openid-configuration`, crm, 'net-framework', page],
  [`${crm}/0/Flags`, crm, 'net-framework', page],
  [`${crm}/sales`, `${crm}/sales`, null],
  [`${crm}/sales/`, `${crm}/sales`, null, slash],
  [`${crm}/sales/0/`, `${crm}/sales`, 'net-framework', page],
  [`${crm}/Sales/CRM/Login/Login.html`, `${crm}/Sales/CRM`, 'net', page],
  [`${crm}/my%20crm/0`, `${crm}/my%20crm`, 'net-framework', page],
  [`${crm}/001`, `${crm}/001`, null],
  [`${crm}/loginpage`, `${crm}/loginpage`, null],
  [`${crm}?token=x`, crm, null, query],
  [`${crm}/#`, crm, null, slash],
  [`${crm}.`, crm, null, /full stop/],
  [`${crm}.:8443/0`, `${crm}:8443`, 'net-framework', /full stop/, page],
  ['https://müller.example', 'https://xn--mller-kva.example', null, /xn--mller-kva/],
  ['https://xn--mller-kva.example', 'https://xn--mller-kva.example', null],
  ['https://例え.テスト/0', 'https://xn--r8jz45g.xn--zckzah', 'net-framework', /xn--r8jz45g/, page],
  ['[::1]:8090', 'http://[::1]:8090', null, assumedHttp],
  ["connect//..'?", 'http://connect', null, assumedHttp, slash],
  ["crm.example.com/a'/0/Shell", 'https://crm.example.com/a', 'net-framework', assumedHttps, page],
  ['https://[2001:DB8::1]/0', 'https://[2001:db8::1]', 'net-framework', page],
  ['::1', 'http://[::1]', null, assumedHttp, /square brackets/],
  ['http://2001:db8::1/0', 'http://[2001:db8::1]', 'net-framework', /square brackets/, page],
];

describe('the address of a Creatio', () => {
  it.each(creatio)('understands %j', (pasted, url, platformHint, ...corrections) => {
    expect(parseCreatioAddress(pasted)).toEqual({
      ok: true,
      url,
      platformHint,
      corrections: corrections.map((correction) =>
        typeof correction === 'string' ? correction : expect.stringMatching(correction),
      ),
    });
  });

  it.each([
    ['', /^Enter an address/],
    [' "" ', /^Enter an address/],
    ['https://', /no host name/],
    ['https:///', /no host name/],
    [':8090', /no host name/],
    ['https://:8090/0', /no host name/],
    ['https://?x', /no host name/],
    ['crm example.com', /space or a line break/],
    [`${crm}\n${crm}`, /space or a line break/],
    [`${crm}/my crm`, /space or a line break/],
    ['ftp://crm.example.com', /not with ftp\.$/],
    ['file:///C:/inetpub/wwwroot', /not with file\.$/],
    ['javascript:alert(1)', /not with javascript\.$/],
    ['mailto:admin@example.com', /not with mailto\.$/],
    ['C:\\inetpub\\wwwroot', /path on a disk/],
    [`${crm}:0`, /port .* 1 to 65535/],
    [`${crm}:65536`, /port .* 1 to 65535/],
    [`${crm}:99999999999`, /port .* 1 to 65535/],
    [`${crm}:abc`, /port .* 1 to 65535/],
    [`${crm}:80:90`, /port .* 1 to 65535/],
    [`${crm}:-1`, /port .* 1 to 65535/],
    ['crm..example.com', /host name/],
    ['https://crm.example.com..', /host name/],
    ['-crm.example.com', /host name/],
    [`${'a'.repeat(64)}.example.com`, /host name/],
    ['crm,example,com', /host name/],
    ['https://*.example.com', /host name/],
    ['https://crm%00.example.com', /host name/],
    ['[::1', /host name/],
    ['[fe80::1%eth0]', /host name/],
    ['https://1.2.3.4.5', /host name/],
    ['300.1.1.1', /host name/],
    ['10.0.5', /IP address/],
    ['8090', /IP address/],
    ['http:8090', /IP address/],
    [`${crm}/${'a'.repeat(2_000)}`, /too long/],
  ])('refuses %j', (pasted, message) => {
    expect(parseCreatioAddress(pasted)).toEqual({ ok: false, message: expect.stringMatching(message) });
  });

  it.each([
    'https://admin:canary-secret@crm.example.com/0',
    'admin:canary-secret@crm.example.com',
    'admin@crm.example.com',
    'https://:canary-secret@crm.example.com',
    'https:\\\\admin:canary-secret@crm.example.com',
    'ftp://admin:canary-secret@crm.example.com',
  ])('refuses %j and does not repeat the password', (pasted) => {
    const parsed = parseCreatioAddress(pasted);
    expect(parsed.ok).toBe(false);
    expect(JSON.stringify(parsed)).not.toContain('canary');
  });

  it('does not repeat a query, which may hold a token', () => {
    expect(JSON.stringify(parseCreatioAddress(`${crm}/0/Shell?token=canary-secret#canary-secret`))).not.toContain(
      'canary',
    );
  });
});

describe('the address of an Identity Service', () => {
  const removed = /^Left out \/.* a page or service of the Identity Service\.$/;
  const identity = 'http://identity.example.com:8090';
  const rows: Row[] = [
    [identity, identity, null],
    [`${identity}/`, identity, null, slash],
    ['localhost:8090', 'http://localhost:8090', null, assumedHttp],
    [`${identity}/.well-known/openid-configuration`, identity, null, removed],
    [`${identity}/.well-known/openid-configuration/jwks`, identity, null, removed],
    [`${identity}/connect/token`, identity, null, removed],
    [`${identity}/Connect/Authorize?client_id=x`, identity, null, removed, query],
    [`${identity}/identity/connect/token`, `${identity}/identity`, null, removed],
    [`${identity}/0`, `${identity}/0`, null],
  ];

  it.each(rows)('understands %j', (pasted, url, platformHint, ...corrections) => {
    expect(parseIdentityServiceAddress(pasted)).toEqual({
      ok: true,
      url,
      platformHint,
      corrections: corrections.map((correction) =>
        typeof correction === 'string' ? correction : expect.stringMatching(correction),
      ),
    });
  });
});

describe.each([parseCreatioAddress, parseIdentityServiceAddress])('%o', (parse) => {
  const pieces = fc.constantFrom(
    ...'http|https|:|/|//|\\|@|?|#|.|,|\'|"|[|]|::|0|Login|connect|crm|example.com|80|65536|%41|%| |\u200b|é|127.0.0.1|..|;|<|>|xn--'.split(
      '|',
    ),
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webUrl(),
    fc.array(pieces, { maxLength: 12 }).map((list) => list.join('')),
  );

  it('never throws, gives what a profile accepts, and changes its own result no more', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parse(text);
        if (!parsed.ok) return parsed.message.length > 0;
        expect(profileSchema.shape.creatioUrl.safeParse(parsed.url).success, parsed.url).toBe(true);
        expect(parsed.url).not.toMatch(/\/$|[?#\s]/);
        expect(parse(parsed.url)).toMatchObject({ ok: true, url: parsed.url, corrections: [] });
        return true;
      }),
      { numRuns: 2_000 },
    );
  });
});
