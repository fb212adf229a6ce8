import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { Button, Field, Textarea } from '@fluentui/react-components';
import type { ProfileView } from '../../shared/contract.ts';
import type { RemediationStep } from '../../shared/report.ts';
import { currentVisit, stateOf } from '../../shared/wizard-state.ts';
import type { Deed, Session } from '../../shared/wizard.ts';
import { SolutionStep, Sources } from '../diagnosis/SolutionStep.tsx';
import { runningState, StateLabel, stepStates } from '../parts/states.tsx';
import { runOf, useDiagnosis } from '../store/diagnosis.ts';
import { showTab } from '../store/view.ts';
import { act, cancelVerifying, fixingOf, keepNote, useWizard, verify } from './wizard.ts';
import styles from './fix.module.css';

interface StepCardProps {
  profile: ProfileView;
  session: Session;
  /** Where the focus goes when the session has moved. */
  heading: RefObject<HTMLHeadingElement | null>;
}

const messageLooks = { good: stepStates.pass, bad: stepStates.fail, neutral: stepStates.skip } as const;

/** The step it stands at: what to do, where and with what, what is checked afterwards, and what can be said about it. */
export function StepCard({ profile, session, heading }: StepCardProps) {
  const busy = useWizard((state) => fixingOf(state, profile.id).busy);
  const state = stateOf(session);
  const visit = currentVisit(state);
  const step = visit.entry.steps[visit.at];
  const { message } = state;
  return (
    <section className={styles.step} aria-labelledby="fix-step">
      <h3 id="fix-step" ref={heading} tabIndex={-1} className={styles.stepTitle}>
        {step ? `Step ${visit.at + 1} of ${visit.entry.steps.length}` : 'All steps are through'}
      </h3>
      {message && busy !== 'checking' && (
        <p className={styles.message} data-tone={message.tone}>
          {messageLooks[message.tone].icon} <span>{message.text}</span>
        </p>
      )}
      {step && <SolutionStep step={step} />}
      {busy === 'checking' ? (
        <Checking profileId={profile.id} />
      ) : state.owed !== null ? (
        <Owed profileId={profile.id} />
      ) : (
        step && <Answers profile={profile} session={session} step={step} isWrong={message?.tone === 'bad'} />
      )}
      {step && <Sources sources={step.sources ?? []} />}
      {step?.versions !== undefined && profile.creatioVersion === null && !profile.builtIn && (
        <p className={styles.small}>
          The version of this Creatio is not known to the console, so steps of all versions are shown.{' '}
          <Button size="small" onClick={() => showTab('settings')}>
            Enter the version
          </Button>
        </p>
      )}
    </section>
  );
}

function Checking({ profileId }: { profileId: string }) {
  const running = useDiagnosis((state) =>
    (runOf(state, profileId)?.steps ?? [])
      .filter(({ state: status }) => status === 'running')
      .map(({ title }) => title)
      .join(', '),
  );
  return (
    <div className={styles.checking}>
      <StateLabel look={{ ...runningState, word: 'The console checks it' }} />
      <p className={styles.small}>{running === '' ? 'One moment.' : `Now: ${running}`}</p>
      <Button onClick={() => void cancelVerifying(profileId)}>Cancel the check</Button>
    </div>
  );
}

/** The checks were asked for and have not run, because they were cancelled or the console was closed before. */
const Owed = ({ profileId }: { profileId: string }) => (
  <>
    <p>The console has yet to check whether this helped.</p>
    <div className={`${styles.actions} ${styles.answers}`}>
      <Button appearance="primary" onClick={() => void verify(profileId)}>
        Check now
      </Button>
      <Button onClick={() => void act(profileId, { kind: 'go-on' })}>Go on without the check</Button>
    </div>
  </>
);

interface AnswersProps {
  profile: ProfileView;
  session: Session;
  step: RemediationStep;
  /** The last check of this step did not pass. */
  isWrong: boolean;
}

function Answers({ profile, session, step, isWrong }: AnswersProps) {
  const busy = useWizard((state) => fixingOf(state, profile.id).busy !== null);
  const state = stateOf(session);
  const visit = currentVisit(state);
  const kept = visit.notes[visit.at] ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  const note = typed ?? kept;
  // What is typed and not yet kept. A key that turns the page takes the field away without leaving it.
  const unkept = useRef<(() => void) | null>(null);
  const keep = useCallback((): void => {
    unkept.current?.();
    unkept.current = null;
  }, []);
  useEffect(() => keep, [keep]);
  const mark = (did: Deed): void => {
    unkept.current = null;
    void act(profile.id, { kind: 'mark', step: visit.at, did, note });
  };
  const titles = (step.checks ?? []).map(
    (check) => state.sight?.results.find(({ id }) => id === check)?.title ?? check,
  );
  const choices = (step.branches ?? []).flatMap(({ label, when, entry }, index) =>
    when === undefined && entry !== undefined ? [{ label, index }] : [],
  );
  return (
    <>
      {choices.length > 0 && (
        <div className={styles.choices} role="group" aria-label="If you see this instead">
          <p className={styles.small}>If you see this instead:</p>
          {choices.map(({ label, index }) => (
            <Button
              key={label}
              size="small"
              disabledFocusable={busy}
              onClick={() => void act(profile.id, { kind: 'choose', step: visit.at, branch: index })}
            >
              {label}
            </Button>
          ))}
        </div>
      )}
      {titles.length > 0 && (
        <p className={styles.small}>When you press Done, the console checks: {titles.join(', ')}.</p>
      )}
      <div className={`${styles.actions} ${styles.answers}`}>
        <Button appearance="primary" disabledFocusable={busy} onClick={() => mark('done')}>
          {isWrong ? 'Done, check again' : 'Done'}
        </Button>
        {isWrong ? (
          <Button disabledFocusable={busy} onClick={() => void act(profile.id, { kind: 'go-on' })}>
            Go on
          </Button>
        ) : (
          <Button disabledFocusable={busy} onClick={() => mark('skipped')}>
            Skip
          </Button>
        )}
        <Button disabledFocusable={busy} onClick={() => mark('cannot')}>
          Cannot do this
        </Button>
      </div>
      <Field
        label="Note"
        hint="Kept word for word, on this computer. Do not enter passwords or secrets."
        className={styles.note}
      >
        <Textarea
          value={note}
          maxLength={4_000}
          resize="vertical"
          onChange={(_event, { value }) => {
            setTyped(value);
            unkept.current = value === kept ? null : () => keepNote(profile.id, visit.at, value);
          }}
          onBlur={keep}
        />
      </Field>
    </>
  );
}
