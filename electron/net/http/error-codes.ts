import { codeOf } from '../failures.ts';

/** How far a reply had come: not a byte of it, part of its head, or its head and part of its body. */
export type ReplyProgress = 'none' | 'head' | 'body';

/**
 * The code of an error of an exchange, as Node and llhttp call it; undici has names of its own for some and none for what
 * its parser rejects. Null for a fault of ours: whatever the network does has a code.
 */
export function httpCodeOf(error: unknown, progress: ReplyProgress): string | null {
  const code = codeOf(error);
  if (code === null && error instanceof Error && error.name === 'HTTPParserError') return parserCode(error.message);
  switch (code) {
    case 'UND_ERR_SOCKET':
      return 'ECONNRESET';
    case 'UND_ERR_HEADERS_OVERFLOW':
      return 'HPE_HEADER_OVERFLOW';
    // In the head, a second length or a broken line after it; in the body, an end before all had come.
    case lengthMismatch:
      return progress === 'body' ? 'ECONNRESET' : 'HPE_UNEXPECTED_CONTENT_LENGTH';
    // What undici takes for granted of a reply and its parser lets pass: a status of 100 or more.
    case 'ERR_ASSERTION':
      return progress === 'none' ? null : 'HPE_INVALID_STATUS';
    case 'UND_ERR_INVALID_ARG':
    case 'UND_ERR_NOT_SUPPORTED':
      return null;
    default:
      return code;
  }
}

/** The reply is longer or shorter than it says. */
export const lengthMismatch = 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH';

/** undici tells the reason of llhttp in words only. */
const parserReasons: [reason: string, code: string][] = [
  ['Expected HTTP/', 'HPE_INVALID_CONSTANT'],
  ['Invalid HTTP version', 'HPE_INVALID_VERSION'],
  ['Invalid status code', 'HPE_INVALID_STATUS'],
  ['Invalid header', 'HPE_INVALID_HEADER_TOKEN'],
  ['Invalid character in chunk size', 'HPE_INVALID_CHUNK_SIZE'],
  ['Invalid character in Content-Length', 'HPE_INVALID_CONTENT_LENGTH'],
  ['Unexpected whitespace', 'HPE_INVALID_HEADER_TOKEN'],
  ['Missing expected CR', 'HPE_CR_EXPECTED'],
  ['Invalid EOF state', 'ECONNRESET'],
];

const parserCode = (message: string): string =>
  parserReasons.find(([reason]) => message.includes(`(${reason}`))?.[1] ?? 'HPE_STRICT';
