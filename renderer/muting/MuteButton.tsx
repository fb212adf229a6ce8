import { useState, type FormEvent } from 'react';
import { Button, Field, Textarea } from '@fluentui/react-components';
import { SpeakerMuteRegular } from '@fluentui/react-icons/svg/speaker-mute';
import type { CheckResult } from '../../shared/report.ts';
import { Modal } from '../parts/Modal.tsx';
import { isActive, type Run } from '../store/runs.ts';
import { muteCheck } from './change.ts';
import modal from '../parts/modal.module.css';
import styles from './muting.module.css';

/** Mutes a check of an environment, for a reason that is asked for. */
export function MuteButton({ result, run }: { result: CheckResult; run: Run }) {
  const [asking, setAsking] = useState(false);
  const profileId = run.report?.profile.id;
  if (profileId === undefined) return null;
  return (
    <>
      <Button
        size="small"
        appearance="subtle"
        icon={<SpeakerMuteRegular />}
        disabledFocusable={isActive(run)}
        onClick={() => setAsking(true)}
      >
        Mute this check
      </Button>
      {asking && (
        <MuteDialog
          result={result}
          onMute={(reason) => {
            setAsking(false);
            void muteCheck(profileId, result.id, reason);
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

interface MuteDialogProps {
  result: CheckResult;
  onMute: (reason: string) => void;
  onClose: () => void;
}

function MuteDialog({ result, onMute, onClose }: MuteDialogProps) {
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setTried(true);
    if (reason.trim() !== '') onMute(reason.trim());
    else event.currentTarget.querySelector('textarea')?.focus();
  };
  // Which checks a contradiction can come from; the others are marked and count as ever.
  const counts = result.id.startsWith('creatio.');
  return (
    <Modal label="Mute this check" className={modal.dialog} onClose={onClose}>
      <form className={modal.inside} noValidate onSubmit={submit}>
        <h2 className={modal.title}>Mute this check</h2>
        <div className={modal.content}>
          <p className={styles.effect}>
            “{result.title}” goes on running, and every report shows its result and that it is muted.{' '}
            {counts
              ? 'The answer stays as it is: what Creatio says, and whether it can be reached, always counts.'
              : 'Its problem no longer makes a warning of a health check that says healthy. What the health check itself reports always counts.'}
          </p>
          <Field
            label="Why it is muted"
            required
            {...(tried && reason.trim() === '' && { validationMessage: 'Say why, for whoever reads the report.' })}
          >
            <Textarea
              name="reason"
              value={reason}
              maxLength={500}
              resize="vertical"
              onChange={(_event, { value }) => setReason(value)}
            />
          </Field>
        </div>
        <div className={modal.actions}>
          <Button type="submit" appearance="primary">
            Mute and run again
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Modal>
  );
}
