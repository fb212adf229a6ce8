import { visibleText } from '../../../shared/visible-text.ts';

/** A piece of HTML, made by `markup` alone: whatever else is put into a page is a text and stands there as one. */
export interface Markup {
  readonly html: string;
}

type Part = string | number | Markup | readonly Markup[] | null;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control characters but for line breaks and tabs have no place in HTML, so they stand as their code points. */
const shown = (text: string): string =>
  visibleText(text.replaceAll(/\r\n?/g, '\n')).replaceAll(/[^\P{Cc}\n\t]/gu, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `[U+${code}]`;
  });

/** A text as it may stand between tags and in a quoted attribute. */
const escapeText = (text: string): string => shown(text).replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? '');

function partOf(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return String(part);
  return 'html' in part ? part.html : part.map(({ html }) => html).join('');
}

/** Makes HTML of a template, in which every text is escaped. */
export function markup(template: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { html: template.map((piece, index) => piece + partOf(parts[index] ?? null)).join('') };
}
