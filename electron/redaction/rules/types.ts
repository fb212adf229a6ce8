import type { PersonalKind } from '../personal/kinds.ts';

/** What goes in and what comes out; each is a test of its rule. */
export type Example = readonly [text: string, redacted: string];

interface About {
  /** Stable, in kebab case; the report counts by it. */
  id: string;
  /** What it protects, as the end of the sentence "This rule protects ...". */
  protects: string;
  examples: readonly Example[];
}

/**
 * The value of a field with a name, in every notation that a log carries fields in: forms, queries, JSON, XML, headers,
 * connection strings, command lines, and these within each other.
 */
export interface FieldRule extends About {
  kind: 'field';
  /** The literal parts of names that the search starts at. */
  starts: readonly string[];
  /** What may stand before it in the same name; anything where absent, nothing where it matches only ''. */
  before?: RegExp;
  /** What may not stand before it in the same name. */
  notBefore?: RegExp;
  /** What may follow it in the same name. */
  after?: RegExp;
  /** A value, or its first 255 characters, that is kept as it is no secret though the name says so. */
  keeps?: RegExp;
  /** A value that is one without quotes around it is judged more strictly, because such a name is an ordinary word too. */
  keepsBare?: RegExp;
  /** So many characters an unquoted value has at least, up to a space or what joins fields; shorter ones stay. */
  shortestBare?: number;
  /** Names of an authentication scheme stay in front of the value. */
  scheme?: boolean;
  /** Unquoted, it lasts to the end of the line wherever it stands. */
  wholeLine?: boolean;
  /** A personal field becomes a pseudonym. */
  personal?: PersonalKind;
}

/** A value that is known by its shape. */
export interface ShapeRule extends About {
  kind: 'shape';
  starts: readonly string[];
  /** Sticky; matches at the start and is bounded. Its first group, if any, stays. */
  pattern: RegExp;
  /** The pattern is written for characters, not for the bytes of UTF-8 that a block holds, one in each character. */
  ofCharacters?: boolean;
  /** Characters that go on with the value behind the pattern, however many. */
  goesOn?: RegExp;
  /** What must not stand before it. */
  notAfter?: RegExp;
}

/** Everything from a beginning to an end, over many lines. */
export interface BlockRule extends About {
  kind: 'block';
  starts: readonly string[];
  /** Sticky; matches at the start and is bounded. Its first group stays. */
  begin: RegExp;
  /** What must stand before it. */
  onlyAfter?: RegExp;
  /** Where the value ends; looks at most 256 characters around. What matches stays. */
  end: RegExp;
}

/** Where a value stands in a text. */
export type Range = readonly [from: number, to: number];

/** Values that are told by what stands around them: options of a command, columns of a statement, members of a pair. */
export interface PlacedRule extends About {
  kind: 'placed';
  starts: readonly string[];
  /**
   * The values near the literal that stands from `start` to `end`, in their order: not before `least`, and at most 2048
   * characters behind the start. Has to take a bounded time.
   */
  find(text: string, start: number, end: number, least: number): readonly Range[];
}

/** User name and password in an address. */
export interface AddressRule extends About {
  kind: 'userinfo';
  starts: readonly string[];
}

/** Personal data, which becomes a pseudonym. `finds` names the code that tells it. */
export interface PersonalRule extends About {
  kind: 'personal';
  starts: readonly string[];
  personal: PersonalKind;
  finds:
    | 'email'
    | 'ipv4'
    | 'ipv6'
    | 'url-host'
    | 'domain-name'
    | 'network-share'
    | 'path'
    | 'log-user'
    | 'domain-user'
    | 'phone'
    | 'connected-host'
    | 'logged-computer'
    | 'logged-user'
    | 'sought-host'
    | 'service-principal'
    | 'user-who-came'
    | 'distinguished-name'
    | 'alternative-name';
}

export type Rule = SecretRule | PersonalRule;
export type SecretRule = FieldRule | ShapeRule | BlockRule | PlacedRule | AddressRule;
