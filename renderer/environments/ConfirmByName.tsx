import { useState, type ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { Modal } from '../parts/Modal.tsx';
import { TypedName } from '../parts/TypedName.tsx';
import modal from '../parts/modal.module.css';

interface ConfirmByNameProps {
  /** The question, for example "Save this production environment?" */
  title: string;
  /** The name of the production environment, which has to be typed. */
  name: string;
  /** What will happen. */
  children: ReactNode;
  /** What the button does, in a word or two. */
  action: string;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks for the name of a production environment before something that should not be done in passing. */
export function ConfirmByName({ title, name, children, action, onConfirm, onCancel }: ConfirmByNameProps) {
  const [confirmed, setConfirmed] = useState(false);
  const [tried, setTried] = useState(false);
  return (
    <Modal label={title} className={modal.dialog} onClose={onCancel}>
      <form
        className={modal.inside}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // React hands events on to the form around the dialog.
          event.stopPropagation();
          setTried(true);
          if (confirmed) onConfirm();
        }}
      >
        <h2 className={modal.title}>{title}</h2>
        <div className={modal.content}>
          {children}
          <TypedName name={name} wrong={tried && !confirmed} onChange={setConfirmed} />
        </div>
        <div className={modal.actions}>
          <Button type="submit" appearance="primary" disabledFocusable={!confirmed}>
            {action}
          </Button>
          <Button onClick={onCancel}>Cancel</Button>
        </div>
      </form>
    </Modal>
  );
}
