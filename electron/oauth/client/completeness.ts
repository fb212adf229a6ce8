import type { ClientAct, ClientRequest } from '../../../shared/test-client.ts';
import { UserError } from '../../../shared/user-error.ts';
import { required } from './acts/token.ts';

/** Throws a UserError `request-incomplete:<field>` for what an act lacks, before anything is sent. */
export function requireComplete(act: ClientAct, request: ClientRequest): void {
  switch (act.kind) {
    case 'discover':
      return;
    case 'use':
      if (act.tokenId !== null) return;
      if (request.authentication === 'oauth2') throw missing('token', 'There is no token yet to use. Get one first.');
      if (request.username === '') throw missing('username', 'The user name is missing. Fill it in.');
      // RFC 7617, section 2: the first colon ends the user name.
      if (request.username.includes(':')) {
        throw missing('username', 'The user name has a colon in it, which Basic authentication cannot carry.');
      }
      return;
    case 'revoke':
      required(request, 'revocationUrl');
      break;
    case 'introspect':
      required(request, 'introspectionUrl');
      break;
    case 'token':
      if (request.grant === 'authorization_code') required(request, 'authorizationUrl');
      if (request.grant === 'device_code') required(request, 'deviceAuthorizationUrl');
      required(request, 'tokenUrl');
      break;
    default:
      required(request, 'tokenUrl');
  }
  if (request.authentication === 'http-basic') {
    throw missing(
      'authentication',
      'With Basic authentication there are no tokens. Choose OAuth 2.0, or use an address of the web service.',
    );
  }
  if (request.clientId === '') throw missing('clientId', 'The client id is missing. Fill it in.');
}

const missing = (field: string, message: string): UserError => new UserError(`request-incomplete:${field}`, message);
