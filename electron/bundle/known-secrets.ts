import type { SkippedFile } from '../../shared/bundle.ts';
import type { SecretName } from '../../shared/profile-schema.ts';
import { UserError } from '../../shared/user-error.ts';

/** An environment with the names of its secrets; those not in the keychain are in memory. */
interface Owner {
  name: string;
  secrets: readonly { name: SecretName; kept?: 'keychain' | 'session' }[];
}

export interface SecretSources<Environment extends Owner> {
  /** That of the bundle first. */
  environments: readonly Environment[];
  /** Throws a UserError where a secret is set and cannot be read. */
  read(environment: Environment, name: SecretName): Promise<string | null>;
  /** Further secrets, the most important first. */
  further: readonly string[];
}

/** With so many a bundle takes some 250 MiB more of memory and some seconds more to begin. */
const mostSecrets = 2000;

/**
 * The secrets that a bundle is searched for: those of its environment, the further ones, and those of the other
 * environments. What cannot be read or is too much is told, and the rules still hide what looks like a secret.
 */
export async function knownSecrets<Environment extends Owner>({
  environments,
  read,
  further,
}: SecretSources<Environment>): Promise<{ values: string[]; skipped: SkippedFile[] }> {
  const values = new Set<string>();
  const skipped: SkippedFile[] = [];
  let left = 0;
  let isLocked = false;
  const add = (value: string): void => {
    if (values.has(value)) return;
    if (values.size < mostSecrets) values.add(value);
    else left += 1;
  };
  const addOf = async (environment: Environment): Promise<void> => {
    const { name: owner, secrets } = environment;
    for (const { name, kept } of secrets) {
      if (values.size >= mostSecrets) left += 1;
      // Where the keychain is locked, each of its secrets would take its time to say so.
      else if (!isLocked || kept === 'session') {
        try {
          const value = await read(environment, name);
          if (value !== null) add(value);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          isLocked = error.code !== 'keychain-entry-missing';
          const source = isLocked ? 'Secrets in the keychain' : `Secrets of ${owner}`;
          const reason = `They could not be read, so the logs were searched by rules alone. ${error.message}`;
          skipped.push({ source, reason });
        }
      }
    }
  };
  const [own, ...others] = environments;
  if (own !== undefined) await addOf(own);
  for (const value of further) add(value);
  for (const environment of others) await addOf(environment);
  if (left > 0) {
    skipped.push({
      source: 'Further secrets',
      reason: `The logs were searched for ${mostSecrets.toLocaleString('en')} known secrets, those of this environment first. ${left === 1 ? 'One' : left} more ${left === 1 ? 'was' : 'were'} left to the rules.`,
    });
  }
  return { values: [...values], skipped };
}
