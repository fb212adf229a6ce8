import { expect, it } from 'vitest';
import { createPseudonyms, prepareRedaction, putBack, redactText } from '../../../electron/redaction/index.ts';

const redaction = prepareRedaction();

/** What the lines of a log become, one after the other with the same names. */
function redactLines(lines: readonly (readonly [string, string])[]): void {
  const pseudonyms = createPseudonyms();
  const redacted = lines.map(([line]) => redactText(line, redaction, pseudonyms));
  expect(redacted).toEqual(lines.map(([, expected]) => expected));
}

it('knows a person by every spelling of the name', () => {
  redactLines([
    ['CORP\\jdoe and jdoe@corp.local', 'host-1\\user-1 and email-1'],
    ['"userName":"jdoe" "user":"CORP\\\\JDoe"', '"userName":"user-1" "user":"host-1\\\\user-1"'],
    ['userName=CORP%5Cjdoe&x userName=jdoe%40corp.local&x', 'userName=host-1%5Cuser-1&x userName=email-1&x'],
    [
      'jdoe%2540corp.local "{\\u0022u\\u0022:\\u0022jdoe@corp.local\\u0022}"',
      'email-1 "{\\u0022u\\u0022:\\u0022email-1\\u0022}"',
    ],
    [
      'userName=J%C3%BCrgen&x "userName":"J\\u00fcrgen" userName=Jürgen',
      'userName=user-2&x "userName":"user-2" userName=user-2',
    ],
    ['"userName":"\\u0418\\u0432\\u0430\\u043d" userName=иван', '"userName":"user-3" userName=user-3'],
    ['(&(objectClass=user)(sAMAccountName=jdoe))', '(&(objectClass=user)(sAMAccountName=user-1))'],
    ['Account Name:\t\tjdoe', 'Account Name:\t\tuser-1'],
    ['Account Domain:\t\tCORP', 'Account Domain:\t\thost-1'],
    ['<Data Name="TargetUserName">jdoe</Data>', '<Data Name="TargetUserName">user-1</Data>'],
    ['CN=Jane Doe,OU=Users,DC=corp,DC=local', 'CN=user-4,OU=Users,DC=host-1,DC=local'],
    ['INFO User jdoe logged in from 10.1.2.3.', 'INFO User user-1 logged in from ip-1-1.'],
  ]);
});

it('knows an address by every spelling', () => {
  redactLines([
    ['[2001:db8::1]:443 2001:DB8:0:0:0:0:0:1', '[ip-1-1]:443 ip-1-1'],
    ['2001:0db8:0000:0000:0000:0000:0000:0001/64 fe80::1%12', 'ip-1-1/64 ip-2-1%12'],
    ['10.1.2.3 ::ffff:10.1.2.3 [::ffff:10.1.2.3]:443', 'ip-3-1 ::ffff:ip-3-1 [::ffff:ip-3-1]:443'],
    ['+49 170 1234567, 0049 170 1234567, tel:+491701234567', 'phone-1, phone-1, tel:phone-1'],
    ['package 8.0.1.5, plugin 1.2.3.4', 'package 8.0.1.5, plugin 1.2.3.4'],
  ]);
});

it('takes no escape in front of a name for a part of it', () => {
  redactLines([
    ['{\\u0022host\\u0022:\\u0022crm.firma.de\\u0022}', '{\\u0022host\\u0022:\\u0022host-1\\u0022}'],
    ['{\\u0022ip\\u0022:\\u002210.1.2.3\\u0022}', '{\\u0022ip\\u0022:\\u0022ip-1-1\\u0022}'],
    ['{\\u0022v6\\u0022:\\u00222001:db8::1\\u0022}', '{\\u0022v6\\u0022:\\u0022ip-2-1\\u0022}'],
    [
      '"https:\\u002F\\u002Fcrm.firma.de\\u002Fx \\u0022CORP\\\\jdoe\\u0022"',
      '"https:\\u002F\\u002Fhost-1\\u002Fx \\u0022host-2\\\\user-1\\u0022"',
    ],
    ['"a\\njane@firma.de\\r\\ncrm.firma.de\\t10.1.2.3\\n"', '"a\\nemail-1\\r\\nhost-1\\tip-1-1\\n"'],
    ['x=%22jane%40firma.de%22&y=%22crm.firma.de%22&z=%2210.1.2.3', 'x=%22email-1%22&y=%22host-1%22&z=%22ip-1-1'],
    [
      '"STATUS FAILED\\nRetry OK\\r\\nNext" \\u0022+49 170 1234567\\u0022',
      '"STATUS FAILED\\nRetry OK\\r\\nNext" \\u0022phone-1\\u0022',
    ],
    ['D:\\sites\\crm.firma.de\\bin', 'D:\\sites\\crm.firma.de\\bin'],
  ]);
});

it('knows a host by whatever tells of it', () => {
  redactLines([
    ['HTTP/crm01.corp.local HTTP/crm01@CORP.LOCAL', 'HTTP/host-1 HTTP/host-2@host-3'],
    ["The remote name could not be resolved: 'crm01'", "The remote name could not be resolved: 'host-2'"],
    ['Name or service not known (crm01:443)', 'Name or service not known (host-2:443)'],
    ['SAN DNS:crm01, DNS Name=crm01.corp.local, CN=crm01', 'SAN DNS:host-2, DNS Name=host-1, CN=host-2'],
    ['Failover Partner=sql02;Network Address=sql01;', 'Failover Partner=host-4;Network Address=host-5;'],
    ['Workstation Name:\tWS-0042', 'Workstation Name:\thost-6'],
    ['no answer from крм.компания.рф, https://крм.компания.рф/x', 'no answer from host-7, https://host-7/x'],
    ['POST / HTTP/1.1, HTTP/2, HTTP/HTTPS, host/port', 'POST / HTTP/1.1, HTTP/2, HTTP/HTTPS, host/port'],
  ]);
});

it('gives back what stood there', () => {
  const text = 'CORP\\jdoe at [2001:DB8::1], ::ffff:10.1.2.3, HTTP/crm01@CORP.LOCAL, CN=Jane Doe,OU=x,DC=corp,DC=de';
  const pseudonyms = createPseudonyms();
  const redacted = redactText(text, redaction, pseudonyms);
  expect(redacted).not.toMatch(/jdoe|DB8|10\.1|crm01|Jane|corp/i);
  expect(putBack(redacted, pseudonyms.map())).toMatchObject({ unknown: [] });
  expect(putBack(redacted, pseudonyms.map()).text.toLowerCase()).toBe(text.toLowerCase());
  expect(redactText(text, redaction, createPseudonyms(pseudonyms.map()))).toBe(redacted);
});
