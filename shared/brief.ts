/**
 * Words from outside as they are, or their length alone when they are too long to be shown. They are never cut: half a
 * secret in the rest could not be recognised and masked any more.
 */
export const inBrief = (words: string, longest = 300): string =>
  words.length <= longest ? words : `(a text of ${words.length} characters)`;
