import type { FieldRule } from './types.ts';

/** Headers whose value is a credential, on a line of their own, in JSON, and within a message. */
export const headerRules: readonly FieldRule[] = [
  {
    kind: 'field',
    id: 'authorization',
    protects: 'the Authorization header of every scheme (RFC 9110 section 11.6.2)',
    starts: ['authorization'],
    before: /^(?:(?:proxy|x|x-forwarded|x-original)-|http_)?$/i,
    after: /(?![\w-])/iy,
    scheme: true,
    wholeLine: true,
    keeps: /^(?:Basic|Bearer|Negotiate|NTLM|Digest)$/i,
    examples: [
      ['Authorization: Bearer abc', 'Authorization: Bearer ***'],
      ['Authorization: Digest username="-", response="1f"', 'Authorization: Digest ***'],
      ['"Authorization":"Basic YTpi"', '"Authorization":"Basic ***"'],
      ['Proxy-Authorization: abc', 'Proxy-Authorization: ***'],
      ['Authorization: "","abc"', 'Authorization: ***'],
      [
        'curl -H "Authorization: Bearer abc" https://localhost/',
        'curl -H "Authorization: Bearer ***" https://localhost/',
      ],
      ['headers: Authorization: Bearer abc, Accept: */*', 'headers: Authorization: Bearer ***, Accept: */*'],
      ['Authorization: AWS4-HMAC-SHA256 Credential=a/b, Signature=c', 'Authorization: AWS4-HMAC-SHA256 ***'],
    ],
  },
  {
    kind: 'field',
    id: 'cookie',
    protects: 'the Cookie and Set-Cookie headers',
    starts: ['cookie'],
    before: /^(?:set-?|http_)?$/i,
    after: /s?2?(?![\w-])/iy,
    wholeLine: true,
    keepsBare: /^[^=]*$/,
    examples: [
      ['Cookie: a=1; b=2', 'Cookie: ***'],
      ['Set-Cookie: a=1; path=/; HttpOnly', 'Set-Cookie: ***'],
      ['Cookies: a=1; b=2', 'Cookies: ***'],
      ['"Set-Cookie":["a=1","b=2"]', '"Set-Cookie":["***","***"]'],
    ],
  },
  {
    kind: 'field',
    id: 'token-header',
    protects: 'headers that carry a token',
    starts: [
      'x-amz-security-token',
      'x-auth-token',
      'x-access-token',
      'x-csrf-token',
      'x-xsrf-token',
      'x-vault-token',
      'x-gitlab-token',
      'x-goog-api-key',
      'x-ms-token',
      'forcetoken',
    ],
    after: /(?![\w-])/iy,
    examples: [['X-Auth-Token: abc', 'X-Auth-Token: ***']],
  },
];
