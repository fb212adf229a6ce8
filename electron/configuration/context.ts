import type { Folder } from './files.ts';

/** A client of the environment, with its secret where one is set and can be read. */
export interface KnownClient {
  clientId: string;
  /** Null when none is set. */
  secret: string | null;
  /** Why a secret that is set could not be read, in sentences. */
  problem: string | null;
}

/** What the files are compared with. */
export interface Environment {
  creatioUrl: string;
  identityServiceUrl: string | null;
  /** Version of Creatio; null when it is not known. */
  creatioVersion: string | null;
  clients: readonly KnownClient[];
}

/** What every examination of a file gets. */
export interface ExamineContext {
  folder: Folder;
  environment: Environment;
  now: number;
  /** From now on this value is masked in whatever is told. */
  keepSecret(value: string): void;
}
