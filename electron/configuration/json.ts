/** A value of a JSON text with the line on which it begins. */
export type JsonNode =
  | { kind: 'object'; line: number; members: { key: string; line: number; value: JsonNode }[] }
  | { kind: 'array'; line: number; items: JsonNode[] }
  | { kind: 'string'; line: number; value: string }
  | { kind: 'number'; line: number; value: number }
  | { kind: 'boolean'; line: number; value: boolean }
  | { kind: 'null'; line: number };

/** Where a text stops being JSON and why, in words that hold nothing of the text. */
export interface JsonProblem {
  line: number;
  column: number;
  message: string;
}
export type ParsedJson = { node: JsonNode; problem: null } | { node: null; problem: JsonProblem };

/** As deep as .NET reads. */
const deepest = 64;

class Broken extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/**
 * Parses JSON as .NET's configuration takes it: comments and a comma behind the last element do no harm, a raw line break in
 * a text and a backslash that escapes nothing do (System.Text.Json; RFC 8259 section 7).
 */
export function parseJson(text: string): ParsedJson {
  const lines = lineCounter(text);
  try {
    return { node: new Reader(text, lines).document(), problem: null };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    const line = lines(error.at);
    const column = error.at - text.lastIndexOf('\n', Math.max(0, error.at - 1));
    return { node: null, problem: { line, column: Math.max(1, column), message: error.message } };
  }
}

/** Gives the line of a place; the places have to be asked for in their order. */
function lineCounter(text: string): (at: number) => number {
  let line = 1;
  let counted = 0;
  return (at) => {
    if (at < counted) [line, counted] = [1, 0];
    for (; counted < at; counted += 1) if (text[counted] === '\n') line += 1;
    return line;
  };
}

const space = /[ \t\r\n]*/y;
// eslint-disable-next-line no-control-regex
const plain = /[^"\\\u0000-\u001F]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

class Reader {
  private at = 0;
  private readonly text: string;
  private readonly lineOf: (at: number) => number;

  constructor(text: string, lineOf: (at: number) => number) {
    this.text = text;
    this.lineOf = lineOf;
  }

  document(): JsonNode {
    this.skip();
    if (this.at >= this.text.length) throw new Broken(0, 'The text is empty.');
    const node = this.value(0);
    this.skip();
    if (this.at < this.text.length) throw new Broken(this.at, 'Something stands behind the end.');
    return node;
  }

  private take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  /** Goes on to what is neither space nor a comment. */
  private skip(): void {
    for (;;) {
      this.take(space);
      const mark = this.text.slice(this.at, this.at + 2);
      if (mark !== '//' && mark !== '/*') return;
      const end = mark === '//' ? this.text.indexOf('\n', this.at) : this.text.indexOf('*/', this.at + 2);
      if (end === -1 && mark === '/*') throw new Broken(this.at, 'A comment begins here and never ends.');
      this.at = end === -1 ? this.text.length : mark === '//' ? end : end + 2;
    }
  }

  private value(depth: number): JsonNode {
    if (depth > deepest) throw new Broken(this.at, `Values are nested more than ${deepest} levels deep.`);
    const line = this.lineOf(this.at);
    const first = this.text[this.at];
    if (first === '{') return this.object(line, depth);
    if (first === '[') return this.array(line, depth);
    if (first === '"') return { kind: 'string', line, value: this.string() };
    const known = this.take(word);
    if (known !== '')
      return known === 'null' ? { kind: 'null', line } : { kind: 'boolean', line, value: known === 'true' };
    const digits = this.take(number);
    if (digits !== '') return { kind: 'number', line, value: Number(digits) };
    throw new Broken(
      this.at,
      first === undefined ? 'The end comes where a value is expected.' : 'A value is expected here.',
    );
  }

  private object(line: number, depth: number): JsonNode {
    const members: { key: string; line: number; value: JsonNode }[] = [];
    this.at += 1;
    for (;;) {
      this.skip();
      if (this.text[this.at] === '}') break;
      const lineOfKey = this.lineOf(this.at);
      if (this.text[this.at] !== '"') throw new Broken(this.at, 'A name in quotation marks is expected here.');
      const key = this.string();
      this.skip();
      if (this.text[this.at] !== ':') throw new Broken(this.at, 'A colon is expected behind a name.');
      this.at += 1;
      this.skip();
      members.push({ key, line: lineOfKey, value: this.value(depth + 1) });
      if (!this.more('}')) break;
    }
    this.at += 1;
    return { kind: 'object', line, members };
  }

  private array(line: number, depth: number): JsonNode {
    const items: JsonNode[] = [];
    this.at += 1;
    for (;;) {
      this.skip();
      if (this.text[this.at] === ']') break;
      items.push(this.value(depth + 1));
      if (!this.more(']')) break;
    }
    this.at += 1;
    return { kind: 'array', line, items };
  }

  /** True behind a comma, false before the closing bracket. */
  private more(bracket: string): boolean {
    this.skip();
    if (this.text[this.at] === ',') {
      this.at += 1;
      return true;
    }
    if (this.text[this.at] === bracket) return false;
    throw new Broken(
      this.at,
      this.at >= this.text.length
        ? `The end comes before the closing ${bracket}.`
        : `A comma or the closing ${bracket} is expected here; a quotation mark within a text has to be written as \\".`,
    );
  }

  private string(): string {
    const start = this.at;
    let value = '';
    this.at += 1;
    for (;;) {
      value += this.take(plain);
      const next = this.text[this.at];
      if (next === '"') break;
      if (next === undefined) throw new Broken(start, 'A text begins here and never ends.');
      if (next !== '\\') throw new Broken(this.at, 'A text is broken by a line end or a control character.');
      value += this.escape();
    }
    this.at += 1;
    return value;
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? '';
    const code = /^[0-9a-fA-F]{4}$/.exec(this.text.slice(this.at + 2, this.at + 6));
    if (letter === 'u' && code !== null) {
      this.at += 6;
      return String.fromCharCode(Number.parseInt(code[0], 16));
    }
    const known = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
    if (known === undefined) {
      throw new Broken(this.at, 'A backslash escapes nothing here; in a text it has to be doubled.');
    }
    this.at += 2;
    return known;
  }
}

/** The value of a member, whose name counts without its case as in .NET's configuration; the last of several wins. */
export function memberOf(node: JsonNode | null, ...path: readonly string[]): JsonNode | null {
  const [name, ...rest] = path;
  if (name === undefined) return node;
  if (node?.kind !== 'object') return null;
  const found = node.members.findLast(({ key }) => key.toLowerCase() === name.toLowerCase());
  return memberOf(found?.value ?? null, ...rest);
}

/** A text value, or null for anything else. */
export const textOf = (node: JsonNode | null): string | null => (node?.kind === 'string' ? node.value : null);

/** Names that occur twice in an object, without their case: .NET's configuration refuses the whole file then. */
export function repeatedName(node: JsonNode): { line: number } | null {
  if (node.kind === 'array') return node.items.map(repeatedName).find((each) => each !== null) ?? null;
  if (node.kind !== 'object') return null;
  const seen = new Set<string>();
  for (const { key, line, value } of node.members) {
    if (seen.has(key.toLowerCase())) return { line };
    seen.add(key.toLowerCase());
    const within = repeatedName(value);
    if (within !== null) return within;
  }
  return null;
}
