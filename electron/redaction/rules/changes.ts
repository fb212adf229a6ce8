import { back } from '../characters.ts';
import { drawn } from './ordinary-values.ts';
import { isSecretName } from './secret-names.ts';
import type { PlacedRule, Range, ShapeRule } from './types.ts';

const value = String.raw`(?:"([^"\r\n]{1,255})"|'([^'\r\n]{1,255})'|([^\t-\r "',;]{1,255}))`;
const oldAndNew = new RegExp(
  String.raw`[,:;]? ?old(?: ?value)? ?[:=]? ?${value}[,;]? ?(?:->|=>|and|to)? ?new(?: ?value)? ?[:=]? ?${value}`,
  'iy',
);
const nameBefore = /(?:^|[\t-\r "'[(=:])([\w.]{1,64})["'\])]?$/;

/** The values of `Property: Password, Old: ..., New: ...`, as one. */
function oldAndNewValue(text: string, start: number): Range[] {
  oldAndNew.lastIndex = start;
  const match = oldAndNew.exec(text);
  const name = match === null ? undefined : nameBefore.exec(text.slice(Math.max(0, start - 68), start))?.[1];
  if (match === null || name === undefined || !isSecretName(name)) return [];
  const first = match.slice(1, 4).find((each) => each !== undefined) ?? '';
  const from = start + match[0].indexOf(first, match[0].search(/old/i) + 3);
  const quoted = match[6] === undefined ? 1 : 0;
  return [[from, oldAndNew.lastIndex - quoted]];
}

const arrow = /(["']) ?(?:->|=>|\xe2\x86\x92) ?\1([^"'\r\n]{1,255})/y;
const nameOfValue = /(?:^|[\t-\r "'[(])([\w.]{1,64})["'\])]?:? ?["']$/;
const endsValue = (code: number): boolean => code === 34 || code === 39 || code === 10 || code === 13;

/** The values of `Password: "..." -> "..."`. */
function valuesOfArrow(text: string, start: number, _end: number, least: number): Range[] {
  arrow.lastIndex = start;
  const after = arrow.exec(text)?.[2];
  if (after === undefined) return [];
  const from = back(text, start, 255, (code) => !endsValue(code));
  const name = nameOfValue.exec(text.slice(Math.max(least, from - 70), from))?.[1];
  if (from === start || name === undefined || !isSecretName(name)) return [];
  return [
    [from, start],
    [arrow.lastIndex - after.length, arrow.lastIndex],
  ];
}

const changed = ['changed', 'updated', 'modified', 'rotated', 'reset', 'set'];
const joints = [' ', ' value ', ' was ', ' has been ', ' is '];

/** Secrets before and after a change that a log tells. */
export const changeRules: readonly (PlacedRule | ShapeRule)[] = [
  {
    kind: 'shape',
    id: 'changed-secret',
    protects: 'secrets before and after a change that a sentence tells',
    starts: ['password', 'secret'].flatMap((name) =>
      joints.flatMap((joint) => changed.map((verb) => `${name}${joint}${verb} from `)),
    ),
    pattern: new RegExp(
      String.raw`([a-z]{6,8} (?:value |was |has been |is )?[a-z]{3,8} from ["']?)(?:(?<=")[^"\r\n]{1,255}" to "[^"\r\n]{1,255}|(?<=')[^'\r\n]{1,255}' to '[^'\r\n]{1,255}|[^\t-\r ]{3,128} to ["']?${drawn()})`,
      'iy',
    ),
    examples: [
      ["ClientSecret changed from 'abc' to 'd e'", "ClientSecret changed from '***'"],
      ['password was changed from Sommer24! to Winter25! now', 'password was changed from *** now'],
      ['password was changed from the list to the form', 'password was changed from the list to the form'],
    ],
  },
  {
    kind: 'placed',
    id: 'old-and-new',
    protects: 'secrets before and after a change in records of changes',
    starts: [', old', ': old', '; old', ' old:', ' old value'],
    find: oldAndNewValue,
    examples: [
      ['Property: Password, Old: abc, New: def', 'Property: Password, Old: ***'],
      ["column UserPassword old value 'abc' new value 'd e'.", "column UserPassword old value '***'."],
      ['Property: Name, Old: abc, New: def', 'Property: Name, Old: abc, New: def'],
    ],
  },
  {
    kind: 'placed',
    id: 'changed-by-arrow',
    protects: 'secrets before and after an arrow',
    starts: ['"', "'"].flatMap((quote) => ['->', ' ->', ' =>', ' \xe2\x86\x92'].map((sign) => `${quote}${sign}`)),
    find: valuesOfArrow,
    examples: [
      ['[Password] "abc" -> "def"', '[Password] "***" -> "***"'],
      ['Name "abc" -> "def"', 'Name "abc" -> "def"'],
    ],
  },
];
