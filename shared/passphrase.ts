/** A passphrase guards a file that can be tried against for years, so a short one is refused. */
export const shortestPassphrase = 12;
export const longestPassphrase = 1_000;

/**
 * What is wrong with a passphrase that is chosen for an export, as a sentence, or null. Nothing is trimmed: spaces at its
 * ends belong to it.
 */
export function passphraseProblem(passphrase: string): string | null {
  const length = [...passphrase].length;
  if (length < shortestPassphrase) {
    return `A passphrase has at least ${shortestPassphrase} characters; this one has ${length}. Several words in a row are easy to remember.`;
  }
  if (length > longestPassphrase) return `A passphrase has at most ${longestPassphrase} characters.`;
  if (/\p{Cc}/u.test(passphrase)) return 'A passphrase is one line without control characters.';
  if (variety(passphrase) < 5)
    return 'This passphrase repeats a few characters only. Use several words that do not belong together.';
  return null;
}

/** What can be said of a passphrase without a problem. A hint, not a promise: words from a book pass for strong. */
export function passphraseHint(passphrase: string): string {
  const length = [...passphrase].length;
  const strong = length >= 20 && variety(passphrase) >= 10;
  const outer =
    passphrase.trim() === passphrase ? '' : ' It begins or ends with a space, which has to be entered with it.';
  return `${
    strong
      ? 'Long enough to withstand guessing, if its words do not belong together.'
      : 'Accepted. Four or more words that do not belong together would withstand guessing for longer.'
  }${outer}`;
}

const variety = (text: string): number => new Set(text.toLowerCase()).size;
