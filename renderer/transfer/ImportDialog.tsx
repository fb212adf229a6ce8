import { Button } from '@fluentui/react-components';
import { FailureMessage } from '../parts/FailureMessage.tsx';
import { Modal } from '../parts/Modal.tsx';
import { ImportPreviewView } from './ImportPreviewView.tsx';
import { ImportResultView } from './ImportResultView.tsx';
import { ImportSource } from './ImportSource.tsx';
import { StepTitle } from './StepTitle.tsx';
import { useImport, type ImportForm } from './use-import.ts';
import { environments } from './words.ts';
import modal from '../parts/modal.module.css';
import styles from './transfer.module.css';

/** Brings in environments from a file. It is opened first, looked at, and written only when that is confirmed. */
export default function ImportDialog({ onClose }: { onClose: () => void }) {
  const form = useImport();
  const step = form.result ? 'result' : form.preview ? 'preview' : 'source';
  return (
    <Modal label="Import environments" className={`${modal.dialog} ${modal.wide}`} onClose={onClose}>
      <div className={modal.inside}>
        <StepTitle key={step}>{step === 'result' ? 'The import is done' : 'Import environments'}</StepTitle>
        <div className={modal.content}>
          <FailureMessage failure={form.failure} className={styles.message} />
          {form.result ? (
            <ImportResultView form={form} result={form.result} />
          ) : form.preview ? (
            <ImportPreviewView form={form} preview={form.preview} />
          ) : (
            <ImportSource form={form} />
          )}
        </div>
        <div className={modal.actions}>
          {step === 'preview' && <ConfirmButtons form={form} />}
          <Button appearance={step === 'result' ? 'primary' : 'secondary'} onClick={onClose}>
            {step === 'result' ? 'Close' : 'Cancel'}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function ConfirmButtons({ form }: { form: ImportForm }) {
  const rows = form.preview?.rows ?? [];
  const count = rows.filter(({ row }) => form.choiceOf(row) !== 'skip').length;
  return (
    <>
      <Button className={styles.back} onClick={form.startOver}>
        Choose another file
      </Button>
      <Button appearance="primary" disabledFocusable={form.busy || count === 0} onClick={form.confirm}>
        {count === 0 ? 'Nothing to import' : `Import ${environments(count)}`}
      </Button>
    </>
  );
}
