import { parseJson } from '../../shared/json.ts';

/** What a terminal, a mail or a chat puts around a line or into it: colours, and marks of quotations before each line. */
// eslint-disable-next-line no-control-regex
const terminalCodes = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\))/g;
const quotationMarks = /^[ \t]*(?:>[ \t]?)+/gm;

/** More beginnings than this in one text are no output of the script. */
const mostBeginnings = 50;

/** Where a result may begin. A console of few columns can break the line within the name. */
const beginning = new RegExp(`\\{\\s*"${[...'schemaVersion'].join('\\s*')}"`, 'g');

/**
 * The JSON values that a script may have printed, as they are found in a text with whatever stands around them, the last
 * first. The script prints one line of ASCII without line breaks in its strings, so breaks that a console or a mail put
 * into it can be taken out wherever they are.
 */
export function* resultsIn(text: string): Generator<unknown> {
  const plain = text.replaceAll(terminalCodes, '').replaceAll('\0', '');
  for (const reading of new Set([plain, plain.replaceAll(quotationMarks, '')])) {
    const starts = [...reading.matchAll(beginning)].slice(-mostBeginnings).map(({ index }) => index);
    for (const start of starts.toReversed()) {
      const value = parseJson(objectAt(reading, start) ?? '');
      if (value !== undefined) yield value;
    }
  }
}

/** Whether a result begins somewhere in a text, though it may not end. */
export const beginsIn = (text: string): boolean => text.search(beginning) !== -1;

/** The longest object that a script prints. */
const longestObject = 200_000;

/** From an opening bracket to the one that closes it, without breaks; null where none does. */
function objectAt(text: string, start: number): string | null {
  let depth = 0;
  let inString = false;
  const end = Math.min(text.length, start + longestObject);
  for (let at = start; at < end; at += 1) {
    const character = text.charAt(at);
    if (inString) {
      // A break can stand between a backslash and what it escapes.
      if (character === '\\') at = nextLetter(text, at);
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth === 0) return text.slice(start, at + 1).replaceAll(/[\r\n]+/g, '');
  }
  return null;
}

function nextLetter(text: string, at: number): number {
  let next = at + 1;
  while (text[next] === '\r' || text[next] === '\n') next += 1;
  return next;
}
