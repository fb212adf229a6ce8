import { parseCreatioAddress, parseIdentityServiceAddress } from '../../../shared/address.ts';
import { defaultTimeLimitSeconds } from '../../../shared/profile.ts';
import { profileInputSchema, type SecretName } from '../../../shared/profile-schema.ts';
import { UserError } from '../../../shared/user-error.ts';
import type { Incoming, IncomingEnvironment } from '../incoming.ts';
import { booleanOf, fieldOf, isRecord, textOf } from './values.ts';

/** Whether content looks like clio's settings: it has a map of environments. */
export const isClioSettings = (content: unknown): content is Readonly<Record<string, unknown>> =>
  isRecord(content) && isRecord(fieldOf(content, 'Environments'));

/**
 * The environments of clio's `appsettings.json`. Its secrets stand there in plain text, as does all it says. What cannot be
 * understood is listed with the reason, and the rest comes in. Logins and passwords are left where they are.
 */
export function readClioSettings(content: Readonly<Record<string, unknown>>, file: string): Incoming {
  const environments: IncomingEnvironment[] = [];
  const refused: { name: string; reason: string }[] = [];
  const listed = fieldOf(content, 'Environments');
  const active = textOf(fieldOf(content, 'ActiveEnvironmentKey'));
  let logins = 0;
  for (const [key, value] of Object.entries(isRecord(listed) ? listed : {})) {
    const read = readEnvironment(key, value, key === active);
    if (typeof read === 'string') refused.push({ name: key, reason: read });
    else {
      environments.push(read);
      if (isRecord(value) && textOf(fieldOf(value, 'Password')) !== null) logins += 1;
    }
  }
  const secrets = environments.filter((environment) => environment.secrets.size > 0).length;
  if (environments.length + refused.length === 0) {
    throw new UserError('import-empty', `${file} is clio's settings file and lists no environment.`);
  }
  return { source: 'clio', environments, refused, notes: notesOn(file, secrets, logins), unlock: null };
}

function notesOn(file: string, secrets: number, logins: number): string[] {
  const kept =
    secrets === 0
      ? `The import does not change clio's file, ${file}.`
      : `clio keeps ${secrets === 1 ? 'a client secret' : `the client secrets of ${secrets} environments`} in plain text in ${file}. The import copies ${secrets === 1 ? 'it' : 'them'} into the keychain and does not change that file: whoever can read it can still read ${secrets === 1 ? 'it' : 'them'} there.`;
  if (logins === 0) return [kept];
  return [
    kept,
    `clio also keeps the login and password of a Creatio user for ${logins === 1 ? 'one environment' : `${logins} environments`}. The console has no use for them and does not take them.`,
  ];
}

/** An environment, or a sentence that says why it cannot be one. */
function readEnvironment(key: string, value: unknown, active: boolean): IncomingEnvironment | string {
  const name = key.trim();
  if (name === '' || name.length > 200 || /\p{Cc}/u.test(name)) {
    return 'Its name is empty, longer than 200 characters, or has control characters in it.';
  }
  if (!isRecord(value)) return 'It is not a set of settings.';
  const uri = textOf(fieldOf(value, 'Uri'));
  if (uri === null) return 'It has no address (Uri).';
  const address = parseCreatioAddress(uri);
  if (!address.ok) return `Its address (Uri) cannot be used. ${address.message}`;
  const notes = active ? ['The active environment of clio.'] : [];
  if (address.corrections.length > 0) notes.push(`The address was understood as ${address.url}.`);

  const isNetCore = booleanOf(fieldOf(value, 'IsNetCore'));
  const platform = isNetCore === null ? address.platformHint : isNetCore ? 'net' : 'net-framework';
  const production = booleanOf(fieldOf(value, 'Safe'));
  const identityServiceUrl = identityServiceOf(textOf(fieldOf(value, 'AuthAppUri')), notes);
  const { clientId, clientSecret } = clientOf(value, notes);
  const folder = plain(textOf(fieldOf(value, 'EnvironmentPath')), 4_000);
  const settings = {
    name,
    creatioUrl: address.url,
    ...(platform !== null && { platform }),
    ...(production !== null && { production }),
    ...(identityServiceUrl !== null && { identityServiceUrl }),
    ...(clientId !== null && { clientId }),
  };
  const checked = profileInputSchema.safeParse({ ...minimum, ...settings });
  if (!checked.success) return `Its ${checked.error.issues[0]?.path.join('.')} is not valid.`;
  return {
    id: null,
    settings: { ...settings, ...(folder !== null && { logFolders: { creatio: folder } }) },
    secrets: new Map<SecretName, string>(clientSecret === null ? [] : [['client-secret', clientSecret]]),
    notes,
  };
}

/** What a profile has to say and clio may not know. */
const minimum = {
  platform: 'auto',
  identityServiceUrl: null,
  clientId: null,
  timeLimitSeconds: defaultTimeLimitSeconds,
};

const plain = (text: string | null, maxLength: number): string | null =>
  text !== null && text.length <= maxLength && !/\p{Cc}/u.test(text) ? text : null;

/** The base address of the Identity Service; clio keeps its token endpoint. */
function identityServiceOf(tokenEndpoint: string | null, notes: string[]): string | null {
  if (tokenEndpoint === null) return null;
  const address = parseIdentityServiceAddress(tokenEndpoint);
  if (address.ok) return address.url;
  notes.push(`Comes without its Identity Service: the address in AuthAppUri cannot be used. ${address.message}`);
  return null;
}

function clientOf(environment: Readonly<Record<string, unknown>>, notes: string[]) {
  const given = textOf(fieldOf(environment, 'ClientId'));
  const clientId = plain(given, 200);
  if (given !== clientId) notes.push('Comes without its client: the client id is too long or has control characters.');
  // A secret is taken as it stands: a space at its end may belong to it.
  const secret = fieldOf(environment, 'ClientSecret');
  const clientSecret = typeof secret === 'string' && secret.trim() !== '' ? secret : null;
  if (clientSecret === null || (clientId !== null && clientSecret.length <= 4_000)) return { clientId, clientSecret };
  notes.push(
    clientId === null
      ? 'Comes without its client secret, because the client id that it belongs to is missing.'
      : 'Comes without its client secret, which is longer than 4000 characters.',
  );
  return { clientId, clientSecret: null };
}
