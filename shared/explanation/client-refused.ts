import { credentialModeTitles, type CredentialMode } from '../client/choices.ts';
import { headerOf } from '../reply/headers.ts';
import { readChallenges } from './challenge.ts';
import { finding, found, together, type Found } from './found.ts';
import type { ExplanationContext, SeenExchange } from './types.ts';
import { byDirection, quoted, serverName } from './words.ts';

type Response = NonNullable<SeenExchange['response']>;

/** Longest client id and secret that IdentityServer4 reads. */
const longestCredential = 100;

const settings = 'web-service-settings-outdated';
const elsewhere = 'web-service-credentials-elsewhere';

/**
 * `invalid_client` (RFC 6749, section 5.2): unknown client, wrong secret, or credentials in another place than the server
 * looks. IdentityServer4 says no more than that; what tells the causes apart is named as experiments.
 */
export function explainRefusedClient(
  response: Response,
  context: ExplanationContext,
  evidence: readonly string[],
): Found {
  const { direction, mode } = context;
  const accepted = (context.comparison ?? []).filter((each) => each.accepted).map((each) => each.mode);
  if (accepted.length > 0 && !accepted.some((each) => each === mode)) {
    return acceptedElsewhere(accepted, context, evidence);
  }
  if (context.purpose === 'authorization') return unknownAtSignIn(context, evidence);
  if (mode === 'none') return withoutSecret(context, evidence);
  const compared = (context.comparison ?? []).length > 0;
  const told = named(context, evidence);
  const isTold = told.findings.length > 0;
  const unseen = told.findings.some(({ id }) => id === 'credentials-not-seen');
  const title = `${serverName(direction)} does not accept this client.${isTold ? '' : ' It does not say why: the id may be unknown or disabled, the secret wrong, or the credentials in another place than it looks.'}`;
  const wanted = wantedPlace(response, context);
  return together(
    told,
    traits(context),
    wanted,
    found([
      finding('client-refused', 'shown', title, byDirection(direction, 'token-invalid-client', settings), [
        ...evidence,
        compared ? 'Every other place for the credentials was refused as well.' : '',
      ]),
      ...(isTold
        ? []
        : [
            finding(
              'client-unknown-or-secret-wrong',
              compared ? 'likely' : 'possible',
              'The client id is not known to the server, the client is switched off, or the secret is another one.',
              byDirection(direction, 'token-invalid-client', settings),
            ),
          ]),
      ...(compared || isTold || wanted.findings.length > 0
        ? []
        : [
            finding(
              'credentials-elsewhere',
              'possible',
              'The server may look for id and secret in another part of the request.',
              byDirection(direction, 'token-invalid-client', elsewhere),
              mode === undefined ? [] : [`They were sent: ${credentialModeTitles[mode]}.`],
            ),
          ]),
    ]),
    found([], ...(compared || (isTold && !unseen) ? [] : ['compare-modes' as const])),
    found([], ...(direction === 'creatio' && context.log === undefined ? ['search-log' as const] : [])),
  );
}

/** The sign-in page sees the client id alone. */
const unknownAtSignIn = ({ direction }: ExplanationContext, evidence: readonly string[]): Found =>
  found([
    finding(
      'client-refused',
      'shown',
      `${serverName(direction)} does not accept this client id for a sign-in: it is unknown or switched off. No secret was sent yet.`,
      byDirection(direction, 'token-invalid-client', settings),
      evidence,
    ),
  ]);

/** A client that sends no secret is a public one (RFC 6749, section 2.1). */
const withoutSecret = ({ direction }: ExplanationContext, evidence: readonly string[]): Found =>
  found([
    finding(
      'secret-wanted',
      'likely',
      `${serverName(direction)} does not accept this client without a secret, or does not know its id.`,
      byDirection(direction, 'token-invalid-client', settings),
      [...evidence, 'The request carried no secret.'],
    ),
  ]);

function acceptedElsewhere(
  accepted: readonly CredentialMode[],
  context: ExplanationContext,
  evidence: readonly string[],
): Found {
  const places = accepted.map((mode) => `“${credentialModeTitles[mode]}”`).join(' and ');
  const title = `Id and secret are right, but ${serverName(context.direction).replace(/^T/, 't')} wants them in another place: ${places}.`;
  return found([
    finding(
      'credentials-elsewhere',
      'shown',
      title,
      byDirection(context.direction, 'token-invalid-client', elsewhere),
      [...evidence, `Accepted in the comparison: ${places}.`],
    ),
  ]);
}

/** Texts that name the cause: of the log of the Identity Service, and of services that say more than the standard asks for. */
const causes: readonly [text: RegExp, id: string, title: string][] = [
  [
    /No client with id|Unknown client|client (?:was )?not found|AADSTS700016|(?:bad|invalid|unknown)_client_id|deleted_client|disabled_client/i,
    'client-unknown',
    'The server knows no active client with this id: the id is wrong, or the client is switched off.',
  ],
  [
    /secret[^]{0,60}expired|AADSTS7000222/i,
    'secret-expired',
    'The client id is right, and the secret has expired. A new one has to be made at the server.',
  ],
  [
    /Client secret validation failed|(?:invalid|wrong|incorrect|bad)[ _]client[ _]?secret|validating client secret|client[ _]secret [^.]{0,60}is (?:invalid|wrong|incorrect)|AADSTS7000215/i,
    'secret-wrong',
    'The client id is right, and the secret is wrong.',
  ],
  [
    /No client identifier found|No client credentials found/i,
    'credentials-not-seen',
    'The server found no client id in the request, so something on the way dropped it, or it stands in the wrong place.',
  ],
];

/** Words that name one of several causes, as in the text of RFC 6749, section 5.2: "e.g., unknown client, no client authentication". */
const severalCauses =
  /e\.g\.|(?:client|secret|id)\b[^.]{0,40}\b(?:and\/)?or\b|\bor\b[^.]{0,40}(?:client|secret|credential|authentication)/i;

/** Whether words blame the client or its credentials, of an error whose code says something else. */
export const isAboutClient = (words: string): boolean =>
  /\binvalid client\b|client[ _](?:credentials|secret)[^.]{0,20}\b(?:invalid|wrong|incorrect)/i.test(words) ||
  causes.some(([text]) => text.test(words));

/** What the log, or else the server itself, names as the cause. The log does not tell an unknown client from a disabled one either. */
function named({ log = '', direction }: ExplanationContext, evidence: readonly string[]): Found {
  const sources = [log, ...evidence.filter((words) => /AADSTS\d/.test(words) || !severalCauses.test(words))];
  for (const [text, id, title] of causes) {
    const line = sources.find((each) => text.test(each));
    if (line === undefined) continue;
    const where = line === log ? [`The log says: ${quoted(text.exec(log)?.[0] ?? '')}.`] : [line];
    return found([finding(id, 'shown', title, byDirection(direction, 'token-invalid-client', settings), where)]);
  }
  return found([]);
}

/** What about the credentials themselves can be the cause. */
function traits({ credentials, mode, direction }: ExplanationContext): Found {
  const remediation = byDirection(direction, 'token-invalid-client', settings);
  const { encodingMatters = false, surroundingSpace = false, longest = 0 } = credentials ?? {};
  const inHeader = mode === 'basic' || mode === 'basic-raw';
  return together(
    direction === 'creatio' && longest > longestCredential
      ? found([
          finding(
            'credentials-too-long',
            'likely',
            `The client id or the secret has more than ${longestCredential} characters, and IdentityServer4 reads no longer ones.`,
            remediation,
            [`The longer one has ${longest} characters.`],
          ),
        ])
      : found([]),
    surroundingSpace
      ? found([
          finding(
            'credentials-with-space',
            'likely',
            'The client id or the secret begins or ends with white space, as happens when it is copied.',
            remediation,
          ),
        ])
      : found([]),
    inHeader && encodingMatters
      ? found(
          [
            finding(
              'basic-encoding',
              'likely',
              mode === 'basic-raw'
                ? 'Id or secret has characters that a server reads differently when they are not form-encoded first in a Basic header.'
                : 'Id or secret has characters that are form-encoded in a Basic header, and the server may not decode them.',
              byDirection(direction, 'token-invalid-client', elsewhere),
            ),
          ],
          mode === 'basic-raw' ? 'form-encoded-basic' : 'raw-basic',
        )
      : found([]),
  );
}

/** A server that refuses a client has to name the scheme that the client used, so one that it did not use is a hint. */
function wantedPlace(response: Response, { mode, direction }: ExplanationContext): Found {
  const header = headerOf(response, 'www-authenticate');
  const names = readChallenges(header).some(({ scheme }) => scheme === 'basic');
  if (!names || (mode !== 'body' && mode !== 'query')) return found([]);
  return found(
    [
      finding(
        'basic-wanted',
        'likely',
        'The server asks for Basic authentication, and the credentials were sent in another place.',
        byDirection(direction, 'token-invalid-client', elsewhere),
        [`WWW-Authenticate: ${quoted(header)}`],
      ),
    ],
    'credentials-as-basic',
  );
}
