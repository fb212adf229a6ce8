import { largestServerText } from '../../shared/server-view.ts';
import { UserError } from '../../shared/user-error.ts';
import { beginsIn, resultsIn } from './find-line.ts';
import { lookSchema, type Look } from './look.ts';

/**
 * The output of the script, with whatever was copied along with it. Throws a UserError `server-view-empty`,
 * `server-view-too-large`, `server-view-not-found`, `server-view-cut-off`, `server-view-newer` or `server-view-damaged`.
 */
export function readLook(text: string): Look {
  if (text.length > largestServerText) throw tooLarge();
  if (text.trim() === '') {
    throw new UserError('server-view-empty', 'There is nothing in it. Paste the line that the script printed.');
  }
  let newer = false;
  let damaged = false;
  for (const found of resultsIn(text)) {
    const look = lookSchema.safeParse(found);
    if (look.success) return look.data.tool.shell === 'sh' ? withUtf8(look.data) : look.data;
    if (versionOf(found) > 1) newer = true;
    else damaged = true;
  }
  if (newer) {
    throw new UserError(
      'server-view-newer',
      'This is the output of a script of a newer console. Hand out the script of this console, and run that one.',
    );
  }
  if (damaged) {
    throw new UserError(
      'server-view-damaged',
      'A line of the script is there, but it was changed on its way or does not come from the script of this console. Run the script again and copy the whole line.',
    );
  }
  if (beginsIn(text)) {
    throw new UserError(
      'server-view-cut-off',
      'The line of the script begins, but its end is missing. Copy the whole line up to its last bracket, or let the script write into a file and open that.',
    );
  }
  throw new UserError(
    'server-view-not-found',
    'The line that the script prints is not in it. It begins with {"schemaVersion" and ends with }}; whatever stands around it does no harm.',
  );
}

/** The same of a file, in UTF-8 or in UTF-16 as `>` writes it in Windows PowerShell. */
export function readLookFile(bytes: Uint8Array): Look {
  if (bytes.length > largestServerText * 2) throw tooLarge();
  return readLook(decoded(bytes));
}

/** What is no text becomes a text in which nothing is found. */
function decoded(bytes: Uint8Array): string {
  const [first = 0, second = 0] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  // Without a mark, every other byte of ASCII in UTF-16 is zero; those are left out later.
  return new TextDecoder('utf-8').decode(bytes);
}

const tooLarge = () =>
  new UserError(
    'server-view-too-large',
    `This is far more than the script prints (more than ${largestServerText / 1_000_000} million characters). Choose the file with the output of the script alone.`,
  );

function versionOf(value: unknown): number {
  if (typeof value !== 'object' || value === null || !('schemaVersion' in value)) return 0;
  return typeof value.schemaVersion === 'number' ? value.schemaVersion : 0;
}

/** The shell knows bytes only and writes each one as a code point; where they are UTF-8, they are read as that. */
function withUtf8(look: Look): Look {
  const read = (part: unknown): unknown => {
    if (typeof part === 'string') return fromBytes(part);
    if (Array.isArray(part)) return part.map(read);
    if (typeof part === 'object' && part !== null) {
      return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, read(each)]));
    }
    return part;
  };
  return lookSchema.parse(read(look));
}

function fromBytes(text: string): string {
  // eslint-disable-next-line no-control-regex
  if (!/^[\u0000-\u00FF]*[\u0080-\u00FF][\u0000-\u00FF]*$/.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}
