import { creatioFieldOf, type CredentialMode } from '../../../../shared/client/choices.ts';
import type { Comparison, ComparisonRow } from '../../../../shared/test-client.ts';

const field = '"Send client credentials in token requests"';

/** What to choose in Creatio by what a service accepted. Its own default, the request body, comes first. */
export function recommendationOf(rows: readonly ComparisonRow[]): Pick<Comparison, 'creatioField' | 'recommendation'> {
  const accepts = (mode: CredentialMode): boolean =>
    rows.some(
      ({ credentials, result }) => credentials === mode && (result === 'token' || result === 'client-accepted'),
    );
  const mode = (['body', 'basic', 'basic-raw', 'query', 'none'] as const).find(accepts);
  if (mode === undefined) return { creatioField: null, recommendation: nothingFits(rows) };
  const creatioField = creatioFieldOf[mode];
  if (creatioField === null) {
    return {
      creatioField,
      recommendation: `The service takes this client without a secret. None of the values of Creatio's field ${field} stands for that, and whether Creatio works without a secret is not documented. Create a client with a secret for it.`,
    };
  }
  const choose = `Choose "${creatioField}" in Creatio's field ${field}.`;
  if (!mode.startsWith('basic') || (accepts('basic') && accepts('basic-raw'))) {
    return { creatioField, recommendation: choose };
  }
  const wanted =
    mode === 'basic' ? 'form-encoded first, as the standard says' : 'as they are, without the encoding of the standard';
  return {
    creatioField,
    recommendation: `${choose} The service wants id and secret ${wanted}. Which of both Creatio sends is not documented; with a secret of letters and digits alone it makes no difference.`,
  };
}

function nothingFits(rows: readonly ComparisonRow[]): string {
  const all = (result: ComparisonRow['result']) =>
    rows.every((row) => row.result === result || row.result === 'not-tried');
  return all('client-refused')
    ? 'The service accepted the client in no way, so the way is not the cause. Compare the id and the secret with those at the service, and whether the client is enabled there.'
    : 'The replies do not tell which way the service wants. Look at each of them.';
}
