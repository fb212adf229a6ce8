import { UserError } from '../../../../shared/user-error.ts';
import { scopeParameters } from '../parameters.ts';
import type { ActOnToken } from './context.ts';
import { askForToken, resultOf } from './token.ts';

/** Gets a new access token with a refresh token (RFC 6749, section 6), and tells whether that was replaced too. */
export const refresh: ActOnToken = async (context, token) => {
  if (token.handle.kind !== 'refresh_token') {
    throw new UserError('token-unknown', 'Only a refresh token can be used to get a new access token. Choose one.');
  }
  const exchange = await askForToken(
    context,
    [['grant_type', 'refresh_token'], ['refresh_token', token.value], ...scopeParameters(context.request)],
    'refresh',
  );
  const result = resultOf(exchange, context);
  if (result.state !== 'finished') return result;
  const next = result.tokens?.find(({ kind }) => kind === 'refresh_token');
  const rotated = next !== undefined && next.value !== token.value;
  return {
    ...result,
    rotated,
    // The same refresh token once more is no new one.
    tokens: (result.tokens ?? []).filter(({ kind, value }) => kind !== 'refresh_token' || value !== token.value),
    said: rotated
      ? 'The service issued a new access token, and another refresh token in place of the one that was used.'
      : 'The service issued a new access token; the refresh token stays the same.',
  };
};
