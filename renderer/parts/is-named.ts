import { visibleText } from '../../shared/visible-text.ts';

/**
 * True when somebody typed this name. What cannot be seen or typed does not count: spaces around and between, invisible
 * characters, and how an accent is encoded. Upper and lower case do.
 */
export function isNamed(typed: string, name: string): boolean {
  const said = normal(typed);
  return said !== '' && (said === normal(name) || said === normal(visibleText(name)));
}

const normal = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
