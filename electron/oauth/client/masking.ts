import { markerOf, replaceMarkers } from '../../../shared/client/masked-text.ts';
import type { Exchange } from '../../../shared/test-client.ts';
import { createMask } from '../../reports/mask/mask.ts';
import { maskHeader } from '../../reports/mask/patterns.ts';

/** How many characters of a body leave the main process: as many as a report keeps, which takes a moment to mask and no longer. */
const shownCharacters = 64 * 1024;

/**
 * Puts numbered markers in the place of secrets: of those it is told, in every usual spelling, and of what is a secret by its place or
 * its shape. The same spelling of a secret has the same number.
 */
export interface Masking {
  /** From now on this value is masked. `what` is its name, for example `client_secret`. */
  add(what: string, secret: string): void;
  text(text: string): string;
  exchange(exchange: Exchange): Exchange;
  /** What stands in the place of a marker, exactly as it was sent or received; null for a number that none has. */
  reveal(mask: number): string | null;
}

/** The masking of one attempt: it learns secrets as they come, and numbers them. */
export function createMasking(): Masking {
  const names = new Map<string, string>();
  const secrets: string[] = [];
  const masked = new WeakMap<Exchange, { size: number; exchange: Exchange }>();

  const put = (secret: string, before: string): string => {
    // A marker within a secret, or all of it, comes from a rule that was applied before.
    if (secret === '' || replaceMarkers(secret, () => '') === '') return secret;
    const known = secrets.indexOf(secret);
    const index = known === -1 ? secrets.push(secret) - 1 : known;
    return markerOf(nameOf(secret, before, names), index + 1);
  };
  const mask = createMask(put);

  const text = (plain: string): string => mask.apply(withoutMarkers(plain));
  const header = ([name, value]: [string, string]): [string, string] => [
    text(name),
    mask.apply(maskHeader(name, withoutMarkers(value), put)),
  ];

  function anew(exchange: Exchange): Exchange {
    const { request, response, failure, redirectsTo, proxy } = exchange;
    // More than is shown is masked, so that a secret at the cut does not survive by half.
    const whole = response === null ? '' : text(response.body.slice(0, 2 * shownCharacters));
    const isCut = response !== null && (response.body.length > 2 * shownCharacters || whole.length > shownCharacters);
    return {
      ...exchange,
      request: {
        method: request.method,
        url: text(request.url),
        headers: request.headers.map(header),
        body: request.body === null ? null : text(request.body),
      },
      response: response && {
        ...response,
        statusText: text(response.statusText),
        headers: response.headers.map(header),
        body: whole.slice(0, shownCharacters),
        truncated: response.truncated || isCut,
        bodyBase64: response.bodyBase64 === null ? null : text(response.bodyBase64),
      },
      failure: failure && { ...failure, message: text(failure.message) },
      redirectsTo: redirectsTo && text(redirectsTo),
      ...(proxy && {
        proxy: { ...proxy, request: text(proxy.request), reply: proxy.reply === null ? null : text(proxy.reply) },
      }),
    };
  }

  return {
    add(what, secret) {
      if (!names.has(secret)) names.set(secret, what);
      mask.add(secret);
      mask.add(withoutMarkers(secret));
    },
    text,
    exchange(exchange) {
      const known = masked.get(exchange);
      if (known?.size === mask.size) return known.exchange;
      const made = anew(exchange);
      masked.set(exchange, { size: mask.size, exchange: made });
      return made;
    },
    reveal(number) {
      const plain = (index: number): string | null =>
        secrets[index - 1] === undefined
          ? null
          : // What stands within a secret was masked before it.
            replaceMarkers(secrets[index - 1] ?? '', (_what, inner, marker) =>
              inner < index ? (plain(inner) ?? marker) : marker,
            );
      return plain(number);
    },
  };
}

/** What comes from outside and looks like a marker gets another bracket, so that it can neither be revealed nor counted as one. */
const withoutMarkers = (plain: string): string => plain.replaceAll('⟪', '《');

/** The name it was told with, else that of the field or the header before it. */
function nameOf(secret: string, before: string, names: ReadonlyMap<string, string>): string {
  const known = names.get(secret) ?? names.get(decoded(secret));
  if (known !== undefined) return known;
  if (/^(?:set-)?cookie:/i.test(before)) return 'cookie';
  const [, field] = /([a-z_][a-z_-]*)["'\\\s]*[:=>]\s*["'\\]*(?:[a-z][\w-]*\s+)?$/i.exec(before.slice(-200)) ?? [];
  return field?.toLowerCase().replaceAll('-', '_') ?? 'secret';
}

function decoded(secret: string): string {
  try {
    return decodeURIComponent(secret.replaceAll('+', ' '));
  } catch {
    return secret;
  }
}
