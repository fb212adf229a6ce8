import { replaceMarkers } from '../../../shared/client/masked-text.ts';
import type { Explanation } from '../../../shared/explanation/index.ts';
import type { Attempt } from '../../../shared/test-client.ts';
import { lineText } from '../../../shared/visible-text.ts';
import type { TokenResult } from './result.ts';

const line = (text: string): string => lineText(replaceMarkers(text, () => '***'));

/** The result for people: what came of it, what it means, and what to do next. */
export function resultAsText(result: TokenResult, attempt: Attempt, explanation: Explanation | null): string {
  const { findings = [], experiments = [], nextStep = '' } = explanation ?? {};
  const facts: [label: string, value: string | number | null][] = [
    ['Status', result.httpStatus],
    ['Error', result.error],
    // Without a reply it is the sentence above.
    ['Description', result.errorDescription === attempt.said ? null : result.errorDescription],
    ['Token type', result.tokenType],
    ['Expires in', result.expiresIn === null ? null : `${result.expiresIn} s`],
    ['Scope', result.scope],
    ['Access token', result.accessToken],
  ];
  return [
    line(attempt.said),
    ...facts.flatMap(([label, value]) => (value === null ? [] : [`  ${label}: ${line(String(value))}`])),
    ...(findings.length === 0 ? [] : ['', 'What it means:']),
    ...findings.flatMap(({ title, certainty, evidence, remediation }) => [
      `  - ${line(title)} [${certainty}; see creatio-oauth explain ${remediation}]`,
      ...evidence.map((each) => `      ${line(each)}`),
    ]),
    ...(experiments.length === 0 ? [] : ['', 'What would tell more:']),
    ...experiments.map(({ title, why }) => `  - ${title}. ${why}`),
    ...(findings.length === 0 ? [] : ['', `Next: ${nextStep}`]),
    '',
  ].join('\n');
}
