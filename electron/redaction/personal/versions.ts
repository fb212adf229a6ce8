import { back, letter, slash, word } from '../characters.ts';

/** Words that say that the number behind them is a version, or an identifier of objects. */
const versionWords = new Set(
  'version versions ver v release build revision update creatio framework runtime net sdk assembly product package plugin module library patch oid section'.split(
    ' ',
  ),
);
const separates = (code: number): boolean => ' \t:="\'([,-'.includes(String.fromCharCode(code));

/** Whether what stands before an index says that a version follows: `Version=`, `Chrome/`, `-`. */
export function isVersion(text: string, index: number): boolean {
  const previous = text.charCodeAt(index - 1);
  if (previous === 45 || previous === 95) return true;
  if (previous === slash) return letter(text.charCodeAt(index - 2));
  const end = back(text, index, 5, separates);
  const from = back(text, end, 32, word);
  const name = text.slice(from, end);
  if (versionWords.has(name.slice(name.search(/[^_-]*$/)).toLowerCase())) return true;
  if (name !== 'from' && name !== 'to' && !/^[A-Z]/.test(name)) return false;
  return changesVersion.test(text.slice(Math.max(0, from - 40), from));
}
/** "Upgrade from 8.1.2.3 to 8.3.0.1", "package Base 8.1.2.3" */
const changesVersion =
  /(?:upgrad|updat|version|migrat|downgrad|install|package|assembl|librar|module)\w{0,8}(?:[\t-\r ][^\n]{0,30})?$/i;
