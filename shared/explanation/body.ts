import { inBrief } from '../brief.ts';
import { parseJson } from '../json.ts';
import { repeatedNames } from '../repeated-names.ts';
import { headerOf, looksLikeHtml } from '../reply/headers.ts';
import { formParameters } from './form.ts';
import type { SeenExchange } from './types.ts';

type Response = NonNullable<SeenExchange['response']>;

/** A departure from the standard with which a reply can still be read. */
export interface Deviation {
  id: string;
  /** What follows "The reply departs from the standard: ". */
  words: string;
}

export type Members = Readonly<Record<string, unknown>>;

/** The body of a reply as what it is, whatever its media type says. */
export type ReadBody =
  | { kind: 'members'; members: Members; deviations: Deviation[] }
  | { kind: 'empty' | 'html' | 'xml' | 'damaged-json' | 'json' | 'text'; deviations: Deviation[] };

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mark = '\uFEFF';
/** What some services put before JSON so that no page can run it as a script. */
const guard = /^(?:\)\]\}',?|while\s*\(1\);|for\s*\(;;\);)\s*/;
const script = /^[\w$.]{1,100}\s*\(\s*([[{][^]*[\]}])\s*\)\s*;?$/;
const form = /^[\w.%-]{1,100}=[^\s<>{}"]*$/;
const knownMember = /(?:^|&)(?:access_token|error|oauth_token|token|expires(?:_in)?)=/;

/** Reads a body as JSON, in the clothes that services put around it, or as a form, as older ones send. */
export function readBody(response: Response): ReadBody {
  const deviations: Deviation[] = [];
  const note = (id: string, words: string) => deviations.push({ id, words });
  let text = response.body;
  if (response.byteOrderMark || text.startsWith(mark)) {
    note('byte-order-mark', 'a byte order mark stands before it (RFC 8259, section 8.1)');
    text = text.replace(/^\uFEFF+/, '');
  }
  text = text.replaceAll('\0', '').trim();
  if (text === '') return { kind: 'empty', deviations };
  if (guard.test(text)) {
    note('guarded', 'characters that are no JSON stand before it');
    text = text.replace(guard, '');
  }
  const wrapped = script.exec(text)?.[1];
  if (wrapped !== undefined) {
    note('script', 'it is a script that calls a function with JSON');
    text = wrapped;
  }
  let value = parseJson(text);
  if (typeof value === 'string' && /^\s*\{/.test(value)) {
    note('json-in-text', 'it is JSON that was encoded twice');
    text = value;
    value = parseJson(value);
  }
  if (Array.isArray(value) && value.length === 1 && isMembers(value[0])) {
    note('array', 'it is a list with one object in place of the object');
    value = value[0];
  }
  if (isMembers(value)) {
    deviations.push(...repetitionsIn(text), ...charsetOf(response));
    return { kind: 'members', members: value, deviations };
  }
  if (value !== undefined) return { kind: 'json', deviations };
  if (looksLikeHtml(text) || /^<(?:br|b|p|hr|pre|font|table|span|style)\b/i.test(text))
    return { kind: 'html', deviations };
  if (/^<(?:\?xml|[a-z][\w:.-]*[\s/>])/i.test(text)) return { kind: 'xml', deviations };
  if (form.test(text) && knownMember.test(text)) {
    note('form-encoded', 'it is form-encoded in place of JSON');
    return { kind: 'members', members: Object.fromEntries(formParameters(text)), deviations };
  }
  return { kind: /^[[{]/.test(text) ? 'damaged-json' : 'text', deviations };
}

function repetitionsIn(json: string): Deviation[] {
  const names = repeatedNames(json);
  if (names.length === 0) return [];
  const shown = names.slice(0, 3).map((name) => `“${inBrief(name, 60)}”`);
  const words = `${shown.join(', ')} ${names.length === 1 ? 'stands' : 'stand'} in it more than once; here the last counts, another reader may take the first (RFC 8259, section 4)`;
  return [{ id: 'name-repeated', words }];
}

/** JSON is UTF-8 between systems (RFC 8259, section 8.1). */
function charsetOf(response: Response): Deviation[] {
  const declared = /charset\s*=\s*"?([\w.:-]+)/i.exec(headerOf(response, 'content-type'))?.[1];
  const charset = (response.charset ?? declared ?? 'utf-8').toLowerCase();
  const wrong = [charset, declared?.toLowerCase() ?? charset].find((name) => !/^(?:utf-?8|us-ascii|ascii)$/.test(name));
  return [
    ...(wrong === undefined ? [] : [{ id: 'charset', words: `its charset is ${wrong} in place of UTF-8` }]),
    ...(response.body.includes('\uFFFD')
      ? [{ id: 'characters-damaged', words: 'some of its characters are damaged' }]
      : []),
  ];
}

/** What a body is, for example `a web page`. */
export const bodyInWords: Readonly<Record<ReadBody['kind'], string>> = {
  members: 'JSON',
  json: 'JSON that is no object',
  empty: 'an empty reply',
  html: 'a web page',
  xml: 'XML',
  'damaged-json': 'damaged JSON',
  text: 'plain text',
};
