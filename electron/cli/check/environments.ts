import { parseCreatioAddress, parseIdentityServiceAddress, type ParsedAddress } from '../../../shared/address.ts';
import { defaultTimeLimitSeconds, practiceProfileId, profileDefaults, type Profile } from '../../../shared/profile.ts';
import { UserError } from '../../../shared/user-error.ts';
import { dataFolder } from '../../data-folder.ts';
import { printNotice } from '../output.ts';
import type { CheckOptions, GivenEnvironment } from './options.ts';

/** `practice` stands for the built-in environment, which has addresses only while it runs. */
export type Environment = Profile | typeof practiceProfileId;

/** The environments that the command line asks for, each once, in its order. Throws a UserError. */
export async function findEnvironments(wanted: CheckOptions['wanted']): Promise<Environment[]> {
  if (typeof wanted === 'object' && 'url' in wanted) return [await givenEnvironment(wanted)];
  // No file is read for the practice environment alone: it works on a machine where nothing is set up.
  if (typeof wanted === 'object' && wanted.names.every(isPractice)) return [practiceProfileId];
  const { createProfileStore } = await import('../../profiles/index.ts');
  const notices: Promise<void>[] = [];
  const note = (message: string) => void notices.push(printNotice(message));
  const stored = await createProfileStore({ folder: dataFolder(), onNotice: note }).list();
  await Promise.all(notices);
  if (typeof wanted === 'object') return [...new Set(wanted.names.map((name) => findEnvironment(name, stored)))];
  if (stored.length === 0) {
    throw new UserError(
      'environments-none',
      'No environment is stored yet. Give one with --url, or try: creatio-oauth check practice',
    );
  }
  if (wanted === 'only' && stored.length > 1) {
    throw new UserError('environment-unclear', `Say which environment, or --all. There are: ${namesOf(stored)}.`);
  }
  return stored;
}

const isPractice = (name: string) => ['practice', 'practice environment'].includes(name.toLowerCase());
const mostNames = 20;

function namesOf(profiles: readonly Profile[]): string {
  const names = profiles.slice(0, mostNames).map(({ name }) => `"${name}"`);
  const more = profiles.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more, which profiles list shows` : ''}`;
}

const findEnvironment = (name: string, stored: readonly Profile[]): Environment =>
  isPractice(name) ? practiceProfileId : findStored(name, stored);

/** The stored environment of this id or name. Throws a UserError `environment-unknown` or `environment-unclear`. */
export function findStored(name: string, stored: readonly Profile[]): Profile {
  const byId = stored.find((profile) => profile.id === name);
  if (byId !== undefined) return byId;
  const [first, second] = stored.filter((profile) => profile.name.toLowerCase() === name.trim().toLowerCase());
  if (first === undefined) {
    const others = stored.length === 0 ? 'None is stored yet.' : `There are: ${namesOf(stored)}.`;
    throw new UserError('environment-unknown', `There is no environment "${name}". ${others}`);
  }
  if (second === undefined) return first;
  throw new UserError(
    'environment-unclear',
    `There are several environments "${name}". Use an id: ${first.id} or ${second.id}.`,
  );
}

async function givenEnvironment(given: GivenEnvironment): Promise<Profile> {
  const creatioUrl = await understood('--url', parseCreatioAddress(given.url));
  const identityServiceUrl =
    given.identityServiceUrl === undefined
      ? null
      : await understood('--identity-url', parseIdentityServiceAddress(given.identityServiceUrl));
  if (given.clientId !== undefined && (given.clientId === '' || given.clientId.length > 200)) {
    throw new UserError('client-id-invalid', 'The client id given with --client-id must have 1 to 200 characters.');
  }
  return {
    ...profileDefaults,
    id: 'command-line',
    name: creatioUrl.replace(/^https?:\/\//, '').slice(0, 200),
    creatioUrl,
    platform: given.platform,
    identityServiceUrl,
    clientId: given.clientId ?? null,
    timeLimitSeconds: defaultTimeLimitSeconds,
  };
}

async function understood(option: string, address: ParsedAddress): Promise<string> {
  if (!address.ok)
    throw new UserError('address-invalid', `The address given with ${option} cannot be used. ${address.message}`);
  if (address.corrections.length > 0) {
    await printNotice(`${option} was understood as ${address.url}. ${address.corrections.join(' ')}`);
  }
  return address.url;
}
