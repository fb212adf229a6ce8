import { describe, expect, it } from 'vitest';
import {
  defaultRules,
  kindOf,
  personalKinds,
  prepareRedaction,
  redactText,
} from '../../../electron/redaction/index.ts';

const redaction = prepareRedaction();

describe.each(defaultRules.map((rule) => [rule.id, rule] as const))('rule %s', (_id, rule) => {
  it.each(rule.examples)('redacts %j', (text, redacted) => {
    expect(redactText(text, redaction)).toBe(redacted);
  });

  it('has an example that it changes, and changes nothing the second time', () => {
    expect(rule.examples.some(([text, redacted]) => text !== redacted)).toBe(true);
    for (const [, redacted] of rule.examples) expect(redactText(redacted, redaction)).toBe(redacted);
  });

  it('starts at literals', () => {
    expect(rule.starts.length).toBeGreaterThan(0);
    for (const start of rule.starts) expect(start).toMatch(/^[\t\r\n\x20-\x7e\x80-\xff]+$/);
  });
});

it('gives every rule an id of its own and says what it protects', () => {
  expect(new Set(defaultRules.map(({ id }) => id)).size).toBe(defaultRules.length);
  for (const { protects } of defaultRules) expect(protects).not.toBe('');
});

it.each(personalKinds)('leaves personal data of the kind %s where it is kept', (kind) => {
  const kept = prepareRedaction({ keep: [kind] });
  const examples = defaultRules
    .filter((rule) => kindOf(rule) === kind)
    .flatMap(({ examples: all }) => all.filter(([text, redacted]) => text !== redacted));
  expect(examples.length).toBeGreaterThan(0);
  for (const [text] of examples) expect(redactText(text, kept)).not.toMatch(new RegExp(`\\b${kind}-\\d`));
});

it('keeps what an exception names, wherever it stands or for one rule', () => {
  const text = 'password=example1&x=1 client_secret=example1&x=1 crm.firma.de';
  expect(redactText(text, prepareRedaction({ exceptions: [{ value: 'example1' }] }))).toBe(
    'password=example1&x=1 client_secret=example1&x=1 host-1',
  );
  const exceptions = [
    { rule: 'password', value: 'example1' },
    { rule: 'domain-name', value: 'crm.firma.de' },
  ];
  expect(redactText(text, prepareRedaction({ exceptions }))).toBe(
    'password=example1&x=1 client_secret=***&x=1 crm.firma.de',
  );
  const known = { hosts: ['sqlprod02'], exceptions: [{ rule: 'known-host', value: 'sqlprod02' }] };
  expect(redactText('sqlprod02 and SQLPROD02', prepareRedaction(known))).toBe('sqlprod02 and host-1');
});
