import { backslash, dot, letter, slash, word } from '../characters.ts';
import { rename, type Find } from './find.ts';

const inFolder = String.raw`(?:[^\\/:*?"'<>|\r\n\t&%;,=]|(?<=\w)'(?=\w))`;
const inWord = String.raw`(?:[^\\/:*?"'<>|\t-\r &%;,=()]|(?<=\w)'(?=\w))`;
/** A name with spaces ends where the path goes on or is closed; elsewhere the next words may be those of a sentence. */
const folder = new RegExp(
  String.raw`(?![\t-\r ])(?:${inFolder}{1,64}(?<! )(?=[\\/"']|%(?:25){0,3}(?:5[cC]|2[fF]))|${inWord}{1,64}(?: [A-Z\xc3\xd0\xd1]${inWord}{1,40}){0,2}(?=[;:,)\r\n]|$)|${inWord}{1,64})`,
  'y',
);
const unixFolder = /[^\t-\r \\/:*?"'<>|&%;,()[\]{}=]{1,64}(?![^\t-\r \\/:"'<>|&%;,()[\]{}])/y;
/** What begins a relative path of an address of a page rather than a folder of a person. */
const page =
  /(?:index|page|view|default|about|error|login|list|details|contact|privacy|main|static|assets|img|js|css)\b/iy;
/** A path in an address, or one that a request asks for. */
const ofRequest = /(?<!file):\/\/|\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|MERGE)[ "]|\/(?:api|odata|rest|0)\//;

/** Finds the name of a user in the path of a file, behind the folder that holds those of all users. */
export const path: Find = (scan, number, start, end) => {
  const { text } = scan;
  const first = text.charCodeAt(start);
  const unix = first === slash || letter(first);
  if (letter(first) && ((page.lastIndex = end), page.test(text) || word(text.charCodeAt(start - 1)))) return;
  if (unix) {
    if (text.startsWith('/users', start) || text.startsWith('Home', start)) return;
    // Folders of Unix begin a path, and with a capital letter on macOS; others can be parts of addresses.
    const behindWord = word(text.charCodeAt(start - 1)) || text.charCodeAt(start - 1) === slash;
    if (behindWord && ofRequest.test(text.slice(Math.max(0, start - 160), start + 1))) return;
  }
  let from = end;
  if (!unix) while (text.charCodeAt(from) === backslash) from += 1;
  const pattern = unix ? unixFolder : folder;
  pattern.lastIndex = from;
  if (!pattern.test(text)) return;
  // The full stop of a sentence.
  const stop = text.charCodeAt(pattern.lastIndex - 1) === dot ? 1 : 0;
  rename(scan, number, 'path', from, pattern.lastIndex - stop);
};
