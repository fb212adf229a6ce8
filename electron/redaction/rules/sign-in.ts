import type { ShapeRule } from './types.ts';

const value = String.raw`[^\t-\r &"'<>;]{1,512}`;
const rest = /[^\t-\r &"'<>;]*/y;
const beside = '(?:state|session_state|iss|client_info|authuser|code_challenge)=';

/**
 * Authorization codes in redirects and token requests (RFC 6749 section 4.1): beside the other fields of a sign-in whatever
 * `code` is, it is one, also where it looks like a word or a number.
 */
export const signInRules: readonly ShapeRule[] = [
  {
    kind: 'shape',
    id: 'code-of-redirect',
    protects: 'authorization codes in redirects (RFC 6749 section 4.1.2)',
    starts: ['code='],
    // The value is taken whole, since trying its shorter parts would cost a near miss the square of its length.
    pattern: new RegExp(
      String.raw`(code=)(?!\*\*\*)(?=([^\t-\r &"'<>;=]{1,512}={0,2}))\2(?=&(?:scope=[^\t-\r &=]{0,256}&)?${beside})`,
      'iy',
    ),
    notAfter: /[\w-]$/,
    examples: [
      ['GET /signin code=CaNaRyWord&state=1 443', 'GET /signin code=***&state=1 443'],
      ['/cb?code=hello&scope=openid&state=xyz', '/cb?code=***&scope=openid&state=xyz'],
      ['GET /orders code=404&page=2 443', 'GET /orders code=404&page=2 443'],
    ],
  },
  {
    kind: 'shape',
    id: 'code-behind-state',
    protects: 'authorization codes in redirects (RFC 6749 section 4.1.2)',
    starts: ['state='],
    pattern: new RegExp(String.raw`(state=[^\t-\r &"'<>;=]{0,512}={0,2}&code=)(?!\*\*\*)${value}`, 'iy'),
    goesOn: rest,
    notAfter: /[\w-]$/,
    examples: [
      ['/cb?state=xyz&code=hello', '/cb?state=xyz&code=***'],
      ['state=open&zip=04109', 'state=open&zip=04109'],
    ],
  },
  {
    kind: 'shape',
    id: 'code-of-token-request',
    protects: 'authorization codes in token requests (RFC 6749 section 4.1.3)',
    starts: ['grant_type=authorization_code&'],
    pattern: new RegExp(
      String.raw`(grant_type=authorization_code&(?:[\w.-]{1,32}=[^\t-\r &"'<>]{0,256}&){0,3}?code=)(?!\*\*\*)${value}`,
      'iy',
    ),
    goesOn: rest,
    examples: [
      ['grant_type=authorization_code&client_id=a&code=hello', 'grant_type=authorization_code&client_id=a&code=***'],
    ],
  },
];
