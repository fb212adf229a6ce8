/** The part of a parsed address that is used here (WHATWG URL Standard). */
export interface ParsedUrl {
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly searchParams: { keys(): Iterable<string> };
  readonly hash: string;
}

// Every host has URL as a global, but its type belongs to the libraries of the DOM and of Node, which this room does not know.
declare const URL: new (text: string) => ParsedUrl;

/** Parses an absolute address; null when it is not one. */
export function parseUrl(text: string): ParsedUrl | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** A text with its percent-encoding undone (RFC 3986, section 2.1); one that is badly encoded stays as it is. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
