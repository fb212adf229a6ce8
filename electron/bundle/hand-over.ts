/** Where Creatio support takes logs (Creatio Academy, "OAuth health monitoring"). */
export const supportAddress = 'support@creatio.com';

/** Windows hands no longer address to a mail program. */
const longestAddress = 1_900;

/** The name of a bundle's file. */
export function bundleName(environment: string, encrypted: boolean, now = new Date()): string {
  const part = environment
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  const short = [...part].slice(0, 40).join('');
  const at = now.toISOString().slice(0, 16).replaceAll(/[T:]/g, '-');
  return `creatio-oauth-${short === '' ? '' : `${short}-`}${at}.zip${encrypted ? '.age' : ''}`;
}

/** Half a character, as a cut or a typed text can have, is none. */
const inAddress = (text: string): string => encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\uFFFD'));

/** An address that opens a mail to support with a letter as its text (RFC 6068); a long letter ends where it has to. */
export function mailOf(letter: string, caseNumber: string, file: string): string {
  const subject = `OAuth problem in Creatio${caseNumber.trim() === '' ? '' : `, case ${caseNumber.trim()}`}`;
  const ending = `\n\n(The whole letter is in the bundle as letter.md. Please attach ${file}.)`;
  const addressOf = (body: string): string =>
    `mailto:${supportAddress}?subject=${inAddress(subject)}&body=${inAddress(body.replaceAll('\n', '\r\n'))}`;
  const characters = [...letter.trimEnd()];
  const ofFirst = (count: number): string => {
    const isWhole = count === characters.length;
    const text = characters.slice(0, count).join('');
    // Words stay whole.
    return addressOf(`${isWhole ? text : `${text.replace(/(?<=\s)\S*$/, '').trimEnd()} ...`}${ending}`);
  };
  let [fits, all] = [0, characters.length];
  if (ofFirst(all).length <= longestAddress) return ofFirst(all);
  while (all - fits > 1) {
    const middle = Math.floor((fits + all) / 2);
    if (ofFirst(middle).length <= longestAddress) fits = middle;
    else all = middle;
  }
  return ofFirst(fits);
}
