import { elapsedInWords } from '../../../shared/date.ts';
import type { CheckResult, CheckStatus, Remediation, RemediationStep, Report } from '../../../shared/report.ts';
import type { ServerView } from '../../../shared/server-view.ts';
import { factsOf } from '../facts.ts';
import { momentInWords, statusWords, titlesOf, verdictWords, wasRun } from '../words.ts';
import { documentOf } from './document.ts';
import { anchorOf, evidenceOf, rowsAsList } from './evidence.ts';
import { markup, type Markup } from './markup.ts';

const verdictTones = { pass: 'good', warn: 'warning', fail: 'bad', unknown: 'neutral' } as const;
const statusTones: Readonly<Record<CheckStatus, string>> = {
  pass: 'good',
  warn: 'warning',
  fail: 'bad',
  timeout: 'bad',
  skip: 'neutral',
  cancelled: 'neutral',
  crash: 'warning',
};

/**
 * Reports as one page that needs nothing else: it opens offline, prints, and runs no script. Everything in it that comes from
 * outside is text.
 */
export function reportsAsHtml(reports: readonly Report[]): string {
  const [first] = reports;
  const title =
    reports.length === 1 && first
      ? `OAuth diagnosis of ${first.profile.name}`
      : `OAuth diagnoses of ${reports.length} environments`;
  return documentOf(title, markup`<main>${reports.map((report, index) => articleOf(report, index))}</main>`);
}

function articleOf(report: Report, index: number): Markup {
  const { verdict, headline, notes, checks, muted = [], remediation, tool } = report;
  return markup`<article${index > 0 ? markup` class="evidence"` : null}>
<h1>OAuth diagnosis of ${report.profile.name}</h1>
<div class="answer" data-tone="${verdictTones[verdict]}">
<p class="state">${verdictWords[verdict]}</p>
<p class="headline">${headline}</p>
</div>
${
  notes.length > 0
    ? markup`<ul>
        ${notes.map((note) => markup`<li>${note}</li>`)}
      </ul>`
    : null
}
<h2>The run</h2>
${rowsAsList(factsOf(report))}
${remediation === null ? null : solutionOf(remediation, checks)}
<h2>Checks</h2>
<table>
<caption>What each check found; its evidence is below.</caption>
<thead><tr><th scope="col">Check</th><th scope="col">Result</th><th scope="col">Time</th><th scope="col">What it found</th></tr></thead>
<tbody>
${checks.map(
  (check) =>
    markup`<tr>
      <th scope="row">
        ${check.evidence.length > 0 ? markup`<a href="#${anchorOf(check, index)}">${check.title}</a>` : check.title}
      </th>
      <td>
        <span class="state" data-tone="${statusTones[check.status]}">${statusWords[check.status]}</span>${
          muted.some(({ checkId }) => checkId === check.id) ? markup`<br /><span class="small">muted</span>` : null
        }
      </td>
      <td class="time">${wasRun(check) ? elapsedInWords(check.durationMs) : ''}</td>
      <td>${check.summary}</td>
    </tr> `,
)}</tbody>
</table>
${report.serverView === undefined ? null : serverViewOf(report.serverView)}
<div class="evidence">
<h2>Evidence</h2>
${checks.filter(({ evidence }) => evidence.length > 0).map((check) => evidenceOf(check, index))}
</div>
<footer>Made by ${tool.name} ${tool.version}. Secrets are masked with asterisks.</footer>
</article>
`;
}

const serverViewOf = ({ machine, lookedAt, address, headline, notes, results, remediation }: ServerView): Markup =>
  markup`<h2>Seen from the Creatio server</h2>
    <p>From the Creatio server ${machine.name} (${machine.os}), ${momentInWords(lookedAt)}, looking at ${address}:</p>
    <p><strong>${headline}</strong></p>
    ${notes.length > 0 ? markup`<ul>${notes.map((note) => markup`<li>${note}</li>`)}</ul>` : null}
    ${remediation === null ? null : markup`<p>What to do: ${remediation.title}</p>`}
    ${results.map(
      ({ title, status, durationMs, summary, facts }) =>
        markup`<h3>${title}</h3>
          <p>
            <span class="state" data-tone="${statusTones[status]}">${statusWords[status]}</span>${
              durationMs === null ? '' : `, ${elapsedInWords(durationMs)}`
            }: ${summary}
          </p>
          ${facts.length > 0 ? rowsAsList(facts) : null}`,
    )}`;

const solutionOf = ({ cause, steps, provenBy, proof, sources }: Remediation, checks: readonly CheckResult[]): Markup =>
  markup` <h2>What to do</h2>
    <p>${cause}</p>
    <ol>
      ${steps.map(stepOf)}
    </ol>
    ${provenBy.length > 0 ? markup`<p>It is mended when these checks pass: ${titlesOf(provenBy, checks)}.</p>` : null}
    ${proof === undefined ? null : markup`<p>It is mended when this is so: ${proof}</p>`}
    ${
      sources.length > 0
        ? markup`<p>Sources:</p>
            <ul>
              ${sources.map(({ title, url, versions }) => markup`<li>${link(url, title)} (${versions})</li>`)}
            </ul>`
        : null
    }`;

const stepOf = ({ text, path = [], values = [], documented, versions }: RemediationStep): Markup =>
  markup`<li>
    ${text} ${path.length > 0 ? markup`<p class="small">${path.join(' > ')}</p>` : null}
    ${
      values.length > 0
        ? markup`<dl>
            ${values.map(
              ({ label, value }) =>
                markup`<dt>${label}</dt>
                  <dd><code>${value}</code></dd>`,
            )}
          </dl>`
        : null
    }
    <p class="origin">
      ${documented ? 'Documented by Creatio' : 'Our advice'}${versions === undefined ? '' : `; ${versions}`}
    </p>
  </li> `;

/** Only a page of the web is linked to. */
const link = (url: string, title: string): Markup =>
  url.startsWith('https://') ? markup`<a href="${url}" rel="noreferrer">${title}</a>` : markup`${title}`;
