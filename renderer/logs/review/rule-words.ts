import { usePacking } from '../packing.ts';

/** What a rule protects, in few words; its id where that is not known. */
export function ruleWords(rule: string): string {
  const found = usePacking.getState().options?.rules.find((each) => each.rule === rule);
  if (found) return found.protects;
  if (rule === knownSecret) return 'a secret that the console knows';
  return rule === 'known-host' ? 'the names of computers of the environments' : `what the rule ${rule} finds`;
}

/** Secrets of the environments, which never stay in a bundle. */
export const knownSecret = 'known-secret';
