import { useState, type ReactNode } from 'react';
import { Button, Field, Input } from '@fluentui/react-components';
import { visibleText } from '../../shared/visible-text.ts';
import { Modal } from '../parts/Modal.tsx';
import { Name } from '../parts/Name.tsx';
import { ProductionMark } from './ProductionMark.tsx';
import { isNamed } from './is-named.ts';
import modal from '../parts/modal.module.css';
import styles from './form.module.css';

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
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const matches = isNamed(typed, name);
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
          if (matches) onConfirm();
        }}
      >
        <h2 className={modal.title}>{title}</h2>
        <div className={modal.content}>
          <p className={styles.confirmName}>
            <strong>
              <Name>{name}</Name>
            </strong>{' '}
            <ProductionMark />
          </p>
          {children}
          <Field
            label="Type the name of the environment"
            {...(tried && !matches && { validationMessage: `This is not its name. Type ${visibleText(name)}` })}
          >
            <Input
              name="environmentName"
              value={typed}
              autoComplete="off"
              spellCheck={false}
              onChange={(_event, { value }) => setTyped(value)}
            />
          </Field>
        </div>
        <div className={modal.actions}>
          <Button type="submit" appearance="primary" disabledFocusable={!matches}>
            {action}
          </Button>
          <Button onClick={onCancel}>Cancel</Button>
        </div>
      </form>
    </Modal>
  );
}
