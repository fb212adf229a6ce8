import { useEffect, useState } from 'react';
import { Button } from '@fluentui/react-components';
import { RecordFilled } from '@fluentui/react-icons/svg/record';
import { StopFilled } from '@fluentui/react-icons/svg/stop';
import type { Recording } from '../../../shared/logs.ts';
import { timeOf, recordingWords, stopwatch } from '../words.ts';
import { startRecording, stopRecording } from './recording.ts';
import styles from './period.module.css';

/** Notes when a problem is reproduced. A recording goes on though the page or the console is closed. */
export function Recorder({ profileId, recording }: { profileId: string; recording: Recording | null }) {
  const [asked, setAsked] = useState(false);
  const run = (work: Promise<void>): void => {
    setAsked(true);
    void work.finally(() => setAsked(false));
  };
  if (recording?.stoppedAt === null) {
    return (
      <div className={styles.recorder} data-recording>
        <Button
          className={styles.large}
          appearance="primary"
          size="large"
          icon={<StopFilled />}
          disabledFocusable={asked}
          onClick={() => run(stopRecording(profileId))}
        >
          Stop
        </Button>
        <p className={styles.running}>
          <RecordFilled />
          <span>
            Recording since {timeOf(recording.startedAt)}, <RunningTime since={recording.startedAt} />
          </span>
        </p>
        <p className={styles.hint}>
          {recording.runId === null
            ? 'Reproduce the problem now, then press Stop. The recording goes on when you turn to another page or close the console.'
            : 'The console runs the diagnosis now, and the recording stops with it.'}
        </p>
      </div>
    );
  }
  return (
    <div className={styles.recorder}>
      <div className={styles.buttons}>
        <Button
          className={styles.large}
          appearance={recording === null ? 'primary' : 'secondary'}
          size="large"
          icon={<RecordFilled />}
          disabledFocusable={asked}
          onClick={() => run(startRecording(profileId, false))}
        >
          {recording === null ? 'Start recording' : 'Record again'}
        </Button>
        <Button size="large" disabledFocusable={asked} onClick={() => run(startRecording(profileId, true))}>
          Let the console reproduce it
        </Button>
      </div>
      {recording !== null && (
        <p>
          Recorded: <strong>{recordingWords(recording, 0)}</strong>
        </p>
      )}
      <p className={styles.hint}>
        Start, make the problem happen, stop: only what was logged in between is taken. The console can also make it
        happen by itself, by a diagnosis with its health check and token request.
      </p>
    </div>
  );
}

/** Counts on by itself; nothing speaks of it, since nobody could listen to every second. */
function RunningTime({ since }: { since: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return <span className={styles.time}>{stopwatch(now - Date.parse(since))}</span>;
}
