import { ampersand, comma } from '../characters.ts';
import type { FieldRule } from '../rules/types.ts';
import { closingQuote, inList, matchesAt } from './endings.ts';
import {
  enclosingLevel,
  fieldName,
  isBehindSemicolon,
  isInQuery,
  isLineStart,
  opensTag,
  type FieldName,
} from './field-name.ts';
import * as notation from './notations.ts';
import { behindScheme, isAsEncoded, quoteAt } from './notations.ts';
import type { HideOptions, Matcher, Scan } from './scan.ts';
import * as ending from './value-endings.ts';
import { hideBehind } from './placed.ts';
import { identifier, nothing, notRandom, prose, russianProse } from './words.ts';

const isAssignment = (sign: string): boolean => sign.startsWith('=') || /=|3d/i.test(sign);

/** What follows words of a sentence or a path, and never the name of a field. */
const endsWord = new Uint8Array(256);
for (const byte of Buffer.from(';()/?!{}|')) endsWord[byte] = 1;
/** So many characters a value has that looks drawn; see `notRandom`. */
const shortestRandom = 8;
const isLineBreak = (code: number): boolean => code === 10 || code === 13;

/** Whether a word ends before it has so many characters. */
function endsWithin(text: string, at: number, characters: number): boolean {
  for (let index = at; index < at + characters; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 32 || code === ampersand || isLineBreak(code)) return true;
  }
  return false;
}

const beginsLine = (text: string, from: number): boolean => isLineStart(text, from) || notation.opensLines(text, from);

/** Finds the value of a named field behind one of the rule's literals. */
export function fieldMatcher(rule: FieldRule, number: number): Matcher {
  const keeps = [nothing, ...(rule.keeps === undefined ? [] : [rule.keeps])];
  const common = rule.personal === undefined ? {} : { personal: rule.personal };
  const sure: HideOptions = { keeps, ...common };
  const bareKeeps = [...keeps, ...(rule.keepsBare === undefined ? [] : [rule.keepsBare])];
  const bare: HideOptions = { keeps: bareKeeps, ...common };
  const inProse: HideOptions = { ...bare, keeps: [...bareKeeps, prose, russianProse] };
  const inTuple: HideOptions = { keeps: [...keeps, identifier] };
  const inSentence: HideOptions = { keeps: [...bareKeeps, notRandom] };

  /** False where the quote is a part of a value without quotes. */
  const hideQuoted = (
    scan: Scan,
    at: number,
    quote: string,
    doubled: boolean,
    closed = doubled,
    options = sure,
  ): boolean => {
    const { text } = scan;
    let open = quote;
    const behind = at + quote.length;
    // "" is an empty value, but for the doubled quotes of a string within a string of another custom; """ begins a value
    // with a quote in it.
    if (text.startsWith(quote, behind) && !(doubled && text.startsWith(quote, behind + quote.length))) {
      const next = text.charAt(behind + quote.length);
      if (/[\t-\r ;,}\])]|^$/.test(next) || (closed && /[&/><|\\]/.test(next))) return true;
      if (!(doubled ? /^["']$/.test(quote) : notation.isDoubled(text, at, quote))) return false;
      open = quote + quote;
    }
    const from = at + open.length;
    scan.hide(number, rule.scheme === true ? behindScheme(text, from) : from, closingQuote(open, doubled), options);
    return true;
  };

  const hideLine = (scan: Scan, name: FieldName, at: number, begins: boolean): void => {
    const { text } = scan;
    if (!begins && rule.scheme === true && matchesAt(notation.tokenScheme, text, at)) {
      scan.hide(number, notation.tokenScheme.lastIndex, ending.credentialEnding, sure);
      return;
    }
    const from = rule.scheme === true ? behindScheme(text, at) : at;
    const level = begins ? 0 : enclosingLevel(text, name.from);
    const end = ending.enclosedLineEnding[level - 1] ?? ending.lineEnding;
    scan.hide(number, from, end, begins && from === at ? bare : inProse);
  };

  const hideBare = (scan: Scan, name: FieldName, at: number, sign: string): void => {
    const { text } = scan;
    if (rule.shortestBare !== undefined && endsWithin(text, at, rule.shortestBare)) return;
    if (notation.mayBeTextBlock(text, at) && matchesAt(notation.textBlock, text, at)) {
      scan.hide(number, notation.textBlock.lastIndex, ending.lineEnding, bare);
    } else if (rule.wholeLine === true) {
      hideLine(scan, name, at, beginsLine(text, name.from));
    } else if (isAssignment(sign)) {
      if (
        text.charAt(at) === '{' &&
        !nothing.test(/^\{[\w.:]{0,30}\}(?!\})/.exec(text.slice(at, at + 40))?.[0] ?? '')
      ) {
        scan.hide(number, at + 1, ending.bracesEnding, sure);
      } else if (text.charAt(at) === '<') {
        if (!/[\t-\r /]/.test(text.charAt(at + 1))) scan.hide(number, at + 1, ending.angleEnding, inProse);
      } else {
        const inQuery = isInQuery(text, name.from);
        const connection = isBehindSemicolon(text, name.from) || (!inQuery && ending.isInConnectionString(text, at));
        if (connection) scan.hide(number, at, ending.connectionEnding, inQuery ? sure : bare);
        // Of a value that stands in front of a connection string the first word is judged alone.
        scan.hide(number, at, ending.encodedEnding(sign), inQuery ? sure : bare);
      }
    } else if (beginsLine(text, name.from)) {
      scan.hide(number, at, rule.personal === undefined ? ending.lineEnding : ending.nameEnding, inProse);
    } else {
      scan.hide(number, at, ending.encodedEnding(sign), inProse);
    }
  };

  const hideValue = (scan: Scan, name: FieldName, at: number, sign: string, nameQuote: string): void => {
    const { text } = scan;
    const quote = quoteAt(text, at);
    // A value that has a line of its own, a header, may begin with a string and go on.
    const goesOn =
      quote !== '' &&
      nameQuote === '' &&
      !isAssignment(sign) &&
      ((rule.wholeLine === true && text.startsWith(quote, at + quote.length)) ||
        notation.goesOnBehindQuotes(text, at, quote)) &&
      beginsLine(text, name.from);
    const quoted =
      quote !== '' &&
      !goesOn &&
      (nameQuote !== '' || isAssignment(sign) || notation.isWholeInQuotes(text, at, quote)) &&
      isAsEncoded(quote, `${nameQuote}${sign}`) &&
      hideQuoted(scan, at, quote, isAssignment(sign) && nameQuote === '', isAssignment(sign) || nameQuote !== '');
    if (quoted) return;
    if (nameQuote === '') {
      hideBare(scan, name, at, sign);
    } else if (matchesAt(notation.valueOfObject, text, at)) {
      hideValue(scan, name, notation.valueOfObject.lastIndex, ':', nameQuote);
    } else if (matchesAt(notation.list, text, at)) {
      const first = notation.list.lastIndex;
      const open = quoteAt(text, first);
      if (open !== '') scan.hide(number, first + open.length, inList(open), sure);
    } else if (!matchesAt(notation.noBareValue, text, at)) {
      const form = nameQuote.startsWith('%') || nameQuote.startsWith('&');
      scan.hide(number, at, form ? ending.formEnding : ending.jsonEnding, { ...bare, around: nameQuote });
    }
  };

  const hideBehindQuotedName = (scan: Scan, name: FieldName, at: number, quote: string): void => {
    const { text } = scan;
    const behind = at + quote.length;
    if (quote === '"' && text.charAt(name.from - 2) === '=' && matchesAt(notation.formPart, text, at)) {
      scan.hide(number, notation.formPart.lastIndex, ending.partEnding, sure);
    } else if (matchesAt(notation.separatorBehindQuote, text, behind)) {
      const from = notation.separatorBehindQuote.lastIndex;
      hideValue(scan, name, from, text.slice(behind, from), quote);
    } else if (matchesAt(notation.valueOfPair, text, behind)) {
      hideValue(scan, name, notation.valueOfPair.lastIndex, ':', quote);
    } else if (notation.isAttribute(text, name.from) && matchesAt(notation.valueAttribute, text, behind)) {
      hideValue(scan, name, notation.valueAttribute.lastIndex, '=', '');
    } else if (matchesAt(notation.nextOfTuple, text, behind)) {
      const from = notation.nextOfTuple.lastIndex;
      const of = text.startsWith(quote, from) && notation.isFirstOfTuple(text, name.from);
      if (of) hideQuoted(scan, from, quote, false, false, inTuple);
    } else if (!hideBefore(scan, name) && (quote === '"' || quote === "'")) {
      if (
        notation.mayEndTag(text, behind) &&
        notation.isInTag(text, name.from) &&
        matchesAt(notation.valueElement, text, behind)
      ) {
        scan.hide(number, notation.valueElement.lastIndex, ending.elementEnding, sure);
      } else if (matchesAt(notation.valueLine, text, at)) {
        hideValue(scan, name, notation.valueLine.lastIndex, ':', '');
      } else if (notation.isSetByCommand(text, name.from)) {
        hideInSentence(scan, behind, sure);
      }
    }
  };

  /** True where there is a value before its name. */
  const hideBefore = (scan: Scan, name: FieldName): boolean => {
    const { text } = scan;
    const found = notation.valueBefore(text, scan.least, name.from);
    if (found === null) return false;
    const value = text.slice(found.from, found.to);
    if (value === '' || keeps.some((pattern) => pattern.test(value))) return false;
    hideBehind(scan, number, found.from, found.to);
    return true;
  };

  const hideElement = (scan: Scan, name: FieldName): void => {
    const { text } = scan;
    const escaped = !/<(?:[\w.-]{1,40}:)?$/.test(text.slice(Math.max(0, name.from - 42), name.from));
    const tag = escaped ? notation.endOfEscapedTag : notation.endOfTag;
    if (!matchesAt(tag, text, name.to)) return;
    const from = tag.lastIndex;
    if (rule.personal !== undefined && /[\r\n]/.test(text.slice(name.to, from))) return;
    if (matchesAt(notation.startOfCharacterData, text, from)) {
      scan.hide(number, notation.startOfCharacterData.lastIndex, ending.characterDataEnding, sure);
    } else if (escaped || !notation.isTypeArgument(text, name.from, from)) {
      scan.hide(number, from, escaped ? ending.escapedElementEnding : ending.elementEnding, sure);
    }
  };

  /** A value that no sign separates from its name. */
  const hideInSentence = (scan: Scan, at: number, options: HideOptions): void => {
    const { text } = scan;
    if (matchesAt(notation.quotedInSentence, text, at)) {
      const from = notation.quotedInSentence.lastIndex;
      hideQuoted(scan, from, quoteAt(text, from), false, false, rule.keepsBare === undefined ? sure : options);
    } else if (matchesAt(notation.bracketedValue, text, at)) {
      scan.hide(number, notation.bracketedValue.lastIndex, ending.bracketEnding, inSentence);
    } else if (rule.keepsBare === undefined && matchesAt(notation.ofSomeone, text, at)) {
      scan.hide(number, notation.ofSomeone.lastIndex, ending.formEnding, inProse);
    } else if (matchesAt(notation.inSentence, text, at)) {
      const from = notation.inSentence.lastIndex;
      if (options !== inSentence || !endsWithin(text, from, shortestRandom)) {
        scan.hide(number, from, ending.formEnding, options);
      }
    }
  };

  const hideOption = (scan: Scan): void => {
    const { text } = scan;
    const from = notation.optionValue.lastIndex;
    const open = quoteAt(text, from);
    if (open === '') scan.hide(number, from, ending.formEnding, inProse);
    else hideQuoted(scan, from, open, false);
  };

  /** A name that ends its line, or an element or a pair whose value comes next. */
  const hideNext = (scan: Scan, name: FieldName): void => {
    const { text } = scan;
    const at = name.to;
    const code = text.charCodeAt(at);
    if (isLineBreak(code)) {
      if (opensTag(text, name.from)) hideElement(scan, name);
      else if (matchesAt(notation.valueLine, text, at)) hideValue(scan, name, notation.valueLine.lastIndex, ':', '');
      else if (notation.isNameOfPart(text, name.from) && matchesAt(notation.formPart, text, at))
        scan.hide(number, notation.formPart.lastIndex, ending.partEnding, sure);
    } else if (code === comma) {
      if (rule.personal !== undefined || !notation.opensPair(text, name.from)) return;
      if (!matchesAt(notation.restOfPair, text, at)) return;
      const from = notation.restOfPair.lastIndex;
      scan.hide(number, rule.scheme === true ? behindScheme(text, from) : from, ending.bracketEnding, inTuple);
    } else if (text.charAt(name.from - 1) === '>' && matchesAt(notation.nextElement, text, at)) {
      scan.hide(number, notation.nextElement.lastIndex, ending.elementEnding, sure);
    }
  };

  return (scan, start, end) => {
    const { text } = scan;
    if (endsWord[text.charCodeAt(end)] === 1 || notation.isInSentence(text, start, end)) return;
    const name = fieldName(text, start, end, rule);
    if (name === null) return;
    const at = name.to;
    const quote = quoteAt(text, at);
    const code = text.charCodeAt(at);
    if (quote !== '') {
      hideBehindQuotedName(scan, name, at, quote);
    } else if (code === comma || isLineBreak(code) || text.startsWith('</', at)) {
      hideNext(scan, name);
    } else if (code !== 61 && opensTag(text, name.from)) {
      hideElement(scan, name);
    } else if (notation.maySeparate(text, at) && matchesAt(notation.separator, text, at)) {
      const from = notation.separator.lastIndex;
      hideValue(scan, name, from, text.slice(at, from), '');
    } else if (name.option && matchesAt(notation.optionValue, text, at)) {
      hideOption(scan);
    } else if (code === 32 && rule.personal === 'user') {
      if (!matchesAt(notation.quotedInSentence, text, at)) return;
      const from = notation.quotedInSentence.lastIndex;
      hideQuoted(scan, from, quoteAt(text, from), false);
    } else if (code === 32 && rule.personal === undefined) {
      if (notation.isSetByCommand(text, name.from)) hideInSentence(scan, at, inProse);
      else if (notation.mayLead(text, at)) hideInSentence(scan, at, inSentence);
    }
  };
}
