import type { FieldRule } from '../rules/types.ts';
import { closingQuote, inList, run, until, type Ending } from './endings.ts';
import {
  enclosingLevel,
  fieldName,
  isBehindSemicolon,
  isInQuery,
  isLineStart,
  opensTag,
  type FieldName,
} from './field-name.ts';
import type { HideOptions, Matcher, Scan } from './scan.ts';

/** A quotation mark in every spelling it takes within JSON, HTML and percent-encoding. */
const quotes =
  /\\{0,63}["']|&(?:amp;)?(?:quot|apos|#0*3[49]|#x0*2[27]);|(?:%(?:25){0,3}5C){0,4}%(?:25){0,3}2[27]|\\{1,63}u002[27]/iy;
const separator =
  /[ \t]{0,64}(?:=>|:=|==?|:(?![:/\\])|%(?:25){0,3}3[AD]|\\{1,63}u003[ad]|&#(?:58|61);)(?:[ \t]{0,64}|(?:%20|\+){0,8})/iy;
const separatorBehindQuote =
  /\]?\s{0,64}(?:=>|:=|=|:|%(?:25){0,3}3[AD]|\\{1,63}u003[ad])(?:\s{0,64}|(?:%20|\+){0,8})/iy;

/** `{"name": "password", "value": "..."}` behind the quote of the name. */
const valueOfPair = /\s{0,64},\s{0,64}(\\{0,63}["'])(?:text_?)?val(?:ue)?\1\s{0,64}:\s{0,64}/iy;
/** `key="password" value="` and `<setting name="Password"><value>`, behind the quote of the name. */
const valueAttribute = /\s[^<>]{0,255}?\bvalue\s{0,8}=\s{0,8}/iy;
const valueElement = /(?:\s[^<>]{0,255})?(?<!\/)>(?:[ \t]{0,64}|\s{0,64}<(?:value|string)>\s{0,64})(?=[^<\s])/iy;
/** The part of a multipart form behind the quote of its name (RFC 7578). */
const formPart = /"(?:;[^\r\n]{0,200})?\r?\n(?:[\w-]{1,40}:[^\r\n]{0,200}\r?\n){0,4}\r?\n/y;
const valueBeforeName = /(?:^|\s)value\s{0,8}=\s{0,8}(["'])([^"'<>]*)\1[^<>"']*(?:(["'])[^"'<>]*\3[^<>"']*)*$/i;
const endOfTag = /(?:\s[^<>]{0,512})?(?<!\/)>\s{0,64}/y;
const endOfEscapedTag = /(?:\s[^<>]{0,512}?)?(?<!\/)(?:&gt;|\\{1,63}u003e|%3E)\s{0,64}/iy;
const startOfCharacterData = /<!\[CDATA\[/y;
const list = /(?:\[|%5B)\s{0,64}/iy;
const sentence = /[ \t](?:is[ \t]|was[ \t])?(?=["'][^\s"'`]{3,255}["'])/iy;
const optionValue = /[ \t]{1,8}(?![-\s])/y;

const behindQuote = String.raw`(?=[\s,;:)\]}>/.&|]|$)`;
const anyQuote = String.raw`(?:\\*["']|&quot;|&#39;|&apos;)`;
const entity = '&(?:amp|lt|gt|quot|apos|nbsp|#\\d{1,4}|#x[\\da-f]{1,4})';
const nextField = String.raw`[ \t]{0,8}[a-z][\w .-]{0,40}=`;

/** A value of a form or a query, or a word of a message; percent-encoded as often as the sign before it is. */
const formEndings = ['', '|%26', '|%(?:25)?26', '|%(?:25){0,2}26'].map((separators) =>
  until(
    new RegExp(
      String.raw`[&\s<>]|${anyQuote}${behindQuote}|\\+u0026|\\+(?:["']|r\\+n|n(?=[A-Z{<[\s]|$))|[,;)\]}](?=\s|$)|[,;]${nextField}${separators}`,
      'gi',
    ),
  ),
);
const formEnding = formEndings[0] ?? until(/\s/g);
const encodedEnding = (sign: string): Ending => {
  const encoding = /%((?:25)*)3[ad]/i.exec(sign);
  return encoding === null ? formEnding : (formEndings[1 + (encoding[1]?.length ?? 0) / 2] ?? formEnding);
};
/** A value of a connection string without quotes: spaces belong to it. */
const connectionEnding = until(
  new RegExp(String.raw`(?<!${entity});|[\r\n]|${anyQuote}${behindQuote}|<\/|\\+r\\+n`, 'gi'),
);
const nextFieldAt = new RegExp(nextField, 'iy');
const semicolon = until(/(?<!&amp);|[\r\n"'<>]|&(?!amp;)/g);

/** Whether a value is followed by a semicolon and another field, as in a connection string. */
function isInConnectionString(text: string, from: number): boolean {
  const end = semicolon.find(text, from);
  return end !== -1 && end - from < 256 && text.charAt(end) === ';' && matchesAt(nextFieldAt, text, end + 1);
}

const bracesEnding = until(/\}(?!\})(?<!\}\}(?:\}\}){0,8})|[\r\n]/g);
const elementEnding = until(/<|\n\d{4}-\d\d-\d\d /g);
const escapedElementEnding = until(/<|&lt;|\\+u003c|%3C|\n\d{4}-\d\d-\d\d /gi);
const characterDataEnding = until(/\]\]>/g);
const jsonEnding = until(/[\s,}\]]/g);
const partEnding = until(/[\r\n]/g);
const lineEnding = until(/[\r\n](?![ \t]+[\w+/=.~-]{8,255}[ \t]*(?:[\r\n]|$))/g);
const enclosedLineEnding = [0, 1].map((level) =>
  until(new RegExp(String.raw`[\r\n]|(?<!\\)\\{0,${2 ** level - 1}}"|\\+[rn](?![a-z]{2})|\\+n(?=[A-Z])`, 'g')),
);
const credentialEnding = run(/[\w.~+/-]*=*/y);

/** An authentication scheme, which stays (RFC 9110 section 11.1). */
const scheme = /(?!eyJ)[a-z][\w-]{1,40}[ \t]+(?=\S)/iy;
/** Schemes that one token follows (RFC 9110 `token68`), and what then may stand behind it in a log. */
const tokenScheme =
  /(?:Basic|Bearer|Negotiate|NTLM|DPoP|Token|ApiKey|Kerberos)[ \t]+(?=(?:[\w.~+/-]{1,4000}=*|\*{3})(?:[\s,;"'\\&<>)\]}]|$))/iy;

/** Words that go on with a sentence rather than being a value. */
const prose =
  /^(?![^]*[%$@#^~{}[\]|\\=*+<>])(?:is|was|are|were|be|been|has|have|had|not|no|non|must|may|might|can(?:not|'t)?|could|should|shall|will|would|does|do|did|for|from|of|to|in|on|at|by|as|and|or|but|if|with|without|than|that|this|the|an?|invalid|incorrect|wrong|missing|required|empty|expired?|expires|unknown|unexpected|failed|failure|error|denied|rejected|accepted|valid|changed?|reset|updated|user|attempt|length|minimum|maximum|too|never|ok|set|unset|disabled|enabled|default|used?|see|please|enter|your|system|null|because|when|while|where|there|it|its)(?:$|[,.;:!?)]?(?:\s|$))/i;
/** Values that say that there is none, and names of parameters in a template. */
const nothing =
  /^(?:\*+|true|false|null|none|nil|undefined|n\/a|-|\(null\)|\(none\)|\(empty\)|empty|yes|no|\[redacted\]|\{\{?(?:\d{1,2}|[a-z_.]{0,30}(?:password|pwd|secret|token|key|code))\}?\}|\$\{[\w.:]{1,60}\}|%s)$/i;

/** Whether a quote that is percent-encoded is as often encoded as the name before it; else it belongs to the value. */
const isAsEncoded = (quote: string, before: string): boolean => {
  const encoding = /%((?:25)*)2[27]$/.exec(quote);
  if (encoding === null) return true;
  const ofName = /%((?:25)*)(?:2[27]|3[ad])/i.exec(before);
  return ofName !== null && ofName[1] === encoding[1];
};

const isAssignment = (sign: string): boolean => /=|3d/i.test(sign);

const matchesAt = (pattern: RegExp, text: string, index: number): boolean => {
  pattern.lastIndex = index;
  return pattern.test(text);
};

const quoteAt = (text: string, index: number): string => {
  quotes.lastIndex = index;
  return quotes.exec(text)?.[0] ?? '';
};

/** What follows words of a sentence or a path, and never the name of a field. */
const endsWord = new Uint8Array(256);
for (const byte of Buffer.from(',;()/?!{}|\r\n')) endsWord[byte] = 1;

/** Finds the value of a named field behind one of the rule's literals. */
export function fieldMatcher(rule: FieldRule, number: number): Matcher {
  const keeps = [nothing, ...(rule.keeps === undefined ? [] : [rule.keeps])];
  const common = rule.personal === undefined ? {} : { personal: rule.personal };
  const sure: HideOptions = { keeps, ...common };
  const bare: HideOptions = { keeps: [...keeps, ...(rule.keepsBare === undefined ? [] : [rule.keepsBare])], ...common };
  const inProse: HideOptions = { ...bare, keeps: [...(bare.keeps ?? []), prose] };

  /** False where the quote is a part of a value without quotes. */
  const hideQuoted = (scan: Scan, at: number, quote: string, doubled: boolean, closed = doubled): boolean => {
    const { text } = scan;
    let open = quote;
    const behind = at + quote.length;
    // "" is an empty value, but for the doubled quotes of a string within a string of another custom; """ begins a value
    // with a quote in it.
    if (text.startsWith(quote, behind) && !(doubled && text.startsWith(quote, behind + quote.length))) {
      const next = text.charAt(behind + quote.length);
      if (/[\s;,}\])]|^$/.test(next) || (closed && /[&/><|\\]/.test(next))) return true;
      if (!/^["']$/.test(quote) || !doubled) return false;
      open = quote + quote;
    }
    const from = at + open.length;
    scan.hide(number, rule.scheme === true ? behindScheme(text, from) : from, closingQuote(open, doubled), sure);
    return true;
  };

  const hideLine = (scan: Scan, name: FieldName, at: number): void => {
    const { text } = scan;
    const begins = isLineStart(text, name.from);
    if (!begins && rule.scheme === true && matchesAt(tokenScheme, text, at)) {
      scan.hide(number, tokenScheme.lastIndex, credentialEnding, sure);
      return;
    }
    const from = rule.scheme === true ? behindScheme(text, at) : at;
    const level = begins ? 0 : enclosingLevel(text, name.from);
    scan.hide(number, from, enclosedLineEnding[level - 1] ?? lineEnding, begins && from === at ? bare : inProse);
  };

  const hideBare = (scan: Scan, name: FieldName, at: number, sign: string): void => {
    const { text } = scan;
    if (rule.wholeLine === true) {
      hideLine(scan, name, at);
    } else if (isAssignment(sign)) {
      if (text.charAt(at) === '{' && !nothing.test(/^\{[\w.:]{0,30}\}/.exec(text.slice(at, at + 40))?.[0] ?? '')) {
        scan.hide(number, at + 1, bracesEnding, sure);
      } else {
        const inQuery = isInQuery(text, name.from);
        const connection = isBehindSemicolon(text, name.from) || (!inQuery && isInConnectionString(text, at));
        scan.hide(number, at, connection ? connectionEnding : encodedEnding(sign), inQuery ? sure : bare);
      }
    } else if (isLineStart(text, name.from)) {
      scan.hide(number, at, lineEnding, inProse);
    } else {
      scan.hide(number, at, encodedEnding(sign), inProse);
    }
  };

  const hideValue = (scan: Scan, name: FieldName, at: number, sign: string, nameQuote: string): void => {
    const { text } = scan;
    const quote = quoteAt(text, at);
    const quoted =
      quote !== '' &&
      isAsEncoded(quote, `${nameQuote}${sign}`) &&
      hideQuoted(scan, at, quote, isAssignment(sign) && nameQuote === '', isAssignment(sign) || nameQuote !== '');
    if (quoted) return;
    if (nameQuote === '') {
      hideBare(scan, name, at, sign);
    } else if (matchesAt(list, text, at)) {
      const first = list.lastIndex;
      const open = quoteAt(text, first);
      if (open !== '') scan.hide(number, first + open.length, inList(open), sure);
    } else if (text.charAt(at) !== '{') {
      const ending: Ending = nameQuote.startsWith('%') || nameQuote.startsWith('&') ? formEnding : jsonEnding;
      scan.hide(number, at, ending, { ...bare, around: nameQuote });
    }
  };

  const hideBehindQuotedName = (scan: Scan, name: FieldName, at: number, quote: string): void => {
    const { text } = scan;
    const behind = at + quote.length;
    if (quote === '"' && matchesAt(formPart, text, at)) {
      scan.hide(number, formPart.lastIndex, partEnding, sure);
    } else if (matchesAt(separatorBehindQuote, text, behind)) {
      const from = separatorBehindQuote.lastIndex;
      hideValue(scan, name, from, text.slice(behind, from), quote);
    } else if (matchesAt(valueOfPair, text, behind)) {
      hideValue(scan, name, valueOfPair.lastIndex, ':', quote);
    } else if (quote === '"' || quote === "'") {
      if (matchesAt(valueAttribute, text, behind)) {
        hideValue(scan, name, valueAttribute.lastIndex, '=', '');
      } else if (!hideBefore(scan, name) && matchesAt(valueElement, text, behind)) {
        scan.hide(number, valueElement.lastIndex, elementEnding, sure);
      }
    }
  };

  /** `<input value="..." name="password">`: true where there is such a value. */
  const hideBefore = (scan: Scan, name: FieldName): boolean => {
    const tag = scan.text.slice(Math.max(scan.least, name.from - 512), name.from);
    const attributes = tag.slice(tag.lastIndexOf('<') + 1).replace(/\bname\s{0,8}=\s{0,8}["']$/i, '');
    if (!tag.includes('<') || attributes.length === tag.length) return false;
    const match = valueBeforeName.exec(attributes);
    const value = match?.[2] ?? '';
    if (match === null || value === '' || keeps.some((pattern) => pattern.test(value))) return false;
    const from = name.from - (tag.length - tag.lastIndexOf('<') - 1) + attributes.indexOf(value, match.index + 5);
    scan.hideRange(number, from, from + value.length);
    return true;
  };

  const hideElement = (scan: Scan, name: FieldName): void => {
    const { text } = scan;
    const escaped = !/<(?:[\w.-]{1,40}:)?$/.test(text.slice(Math.max(0, name.from - 42), name.from));
    const tag = escaped ? endOfEscapedTag : endOfTag;
    if (!matchesAt(tag, text, name.to)) return;
    const from = tag.lastIndex;
    if (rule.personal !== undefined && /[\r\n]/.test(text.slice(name.to, from))) return;
    if (matchesAt(startOfCharacterData, text, from)) {
      scan.hide(number, startOfCharacterData.lastIndex, characterDataEnding, sure);
    } else {
      scan.hide(number, from, escaped ? escapedElementEnding : elementEnding, sure);
    }
  };

  return (scan, start, end) => {
    const { text } = scan;
    if (endsWord[text.charCodeAt(end)] === 1) return;
    const name = fieldName(text, start, end, rule);
    if (name === null) return;
    const at = name.to;
    const quote = quoteAt(text, at);
    if (quote !== '') {
      hideBehindQuotedName(scan, name, at, quote);
    } else if (text.charAt(at) !== '=' && opensTag(text, name.from)) {
      hideElement(scan, name);
    } else if (matchesAt(separator, text, at)) {
      const from = separator.lastIndex;
      hideValue(scan, name, from, text.slice(at, from), '');
    } else if (name.option && matchesAt(optionValue, text, at)) {
      const from = optionValue.lastIndex;
      const open = quoteAt(text, from);
      if (open === '') scan.hide(number, from, formEnding, inProse);
      else hideQuoted(scan, from, open, false);
    } else if (rule.keepsBare === undefined && matchesAt(sentence, text, at)) {
      hideQuoted(scan, sentence.lastIndex, quoteAt(text, sentence.lastIndex), false);
    }
  };
}

const behindScheme = (text: string, from: number): number => (matchesAt(scheme, text, from) ? scheme.lastIndex : from);
