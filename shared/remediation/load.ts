import type { Remediation } from '../report.ts';
import type { RemediationFacts } from './entry.ts';

/**
 * The entry of an outcome or a finding, as `findRemediation`, loaded when it is asked for. That of a healthy run, the usual
 * end of one, comes without the others.
 */
export async function loadRemediation(id: string, facts: RemediationFacts): Promise<Remediation | null> {
  if (id !== 'healthy') return (await import('./index.ts')).findRemediation(id, facts);
  const [{ createCatalogue }, { healthCheckResults, healthy }] = await Promise.all([
    import('./catalogue.ts'),
    import('./outcomes/healthy.ts'),
  ]);
  return createCatalogue([{ ...healthCheckResults, entries: { healthy } }]).find(id, facts);
}
