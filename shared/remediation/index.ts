import type { Remediation } from '../report.ts';
import type { Catalogue } from './catalogue.ts';
import { createCatalogue } from './catalogue.ts';
import type { RemediationFacts } from './entry.ts';
import { sectionsOfRuns } from './sections.ts';

export { branchFor } from './branches.ts';
export { allowedLinkHosts, isAllowedLink } from './links.ts';
export { isBefore, parseVersion } from './versions.ts';
export type { Catalogue } from './catalogue.ts';
export type { RemediationFacts } from './entry.ts';

const ofRuns = createCatalogue(sectionsOfRuns);

/** The entry of an outcome or a finding, as {@link Catalogue.find}; guides are in {@link loadCatalogue} alone. */
export const findRemediation = (id: string, facts: RemediationFacts): Remediation | null => ofRuns.find(id, facts);

let whole: Promise<Catalogue> | null = null;

/** The whole catalogue. Its guides, which no run needs, are loaded with the first call. */
export const loadCatalogue = (): Promise<Catalogue> =>
  (whole ??= import('./guides/index.ts').then(({ sectionsOfGuides }) =>
    createCatalogue([...sectionsOfRuns, ...sectionsOfGuides]),
  ));
