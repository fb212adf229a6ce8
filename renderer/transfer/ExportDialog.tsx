import type { FormEvent } from 'react';
import { Button } from '@fluentui/react-components';
import { useShallow } from 'zustand/react/shallow';
import { visibleText } from '../../shared/visible-text.ts';
import { FailureMessage } from '../parts/FailureMessage.tsx';
import { Modal } from '../parts/Modal.tsx';
import { useEnvironments, visibleProfiles } from '../store/environments.ts';
import { ExportChoice } from './ExportChoice.tsx';
import { ExportSecrets } from './ExportSecrets.tsx';
import { StepTitle } from './StepTitle.tsx';
import { useExport } from './use-export.ts';
import { environments } from './words.ts';
import modal from '../parts/modal.module.css';
import styles from './transfer.module.css';

/** Writes environments to a file that can be handed to a colleague. */
export default function ExportDialog({ onClose }: { onClose: () => void }) {
  const profiles = useEnvironments(useShallow(visibleProfiles)).filter(({ builtIn }) => !builtIn);
  const form = useExport(profiles);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const faulty = form.submit();
    const field = faulty && event.currentTarget.elements.namedItem(faulty);
    if (field instanceof HTMLElement) field.focus();
  };
  const nothing = profiles.length === 0;
  return (
    <Modal label="Export environments" className={`${modal.dialog} ${modal.wide}`} onClose={onClose}>
      <form className={modal.inside} noValidate onSubmit={submit}>
        <StepTitle key={form.done ? 'done' : 'choice'}>
          {form.done ? 'The export is done' : 'Export environments'}
        </StepTitle>
        <div className={modal.content}>
          <FailureMessage failure={form.failure} className={styles.message} />
          {form.done ? (
            form.done.map((sentence) => (
              <p key={sentence} className={styles.lead}>
                {visibleText(sentence)}
              </p>
            ))
          ) : nothing ? (
            <p className={styles.lead}>There is no environment of your own yet. Add one first, or import some.</p>
          ) : (
            <>
              <ExportChoice form={form} profiles={profiles} />
              <ExportSecrets form={form} profiles={profiles} />
            </>
          )}
        </div>
        <div className={modal.actions}>
          {!form.done && !nothing && (
            <Button type="submit" appearance="primary" disabledFocusable={form.busy}>
              {form.busy ? 'Exporting' : `Export ${environments(form.chosen.size)}`}
            </Button>
          )}
          <Button appearance={form.done ? 'primary' : 'secondary'} onClick={onClose}>
            {form.done || nothing ? 'Close' : 'Cancel'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
