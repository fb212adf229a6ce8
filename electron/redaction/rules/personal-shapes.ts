import type { PersonalRule } from './types.ts';

// In the beginning of a rule any digit stands for all.
const groups = ['0', '00', '000'];
/** What every IPv4 address holds. */
const quads = groups.flatMap((second) => groups.map((third) => `0.${second}.${third}.0`));

const hexadecimal = [...'0abcdef'];
const pairs = hexadecimal.flatMap((first) => hexadecimal.map((second) => first + second));
/** How an IPv6 address begins that has no `::`: global unicast 2000::/3, unique local fc00::/7, link-local fe80::/10. */
const firstGroups = [
  ...hexadecimal.flatMap((second) => pairs.map((rest) => `0${second}${rest}:`)),
  ...['c', 'd', 'e'].flatMap((second) => pairs.map((rest) => `f${second}${rest}:`)),
];

/** Personal data that is told by its shape. */
export const personalShapeRules: readonly PersonalRule[] = [
  {
    kind: 'personal',
    id: 'email',
    protects: 'e-mail addresses',
    personal: 'email',
    finds: 'email',
    starts: ['@', '%40', '\\u0040', '&#64;'],
    examples: [
      ['mail to jane.doe@firma.de now', 'mail to email-1 now'],
      ['jane@firma.de, JANE@firma.de, joe@firma.de', 'email-1, email-1, email-2'],
      ['jane%40firma.de is jane@firma.de and jane\\u0040firma.de', 'email-1 is email-1 and email-1'],
      ['package@1.2.3', 'package@1.2.3'],
    ],
  },
  {
    kind: 'personal',
    id: 'ipv4',
    protects: 'IPv4 addresses',
    personal: 'ip',
    finds: 'ipv4',
    starts: quads,
    examples: [
      ['10.1.2.3 10.1.2.4 10.1.9.3 10.1.2.3', 'ip-1-1 ip-1-2 ip-2-1 ip-1-1'],
      ['127.0.0.1:8090', '127.0.0.1:8090'],
      [
        'Creatio 8.3.1.1234, Version=8.3.1.12, Chrome/120.0.6099.71',
        'Creatio 8.3.1.1234, Version=8.3.1.12, Chrome/120.0.6099.71',
      ],
    ],
  },
  {
    kind: 'personal',
    id: 'ipv6',
    protects: 'IPv6 addresses',
    personal: 'ip',
    finds: 'ipv6',
    starts: ['::', ...firstGroups],
    examples: [
      ['[2001:db8::1]:443 and 2001:db8::2', '[ip-1-1]:443 and ip-1-2'],
      ['12:34:56,789 ::1 std::string', '12:34:56,789 ::1 std::string'],
    ],
  },
  {
    kind: 'personal',
    id: 'url-host',
    protects: 'names of hosts in addresses',
    personal: 'host',
    finds: 'url-host',
    starts: ['://', ':\\/\\/', '%3a%2f%2f', '%3a//', '%253a%252f%252f'],
    examples: [
      ['https://crm.firma.de:8090/connect/token', 'https://host-1:8090/connect/token'],
      [
        'http://localhost:8090/ http://schemas.microsoft.com/ws',
        'http://localhost:8090/ http://schemas.microsoft.com/ws',
      ],
    ],
  },
  {
    kind: 'personal',
    id: 'domain-name',
    protects: 'names of hosts with a domain',
    personal: 'host',
    finds: 'domain-name',
    starts: [
      'com',
      'org',
      'net',
      'local',
      'lan',
      'internal',
      'corp',
      'intra',
      'intranet',
      'localdomain',
      'domain',
      'eu',
      'de',
      'ru',
      'ua',
      'uk',
      'pl',
      'fr',
      'it',
      'es',
      'nl',
      'be',
      'ch',
      'at',
      'cz',
      'kz',
      'by',
      'io',
      'cloud',
      'dev',
      'app',
      'info',
      'biz',
      'us',
      'ca',
      'au',
      'br',
      'in',
      'cn',
      'jp',
      'gov',
      'edu',
      'example',
      'test',
      'tech',
    ].map((domain) => `.${domain}`),
    examples: [
      ['no answer from crm.firma.de:8090', 'no answer from host-1:8090'],
      ['CRM.FIRMA.DE is crm.firma.de', 'host-1 is host-1'],
      ['Terrasoft.Core.OAuth20 System.Net web.config', 'Terrasoft.Core.OAuth20 System.Net web.config'],
    ],
  },
  {
    kind: 'personal',
    id: 'network-share',
    protects: 'names of hosts in network paths',
    personal: 'host',
    finds: 'network-share',
    starts: ['\\\\'],
    examples: [['\\\\SRV-FILES\\logs$\\a.log', '\\\\host-1\\logs$\\a.log']],
  },
  {
    kind: 'personal',
    id: 'path',
    protects: 'names of users in paths of files',
    personal: 'path',
    finds: 'path',
    starts: [
      '\\users\\',
      '\\users\\\\',
      '%5cusers%5c',
      '/users/',
      '/home/',
      '/var/home/',
      '/mnt/c/users/',
      'documents and settings\\',
    ],
    examples: [
      ['in C:\\Users\\jane.doe\\a.cs', 'in C:\\Users\\user-1\\a.cs'],
      ['/home/jane/logs', '/home/user-1/logs'],
      ['/mnt/c/Users/jane/x and C:%5CUsers%5Cjane%5Cx', '/mnt/c/Users/user-1/x and C:%5CUsers%5Cuser-1%5Cx'],
      ['C:\\Users\\Public\\a.cs', 'C:\\Users\\Public\\a.cs'],
    ],
  },
  {
    kind: 'personal',
    id: 'log-user',
    protects: "the user's name in lines of Creatio's logs",
    personal: 'user',
    finds: 'log-user',
    starts: ['trace', 'debug', 'info', 'warn', 'error', 'fatal'].map((level) => `] ${level} `),
    examples: [
      [
        '2026-11-21 10:00:00,123 [7] INFO Jane Doe Common Execute - done',
        '2026-11-21 10:00:00,123 [7] INFO user-1 Common Execute - done',
      ],
      [
        '2026-11-21 10:00:00,123 [7] INFO Supervisor Common Execute - done',
        '2026-11-21 10:00:00,123 [7] INFO Supervisor Common Execute - done',
      ],
    ],
  },
  {
    kind: 'personal',
    id: 'domain-user',
    protects: 'accounts of Windows domains',
    personal: 'user',
    finds: 'domain-user',
    starts: ['\\'],
    examples: [
      ['logged on as CORP\\jane.doe.', 'logged on as host-1\\user-1.'],
      ['IIS APPPOOL\\Creatio and NT AUTHORITY\\SYSTEM', 'IIS APPPOOL\\Creatio and NT AUTHORITY\\SYSTEM'],
    ],
  },
  {
    kind: 'personal',
    id: 'phone',
    protects: 'phone numbers',
    personal: 'phone',
    finds: 'phone',
    starts: ['+0', '(000)', '000-000-0000'],
    examples: [
      ['call +49 (30) 1234-5678 or (495) 123-45-67', 'call phone-1 or phone-2'],
      ['2026-11-21T10:00:00+03:00 (100) lines', '2026-11-21T10:00:00+03:00 (100) lines'],
    ],
  },
];
