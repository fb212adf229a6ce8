import { expect, test } from 'vitest';
import { identityChecks } from '../../../electron/checks/identity/index.ts';
import { readDiscoveryDocument } from '../../../electron/oauth/discovery-document.ts';
import type { RunFacts } from '../../../electron/checks/types.ts';
import { tokenChecks } from '../../../electron/checks/token/index.ts';
import type { CheckId, CheckResult } from '../../../shared/report.ts';
import { creatioUrl, identityUrl, runScripted, type ScriptedReply } from './scripted-run.ts';
import { rsaKey, signedToken } from './signing.ts';

// Long enough to be cut by anybody who cuts, with a secret across every place to do so.
const long = 'canary'.repeat(50_000);
const document = readDiscoveryDocument(JSON.stringify({ issuer: `https://a/${long}`, jwks_uri: `${identityUrl}/k` }));
const { privateKey, published } = rsaKey(long);
const token = signedToken(
  privateKey,
  { alg: 'RS256', kid: long, typ: long },
  { iss: long, sub: long, aud: long, exp: 9e9 },
);

const replies: [CheckId, string, ScriptedReply][] = [
  [
    'identity.discovery',
    `${identityUrl}/.well-known/openid-configuration`,
    {
      body: JSON.stringify({
        issuer: `https://a/${long}`,
        token_endpoint: `https://a/${long}`,
        jwks_uri: `https://a/${long}`,
        grant_types_supported: [long],
        scopes_supported: [long],
      }),
    },
  ],
  [
    'identity.keys',
    `${identityUrl}/k`,
    {
      body: JSON.stringify({
        keys: [
          { ...published, alg: 'RS256' },
          { kty: long, kid: long },
        ],
      }),
    },
  ],
  [
    'token.request',
    `${identityUrl}/connect/token`,
    { status: 400, body: JSON.stringify({ error: long, error_description: long }) },
  ],
  [
    'token.request',
    `${identityUrl}/connect/token`,
    { status: 400, body: JSON.stringify({ error: 'invalid_client', error_description: long }) },
  ],
  ['token.request', `${identityUrl}/connect/token`, { status: 302, redirectsTo: `https://a/${long}` }],
  ['token.inspect', '', {}],
  ['token.use', `${creatioUrl}/odata/Contact?$top=1`, { status: 401, headers: [['WWW-Authenticate', long]] }],
];

const ownWords = ({ summary, evidence }: CheckResult): string =>
  JSON.stringify([summary, evidence.filter(({ kind }) => kind === 'facts')]);

test.each(replies)('%s shows no part of endless words', async (id, url, reply) => {
  const facts: RunFacts = {
    platform: 'net',
    ...(document === null ? {} : { discovery: document }),
    ...(id === 'token.request' ? {} : { accessToken: { value: token, type: null, expiresIn: null, scope: null } }),
  };
  const check = [...identityChecks, ...tokenChecks].find((each) => each.id === id);
  const { result } = await runScripted(check, { [url]: reply }, { facts });
  expect(ownWords(result)).not.toContain('canary');
  expect(ownWords(result).length).toBeLessThan(5_000);
  expect(ownWords(result)).toMatch(/a text of \d+ characters/);
});
