import { usageError } from '../options.ts';
import type { ExitCode } from '../output.ts';

/** `profiles`: lists, imports and exports the stored environments. */
export async function profiles(args: readonly string[]): Promise<ExitCode> {
  const [action, ...rest] = args;
  switch (action) {
    case 'list':
      return (await import('./list.ts')).listProfiles(rest);
    case 'import':
      return (await import('./import.ts')).importProfiles(rest);
    case 'export':
      return (await import('./export.ts')).exportProfilesToFile(rest);
    default:
      throw usageError('profiles', 'profiles takes one of list, import and export.');
  }
}
