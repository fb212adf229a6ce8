import type { ProfileView } from '../../shared/contract.ts';

/** True when every word that is searched for occurs somewhere in the text; case, accents and invisible characters do not count. */
export const matches = (text: string, search: string): boolean => hasWords(folded(text), search);

/** The same for an environment: its name, addresses, group, version, case number and notes. */
export const environmentMatches = (profile: ProfileView, search: string): boolean =>
  hasWords(searchedTextOf(profile), search);

function hasWords(foldedText: string, search: string): boolean {
  return folded(search)
    .split(/\s+/)
    .every((word) => foldedText.includes(word));
}

const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase();

const searchedTexts = new WeakMap<ProfileView, string>();

/** Made once for each environment, because with a thousand of them it is asked for at every key. */
function searchedTextOf(profile: ProfileView): string {
  const known = searchedTexts.get(profile);
  if (known !== undefined) return known;
  const { name, creatioUrl, identityServiceUrl, group, creatioVersion, caseNumber, notes, production } = profile;
  const parts = [name, creatioUrl, identityServiceUrl, group, creatioVersion, caseNumber, notes];
  const text = folded([...parts, production ? 'production' : ''].filter(Boolean).join('\n'));
  searchedTexts.set(profile, text);
  return text;
}
