import { parseJson } from '../../../shared/json.ts';

/**
 * Parses JSON as clio's own reader takes it (Newtonsoft.Json): comments and a comma after the last element do no harm.
 * Undefined where it is no JSON even so.
 */
export function parseLenientJson(text: string): unknown {
  return parseJson(text) ?? parseJson(withoutExtras(text));
}

/** Leaves out comments and commas that nothing follows; strings stay as they are. */
function withoutExtras(text: string): string {
  const kept: string[] = [];
  /** Where a comma stands in `kept` that nothing but space has followed so far. */
  let comma = -1;
  for (let at = 0; at < text.length;) {
    const end = endOfToken(text, at);
    const token = text.slice(at, end);
    at = end;
    if (token.startsWith('//') || token.startsWith('/*')) continue;
    if ((token === ']' || token === '}') && comma >= 0) kept[comma] = '';
    if (token === ',') comma = kept.length;
    else if (token.trim() !== '') comma = -1;
    kept.push(token);
  }
  return kept.join('');
}

/** What ends a stretch of other characters. */
const special = /["/,\]}]/g;

/** A string, a comment, a comma or closing bracket, or what stands between those. */
function endOfToken(text: string, start: number): number {
  if (text[start] === '"') {
    let at = start + 1;
    while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    return at + 1;
  }
  const comment = text.slice(start, start + 2);
  if (comment === '//') return endOr(text.indexOf('\n', start), text);
  if (comment === '/*') return endOr(text.indexOf('*/', start + 2), text, 2);
  special.lastIndex = start;
  const next = special.exec(text)?.index ?? text.length;
  return Math.max(next, start + 1);
}

const endOr = (found: number, text: string, length = 0): number => (found < 0 ? text.length : found + length);
