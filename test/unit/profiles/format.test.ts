import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatFile, parseFile } from '../../../electron/profiles/format.ts';
import { profileDefaults, type Profile } from '../../../shared/profile.ts';

const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .map((text) => text.replaceAll(/\p{Cc}/gu, '').trim())
  .filter((text) => text !== '');
const url = fc.domain().map((domain) => `https://${domain}`);

/** An environment as the first version of the file had it. */
const firstVersion = fc.record({
  id: fc.uuid(),
  name,
  creatioUrl: url,
  platform: fc.constantFrom('auto' as const, 'net' as const, 'net-framework' as const),
  identityServiceUrl: fc.option(url),
  clientId: fc.option(name),
  timeLimitSeconds: fc.integer({ min: 1, max: 600 }),
});

it('keeps every field of a file of the first version, and adds defaults alone', () => {
  fc.assert(
    fc.property(fc.array(firstVersion, { maxLength: 5 }), (profiles) => {
      const migrated = profiles.map((profile) => ({ ...profileDefaults, ...profile }));
      expect(parseFile(JSON.stringify({ schemaVersion: 1, profiles }))).toEqual(migrated);
    }),
  );
});

const secondVersion: fc.Arbitrary<Profile> = fc
  .record({
    first: firstVersion,
    group: fc.option(name),
    production: fc.boolean(),
    notes: fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => text.replaceAll(/[^\P{Cc}\n\t]/gu, '')),
    bypass: fc.array(fc.domain(), { maxLength: 3 }),
    mode: fc.constantFrom('none' as const, 'manual' as const, 'environment' as const, 'system' as const),
  })
  .map(({ first, bypass, mode, ...settings }) => ({
    ...profileDefaults,
    ...first,
    ...settings,
    proxy: { ...profileDefaults.proxy, mode, bypass },
  }));

it('reads back what it wrote', () => {
  fc.assert(
    fc.property(fc.array(secondVersion, { maxLength: 5 }), (profiles) => {
      expect(parseFile(formatFile(profiles))).toEqual(profiles);
    }),
  );
});
