import { Button } from '@fluentui/react-components';
import { Modal } from '../parts/Modal.tsx';
import modal from '../parts/modal.module.css';
import { useKeychain } from './keychain.ts';
import styles from './keychain.module.css';

/** Asks what becomes of a secret that the keychain does not take. */
export default function KeychainDialog() {
  const question = useKeychain((state) => state.question);
  if (question === null) return null;
  const { reason, trying, answer } = question;
  return (
    <Modal label="The secret cannot be kept in the keychain" className={modal.surface} onClose={() => answer('back')}>
      <div className={styles.dialog}>
        <h2 className={styles.title}>The secret cannot be kept in the keychain</h2>
        <p role="status">{trying ? 'Trying again; the system may ask for a password.' : reason}</p>
        <p>
          Nothing is saved yet, and nothing that you typed is lost. The console writes secrets to no other place by
          itself. You can keep this one in its memory: it works until the console is closed, and has to be entered again
          then.
        </p>
        <div className={styles.actions}>
          <Button appearance="primary" disabledFocusable={trying} onClick={() => answer('try-again')}>
            Try again
          </Button>
          <Button disabledFocusable={trying} onClick={() => answer('session')}>
            Keep it for this session only
          </Button>
          <Button appearance="subtle" disabledFocusable={trying} onClick={() => answer('back')}>
            Back to the form
          </Button>
        </div>
      </div>
    </Modal>
  );
}
