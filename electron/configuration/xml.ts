/** An element with its attributes; names are without the prefix of their namespace. */
export interface XmlElement {
  name: string;
  line: number;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
}
export type ParsedXml =
  { root: XmlElement; problem: null } | { root: null; problem: { line: number; message: string } };

class Broken extends Error {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

const deepest = 100;
const mostElements = 50_000;

const name = String.raw`[A-Za-z_\u0080-\uFFFF][\w.:\u0080-\uFFFF-]*`;
const markup = new RegExp(String.raw`<(?:!--|!\[CDATA\[|\?|!|(/?)(${name}))`, 'y');
const attribute = new RegExp(String.raw`\s+(${name})\s*=\s*("[^"<]*"|'[^'<]*')`, 'y');
const tagEnd = /\s*(\/?)>/y;
const reference = /&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));/g;
const known: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Reads the elements and attributes of a configuration file (XML 1.0). It knows the five references of XML and those to
 * characters alone; a document type, with which a file could have others read or grow without end, is refused.
 * What is told of a problem holds nothing of the text.
 */
export function parseXml(text: string): ParsedXml {
  try {
    return { root: read(text), problem: null };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { root: null, problem: { line: lineAt(text, error.at), message: error.message } };
  }
}

const lineAt = (text: string, at: number): number => {
  let line = 1;
  for (let found = text.indexOf('\n'); found !== -1 && found < at; found = text.indexOf('\n', found + 1)) line += 1;
  return line;
};

function read(text: string): XmlElement {
  let root: XmlElement | null = null;
  const open: { element: XmlElement; whole: string; at: number }[] = [];
  let count = 0;
  let line = 1;
  let counted = 0;
  const lineOf = (at: number): number => {
    for (; counted < at; counted += 1) if (text[counted] === '\n') line += 1;
    return line;
  };
  for (let at = 0; ;) {
    const start = text.indexOf('<', at);
    const between = text.slice(at, start === -1 ? undefined : start);
    if (open.length === 0 && between.replace(/^\uFEFF/, '').trim() !== '')
      throw new Broken(at, 'A text stands outside of the elements.');
    refuseLoneAmpersand(between, at);
    if (start === -1) break;
    markup.lastIndex = start;
    const found = markup.exec(text);
    if (found === null)
      throw new Broken(start, 'A < stands where no element begins; within a text it is written as &lt;.');
    const [mark, closing, whole] = found;
    if (whole === undefined) {
      at = endOf(text, start, mark);
      continue;
    }
    if (closing === '/') {
      const end = text.indexOf('>', start);
      const last = open.pop();
      if (last?.whole !== whole || end === -1 || text.slice(start + mark.length, end).trim() !== '') {
        throw new Broken(start, 'An element is closed here that is not the one that is open.');
      }
      at = end + 1;
      continue;
    }
    if (root !== null && open.length === 0) throw new Broken(start, 'A second element stands behind the first.');
    if (open.length >= deepest || (count += 1) > mostElements)
      throw new Broken(start, 'The file has more elements than a configuration.');
    const { attributes, end, empty } = attributesOf(text, start + mark.length);
    const element: XmlElement = { name: local(whole), line: lineOf(start), attributes, children: [] };
    open.at(-1)?.element.children.push(element);
    root ??= element;
    if (!empty) open.push({ element, whole, at: start });
    at = end;
  }
  const left = open.at(-1);
  if (left !== undefined) throw new Broken(left.at, 'An element begins here and is never closed.');
  if (root === null) throw new Broken(0, 'There is no element in the file.');
  return root;
}

const local = (whole: string): string => whole.slice(whole.indexOf(':') + 1);

/** Comments, CDATA and processing instructions hold nothing that is wanted here. */
function endOf(text: string, start: number, mark: string): number {
  const closing = ({ '<!--': '-->', '<![CDATA[': ']]>', '<?': '?>' } as Record<string, string>)[mark];
  if (closing === undefined) throw new Broken(start, 'A document type is not read; a configuration needs none.');
  const end = text.indexOf(closing, start + mark.length);
  if (end === -1) throw new Broken(start, 'A comment or an instruction begins here and never ends.');
  return end + closing.length;
}

function attributesOf(text: string, from: number): { attributes: Map<string, string>; end: number; empty: boolean } {
  const attributes = new Map<string, string>();
  let at = from;
  for (;;) {
    attribute.lastIndex = at;
    const found = attribute.exec(text);
    if (found === null) break;
    const [whole, key = '', quoted = ''] = found;
    if (attributes.has(key)) throw new Broken(at, 'An attribute stands twice in one element.');
    attributes.set(key, decoded(quoted.slice(1, -1), at));
    at += whole.length;
  }
  tagEnd.lastIndex = at;
  const end = tagEnd.exec(text);
  if (end === null) throw new Broken(at, 'An attribute is not written as name="value", or its element is not closed.');
  return { attributes, end: at + end[0].length, empty: end[1] === '/' };
}

function decoded(value: string, at: number): string {
  refuseLoneAmpersand(value, at);
  return value.replaceAll(
    reference,
    (_all, named: string | undefined, decimal: string | undefined, hex: string | undefined) => {
      if (named !== undefined) return known[named] ?? '';
      const code = decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );
}

function refuseLoneAmpersand(text: string, at: number): void {
  const bare = text.replaceAll(reference, '').indexOf('&');
  if (bare !== -1)
    throw new Broken(at + text.indexOf('&'), 'An & stands alone; within a value it is written as &amp;.');
}

/** Every element of this name below another, itself included, wherever it stands. */
export const elementsOf = (element: XmlElement, wanted: string): XmlElement[] => [
  ...(element.name.toLowerCase() === wanted.toLowerCase() ? [element] : []),
  ...element.children.flatMap((child) => elementsOf(child, wanted)),
];

/** An attribute, whose name counts without its case. */
export function attributeOf({ attributes }: XmlElement, wanted: string): string | null {
  for (const [key, value] of attributes) if (key.toLowerCase() === wanted.toLowerCase()) return value;
  return null;
}
