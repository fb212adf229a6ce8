/**
 * Characters that turn the direction of a text, separate lines or are not seen at all: among an outside text they make it
 * read as something it is not (Unicode Technical Report 36; "Trojan Source"). Joiners, which emoji and several scripts need,
 * are left.
 */
const deceptive = /[\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu;

/** More marks over one letter than any script has would grow over the lines around. */
const stackedMarks = /(\p{M}{6})\p{M}+/gu;

const harmless = /^[\x20-\x7e]*$/;

/** A text of others for people: characters that deceive stand as their code points, for example [U+202E]. */
export function visibleText(text: string): string {
  if (harmless.test(text)) return text;
  return text.replace(deceptive, (character) => `[U+${codePoint(character)}]`).replace(stackedMarks, '$1…');
}

/** The same on one line: control characters, line breaks among them, stand as their code points, too. */
export const lineText = (text: string): string =>
  visibleText(text).replaceAll(/\p{Cc}/gu, (character) => `[U+${codePoint(character)}]`);

const codePoint = (character: string): string =>
  (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

/** The same of many lines, as of a log: line breaks and tabs stay, other control characters, those of a terminal among them, do not. */
export const blockText = (text: string): string =>
  visibleText(text).replaceAll(/(?![\t\n\r])\p{Cc}/gu, (character) => `[U+${codePoint(character)}]`);

/** The same within a sentence: whatever its direction, the words around keep their places. */
export const isolatedText = (text: string): string => `\u2068${visibleText(text)}\u2069`;
