import { readBody } from '../../../../shared/explanation/body.ts';
import { readError } from '../../../../shared/explanation/token-reply.ts';
import type { Exchange } from '../../../../shared/test-client.ts';
import { endpointRequest } from '../credentials.ts';
import { parseJsonObject } from '../../json.ts';
import { withFurther, type Parameters } from '../parameters.ts';
import { tokenOutcome } from '../token-outcome.ts';
import { outsideWords } from '../outside-words.ts';
import type { HeldToken } from '../tokens.ts';
import type { ActContext, ActOnToken } from './context.ts';
import { required } from './token.ts';

/** Sends a token to an endpoint that is told of it as `token` (RFC 7009, section 2.1; RFC 7662, section 2.1). */
function tellToken(
  context: ActContext,
  token: HeldToken,
  field: 'revocationUrl' | 'introspectionUrl',
): Promise<Exchange> {
  const { request, credentials } = context;
  const { kind } = token.handle;
  const own: Parameters = [
    ['token', token.value],
    ...(kind === 'id_token' ? [] : ([['token_type_hint', kind]] as const)),
  ];
  const message = endpointRequest(
    required(request, field),
    withFurther(own, { ...request, parameters: [] }, 'token'),
    request.credentials,
    credentials,
  );
  return context.send({
    ...message,
    purpose: field === 'revocationUrl' ? 'revocation' : 'introspection',
    credentials: request.credentials,
    carriesCredential: true,
  });
}

/** Revokes a token (RFC 7009). A success says that the token is not valid, not that it ever was. */
export const revoke: ActOnToken = async (context, token) => {
  const exchange = await tellToken(context, token, 'revocationUrl');
  const { response, failure } = exchange;
  if (response !== null && failure === null && isRevoked(response)) {
    return {
      state: 'finished',
      said: 'The service says that the token is no longer valid. It says the same of one that it does not know.',
    };
  }
  return { state: 'failed', said: refusalOf(exchange) };
};

/** Any success without an error in it; a page comes from something else. */
function isRevoked(response: NonNullable<Exchange['response']>): boolean {
  const body = readBody(response);
  const error = body.kind === 'members' ? readError(body.members) : null;
  return response.status >= 200 && response.status < 300 && body.kind !== 'html' && error === null;
}

/** Asks about a token (RFC 7662). */
export const introspect: ActOnToken = async (context, token) => {
  const exchange = await tellToken(context, token, 'introspectionUrl');
  const { response, failure } = exchange;
  const active = response?.status === 200 && failure === null ? parseJsonObject(response.body)?.['active'] : undefined;
  if (typeof active !== 'boolean') return { state: 'failed', said: refusalOf(exchange) };
  return {
    state: 'finished',
    active,
    said: active ? 'The service says that the token is active.' : 'The service says that the token is not active.',
  };
};

function refusalOf(exchange: Exchange): string {
  const { response, failure } = exchange;
  const { error, said } = tokenOutcome(exchange, '');
  if (error !== null || response === null || failure !== null) return said;
  return `The service answered with status ${response.status}${response.statusText === '' ? '' : ` ${outsideWords(response.statusText)}`}.`;
}
