import { conformingBody, readTokenReply as readAnyTokenReply } from '../../../shared/explanation/token-reply.ts';
import type { Exchange, Scopes } from '../../../shared/test-client.ts';
import type { TokenKind } from '../../../shared/client/choices.ts';
import { decodeToken } from '../json-web-token.ts';
import { parseJsonObject } from '../json.ts';
import { readTokenReply } from '../token-reply.ts';
import { replyHeader } from './exchange.ts';
import { outsideWords } from './outside-words.ts';

/** A token as it came. */
export interface NewToken {
  kind: TokenKind;
  value: string;
  type: string | null;
  /** As the reply states it. */
  expiresInSeconds: number | null;
  scope: string | null;
}

/** What a token endpoint's reply comes to. */
export interface TokenOutcome {
  /** Whether there is an access token. */
  ok: boolean;
  /** One sentence. */
  said: string;
  /** The word of the standard, where the service refused. */
  error: string | null;
  tokens: NewToken[];
  scopes: Scopes | null;
}

const withoutToken = (said: string, error: string | null = null): TokenOutcome => ({
  ok: false,
  said,
  error,
  tokens: [],
  scopes: null,
});

/** Reads the reply to a token request (RFC 6749, section 5). `asked` are the scopes of the request, separated by spaces. */
export function tokenOutcome(exchange: Exchange, asked: string): TokenOutcome {
  const { response, failure } = exchange;
  if (response === null || failure !== null) {
    return withoutToken(failure?.message ?? 'There was no reply.');
  }
  // A reply that departs from the standard is used where it can be; the explanation names what departs.
  const body = conformingBody(response) ?? response.body;
  const reply = readTokenReply(response.status, replyHeader(exchange, 'content-type'), body);
  switch (reply.kind) {
    case 'granted': {
      const tokens = tokensOf(reply.token, body);
      const others = tokens.flatMap(({ kind }) => (kind === 'access_token' ? [] : [words[kind]]));
      const more = others.length === 0 ? '' : ` and ${others.join(' and ')}`;
      return {
        ok: true,
        said: `The service issued an access token${more}.`,
        error: null,
        tokens,
        scopes: scopesOf(asked, reply.token.scope, reply.token.value),
      };
    }
    case 'refused':
      return withoutToken(refusalInWords(reply.error, reply.description), reply.error);
    default:
  }
  const unusual = readAnyTokenReply(response);
  if (unusual.kind === 'refused') {
    const { error, description } = unusual.refused;
    return error === ''
      ? withoutToken(`The service refused the request: ${outsideWords(description || 'it says no more than that')}.`)
      : withoutToken(refusalInWords(error, description), error);
  }
  switch (reply.kind) {
    case 'not-json':
      return withoutToken(
        `The reply has status ${response.status} and is ${reply.found} in place of the JSON of a token endpoint.`,
      );
    case 'non-conforming':
      return withoutToken(`The reply is not one of a token endpoint: ${reply.reason}.`);
  }
}

function refusalInWords(error: string, description: string | null): string {
  const explained = description ? `: ${outsideWords(description)}` : '';
  return `The service refused the request with ${outsideWords(error)}${explained}${/[.!?]$/.test(explained) ? '' : '.'}`;
}

const words = { refresh_token: 'a refresh token', id_token: 'an ID token' } as const;

function tokensOf(
  access: { value: string; type: string | null; expiresIn: number | null; scope: string | null },
  body: string,
): NewToken[] {
  const members = parseJsonObject(body) ?? {};
  const { value, type, expiresIn, scope } = access;
  const others = (['refresh_token', 'id_token'] as const).flatMap((kind): NewToken[] => {
    const other = members[kind];
    return typeof other === 'string' && other !== ''
      ? [{ kind, value: other, type: null, expiresInSeconds: null, scope: null }]
      : [];
  });
  return [{ kind: 'access_token', value, type, expiresInSeconds: expiresIn, scope }, ...others];
}

const listed = (scope: string): string[] => [...new Set(scope.split(/\s+/).filter((each) => each !== ''))];

/** Without a statement of the reply the token itself may say it; else what was asked for was granted (RFC 6749, section 5.1). */
function scopesOf(askedText: string, stated: string | null, accessToken: string): Scopes {
  const asked = listed(askedText);
  const read = decodeToken(accessToken);
  const inToken = read.form === 'signed' ? read.token.claims.scopes : [];
  const granted = stated !== null ? listed(stated) : inToken.length > 0 ? [...new Set(inToken)] : asked;
  return {
    asked,
    granted,
    dropped: asked.filter((scope) => !granted.includes(scope)),
    added: granted.filter((scope) => !asked.includes(scope)),
    stated: stated !== null || inToken.length > 0,
  };
}
