import { expect, it } from 'vitest';
import {
  createCounter,
  createPseudonyms,
  findIn,
  openMap,
  ownRule,
  prepareRedaction,
  redactText,
  redactionReportSchema,
  replaceIn,
  putBack,
  reverse,
  sealMap,
  tryRule,
} from '../../../electron/redaction/index.ts';

const redaction = prepareRedaction();

it('names the same person, host and address alike in every file', () => {
  const pseudonyms = createPseudonyms();
  const files = [
    'C:\\Users\\Jane\\a.log 10.20.30.40 crm.firma.de jane@firma.de',
    '"userName":"jane" 10.20.30.41 https://CRM.firma.de:443/ Jane@Firma.de 10.20.31.40 2001:db8:1:2::7 2001:db8:1:2:0:0:0:8',
  ];
  expect(files.map((text) => redactText(text, redaction, pseudonyms))).toEqual([
    'C:\\Users\\user-1\\a.log ip-1-1 host-1 email-1',
    '"userName":"user-1" ip-1-2 https://host-1:443/ email-1 ip-2-1 ip-3-1 ip-3-2',
  ]);
});

it('puts the names back into an answer, from a map that only the passphrase opens', async () => {
  const pseudonyms = createPseudonyms();
  redactText('mail jörg@firma.de from 10.1.2.3 at crm.firma.de', redaction, pseudonyms);
  const sealed = await sealMap(pseudonyms.map(), 'passphrase of four words');
  expect(sealed).not.toMatch(/firma|jörg|10\.1|email-1/);
  const map = await openMap(sealed, 'passphrase of four words');
  expect(reverse('Ask email-1 why host-1 (ip-1-1) does not answer user-7.', map)).toBe(
    'Ask jörg@firma.de why crm.firma.de (10.1.2.3) does not answer user-7.',
  );
  await expect(openMap(sealed, 'another')).rejects.toMatchObject({ code: 'passphrase-wrong' });
  await expect(openMap(sealed.replace(/"data": "../, '"data": "AA'), 'passphrase of four words')).rejects.toMatchObject(
    {
      code: 'passphrase-wrong',
    },
  );
  await expect(openMap('{}', 'x')).rejects.toMatchObject({ code: 'map-unreadable' });
  await expect(sealMap({}, '')).rejects.toMatchObject({ code: 'passphrase-empty' });
});

it('knows stand-ins however they are written, and tells of those that are none of the map', () => {
  const map = {
    'host-2': 'crm.firma.de',
    'host-20': 'db.firma.de',
    'user-3': 'jörg',
    'ip-2-7': '10.1.2.9',
    'ip-3-1': '2001:db8:1:2::7',
  };
  const cases: readonly (readonly [string, string])[] = [
    ['host-20, HOST-2; (Host-2) "host-2"', 'db.firma.de, crm.firma.de; (crm.firma.de) "crm.firma.de"'],
    [
      'https://host-2:443/x?u=user-3&v=%2Fuser-3%20host-20',
      'https://crm.firma.de:443/x?u=jörg&v=%2Fjörg%20db.firma.de',
    ],
    ['user\u20113, user\u20133. _user-3_ **user-3** user-3\u304c', 'jörg, jörg. _jörg_ **jörg** jörg\u304c'],
    [
      String.raw`{"a":"x\nuser-3\u0022host-2"} C:\Users\user-3`,
      String.raw`{"a":"x\njörg\u0022crm.firma.de"} C:\Users\jörg`,
    ],
    ['ip-2-7 in ip-2, ip-2-* and ip-3-x', '10.1.2.9 in 10.1.2.0/24, 10.1.2.0/24 and 2001:db8:1:2::/64'],
  ];
  for (const [text, names] of cases) expect(putBack(text, map)).toMatchObject({ text: names, unknown: [] });
  const strange = 'host-200 HOST-21 superhost-2 host-2a user-3b ip-9 ip-2-70 constructor';
  expect(putBack(strange, map)).toEqual({
    text: strange,
    restored: 0,
    unknown: ['host-200', 'host-21', 'ip-9', 'ip-2-70'],
  });
});

it('names known hosts wherever they stand', () => {
  const known = prepareRedaction({ hosts: ['CRM01', 'localhost', '10.1.2.3'] });
  expect(redactText('(crm01:443) to CRM01. crm01x x.crm01 localhost http://crm01/ 10.1.2.3', known)).toBe(
    '(host-1:443) to host-1. crm01x x.crm01 localhost http://host-1/ ip-1-1',
  );
  expect(redactText('crm01', prepareRedaction({ hosts: ['crm01'], keep: ['host'] }))).toBe('crm01');
});

it('goes on from a map', () => {
  const first = createPseudonyms();
  const text = '10.1.2.3 10.1.2.4 a.firma.de b.firma.de';
  redactText(text, redaction, first);
  const second = createPseudonyms(first.map());
  expect(redactText(`c.firma.de 10.1.2.9 10.1.3.1 ${text}`, redaction, second)).toBe(
    'host-3 ip-1-3 ip-2-1 ip-1-1 ip-1-2 host-1 host-2',
  );
});

it('reports rules, files, lines and counts, and no value', () => {
  const counter = createCounter(redaction, { lines: 10 });
  const finder = findIn(redaction);
  finder.next(
    Buffer.from(
      'nothing\npassword=canary-secret&x=1\n\nclient_secret=canary-secret 10.99.98.97\r\npassword=canary-other&',
    ),
  );
  const stretch = finder.end();
  replaceIn(stretch, createPseudonyms());
  counter.add('Common.log', stretch);
  const report = redactionReportSchema.parse(JSON.parse(JSON.stringify(counter.report())));
  expect(report.total).toBe(4);
  expect(report.files).toEqual([
    {
      file: 'Common.log',
      total: 4,
      rules: [
        { rule: 'password', count: 2, lines: [2, 5] },
        { rule: 'client-secret', count: 1, lines: [4] },
        { rule: 'ipv4', count: 1, lines: [4] },
      ],
    },
  ]);
  expect(JSON.stringify(report)).not.toMatch(/canary|10\.99/);
});

it('tries an own rule, and stops one that takes too long', () => {
  const rule = { id: 'contract', protects: 'numbers of contracts', starts: 'Contract ', follows: '\\d{6}' };
  expect(tryRule(rule, 'Contract 123456 and contract 12')).toBe('Contract *** and contract 12');
  expect(tryRule({ ...rule, wholly: true }, 'a Contract 123456 b')).toBe('a *** b');
  expect(tryRule({ ...rule, follows: '(\\d{3})+', wholly: true }, 'a Contract 123456 b')).toBe('a *** b');
  expect(tryRule({ id: 'word', protects: 'x', starts: 'ключ=' }, 'ключ=abc, x')).toBe('ключ=***, x');
  expect(tryRule({ id: 'word', protects: 'x', starts: 'Шифр ' }, 'Шифр РаРà7, x')).toBe('Шифр ***, x');
  expect(tryRule({ id: 'word', protects: 'x', starts: 'Kód ', follows: '[а-яё]{3}é?' }, 'Kód Роёéа')).toBe('Kód ***а');
  expect(() => tryRule({ ...rule, follows: '(a+)+$' }, `Contract ${'a'.repeat(60)}!`, 200)).toThrow(
    expect.objectContaining({ code: 'rule-slow' }),
  );
  expect(() => tryRule({ ...rule, follows: '(' }, '')).toThrow(expect.objectContaining({ code: 'rule-invalid' }));
  const all = prepareRedaction({ rules: [ownRule(rule)] });
  expect(redactText('Contract 123456 password=abc&x', all)).toBe('Contract *** password=***&x');
});
