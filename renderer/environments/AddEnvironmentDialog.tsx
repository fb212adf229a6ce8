import { Button } from '@fluentui/react-components';
import { Modal } from '../parts/Modal.tsx';
import { EnvironmentFields } from './EnvironmentFields.tsx';
import { useDraft } from './use-draft.ts';
import modal from '../parts/modal.module.css';

/** Adds an environment. Esc puts the dialog aside and keeps what was typed; Cancel throws it away. */
export default function AddEnvironmentDialog({ onClose }: { onClose: () => void }) {
  const form = useDraft(null, onClose);
  const cancel = (): void => {
    form.discard();
    onClose();
  };
  return (
    <Modal label="Add environment" className={modal.dialog} onClose={onClose}>
      <form className={modal.inside} noValidate onSubmit={form.submit}>
        <h2 className={modal.title}>Add environment</h2>
        <div className={modal.content}>
          <EnvironmentFields form={form} />
        </div>
        <div className={modal.actions}>
          <Button type="submit" appearance="primary" disabledFocusable={form.saving}>
            Add environment
          </Button>
          <Button onClick={cancel}>Cancel</Button>
        </div>
      </form>
    </Modal>
  );
}
