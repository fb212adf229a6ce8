import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../shared/profile.ts';
import type { ImportChoice } from '../../../shared/transfer.ts';
import type { IncomingEnvironment, StatedSettings } from '../../../electron/transfer/incoming.ts';
import { applyImport, planImport, previewRow } from '../../../electron/transfer/plan.ts';
import { anyProfiles, stored } from './environments.ts';

const incoming = (settings: Partial<StatedSettings> = {}, id: string | null = null): IncomingEnvironment => ({
  id,
  settings: { name: 'New', creatioUrl: 'https://new.example.com', ...settings },
  secrets: new Map(),
  notes: [],
});
const asIncoming = ({ id, secrets: _secrets, ...settings }: Profile): IncomingEnvironment => ({
  id,
  settings,
  secrets: new Map(),
  notes: [],
});
const plan = (environments: IncomingEnvironment[], profiles: Profile[], choice?: ImportChoice) =>
  planImport(environments, profiles).map((row) => ({ ...row, choice: choice ?? row.choice }));

describe('what is there already', () => {
  const existing = stored({
    id: 'a',
    name: 'Production CRM',
    creatioUrl: 'https://crm.example.com/Shop',
    clientId: 'C1',
  });

  it.each([
    ['by its id', incoming({}, 'a'), 'id'],
    ['by address and client', incoming({ creatioUrl: 'https://crm.example.com/Shop', clientId: 'C1' }), 'address'],
    [
      'by an address written differently',
      incoming({ creatioUrl: 'HTTPS://CRM.example.com:443/shop/0/', clientId: 'C1' }),
      'address',
    ],
    ['by its name in another case', incoming({ name: 'PRODUCTION crm' }), 'name'],
    ['not by the address alone', incoming({ creatioUrl: 'https://crm.example.com/Shop', clientId: 'C2' }), undefined],
    ['not by half an address', incoming({ creatioUrl: 'https://crm.example.com', clientId: 'C1' }), undefined],
  ])('is recognised %s', (_, environment, by) => {
    const [row] = plan(
      [environment],
      [stored({ id: 'x', name: 'Other', creatioUrl: 'https://x.example.com' }), existing],
    );
    expect(row?.duplicate?.by).toBe(by);
    expect(row?.duplicate?.profile.id).toBe(by && 'a');
    expect(row?.choice).toBe(by === undefined ? 'add' : 'skip');
  });

  it('is told by name among several of one address', () => {
    const others = [stored({ id: 'a', name: 'One' }), stored({ id: 'b', name: 'Two' })];
    const [row] = plan([incoming({ name: 'two', creatioUrl: 'https://crm.example.com' })], others);
    expect(row?.duplicate?.profile.id).toBe('b');
  });

  it('is shown with what replacing it would change', () => {
    const settings = {
      name: 'crm',
      creatioUrl: existing.creatioUrl,
      clientId: 'C1',
      production: true,
      platform: 'auto' as const,
    };
    const [row] = plan([incoming(settings)], [existing]);
    expect(row && previewRow(row, 0).duplicate).toEqual({
      name: 'Production CRM',
      by: 'address',
      changes: ['name', 'production mark'],
    });
  });

  it('is told to keep its secrets where the file would have them sent elsewhere', () => {
    const kept = stored({ secrets: [{ name: 'client-secret', setAt: '2026-11-09T10:00:00.000Z' }] });
    const notesOf = (settings: Partial<Profile>, secrets: IncomingEnvironment['secrets'] = new Map()) =>
      plan([{ ...asIncoming({ ...kept, ...settings }), secrets }], [kept])[0]?.notes;
    const warning = [expect.stringContaining('keeps the secrets that are stored here')];
    expect(notesOf({ notes: 'other' })).toEqual([]);
    expect(notesOf({ creatioUrl: 'https://CRM.example.com:443/' })).toEqual([]);
    expect(notesOf({ creatioUrl: 'https://elsewhere.example.com' })).toEqual(warning);
    expect(notesOf({ identityServiceUrl: 'https://elsewhere.example.com' })).toEqual(warning);
    expect(notesOf({ proxy: { ...kept.proxy, mode: 'manual', url: 'http://elsewhere.example.com' } })).toEqual(warning);
    const own = new Map([['client-secret', 'x'] as const]);
    expect(notesOf({ creatioUrl: 'https://elsewhere.example.com' }, own)).toEqual([]);
  });

  it('is said of two in one file', () => {
    const [, second] = plan([incoming({ name: 'One' }), incoming({ name: 'Two' })], []);
    expect(second?.notes).toEqual([expect.stringContaining('as “One” in this file')]);
  });
});

describe('an import', () => {
  it('adds, replaces, copies and skips', () => {
    const a = stored({ id: 'a', name: 'A', notes: 'kept', logFolders: { creatio: null, identityService: '/is' } });
    const change: Partial<StatedSettings> = { name: 'A', creatioUrl: a.creatioUrl, logFolders: { creatio: '/logs' } };
    const replaced = applyImport(plan([incoming(change)], [a], 'replace'), [a]);
    expect(replaced.profiles).toEqual([{ ...a, logFolders: { creatio: '/logs', identityService: '/is' } }]);
    expect(replaced.done).toMatchObject([{ did: 'replaced', id: 'a', name: 'A' }]);
    const copied = applyImport(plan([incoming(change)], [a], 'add'), [a]);
    expect(copied.profiles.map(({ name }) => name)).toEqual(['A', 'A (2)']);
    expect(applyImport(plan([incoming(change)], [a]), [a])).toEqual({ profiles: [a], done: [] });
  });

  it('keeps what was changed after its preview told what replacing changes', () => {
    const a = stored({
      id: 'a',
      name: 'A',
      notes: 'old',
      furtherClients: [{ id: 'c1', name: 'Portal', clientId: 'P' }],
    });
    const rows = plan([asIncoming({ ...a, clientId: 'new' })], [a], 'replace');
    const added = { id: 'c2', name: 'Mobile', clientId: 'M' };
    const now = { ...a, name: 'Renamed', notes: 'newer', furtherClients: [...a.furtherClients, added] };
    const { profiles, done } = applyImport([...rows, ...plan([incoming({ name: 'Renamed' })], [])], [now]);
    expect(profiles).toMatchObject([{ ...now, clientId: 'new' }, { name: 'Renamed (2)' }]);
    expect(done.map(({ renamed }) => renamed)).toEqual([false, true]);
  });

  it('leaves the secret of a client behind that replacing takes away, and no other', () => {
    const setAt = '2026-11-09T10:00:00.000Z';
    const a = stored({
      id: 'a',
      furtherClients: [{ id: 'c1', name: 'Portal', clientId: 'P' }],
      secrets: [
        { name: 'client-secret', setAt },
        { name: 'further-client:c1', setAt },
      ],
    });
    const { profiles } = applyImport(plan([asIncoming({ ...a, furtherClients: [] })], [a], 'replace'), [a]);
    expect(profiles).toMatchObject([{ furtherClients: [], secrets: [{ name: 'client-secret' }] }]);
  });

  it('replaces no environment twice, and adds what was to replace one that is gone', () => {
    const a = stored({ id: 'a', name: 'A' });
    const twice = [incoming({ name: 'A', clientId: '1' }), incoming({ name: 'a', clientId: '2' })];
    const { profiles, done } = applyImport(plan(twice, [a], 'replace'), [a]);
    expect(profiles.map(({ name, clientId }) => [name, clientId])).toEqual([
      ['A', '1'],
      ['a (2)', '2'],
    ]);
    expect(done.map(({ did }) => did)).toEqual(['replaced', 'added']);
    expect(applyImport(plan([incoming({ name: 'A' })], [a], 'replace'), []).done).toMatchObject([
      { did: 'added', name: 'A' },
    ]);
  });

  it('lets what is replaced under its own name keep it, whatever comes before', () => {
    const a = stored({ id: 'a', name: 'A' });
    const [copy, replacement] = plan(
      [incoming({ name: 'A', notes: 'copy' }), incoming({ name: 'A', notes: 'new' }, 'a')],
      [a],
      'replace',
    );
    if (!copy || !replacement) throw new Error('There are two rows.');
    const { profiles } = applyImport([{ ...copy, choice: 'add' }, replacement], [a]);
    expect(profiles.map(({ name, notes }) => [name, notes])).toEqual([
      ['A', 'new'],
      ['A (2)', 'copy'],
    ]);
  });

  it('takes neither the name nor the id of the practice environment', () => {
    const { profiles } = applyImport(
      plan([incoming({ name: 'Practice Environment' }, 'practice'), incoming({ name: 'practice' })], []),
      [],
    );
    expect(profiles.map(({ name }) => name)).toEqual(['Practice Environment (2)', 'practice (2)']);
    expect(profiles[0]?.id).not.toBe('practice');
    const odd = applyImport(plan([incoming({}, 'a/b')], []), []).profiles;
    expect(odd[0]?.id).toMatch(/^[\da-f-]{36}$/);
  });

  it('cuts a name that gets a number, never a character in two', () => {
    const name = `${'x'.repeat(195)}😀${'y'.repeat(3)}`;
    const { profiles } = applyImport(plan([incoming({ name }), incoming({ name })], []), []);
    expect(profiles[1]?.name).toBe(`${'x'.repeat(195)} (2)`);
  });

  it('makes many of one name without getting slow', () => {
    const environments = Array.from({ length: 5_000 }, () => incoming());
    expect(applyImport(plan(environments, []), []).profiles.at(-1)?.name).toBe('New (5000)');
  });

  it('keeps every stored environment, and names and ids apart, whatever is chosen', () => {
    const choices = fc.array(fc.constantFrom<ImportChoice>('add', 'replace', 'skip'), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(anyProfiles(6), anyProfiles(6), choices, (before, file, chosen) => {
        // Half of the file is what is stored, so that duplicates of every kind come up.
        const environments = [...before.slice(0, 3), ...file].map(asIncoming);
        const rows = planImport(environments, before).map((row, index) => ({
          ...row,
          choice: chosen[index] ?? row.choice,
        }));
        const { profiles, done } = applyImport(rows, before);
        expect(new Set(profiles.map(({ id }) => id)).size).toBe(profiles.length);
        expect(new Set(profiles.map(({ name }) => name.toLowerCase())).size).toBe(profiles.length);
        expect(profiles.slice(0, before.length).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
        expect(done).toHaveLength(rows.filter(({ choice }) => choice !== 'skip').length);
        expect(profiles).toHaveLength(before.length + done.filter(({ did }) => did === 'added').length);
      }),
      { numRuns: 100 },
    );
  });

  it('of an own export into an empty console gives the same environments, and nothing the second time', () => {
    fc.assert(
      fc.property(anyProfiles(6), (profiles) => {
        const environments = profiles.map(asIncoming);
        const first = applyImport(planImport(environments, []), []).profiles;
        expect(first).toEqual(profiles);
        const again = planImport(environments, first);
        expect(
          again.every(
            ({ choice, duplicate, changes }) => choice === 'skip' && duplicate?.by === 'id' && changes.length === 0,
          ),
        ).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
