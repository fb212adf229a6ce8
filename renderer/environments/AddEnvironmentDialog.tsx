import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { newDraftId } from '../store/drafts.ts';
import { emptyDraft } from './draft.ts';
import { EnvironmentFields } from './EnvironmentFields.tsx';
import { useDraft } from './use-draft.ts';
import styles from './form.module.css';

/** Adds an environment. Esc puts the dialog aside and keeps what was typed; Cancel throws it away. */
export default function AddEnvironmentDialog({ onClose }: { onClose: () => void }) {
  const form = useDraft(newDraftId, emptyDraft, onClose);
  return (
    <Dialog open modalType="alert" onOpenChange={onClose}>
      <DialogSurface className={styles.dialog}>
        <form noValidate onSubmit={form.submit}>
          <DialogBody className={styles.dialogBody}>
            <DialogTitle>Add environment</DialogTitle>
            <DialogContent>
              <EnvironmentFields form={form} />
            </DialogContent>
            <DialogActions className={styles.actions}>
              <Button type="submit" appearance="primary" disabledFocusable={form.saving}>
                Add environment
              </Button>
              <Button
                onClick={() => {
                  form.discard();
                  onClose();
                }}
              >
                Cancel
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
