import type { OpenedBundle } from '../../../shared/bundle.ts';
import { routeOf } from '../../diagnosis/route.ts';
import { RoutePicture } from '../../diagnosis/RoutePicture.tsx';
import { SolutionBody } from '../../diagnosis/Solution.tsx';
import { Steps } from '../../diagnosis/Steps.tsx';
import { StateLabel, verdictStates } from '../../parts/states.tsx';
import { exactly } from '../../parts/time.ts';
import { keptRun } from '../../store/runs.ts';
import logs from '../logs.module.css';

/** The report of a bundle, in the view of a run. */
export function OpenedReport({ bundle: { bundleId, report } }: { bundle: OpenedBundle }) {
  if (report === null) {
    return (
      <section className={logs.card} aria-label="Report">
        <p className={logs.lead}>There is no report in this bundle.</p>
      </section>
    );
  }
  const run = keptRun(bundleId, report);
  return (
    <>
      <section className={logs.card} aria-labelledby="bundle-headline">
        <StateLabel look={verdictStates[report.verdict]} />
        <h3 id="bundle-headline" className={logs.title}>
          {report.headline}
        </h3>
        {report.notes.map((note, index) => (
          <p key={`${index} ${note}`} className={logs.lead}>
            {note}
          </p>
        ))}
        <p className={logs.hint}>
          {report.profile.name}, {exactly(report.startedAt)}
        </p>
      </section>
      <RoutePicture route={routeOf(run.steps, report.outcome)} taken={report.routes ?? []} />
      {report.remediation && report.verdict !== 'pass' && (
        <section className={logs.card} aria-label={`What to do: ${report.remediation.title}`}>
          <h3 className={logs.title}>What to do</h3>
          <p className={logs.lead}>{report.remediation.cause}</p>
          <SolutionBody remediation={report.remediation} checks={report.checks} />
        </section>
      )}
      <Steps run={run} muted={report.muted ?? []} />
    </>
  );
}
