import { useState } from 'react';
import { Button, Checkbox, Field, Input } from '@fluentui/react-components';
import type { SavedRequest } from '../../../shared/test-client.ts';
import { FailureMessage } from '../../parts/FailureMessage.tsx';
import { Modal } from '../../parts/Modal.tsx';
import { checkRequest } from './check.ts';
import type { RequestDraft } from './draft.ts';
import { saveRequest } from './saved.ts';
import modal from '../../parts/modal.module.css';

interface SaveRequestDialogProps {
  profileId: string;
  draft: RequestDraft;
  /** The saved request that the fields came from. */
  current: SavedRequest | null;
  onClose: () => void;
}

/** Keeps the request under a name. One that has the name already is replaced where the fields came from it. */
export function SaveRequestDialog({ profileId, draft, current, onClose }: SaveRequestDialogProps) {
  const [name, setName] = useState(current?.name ?? '');
  const [withSecret, setWithSecret] = useState(true);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const replaces = current !== null && name.trim() === current.name;
  const hasTyped = draft.secret === null && draft.typedSecret !== '';

  const save = async (): Promise<void> => {
    const checked = checkRequest(draft, []);
    if (!checked.ok) {
      setFailure('The request has fields that are not filled in rightly. Close this, mend them, and save it then.');
      return;
    }
    setBusy(true);
    const kept = { id: replaces ? current.id : null, name: name.trim() };
    const reply = await saveRequest(profileId, kept, checked.request, hasTyped && withSecret ? draft.typedSecret : '');
    setBusy(false);
    if (reply.ok) onClose();
    else setFailure(reply.error.message);
  };
  return (
    <Modal label="Save this request" className={modal.dialog} onClose={onClose}>
      <form
        className={modal.inside}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === '') setFailure('The request needs a name.');
          else if (!busy) void save();
        }}
      >
        <h2 className={modal.title}>Save this request</h2>
        <div className={modal.content}>
          <FailureMessage failure={failure} />
          <Field
            label="Name"
            required
            hint={replaces ? 'The saved request of this name will be replaced.' : 'It is kept with this environment.'}
          >
            <Input
              name="requestName"
              value={name}
              autoComplete="off"
              maxLength={200}
              onChange={(_event, { value }) => setName(value)}
            />
          </Field>
          {hasTyped && (
            <Checkbox
              label="Keep its secret in the keychain of this computer"
              checked={withSecret}
              onChange={(_event, { checked }) => setWithSecret(checked === true)}
            />
          )}
        </div>
        <div className={modal.actions}>
          <Button type="submit" appearance="primary" disabledFocusable={busy}>
            {replaces ? 'Replace' : 'Save'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Modal>
  );
}
