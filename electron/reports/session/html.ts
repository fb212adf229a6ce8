import type { SessionOutline } from '../../wizard/as-text.ts';
import { documentOf } from '../html/document.ts';
import { rowsAsList } from '../html/evidence.ts';
import { markup } from '../html/markup.ts';
import { statusWords } from '../words.ts';

/** A guided session as one page, made as that of a run is. */
export const sessionAsHtml = ({ title, facts, entries, results, events }: SessionOutline): string =>
  documentOf(
    title,
    markup`<main>
<h1>${title}</h1>
${rowsAsList(facts)}
<h2>What was tried</h2>
${entries.map(
  (entry) => markup`<h3>${entry.title}</h3>
<p>${entry.cause}</p>
<ol>${entry.steps.map(
    ({ text, mark, note }) =>
      markup`<li>${text} <span class="state">(${mark})</span>${note === '' ? null : markup`<p class="small">Note: ${note}</p>`}</li>`,
  )}</ol>`,
)}
${
  results.length === 0
    ? null
    : markup`<h2>What the checks said last</h2>
<table>
<thead><tr><th scope="col">Check</th><th scope="col">Result</th><th scope="col">What it found</th></tr></thead>
<tbody>${results.map(
        (result) =>
          markup`<tr><th scope="row">${result.title}</th><td>${statusWords[result.status]}</td><td>${result.summary}</td></tr>`,
      )}</tbody>
</table>`
}
<h2>What happened</h2>
<ol>${events.map(({ at, by, text }) => markup`<li>${at}, ${by}: ${text}</li>`)}</ol>
</main>`,
  );
