import type { Remediation, RemediationStep, Source } from '../report.ts';
import type { Edition, Entry, EntryMaker, RemediationFacts } from './entry.ts';
import { editionsFor, stepsFor } from './versions.ts';

/** Entries of one subject. */
export interface Section {
  title: string;
  /** Why it matters when something of this subject is wrong. */
  impact: string;
  entries: Readonly<Record<string, EntryMaker>>;
}

/** Entries that can be listed and looked up. */
export interface Catalogue {
  /** The table of contents: the ids of each subject's entries, in order. */
  sections: readonly { title: string; ids: readonly string[] }[];
  ids: readonly string[];
  /**
   * The entry with the addresses of the environment filled in and without the steps of other versions and platforms.
   * Null when there is no entry of that id.
   */
  find(id: string, facts: RemediationFacts): Remediation | null;
}

const isAcademy = ({ url }: Source) => url.startsWith('https://academy.creatio.com/');

/** A documented step without articles of its own is described by those of its entry. */
const withSources = (step: RemediationStep, editions: readonly Edition[], facts: RemediationFacts): RemediationStep =>
  !step.documented || step.sources !== undefined
    ? step
    : { ...step, sources: editionsFor(editions.filter(isAcademy), facts) };

/** Where no step says which checks verify it, those of the entry do so after the last one. */
const withChecks = (steps: RemediationStep[], provenBy: Entry['provenBy']): RemediationStep[] =>
  provenBy.length === 0 || steps.some(({ checks }) => checks !== undefined)
    ? steps
    : steps.map((step, index) => (index === steps.length - 1 ? { ...step, checks: provenBy } : step));

const once = (sources: readonly Source[]): Source[] => [
  ...new Map(sources.map((source) => [`${source.url} ${source.versions}`, source])).values(),
];

export function createCatalogue(sections: readonly Section[]): Catalogue {
  const known = new Map(
    sections.flatMap(({ entries, impact }) =>
      Object.entries(entries).map(([id, make]) => [id, { make, impact }] as const),
    ),
  );
  return {
    sections: sections.map(({ title, entries }) => ({ title, ids: Object.keys(entries) })),
    ids: [...known.keys()],
    find(id, facts) {
      const found = known.get(id);
      if (found === undefined) return null;
      const { sources, steps: authored, ...entry } = found.make(facts);
      const described = stepsFor(authored, facts).map((step) => withSources(step, sources, facts));
      const steps = withChecks(described, entry.provenBy);
      const all = once([...editionsFor(sources, facts), ...steps.flatMap((step) => step.sources ?? [])]);
      return { id, impact: found.impact, ...entry, steps, sources: all };
    },
  };
}
