import { describe, expect, it } from 'vitest';
import { groupsOf, idsByName, movedBy, placeOf } from '../../../renderer/environments/groups.ts';
import { environmentMatches } from '../../../renderer/environments/matches.ts';
import { arranged } from '../../../shared/arranged.ts';
import { environment } from '../../fixtures/ui-services.ts';

const member = (id: string, group: string | null = null) => environment({ id, name: `Name of ${id}`, group });
const profiles = [member('a', 'Test'), member('b'), member('c', 'North'), member('d', 'Test'), member('e')];

describe('groups', () => {
  it('stand behind the environments that have none, in the order of their first members', () => {
    expect(groupsOf(profiles).map(({ title, profiles: members }) => [title, members.map(({ id }) => id)])).toEqual([
      [null, ['b', 'e']],
      ['Test', ['a', 'd']],
      ['North', ['c']],
    ]);
    expect(groupsOf([member('a', 'Test')]).map(({ title }) => title)).toEqual(['Test']);
    expect(groupsOf([])).toEqual([]);
  });

  it('are what an environment moves in', () => {
    const down = movedBy(1, 'a', profiles);
    expect(down && arranged(profiles, down).map(({ id }) => id)).toEqual(['d', 'b', 'c', 'a', 'e']);
    const up = movedBy(-1, 'e', profiles);
    expect(up && arranged(profiles, up).map(({ id }) => id)).toEqual(['a', 'e', 'c', 'd', 'b']);
    expect([movedBy(-1, 'a', profiles), movedBy(1, 'c', profiles), movedBy(1, 'nobody', profiles)]).toEqual([
      null,
      null,
      null,
    ]);
    expect(placeOf('d', profiles)?.index).toBe(1);
  });
});

it('orders names as people do', () => {
  const named = ['CRM 10', 'crm 9', 'Älter', 'Zeta', 'alpha'].map((name) => environment({ id: name, name }));
  expect(idsByName(named)).toEqual(['alpha', 'Älter', 'crm 9', 'CRM 10', 'Zeta']);
});

describe('the search', () => {
  const found = environment({
    name: 'Größe Müller\u202E',
    identityServiceUrl: 'https://login.example.org',
    group: 'Nord-Ost',
    creatioVersion: '8.3.1',
    caseNumber: 'SR-0042',
    notes: 'Backup runs at 3.\nAsk Olga.',
    production: true,
  });

  it.each(['muller', 'MÜLLER', 'login.example', 'nord', '8.3', 'sr-0042', 'olga backup', 'production', ' '])(
    'finds an environment by "%s"',
    (search) => expect(environmentMatches(found, search)).toBe(true),
  );

  it.each(['test', 'olga ivan', 'client-secret'])('does not find it by "%s"', (search) =>
    expect(environmentMatches(found, search)).toBe(false),
  );
});
