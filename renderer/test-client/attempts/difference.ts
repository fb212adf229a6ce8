import { credentialModeTitles } from '../../../shared/client/choices.ts';
import type { Attempt, ClientRequest } from '../../../shared/test-client.ts';
import { grantWords } from '../request/words.ts';
import { deedOf, statusOf } from '../result/words.ts';

/** What differs between two attempts, in sentences; empty where both were the same in all that matters. */
export function differencesOf(earlier: Attempt, later: Attempt): string[] {
  return [
    ...compared('What was done', deedOf(earlier), deedOf(later)),
    ...requestDifferences(earlier.request, later.request),
    ...compared('The status', statusOf(earlier), statusOf(later)),
    ...compared('The result', earlier.said, later.said),
    ...listed('The scope', 'granted', earlier.scopes?.granted ?? [], later.scopes?.granted ?? []),
    ...compared('What came', tokensOf(earlier), tokensOf(later)),
  ];
}

function requestDifferences(earlier: ClientRequest, later: ClientRequest): string[] {
  const of = (label: string, value: (request: ClientRequest) => string): string[] =>
    compared(label, value(earlier), value(later));
  return [
    ...of('The client id', ({ clientId }) => clientId),
    ...of('The user name', ({ username }) => username),
    ...of('The kept secret', ({ secret }) => secret ?? 'none; it was typed, or there was none'),
    ...of('The place of the credentials', ({ credentials }) => credentialModeTitles[credentials]),
    ...of('The grant', ({ grant }) => grantWords[grant].title),
    ...of('The token endpoint', ({ tokenUrl }) => tokenUrl ?? ''),
    ...of('The authorization endpoint', ({ authorizationUrl }) => authorizationUrl ?? ''),
    ...of('The redirect', ({ redirect }) => (redirect.how === 'pasted' ? redirect.url : loopbackIn(redirect))),
    ...listed('The scope', 'asked for', scopesOf(earlier), scopesOf(later)),
    ...of('The audience', ({ audience }) => audience),
    ...listed('The resource', 'sent', earlier.resources, later.resources),
    ...listed('The parameter', 'sent', parametersOf(earlier), parametersOf(later)),
    ...of('PKCE', ({ pkce }) => (pkce ? 'used' : 'not used')),
  ];
}

const loopbackIn = ({ port, path }: { port: number | null; path: string }): string =>
  `to this console, ${port === null ? 'any port' : `port ${port}`}, ${path}`;

const scopesOf = ({ scope }: ClientRequest): string[] => scope.split(' ').filter((each) => each !== '');
const parametersOf = ({ parameters }: ClientRequest): string[] =>
  parameters.map(({ name, value }) => `${name}=${value}`);

const tokensOf = ({ tokens }: Attempt): string =>
  tokens.length === 0 ? 'no token' : tokens.map(({ kind }) => kind.replaceAll('_', ' ')).join(', ');

const quoted = (text: string): string => (text === '' ? 'nothing' : `“${text}”`);

const compared = (label: string, earlier: string, later: string): string[] =>
  earlier === later
    ? []
    : [`${label} was ${quoted(earlier)} in the earlier one, and ${quoted(later)} in the later one.`];

function listed(label: string, verb: string, earlier: readonly string[], later: readonly string[]): string[] {
  const only = (these: readonly string[], those: readonly string[], which: string): string[] =>
    these
      .filter((each) => !those.includes(each))
      .map((each) => `${label} ${quoted(each)} was ${verb} in the ${which} one only.`);
  return [...only(earlier, later, 'earlier'), ...only(later, earlier, 'later')];
}
