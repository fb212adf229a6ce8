import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findingIds } from '../../../shared/findings.ts';
import { outcomeIds, systemSettingCodes, systemSettingTitles } from '../../../shared/outcomes.ts';
import type { RemediationFacts } from '../../../shared/remediation/index.ts';
import { findRemediation, isAllowedLink, loadCatalogue } from '../../../shared/remediation/index.ts';
import type { Remediation, RemediationStep } from '../../../shared/report.ts';
import { remediationSchema } from '../../../shared/report.ts';

const { find, ids, sections } = await loadCatalogue();
const anywhere: RemediationFacts = { platform: 'auto' };
const framework: RemediationFacts = {
  platform: 'net-framework',
  creatioUrl: 'https://crm.example.com/sales',
  identityServiceUrl: 'http://identity.example.com:8090/',
};

function entry(id: string, facts: RemediationFacts = anywhere): Remediation {
  const found = find(id, facts);
  if (found === null) throw new Error(`no entry ${id}`);
  return found;
}

const stepText = (step: RemediationStep) =>
  [step.text, ...(step.path ?? []), ...(step.values ?? []).flatMap(({ label, value }) => [label, value])].join(' | ');
const documentedText = (found: Remediation) =>
  found.steps
    .filter((step) => step.documented)
    .map(stepText)
    .join('\n');
const allText = (found: Remediation) => [found.title, found.cause, ...found.steps.map(stepText)].join('\n');

it('has an entry for every outcome and every finding', () => {
  for (const id of [...outcomeIds, ...findingIds]) expect(findRemediation(id, anywhere)).toEqual(find(id, anywhere));
  expect(ids).toEqual(expect.arrayContaining([...outcomeIds, ...findingIds]));
  expect(sections.flatMap((section) => section.ids)).toEqual([...ids]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(find('no-such-thing', anywhere)).toBeNull();
  expect(find('toString', anywhere)).toBeNull();
});

describe.each([...ids])('%s', (id) => {
  const variants = [
    entry(id),
    entry(id, framework),
    ...['7.16.4', '8.0', '8.0.8', '8.1.2', '8.2', '8.2.1', '8.3', '8.3.2', '10.0'].flatMap((version) => [
      entry(id, { ...framework, version }),
      entry(id, { ...framework, platform: 'net', version }),
    ]),
  ];

  it('has a title, a cause, at least one step and a check that proves it, for every version and platform', () => {
    for (const found of variants) {
      expect(remediationSchema.parse(JSON.parse(JSON.stringify(found)))).toEqual(found);
      expect(found.id).toBe(id);
      expect(found.title).not.toMatch(/\.$/);
      expect(found.cause).toMatch(/^[A-Z].*\.$/);
      expect(found.steps.length).toBeGreaterThan(0);
      expect(found.impact).toMatch(/^[A-Z].*\.$/);
      expect(found.provenBy.length > 0 || /^[A-Z].*\.$/.test(found.proof ?? '')).toBe(true);
      for (const step of found.steps) {
        expect(step.text).toMatch(/^[A-Z].*\.$/);
        for (const { label } of step.branches ?? []) expect(label).toMatch(/^[A-Z].*\.$/);
      }
    }
  });

  it('links to allowed pages only, and names a source for what is documented', () => {
    for (const found of variants) {
      for (const source of found.sources) expect(isAllowedLink(source.url), source.url).toBe(true);
      for (const step of found.steps) {
        const urls = (step.sources ?? []).map(({ url }) => url);
        expect(found.sources.map(({ url }) => url)).toEqual(expect.arrayContaining(urls));
        if (step.documented) expect(urls.join(), step.text).toContain('https://academy.creatio.com/');
      }
    }
  });

  it('offers only what is whole to be copied', () => {
    for (const found of variants) {
      for (const { value, copy, example } of found.steps.flatMap((step) => step.values ?? [])) {
        expect(copy === true && example === true).toBe(false);
        if (copy === true && !value.startsWith('<logger ')) expect(value).not.toMatch(/[<>…]/);
      }
    }
  });

  it('speaks calmly', () => {
    expect(variants.map(allText).join('\n')).not.toMatch(/!|\b(?:oops|undefined|null|NaN)\b/i);
  });
});

describe('the documented solutions', () => {
  const settings = systemSettingCodes.flatMap((code) => [code, systemSettingTitles[code]]);
  const discovery = 'http://identity.example.com:8090/.well-known/openid-configuration';
  const solutions: [id: string, facts: RemediationFacts, needles: (string | RegExp)[]][] = [
    ['healthy', framework, [/nothing to do/]],
    ['settings-empty', framework, settings],
    ['settings-empty', { ...framework, emptySettings: systemSettingCodes.slice(1) }, settings],
    [
      'setting-empty',
      { ...framework, emptySettings: ['OAuth20IdentityServerClientId'] },
      [/code of the setting in the Message/, /Enter a value/, 'OAuth20IdentityServerClientId', settings[3] ?? ''],
    ],
    ['setting-empty', framework, [/code of the setting in the Message/, ...settings]],
    [
      'identity-service-unavailable',
      framework,
      [
        /Test the Identity Service/,
        discovery,
        /system setting with its address is filled in/,
        'OAuth20IdentityServerUrl',
        'Authorization server Url for OAuth 2.0 integrations',
        /from the machine on which Creatio is installed/,
      ],
    ],
    [
      'token-not-retrievable',
      framework,
      [
        ...settings,
        /make it happen again/,
        /logs of Creatio and of the Identity Service for that moment/,
        /Creatio support and send both sets of logs/,
        'support@creatio.com',
      ],
    ],
  ];

  it.each(solutions)('%s is complete', (id, facts, needles) => {
    const text = documentedText(entry(id, facts));
    for (const needle of needles) {
      if (typeof needle === 'string') expect(text).toContain(needle);
      else expect(text).toMatch(needle);
    }
  });

  it.each(['settings-empty', 'setting-empty', 'identity-service-unavailable', 'token-not-retrievable'])(
    '%s says where to click, by version',
    (id) => {
      const paths = (version: string) =>
        entry(id, { ...framework, version }).steps.map((step) => step.path?.join(' > ') ?? '');
      const mini =
        'System Designer > Import and integration > OAuth 2.0 integrated applications > Diagnostic > Open settings';
      const section = 'System Designer > System setup > System settings';
      expect(paths('8.3')).toContain(mini);
      expect(paths('8.3')).not.toContain(section);
      expect(paths('8.2.1')).toContain(mini);
      for (const version of ['8.0', '8.1', '8.2', '8.2.0.1234']) {
        expect(paths(version)).toContain(section);
        expect(paths(version)).not.toContain(mini);
      }
      const both = entry(id).steps.filter((step) => step.path !== undefined);
      expect(both.every((step) => step.versions !== undefined || step.path?.[0] === 'IIS Manager')).toBe(true);
      expect(both.map((step) => step.path?.join(' > '))).toEqual(expect.arrayContaining([mini, section]));
    },
  );

  it.each(['settings-empty', 'setting-empty', 'identity-service-unavailable', 'token-not-retrievable', 'healthy'])(
    '%s names both editions as sources',
    (id) => {
      const versions = entry(id)
        .sources.filter((source) => source.title === 'OAuth health monitoring')
        .map((source) => source.versions);
      expect(versions).toEqual(['8.3', expect.stringContaining('8.1')]);
    },
  );

  it('creates the default resource by hand before 8.2 only', () => {
    const text = (version: string) => documentedText(entry('settings-empty', { ...framework, version }));
    expect(text('8.1.5')).toContain('Create default resource');
    expect(text('8.2')).not.toContain('Create default resource');
  });
});

describe('facts of the environment', () => {
  const values = (id: string, facts: RemediationFacts) =>
    entry(id, facts).steps.flatMap((step) => (step.values ?? []).map(({ value }) => value));

  it.each([
    ['endpoint-missing', framework, 'https://crm.example.com/sales/0/api/OAuthHealthCheck'],
    ['endpoint-missing', { ...framework, platform: 'net' }, 'https://crm.example.com/sales/api/OAuthHealthCheck'],
    ['ping-failed', framework, 'https://crm.example.com/sales/0/api/HealthCheck/Ping'],
    ['ping-failed', { ...framework, platform: 'net' }, 'https://crm.example.com/sales/api/HealthCheck/Ping'],
    ['use-not-found', framework, 'https://crm.example.com/sales/0/odata/Contact?$top=1'],
    ['use-not-found', { ...framework, platform: 'net' }, 'https://crm.example.com/sales/odata/Contact?$top=1'],
    ['token-endpoint-missing', framework, 'http://identity.example.com:8090/connect/token'],
    ['discovery-missing', framework, 'http://identity.example.com:8090/.well-known/openid-configuration'],
  ] as const)('%s holds the address, ready to copy (%#)', (id, facts, address) => {
    expect(values(id, facts)).toContain(address);
  });

  it('gives both addresses for an unknown platform, and a placeholder for an unknown host', () => {
    expect(values('endpoint-missing', { platform: 'auto', creatioUrl: 'https://crm.example.com' })).toEqual([
      'https://crm.example.com/0/api/OAuthHealthCheck',
      'https://crm.example.com/api/OAuthHealthCheck',
    ]);
    expect(values('discovery-missing', { platform: 'net', identityServiceUrl: null })).toContain(
      'https://<address of the Identity Service>/.well-known/openid-configuration',
    );
  });

  it('shows every version when the given one cannot be read', () => {
    expect(entry('hosting-500-31', { ...framework, version: 'newest' })).toEqual(entry('hosting-500-31', framework));
    expect(allText(entry('hosting-500-31', { ...framework, version: '8.2.0' }))).toContain('.NET 6');
  });

  it('fills the machines into commands, and nothing that a shell could take for more', () => {
    expect(values('tcp-silent', framework)).toEqual([
      'Test-NetConnection crm.example.com -Port 443',
      'Test-NetConnection identity.example.com -Port 8090',
    ]);
    const hostile: RemediationFacts = {
      platform: 'net',
      creatioUrl: 'http://a;calc;$(calc)/',
      identityServiceUrl: "https://identity.example.com/$(calc)'x",
    };
    expect(values('tcp-silent', hostile)).toEqual(['Test-NetConnection identity.example.com -Port 443']);
    expect(values('identity-service-unavailable', hostile)).toContain(
      "Invoke-WebRequest -UseBasicParsing 'https://identity.example.com/$(calc)''x/.well-known/openid-configuration'",
    );
    expect(values('tcp-silent', anywhere)).toEqual(['Test-NetConnection <host name> -Port <port>']);
  });

  it('shows no user and no password of an address', () => {
    const facts: RemediationFacts = {
      platform: 'net',
      creatioUrl: 'https://admin:canary-1@crm.example.com/?key=canary-2',
      identityServiceUrl: 'https://admin:canary-3@identity.example.com/#canary-4',
    };
    for (const id of ids) expect(JSON.stringify(entry(id, facts)), id).not.toContain('canary');
    expect(values('endpoint-missing', facts)).toContain('https://crm.example.com/api/OAuthHealthCheck');
  });
});

it('repeats no twelve words in a row of the vendor’s articles', () => {
  // Each line is the start of the SHA-256 of twelve consecutive words (lower-case letters, digits, underscores; joined by spaces).
  const known = new Set(readFileSync(new URL('vendor-phrases.txt', import.meta.url), 'utf8').split('\n'));
  const article = 'Find the code of the system setting that causes error in the Message response parameter.';
  expect(phrases(article).some((phrase) => known.has(fingerprint(phrase)))).toBe(true);
  for (const id of ids) {
    const found = entry(id);
    const labels = found.steps.flatMap(({ branches = [] }) => branches.map(({ label }) => label));
    for (const text of [found.cause, found.proof ?? '', ...labels, ...found.steps.map((step) => step.text)]) {
      expect(phrases(text).filter((phrase) => known.has(fingerprint(phrase)))).toEqual([]);
    }
  }
});

function phrases(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z0-9_]+/g) ?? [];
  return words.slice(11).map((_, start) => words.slice(start, start + 12).join(' '));
}

function fingerprint(phrase: string): string {
  return createHash('sha256').update(phrase).digest('hex').slice(0, 12);
}
