import type { Report } from '../../shared/report.ts';
import type { ServerResult } from '../../shared/server-view.ts';
import type { Look } from './look.ts';
import { machineOf, outsideWords } from './words.ts';

/** The part of a run that says what Creatio itself reports. */
export type CreatioSays = Pick<Report, 'outcome' | 'checks'>;

/** What a look and the word of Creatio come to together. */
export interface ServerConclusion {
  headline: string;
  notes: string[];
  /** Entry of the remediation catalogue; null when there is nothing to mend. */
  remediation: string | null;
}

export interface ConclusionInput {
  look: Look;
  results: readonly ServerResult[];
  /** Null where no run says anything about Creatio. */
  creatio: CreatioSays | null;
  /** The address of the Identity Service that the environment has now. */
  address: string;
  /** The machine of the console, and the present time in ms. */
  hostName: string;
  now: number;
}

/** Combines what the server sees with what Creatio says: the cause where there is one, and every contradiction by its name. */
export function concludeLook(input: ConclusionInput): ServerConclusion {
  const problem = firstProblem(input.results);
  // What was seen of another address explains nothing of what Creatio says.
  const said = sameAddress(input.look.address, input.address) ? saying(input.creatio) : 'unknown';
  return {
    headline: headlineOf(input, problem, said),
    notes: notesOf(input, problem),
    remediation: problem?.remediation ?? remediationOf(input, said),
  };
}

/** What fails first is the cause of the rest; a discovery that only ignores the certificate is no problem of its own. */
const firstProblem = (results: readonly ServerResult[]): ServerResult | null =>
  results.find(({ status, part }) => status === 'fail' && part !== 'clock') ??
  results.find(({ status }) => status === 'fail') ??
  null;

type Saying = 'healthy' | 'unavailable' | 'no-token' | 'settings' | 'unknown';

function saying(creatio: CreatioSays | null): Saying {
  switch (creatio?.outcome) {
    case 'healthy':
      return 'healthy';
    case 'identity-service-unavailable':
      return 'unavailable';
    case 'token-not-retrievable':
      return 'no-token';
    case 'settings-empty':
    case 'setting-empty':
      return 'settings';
    default:
      return 'unknown';
  }
}

/** What a sentence about the server goes on with, without its full stop. */
const bare = (summary: string): string => summary.replace(/\.$/, '');

function headlineOf({ look }: ConclusionInput, problem: ServerResult | null, said: Saying): string {
  const machine = machineOf(look);
  if (problem !== null) {
    const seen = bare(problem.summary);
    switch (said) {
      case 'unavailable':
        return `${seen}. That is why Creatio reports the Identity Service as unavailable.`;
      case 'no-token':
        return `${seen}. That can be why Creatio gets no token.`;
      case 'healthy':
        return `${seen}, although Creatio reports that OAuth works. The two contradict each other.`;
      case 'settings':
        return `${seen}. Creatio reports empty settings first; this will stand in the way next.`;
      default:
        return `${seen}.`;
    }
  }
  const fine = `${machine} reaches the Identity Service and gets its discovery document`;
  switch (said) {
    case 'unavailable':
      return `${fine}, although Creatio reports it as unavailable. So the network is fine; look at the address in the system settings of Creatio.`;
    case 'no-token':
      return `${fine}. So the network is fine; look at the client id and the client secret in the system settings of Creatio.`;
    case 'settings':
      return `${fine}. Only the system settings of Creatio are left to be filled in.`;
    case 'healthy':
      return `${fine}, as Creatio reports as well.`;
    default:
      return seenAll(look) ? `${fine}.` : `${machine} could not look at everything, and sees no problem in the rest.`;
  }
}

const seenAll = ({ discovery }: Look): boolean => discovery.ok === true;

function remediationOf({ results, creatio }: ConclusionInput, said: Saying): string | null {
  const warning = results.find(({ status }) => status === 'warn')?.remediation ?? null;
  switch (said) {
    case 'unavailable':
    case 'no-token':
    case 'settings':
      return creatio?.outcome ?? null;
    default:
      return warning;
  }
}

const passed = ({ checks }: CreatioSays, id: string): boolean =>
  checks.some((check) => check.id === id && (check.status === 'pass' || check.status === 'warn'));
const failed = ({ checks }: CreatioSays, id: string): boolean =>
  checks.some((check) => check.id === id && (check.status === 'fail' || check.status === 'timeout'));

function notesOf(input: ConclusionInput, problem: ServerResult | null): string[] {
  const { look, creatio, results, address, hostName, now } = input;
  const machine = machineOf(look);
  const notes: string[] = [];
  if (!sameAddress(look.address, address)) {
    notes.push(
      `The script looked at ${outsideWords(look.address)}, while this environment now has ${address}. Hand the script out again if that is not what you meant.`,
    );
  }
  if (look.discovery.unverified && look.discovery.ok === true) {
    notes.push('The service itself answers there: the certificate is all that stands in the way.');
  }
  const [here = null] = creatio === null ? [] : differences(creatio, problem, machine, hostName);
  if (here !== null) notes.push(here);
  if (problem === null && saying(creatio) === 'unavailable') {
    notes.push(
      'Creatio may use another address, another proxy, or another user than the one under which the script ran; the trusted certificates of the two can differ as well.',
    );
  }
  const others = results.filter(
    (result) => result !== problem && result.status === 'warn' && result.part !== 'discovery',
  );
  const issuer = results.filter(
    ({ part, status }) => part === 'discovery' && status === 'warn' && !look.discovery.unverified,
  );
  notes.push(...[...others, ...issuer].map(({ summary }) => summary));
  const clock = results.find(({ part, status }) => part === 'clock' && status === 'fail');
  if (clock !== undefined && clock !== problem) notes.push(clock.summary);
  notes.push(...ageNotes(Date.parse(look.time), now, machine));
  return notes;
}

/** Where this computer and the server see different things. */
function differences(creatio: CreatioSays, problem: ServerResult | null, machine: string, hostName: string): string[] {
  if (problem !== null && problem.part !== 'clock' && passed(creatio, `identity.${problem.part}`)) {
    return [
      `${hostName}, on which this console runs, does not see that problem. What counts for Creatio is what ${machine} sees.`,
    ];
  }
  if (problem === null && failed(creatio, 'identity.discovery')) {
    return [
      `${hostName}, on which this console runs, does not reach the Identity Service. For Creatio that does not matter.`,
    ];
  }
  return [];
}

function ageNotes(lookedAt: number, now: number, machine: string): string[] {
  if (lookedAt - now > 5 * 60_000) return [`The clock of ${machine} is ahead of the one of this computer.`];
  const hours = Math.floor((now - lookedAt) / 3_600_000);
  if (hours < 12) return [];
  return [
    `This was looked at ${hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`} ago, or the clock of ${machine} is behind. Run the script again to see how it is now.`,
  ];
}

/** Whether both name the same Identity Service. */
export const sameAddress = (one: string, other: string): boolean =>
  one.replace(/\/+$/, '').toLowerCase() === other.replace(/\/+$/, '').toLowerCase();
