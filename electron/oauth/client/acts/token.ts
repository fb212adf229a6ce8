import { UserError } from '../../../../shared/user-error.ts';
import type { CredentialMode } from '../../../../shared/client/choices.ts';
import type { ClientRequest, Exchange, ExchangePurpose } from '../../../../shared/test-client.ts';
import { endpointRequest } from '../credentials.ts';
import { scopeParameters, withFurther, type Parameters } from '../parameters.ts';
import { tokenOutcome } from '../token-outcome.ts';
import { originOf, type ActContext, type ActResult } from './context.ts';

/** An address that an act needs. Throws a UserError `request-incomplete:<field>`. */
export function required(request: ClientRequest, field: keyof typeof fieldNames): string {
  const url = request[field];
  if (url !== null) return url;
  throw new UserError(
    `request-incomplete:${field}`,
    `The ${fieldNames[field]} is missing. Fill it in, or read it from the discovery document.`,
  );
}

const fieldNames = {
  tokenUrl: 'access token request URL',
  authorizationUrl: 'auth code request URL',
  revocationUrl: 'revoke token URL',
  introspectionUrl: 'introspection URL',
  deviceAuthorizationUrl: 'device authorization URL',
} as const;

/** Sends a request to the token endpoint, with the credentials in the mode of the request or in another one. */
export function askForToken(
  context: ActContext,
  own: Parameters,
  purpose: ExchangePurpose = 'token',
  mode: CredentialMode = context.request.credentials,
): Promise<Exchange> {
  const { request, credentials } = context;
  const parameters = withFurther(own, request, 'token');
  const message = endpointRequest(required(request, 'tokenUrl'), parameters, mode, credentials);
  return context.send({ ...message, purpose, credentials: mode, carriesCredential: true });
}

/** The client credentials grant (RFC 6749, section 4.4). */
export async function clientCredentials(context: ActContext): Promise<ActResult> {
  const parameters: Parameters = [['grant_type', 'client_credentials'], ...scopeParameters(context.request)];
  return resultOf(await askForToken(context, parameters), context);
}

/** What a reply of the token endpoint comes to. */
export function resultOf(exchange: Exchange, { request }: Pick<ActContext, 'request'>): ActResult {
  const { ok, said, tokens, scopes } = tokenOutcome(exchange, request.scope);
  return { state: ok ? 'finished' : 'failed', said, tokens, scopes, origin: originOf(exchange.request.url) };
}
