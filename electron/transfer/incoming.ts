import type { Settings } from '../../shared/profile.ts';
import type { SecretName } from '../../shared/profile-schema.ts';

/** What a file states; what it does not state is left as it is when a stored environment is replaced. */
export type StatedSettings = Pick<Settings, 'name' | 'creatioUrl'> &
  Partial<Omit<Settings, 'logFolders'>> & { readonly logFolders?: Partial<Settings['logFolders']> };

/** An environment as a file has it. */
export interface IncomingEnvironment {
  /** Of our own files; null in those of others. */
  readonly id: string | null;
  readonly settings: StatedSettings;
  readonly secrets: ReadonlyMap<SecretName, string>;
  /** Sentences about what came differently or deserves a look. */
  readonly notes: readonly string[];
}

/** What a file brings. */
export interface Incoming {
  readonly source: 'console' | 'clio';
  readonly environments: readonly IncomingEnvironment[];
  /** What could not be understood. */
  readonly refused: readonly { name: string; reason: string }[];
  /** Sentences about the whole file. */
  readonly notes: readonly string[];
  /** Gives the same with its secrets, where they need a passphrase. Throws a UserError `passphrase-wrong` or `import-damaged`. */
  readonly unlock: ((passphrase: string) => Promise<Incoming>) | null;
}
