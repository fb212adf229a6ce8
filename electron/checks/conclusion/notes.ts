import type { CheckResult } from '../../../shared/report.ts';
import type { OutcomeId } from '../../../shared/outcomes.ts';
import { dateInWords } from '../../../shared/date.ts';
import { isLoopbackHost } from '../host/loopback.ts';
import type { ConclusionInput, Ending } from '../conclusion.ts';
import { parseUrl } from '../../../shared/url.ts';
import { isHealthSilent, silenceInWords } from './silence.ts';
import { countedResults, ownProblems, passed, refuted, type Contradiction } from './contradiction.ts';

/** On which machine the checks ran, and what that proves for the machine of Creatio. */
function machineNote({ profile, hostName }: ConclusionInput): string {
  const hostname = parseUrl(profile.creatioUrl)?.hostname ?? '';
  if (isLoopbackHost(hostname) || hostname.toLowerCase() === hostName.toLowerCase()) {
    return `The checks ran on ${hostName}, and the address of Creatio leads to this same machine, so what they show holds for Creatio too.`;
  }
  return `The checks ran on ${hostName}. Unless Creatio runs on this very machine, their success proves nothing for the Creatio server: only the health check speaks from there, and the Identity Service must be reachable from there.`;
}

/** Such a name is another machine for everyone who asks; that of an Identity Service is often copied from the server. */
function loopbackNote({ profile, results, hostName }: ConclusionInput): string[] {
  const identity = parseUrl(profile.identityServiceUrl ?? '')?.hostname ?? '';
  const creatio = parseUrl(profile.creatioUrl)?.hostname ?? '';
  if (!isLoopbackHost(identity) || isLoopbackHost(creatio) || creatio.toLowerCase() === hostName.toLowerCase())
    return [];
  if (passed(results, 'identity.discovery')) return [];
  return [
    `The address of the Identity Service, ${identity}, names whichever computer asks: here ${hostName}, and the server of Creatio only for Creatio itself. From elsewhere the Identity Service needs the name of its machine.`,
  ];
}

const list = (results: readonly CheckResult[]): string => results.map(({ title }) => `“${title}”`).join(', ');

/** In which checks a problem is seen, and what the first says: the others often follow from it. */
const seenIn = (problems: readonly CheckResult[]): string =>
  `in ${list(problems)}. ${problems.length > 1 ? `Begin with ${list(problems.slice(0, 1))}: ` : ''}${problems[0]?.summary ?? ''}`;

function contradictionNotes(
  outcome: OutcomeId,
  { seenBy, problems }: Contradiction,
  results: readonly CheckResult[],
): string[] {
  if (seenBy === 'checks') {
    return [
      `This computer sees a problem ${seenIn(problems)}`,
      'The health check and the checks of this computer differ. Creatio asks from its own server with the client in its system settings; this computer asks over its own network with the client of this environment. OAuth may work inside Creatio and still fail for applications that come from here, or the environment may name another Identity Service or client than Creatio uses.',
    ];
  }
  const cause =
    outcome === 'token-not-retrievable'
      ? 'Compare the client id and the client secret in the system settings with those of this environment, which the Identity Service accepts.'
      : 'Compare the Identity Service address in the system settings with that of this environment, and test that address on the Creatio server: name resolution, firewall, proxy and trusted certificates can differ there.';
  const from = passed(results, 'token.request') ? 'answers and issues a token' : 'answers';
  return [
    `The health check and the checks of this computer differ: from here the Identity Service ${from}, from the Creatio server it does not. ${cause}`,
  ];
}

/** Problems of this computer beside that of Creatio: the same one, or others while the one of Creatio is not seen from here. */
function problemsNote(outcome: OutcomeId, results: readonly CheckResult[], problems: readonly CheckResult[]): string {
  if (!refuted(outcome, results)) return `This computer sees a problem for itself too, ${seenIn(problems)}`;
  const does = outcome === 'token-not-retrievable' ? 'gets a token from' : 'reaches';
  return `This computer ${does} the Identity Service of this environment, but sees another problem, ${seenIn(problems)}`;
}

/** Which checks are muted, by whom, when and why: a report that leaves something out of its verdict says so. */
function mutedNotes({ results, muted = [] }: ConclusionInput): string[] {
  const described = muted.flatMap(({ checkId, reason, by, at }) => {
    const title = results.find(({ id }) => id === checkId)?.title;
    return title === undefined ? [] : [`“${title}” (by ${by} on ${dateInWords(Date.parse(at))}: ${reason})`];
  });
  if (described.length === 0) return [];
  return [
    `${described.length === 1 ? '1 check is' : `${described.length} checks are`} muted: ${described.join('; ')}.`,
  ];
}

/** What the headline needs to be understood, the most telling first. */
export function notesOf(input: ConclusionInput, ending: Ending, contradiction: Contradiction | null): string[] {
  const { results, health } = input;
  const notes: string[] = [];
  if (contradiction !== null) notes.push(...contradictionNotes(ending.outcome, contradiction, results));
  if (ending.failing !== null) notes.push(ending.failing.summary);
  if (isHealthSilent(input, ending)) notes.push(silenceInWords(input));
  if (ending.outcome === 'cancelled' && health !== null) notes.push(`Known by then: ${health.summary}`);
  // What Creatio documents is told by the headline and its remediation; anything else needs its own words.
  const told = health === null || (health.flags !== null && health.outcome !== 'inconsistent-reply');
  if (!told && ending.outcome !== 'cancelled') notes.push(health.summary);
  if (contradiction === null) {
    const problems = ownProblems(countedResults(ending.outcome, input));
    if (problems.length > 0) notes.push(problemsNote(ending.outcome, results, problems));
  }
  notes.push(...loopbackNote(input));
  if (typeof input.secretProblem === 'string')
    notes.push(`No token was asked for, because the client secret could not be read. ${input.secretProblem}`);
  notes.push(...mutedNotes(input));
  const isMuted = ({ id }: CheckResult) => input.muted?.some(({ checkId }) => checkId === id) === true;
  const warnings = results.filter((result) => result.status === 'warn' && !isMuted(result));
  if (warnings.length > 0) notes.push(`Worth a look as well: ${list(warnings)}.`);
  const crashes = results.filter((result) => result.status === 'crash' && result !== ending.failing);
  if (crashes.length > 0)
    notes.push(`The console itself failed in ${list(crashes)}; that says nothing about the environment.`);
  notes.push(machineNote(input));
  return notes;
}
