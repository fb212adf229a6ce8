import { useEffect, useRef } from 'react';
import type { ProfileView } from '../../shared/contract.ts';
import { ScenarioChooser } from '../practice/ScenarioChooser.tsx';
import { ServerViewSection } from '../server-view/ServerViewSection.tsx';
import { loadLastRun, runOf, useDiagnosis } from '../store/diagnosis.ts';
import { isActive } from '../store/runs.ts';
import { Answer, RunningAnswer } from './Answer.tsx';
import { NotRunYet } from './NotRunYet.tsx';
import { routeOf } from './route.ts';
import { RoutePicture } from './RoutePicture.tsx';
import { Solution } from './Solution.tsx';
import { Steps } from './Steps.tsx';
import styles from './diagnosis.module.css';

/** The answer first, then the picture that tells where to look, what to do, and the steps as proof. */
export function DiagnosisPage({ profile }: { profile: ProfileView }) {
  useEffect(() => void loadLastRun(profile.id), [profile.id]);
  const run = useDiagnosis((state) => runOf(state, profile.id));
  const starting = useDiagnosis((state) => state.starting[profile.id] === true);
  const asked = useDiagnosis((state) => profile.id in state.shown);
  const pageRef = useRef<HTMLDivElement>(null);
  // The answer stands on top, and F5 can be pressed far below it.
  useEffect(() => {
    if (starting) pageRef.current?.scrollIntoView();
  }, [starting]);
  const active = starting || isActive(run);
  const report = active ? null : (run?.report ?? null);
  return (
    <div className={styles.page} ref={pageRef}>
      {profile.builtIn && <ScenarioChooser disabled={active} lastRunAt={report && Date.parse(report.startedAt)} />}
      {active ? (
        <RunningAnswer run={starting ? null : run} />
      ) : (
        report && run && <Answer report={report} runId={run.runId} />
      )}
      {!active && !report && asked && <NotRunYet profile={profile} />}
      {(active || report || asked) && (
        <RoutePicture
          route={routeOf(starting ? [] : (run?.steps ?? []), report?.outcome ?? null)}
          taken={report?.routes ?? []}
        />
      )}
      {report?.remediation && report.verdict !== 'pass' && (
        <Solution remediation={report.remediation} checks={report.checks} profileId={profile.id} />
      )}
      {report && <ServerViewSection report={report} />}
      {run && !starting && run.steps.length > 0 && <Steps run={run} muted={profile.mutedChecks ?? []} />}
    </div>
  );
}
