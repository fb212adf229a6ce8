/** One challenge of WWW-Authenticate (RFC 9110, section 11.6.1). */
export interface Challenge {
  /** In lower case, for example `bearer`. */
  scheme: string;
  /** Names in lower case. */
  parameters: ReadonlyMap<string, string>;
}

const token = /[!#$%&'*+.^_`|~\w-]+/y;
const parameter = /([!#$%&'*+.^_`|~\w-]+)\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^\s,]*))/y;
const longestHeader = 16_384;

/** Reads the challenges of a header, tolerantly: what cannot be read is passed over. */
export function readChallenges(header: string): Challenge[] {
  const text = header.slice(0, longestHeader);
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  let at = 0;
  while (at < text.length) {
    parameter.lastIndex = at;
    const pair = parameter.exec(text);
    const last = challenges.at(-1);
    if (pair !== null && last !== undefined) {
      const [whole, name = '', inQuotes, plain = ''] = pair;
      last.parameters.set(name.toLowerCase(), inQuotes?.replaceAll(/\\(.)/gs, '$1') ?? plain);
      at += whole.length;
      continue;
    }
    token.lastIndex = at;
    const scheme = token.exec(text)?.[0];
    if (scheme !== undefined) challenges.push({ scheme: scheme.toLowerCase(), parameters: new Map() });
    at += scheme?.length ?? 1;
  }
  return challenges;
}
