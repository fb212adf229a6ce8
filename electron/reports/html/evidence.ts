import { proxyAsText, replyAsText, requestAsText } from '../../../shared/exchange-text.ts';
import type { CheckResult, Evidence } from '../../../shared/report.ts';
import { addressRows, certificateRows, exchangeRemarks } from '../evidence-rows.ts';
import { markup, type Markup } from './markup.ts';

/** Where the evidence of a check stands in a page of several reports. */
export const anchorOf = ({ id }: Pick<CheckResult, 'id'>, report: number): string =>
  `evidence-${report + 1}-${id.replace('.', '-')}`;

export const rowsAsList = (rows: readonly { label: string; value: string }[]): Markup =>
  markup`<dl>
    ${rows.map(
      ({ label, value }) =>
        markup`<dt>${label}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;

/** What a check sent, got and saw, whole. */
export const evidenceOf = (check: CheckResult, report: number): Markup =>
  markup` <section aria-labelledby="${anchorOf(check, report)}">
    <h3 id="${anchorOf(check, report)}">${check.title}</h3>
    <p>${check.summary}</p>
    ${check.evidence.map(
      (each) =>
        markup`<h4>${each.title}</h4>
          ${bodyOf(each)}`,
    )}
  </section>`;

function bodyOf(evidence: Evidence): Markup {
  switch (evidence.kind) {
    case 'exchange':
      return markup`${[
        ['Proxy', proxyAsText(evidence)] as const,
        ['Request', requestAsText(evidence)] as const,
        ['Reply', replyAsText(evidence)] as const,
      ].map(([title, text]) =>
        text === ''
          ? markup``
          : markup`<p class="small">${title}</p>
              <pre>${text}</pre>`,
      )}${exchangeRemarks(evidence).map((remark) => markup`<p class="small">${remark}</p>`)}`;
    case 'addresses':
      return markup`<table>
        <thead>
          <tr>
            <th scope="col">Address</th>
            <th scope="col">State</th>
            <th scope="col">Time</th>
            <th scope="col">What happened</th>
          </tr>
        </thead>
        <tbody>
          ${addressRows(evidence).map(
            (cells) =>
              markup`<tr>
                ${cells.map((cell) => markup`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>`;
    case 'certificates':
      return markup`${evidence.problems.map((problem) => markup`<p>${problem}</p>`)}
        <p class="small">${[evidence.protocol, evidence.cipher].filter((each) => each !== null).join(', ')}</p>
        <ol>
          ${evidence.chain.map((certificate) => markup`<li>${rowsAsList(certificateRows(certificate))}</li>`)}
        </ol>`;
    case 'facts':
      return rowsAsList(evidence.rows);
  }
}
