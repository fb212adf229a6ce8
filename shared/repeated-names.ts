/**
 * Names that stand more than once in one object of a JSON text: a reader may take the first, the last or none of them (RFC
 * 8259, section 4). The text has to be JSON; of any other the result means nothing.
 */
export function repeatedNames(json: string): string[] {
  const objects: Set<string>[] = [];
  const repeated = new Set<string>();
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (character === '{') objects.push(new Set());
    if (character === '}') objects.pop();
    if (character !== '"') continue;
    const end = endOfText(json, at);
    if (isBeforeColon(json, end + 1)) {
      const name = unescaped(json.slice(at, end + 1));
      const names = objects.at(-1);
      if (names?.has(name) === true) repeated.add(name);
      names?.add(name);
    }
    at = end;
  }
  return [...repeated];
}

/** Where the closing quote stands. */
function endOfText(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at;
}

function isBeforeColon(json: string, start: number): boolean {
  let at = start;
  while (/\s/.test(json[at] ?? '')) at++;
  return json[at] === ':';
}

function unescaped(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}
