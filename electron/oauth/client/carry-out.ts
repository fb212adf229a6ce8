import type { ClientAct } from '../../../shared/test-client.ts';
import { UserError } from '../../../shared/user-error.ts';
import { authorizationCode } from './acts/authorization-code.ts';
import { compare } from './acts/compare.ts';
import type { ActContext, ActResult } from './acts/context.ts';
import { deviceAuthorization } from './acts/device.ts';
import { discover } from './acts/discover.ts';
import { refresh } from './acts/refresh.ts';
import { introspect, revoke } from './acts/revoke.ts';
import { clientCredentials } from './acts/token.ts';
import { use } from './acts/use.ts';
import type { HeldToken, Tokens } from './tokens.ts';

/** Does what an act says. Throws a UserError for what a person can mend, or the reason of the signal. */
export function carryOut(context: ActContext, act: ClientAct, tokens: Tokens): Promise<ActResult> {
  const held = (tokenId: string): HeldToken => {
    const token = tokens.get(tokenId);
    context.keepSecret(token.handle.kind, token.value);
    return token;
  };
  switch (act.kind) {
    case 'token':
      return grantOf(context)(context);
    case 'compare':
      return compare(context);
    case 'discover':
      return discover(context);
    case 'refresh':
      return refresh(context, held(act.tokenId));
    case 'revoke':
      return revoke(context, held(act.tokenId));
    case 'introspect':
      return introspect(context, held(act.tokenId));
    case 'use':
      return use(context, act.target, act.tokenId === null ? null : held(act.tokenId));
  }
}

const grantOf = ({ request: { grant } }: ActContext): ((context: ActContext) => Promise<ActResult>) =>
  ({
    client_credentials: clientCredentials,
    authorization_code: authorizationCode,
    device_code: deviceAuthorization,
  })[grant];

/** An attempt that was cancelled. */
export const cancelled: ActResult = { state: 'cancelled', said: 'It was cancelled.', problem: null };

const ownFault = 'The console itself failed here; the service is not the cause. Try again.';
/** A fault of our own. */
export const internal: ActResult = {
  state: 'failed',
  said: ownFault,
  problem: { code: 'internal', message: ownFault },
};

/** What an error makes of an attempt. */
export const failure = (error: unknown): ActResult =>
  error instanceof UserError
    ? { state: 'failed', said: error.message, problem: { code: error.code, message: error.message } }
    : internal;
