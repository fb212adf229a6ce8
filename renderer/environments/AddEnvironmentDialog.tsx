import { Button } from '@fluentui/react-components';
import { Modal } from '../parts/Modal.tsx';
import { newDraftId } from '../store/drafts.ts';
import { emptyDraft } from './draft.ts';
import { EnvironmentFields } from './EnvironmentFields.tsx';
import { useDraft } from './use-draft.ts';
import modal from '../parts/modal.module.css';
import styles from './form.module.css';

/** Adds an environment. Esc puts the dialog aside and keeps what was typed; Cancel throws it away. */
export default function AddEnvironmentDialog({ onClose }: { onClose: () => void }) {
  const form = useDraft(newDraftId, emptyDraft, onClose);
  const cancel = (): void => {
    form.discard();
    onClose();
  };
  return (
    <Modal label="Add environment" className={`${modal.surface} ${styles.dialog}`} onClose={onClose}>
      <form className={styles.dialogForm} noValidate onSubmit={form.submit}>
        <h2 className={styles.dialogTitle}>Add environment</h2>
        <div className={styles.dialogContent}>
          <EnvironmentFields form={form} />
        </div>
        <div className={styles.dialogActions}>
          <Button type="submit" appearance="primary" disabledFocusable={form.saving}>
            Add environment
          </Button>
          <Button onClick={cancel}>Cancel</Button>
        </div>
      </form>
    </Modal>
  );
}
