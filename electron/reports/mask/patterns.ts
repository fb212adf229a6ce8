/** What stands in the place of a secret. */
export const placeholder = '***';

/** Gives what stands in the place of a secret. `before` is what stands before it, as far as it is known. */
export type Cover = (secret: string, before: string) => string;

/** The same for every secret. */
export const stars: Cover = () => placeholder;

/** Fields whose value is a secret wherever they stand. */
const secretFields =
  'client_?secret|password|passwd|pwd|user_?password|access_?token|refresh_?token|id_?token|(?:client_)?assertion|code_verifier|device_code|subject_token|actor_token|id_token_hint|api_?key|SAMLResponse|BPMCSRF';

/** Fields that are a secret as part of a form or a query only: in JSON the same names carry error codes. */
const formFields = `${secretFields}|code|token`;

const begin = '(?<=^|[?&;#\\s"\'(]|%3F|%26|%23)';
const equals = '(=|%3D)';

/** Names of headers whose whole value is a secret. */
const secretHeaders =
  /^(?:(?:proxy-)?authorization|x-api-key|x-auth-token|x-access-token|x-csrf-token|bpmcsrf|x-amz-security-token|api-key)$/i;

/** `signs`, in lower case: without one of them in a text the pattern matches nothing, and need not even be compiled. */
type Rule = readonly [signs: readonly string[], pattern: RegExp, replacement: string];

const quote = ['"'];
const authorization = ['authorization'];
const input = ['<input'];

const rules: readonly Rule[] = [
  // Compact JWS and JWE (RFC 7515, RFC 7516).
  [['eyj'], /\beyJ[\w-]{5,}(?:\.[\w-]*){2,4}/g, placeholder],
  // User name and password in a URL (RFC 3986 section 3.2.1).
  [['@'], /\b([a-z][a-z0-9+.-]{0,30}:(?:\/\/|\\\/\\\/))[^\s/?#@"'<>\\]+@/gi, `$1${placeholder}@`],
  // Header lines: the scheme stays, whatever follows it goes.
  [
    authorization,
    /^([ \t]*(?:proxy-)?authorization[ \t]*:[ \t]*)([a-z][\w-]*[ \t]+)?[^\r\n]+/gim,
    `$1$2${placeholder}`,
  ],
  [
    authorization,
    /\b((?:proxy-)?authorization[ \t]*[:=][ \t]*)([a-z][\w-]*[ \t]+)?(?![a-z][\w-]*[ \t]+\*\*\*|\*\*\*)[^\s"'<>]+/gi,
    `$1$2${placeholder}`,
  ],
  [['cookie'], /^([ \t]*(?:set-)?cookie2?[ \t]*:[ \t]*)[^\r\n]+/gim, `$1${placeholder}`],
  [
    ['basic', 'bearer', 'negotiate', 'ntlm', 'dpop'],
    /\b(Basic|Bearer|Negotiate|NTLM|DPoP)([ \t]+)(?![a-z_]+=["\w])(?=[\w+/.~-]*[\d+/=._-])[\w+/.~-]{8,}=*/gi,
    `$1$2${placeholder}`,
  ],
  // JSON strings, also those cut off before their end, and JSON within JSON.
  [
    quote,
    new RegExp(`("(?:${secretFields}|(?:proxy-)?authorization|(?:set-)?cookie)"\\s*:\\s*")(?:[^"\\\\]|\\\\[^])*`, 'gi'),
    `$1${placeholder}`,
  ],
  [
    ['\\"'],
    new RegExp(
      `((\\\\+")(?:${secretFields}|(?:proxy-)?authorization|(?:set-)?cookie)\\2\\s*:\\s*\\2)(?:(?!\\2)[^])*`,
      'gi',
    ),
    `$1${placeholder}`,
  ],
  // An authorization code in JSON is long; an error code is a word or a number.
  [
    ['code"', 'token"'],
    /("(?:code|token|authorization_code)"\s*:\s*")(?=[^"]*[\d_-])[\w.~+/=-]{16,}/gi,
    `$1${placeholder}`,
  ],
  // Forms, queries, fragments.
  [
    ['=', '%3d'],
    new RegExp(`${begin}(${formFields})${equals}(?:(?!%26|%23)[^&\\s"'<>#])+`, 'gi'),
    `$1$2${placeholder}`,
  ],
  // Hidden fields of an HTML form, and XML elements.
  [
    input,
    new RegExp(
      `(<input\\b[^>]{0,1000}\\bname\\s*=\\s*["']?(?:${formFields})["'\\s][^>]{0,1000}\\bvalue\\s*=\\s*)("[^"]*"|'[^']*'|[^\\s>]+)`,
      'gi',
    ),
    `$1"${placeholder}"`,
  ],
  [
    input,
    new RegExp(
      `(<input\\b[^>]{0,1000}\\bvalue\\s*=\\s*)("[^"]*"|'[^']*'|[^\\s>]+)(?=[^>]{0,1000}\\bname\\s*=\\s*["']?(?:${formFields})["'\\s>])`,
      'gi',
    ),
    `$1"${placeholder}"`,
  ],
  [['<'], new RegExp(`(<(?:\\w+:)?(?:${secretFields})(?:\\s[^>]*)?>)[^<]+`, 'gi'), `$1${placeholder}`],
];

/** What every sign above holds, or is: most texts, such as the names of headers, have none of it. */
const anySign = /[@"=<]|%3d|eyj|authorization|cookie|basic|bearer|negotiate|ntlm|dpop/i;

/** False where `maskPatterns` leaves a text as it is. */
export const mayNeedMasking = (text: string): boolean => anySign.test(text);

/** Masks what is a secret by its place or its shape, without knowing it. */
export function maskPatterns(text: string, put: Cover = stars): string {
  if (!mayNeedMasking(text)) return text;
  const lowerCase = text.toLowerCase();
  return rules
    .filter(([signs]) => signs.some((sign) => lowerCase.includes(sign)))
    .reduce(
      (masked, [, pattern, replacement]) =>
        put === stars ? masked.replace(pattern, replacement) : masked.replace(pattern, replacer(replacement, put)),
      text,
    );
}

/** Does what a replacement says, with something else in the place of its placeholder. */
function replacer(replacement: string, put: Cover): (match: string, ...groups: unknown[]) => string {
  const [before = '', after = ''] = replacement.split(placeholder);
  const quotes = before.endsWith('"') ? '"' : '';
  return (match, ...groups) => {
    const kept = groups
      .slice(0, before.split('$').length - 1)
      .map((group) => (typeof group === 'string' ? group : ''))
      .join('');
    const rest = match.slice(kept.length);
    const secret = after !== '' && rest.endsWith(after) ? rest.slice(0, -after.length) : rest;
    const bare = quotes === '' ? secret : secret.replace(/^["']|["']$/g, '');
    return `${kept}${quotes}${put(bare, kept)}${after}`;
  };
}

/** The value of a header without what is a secret by the header's name; names of cookies and schemes stay. */
export function maskHeader(name: string, value: string, put: Cover = stars): string {
  const cover = (pattern: RegExp) =>
    value.replace(pattern, (_match, before: string | undefined, secret: string) => {
      const kept = before ?? '';
      return kept + put(secret, `${name}: ${kept}`);
    });
  if (secretHeaders.test(name)) return cover(/^(\s*[a-z][\w-]*\s+)?([^]*)$/i);
  if (/^cookie$/i.test(name)) return cover(/((?:^|;)\s*[^=;]*=)([^;]*)/g);
  if (/^set-cookie$/i.test(name)) return cover(/^([^=;]*=)([^;]*)/);
  return value;
}
