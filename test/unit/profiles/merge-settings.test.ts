import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeSettings } from '../../../electron/profiles/merge-settings.ts';
import type { Settings } from '../../../shared/profile.ts';
import { profileSchema } from '../../../shared/profile-schema.ts';
import { anyProfile } from '../transfer/environments.ts';

const anySettings = anyProfile.map(({ id: _id, secrets: _secrets, ...settings }): Settings => settings);
/** Settings as a form can make them of others: without a new exception. */
const changeOf = (base: Settings, other: Settings, fields: readonly string[]): Settings => {
  const part = Object.fromEntries(Object.entries(other).filter(([field]) => fields.includes(field)));
  const changed: Settings = { ...base, ...part };
  return { ...changed, trust: { ...changed.trust, acceptedCertificates: base.trust.acceptedCertificates } };
};
const anyFields = fc.subarray(Object.keys(profileSchema.def.shape).filter((key) => key !== 'id' && key !== 'secrets'));
const runs = { numRuns: 60 };

it('keeps what is stored where nothing was changed, and takes a change where nobody else made one', () => {
  fc.assert(
    fc.property(anySettings, anySettings, anyFields, (base, other, fields) => {
      const changed = changeOf(base, other, fields);
      expect(mergeSettings(base, other, base)).toEqual(other);
      expect(mergeSettings(base, base, changed)).toEqual(changed);
      expect(mergeSettings(base, changed, changed)).toEqual(changed);
    }),
    runs,
  );
});

it('keeps changes of different fields, whichever comes first', () => {
  fc.assert(
    fc.property(anySettings, anySettings, anyFields, (base, other, fields) => {
      const rest = Object.keys(base).filter((field) => !fields.includes(field));
      const [mine, theirs] = [changeOf(base, other, fields), changeOf(base, other, rest)];
      const merged = mergeSettings(base, theirs, mine);
      expect(merged).toEqual(mergeSettings(base, mine, theirs));
      expect(merged).toEqual(changeOf(base, other, Object.keys(base)));
    }),
    runs,
  );
});

it('loses no added client, brings no removed one back, and gives what can be stored', () => {
  fc.assert(
    fc.property(anySettings, anySettings, anySettings, (base, stored, mine) => {
      const merged = mergeSettings(base, stored, mine);
      const ids = ({ furtherClients }: Settings) => furtherClients.map(({ id }) => id);
      const added = [...ids(stored), ...ids(mine)].filter((id) => !ids(base).includes(id));
      expect(ids(merged)).toEqual(expect.arrayContaining(added));
      const removed = ids(base).filter(
        (id) => !ids(mine).includes(id) && JSON.stringify(base) !== JSON.stringify(mine),
      );
      for (const id of removed) expect(ids(merged)).not.toContain(id);
      expect(profileSchema.safeParse({ ...merged, id: 'a' }).success).toBe(true);
    }),
    runs,
  );
});
