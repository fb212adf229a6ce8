import { dot, letter, word } from '../characters.ts';
import { isBehindEscape } from './escapes.ts';
import { rename, type Find } from './find.ts';

const joint = String.raw`(?: ?\/ ?|[ .-])?`;
const international = new RegExp(
  String.raw`(?:\+|00)\d{1,3}${joint}(?:\(\d{1,5}\)${joint})?\d{1,4}(?:${joint}\d{2,4}){1,4}(?![\w/+=:]|[.-]\d)`,
  'y',
);
const withArea = /\(\d{3}\)[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}(?![\w-])/y;
const american = /\d{3}-\d{3}-\d{4}(?![\w-]|\.\d)/y;
/** A number in the form of some country, which only a word before it tells. */
const national =
  /[a-z\x80-\xff]{3,20}\.?:?(?: (?:number|nr\.?|no\.?|to|sent to))?:? ?(?!\d{4}-\d\d-\d\d|\d{1,3}\.\d{1,3}\.\d)(\+?\(?\d{1,5}\)?(?: ?\/ ?|[ .-])?\d{2,12}(?:[ .-]\d{2,8}){0,4})(?![\w/+=:-]|[.]\d)/iy;
const leastDigits = 7;

/** Finds a phone number in international form, in the forms of some countries, or behind a word that tells it. */
export const phone: Find = (scan, number, start) => {
  const { text } = scan;
  const sign = text.charAt(start);
  const previous = text.charCodeAt(start - 1);
  if (sign !== ' ' && word(previous) && !isBehindEscape(text, start)) return;
  if (previous === 43 || previous === 47 || previous === 61 || previous === dot) return;
  let from = start;
  let to = -1;
  if (letter(sign.charCodeAt(0)) || sign > '\x7f') {
    national.lastIndex = start;
    const found = national.exec(text)?.[1];
    to = found === undefined ? -1 : national.lastIndex;
    from = to - (found?.length ?? 0);
  } else {
    if (sign === ' ') from += 1;
    const pattern = /[+ ]/.test(sign) ? international : sign === '(' ? withArea : american;
    pattern.lastIndex = from;
    if (pattern.test(text)) to = pattern.lastIndex;
  }
  const least = sign === '+' || sign === ' ' ? 8 : leastDigits;
  if (to !== -1 && text.slice(from, to).replace(/\D/g, '').length >= least) rename(scan, number, 'phone', from, to);
};
