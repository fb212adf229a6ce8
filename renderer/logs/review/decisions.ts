import type { PersonalDataKind, Segment } from '../../../shared/bundle.ts';
import { announce } from '../../store/announcements.ts';
import { collectingOf, useCollecting, type Collecting } from '../collecting-state.ts';
import { decide } from '../collecting.ts';

const present = (profileId: string) => collectingOf(useCollecting.getState(), profileId);

/** Lets values stay that rules found in the preview. The page never learns which values those are. */
export function keepParts(profileId: string, parts: readonly Segment[]): void {
  // A stand-in is for one value, however often it is there.
  const once = new Map(parts.map((part, at) => [part.kind === null ? at : `${part.rule} ${part.text}`, part]));
  addExceptions(
    profileId,
    [...once.values()].flatMap(({ occurrence, rule, text }) =>
      occurrence === null ? [] : [{ exception: { kind: 'occurrence', occurrence, everyRule: false }, rule, text }],
    ),
  );
}

/** Lets a value stay that was typed, whatever rule finds it. */
export const keepValue = (profileId: string, value: string): void =>
  addExceptions(profileId, [{ exception: { kind: 'value', value }, rule: null, text: value }]);

function addExceptions(profileId: string, added: Collecting['exceptions']): void {
  const before = present(profileId).exceptions;
  const keys = new Set(before.map(exceptionKey));
  decide(profileId, { exceptions: [...before, ...added.filter((each) => !keys.has(exceptionKey(each)))] });
  announce(added.length === 1 ? 'The value is not replaced any more.' : 'The values are not replaced any more.');
}

/** What an exception is told apart by. */
export const exceptionKey = ({ exception }: Collecting['exceptions'][number]): string => JSON.stringify(exception);

export const dropException = (profileId: string, at: number): void =>
  decide(profileId, { exceptions: present(profileId).exceptions.filter((_, index) => index !== at) });

export function switchKind(profileId: string, kind: PersonalDataKind, replaced: boolean): void {
  const others = present(profileId).replace.filter((each) => each !== kind);
  decide(profileId, { replace: replaced ? [...others, kind] : others });
}
