export { createAttempts, type Attempts } from './attempts.ts';
export { addressesOf, checkDestinations, originsOf, tokenOrigins } from './destinations.ts';
export { requireComplete } from './completeness.ts';
export { checkParameters } from './parameters.ts';
export { emptyRequest, suggestedRequest } from './suggest.ts';
export { createTokens, enteredToken, type Tokens } from './tokens.ts';
export { checkAddresses, readSavedRequest, secretAddress, secretParameter } from './saved-request.ts';
export { readToken } from './read-token.ts';
