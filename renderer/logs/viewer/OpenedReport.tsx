import type { OpenedBundle } from '../../../shared/opened-bundle.ts';
import { routeOf } from '../../diagnosis/route.ts';
import { RoutePicture } from '../../diagnosis/RoutePicture.tsx';
import { SolutionBody } from '../../diagnosis/Solution.tsx';
import { Steps } from '../../diagnosis/Steps.tsx';
import { StateLabel, verdictStates } from '../../parts/states.tsx';
import { exactly } from '../../parts/time.ts';
import { keptRun } from '../../store/runs.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { NotAsPacked } from './NotAsPacked.tsx';
import logs from '../logs.module.css';

/** The report of a bundle, in the view of a run. */
export function OpenedReport({ bundle: { bundleId, report, documents } }: { bundle: OpenedBundle }) {
  const doubt = <NotAsPacked state={documents.report} what="report" />;
  if (report === null) {
    const isThere = documents.report !== null && documents.report !== 'missing';
    return (
      <section className={logs.card} aria-label="Report">
        {doubt}
        <p className={logs.lead}>
          {isThere
            ? 'The report in this bundle is none that this console can show. Its text can be read under Files.'
            : 'There is no report in this bundle.'}
        </p>
      </section>
    );
  }
  const run = keptRun(bundleId, report);
  return (
    <>
      <section className={logs.card} aria-labelledby="bundle-headline">
        {doubt}
        <StateLabel look={verdictStates[report.verdict]} />
        <h3 id="bundle-headline" className={logs.title}>
          {visibleText(report.headline)}
        </h3>
        {report.notes.map((note, index) => (
          <p key={`${index} ${note}`} className={logs.lead}>
            {visibleText(note)}
          </p>
        ))}
        <p className={logs.hint}>
          {visibleText(report.profile.name)}, {exactly(report.startedAt)}
        </p>
      </section>
      <RoutePicture route={routeOf(run.steps, report.outcome)} taken={report.routes ?? []} />
      {report.remediation && report.verdict !== 'pass' && (
        <section className={logs.card} aria-label={`What to do: ${report.remediation.title}`}>
          <h3 className={logs.title}>What to do</h3>
          <p className={logs.lead}>{visibleText(report.remediation.cause)}</p>
          <SolutionBody remediation={report.remediation} checks={report.checks} />
        </section>
      )}
      <Steps run={run} muted={report.muted ?? []} />
    </>
  );
}
