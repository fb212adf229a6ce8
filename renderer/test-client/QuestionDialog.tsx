import { Button } from '@fluentui/react-components';
import type { ProfileView } from '../../shared/contract.ts';
import { ConfirmByName } from '../environments/ConfirmByName.tsx';
import { Modal } from '../parts/Modal.tsx';
import { type Question } from './client.ts';
import { dropQuestion } from './start.ts';
import modal from '../parts/modal.module.css';

/** Asks before a secret or a token goes where it usually does not. */
export function QuestionDialog({ profile, question }: { profile: ProfileView; question: Question }) {
  const cancel = (): void => dropQuestion(profile.id);
  if (question.byName) {
    return (
      <ConfirmByName
        title="Send this from a production environment?"
        name={profile.name}
        action="Send"
        onConfirm={question.goOn}
        onCancel={cancel}
      >
        <p>{question.message}</p>
      </ConfirmByName>
    );
  }
  return (
    <Modal label="Send it to another server?" className={modal.dialog} onClose={cancel}>
      <div className={modal.inside}>
        <h2 className={modal.title}>Send it to another server?</h2>
        <div className={modal.content}>
          <p>{question.message}</p>
        </div>
        <div className={modal.actions}>
          <Button appearance="primary" onClick={question.goOn}>
            Send it there
          </Button>
          <Button onClick={cancel}>Cancel</Button>
        </div>
      </div>
    </Modal>
  );
}
