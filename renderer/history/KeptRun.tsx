import { useEffect, useState } from 'react';
import { Button, Spinner } from '@fluentui/react-components';
import { Answer } from '../diagnosis/Answer.tsx';
import { routeOf } from '../diagnosis/route.ts';
import { RoutePicture } from '../diagnosis/RoutePicture.tsx';
import { Solution } from '../diagnosis/Solution.tsx';
import { Steps } from '../diagnosis/Steps.tsx';
import { exactly } from '../parts/time.ts';
import { ServerViewSection } from '../server-view/ServerViewSection.tsx';
import { readRun } from '../store/history.ts';
import { keptRun, type Run } from '../store/runs.ts';
import { MissingRun, Opened } from './Opened.tsx';

interface KeptRunProps {
  profileId: string;
  runId: string;
  onBack: () => void;
  /** Compares it with the run before; null where there is none. */
  onCompare: (() => void) | null;
}

/** A kept run as it was, in the view of a new one. */
export function KeptRun({ profileId, runId, onBack, onCompare }: KeptRunProps) {
  const [run, setRun] = useState<Run | 'missing' | null>(null);
  useEffect(() => {
    let gone = false;
    void readRun(profileId, runId).then((report) => {
      if (!gone) setRun(report === null ? 'missing' : keptRun(runId, report));
    });
    return () => {
      gone = true;
    };
  }, [profileId, runId]);
  if (run === 'missing') return <MissingRun onBack={onBack} />;
  if (run === null || run.report === null) return <Spinner label="Reading the report" />;
  const { report } = run;
  return (
    <Opened
      title={`Run of ${exactly(report.startedAt)}`}
      onBack={onBack}
      actions={
        onCompare && (
          <Button size="small" onClick={onCompare}>
            Compare with the run before
          </Button>
        )
      }
    >
      <Answer report={report} runId={runId} />
      <RoutePicture route={routeOf(run.steps, report.outcome)} taken={report.routes ?? []} />
      {report.remediation && report.verdict !== 'pass' && (
        <Solution remediation={report.remediation} checks={report.checks} profileId={report.profile.id} />
      )}
      {report.serverView && <ServerViewSection report={report} kept />}
      <Steps run={run} muted={report.muted ?? []} />
    </Opened>
  );
}
