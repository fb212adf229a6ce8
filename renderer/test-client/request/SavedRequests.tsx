import { Button, Field, Select } from '@fluentui/react-components';
import { ArrowResetRegular } from '@fluentui/react-icons/svg/arrow-reset';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { KeyRegular } from '@fluentui/react-icons/svg/key';
import { SaveRegular } from '@fluentui/react-icons/svg/save';
import { visibleText } from '../../../shared/visible-text.ts';
import { changeClient, clientOf, beginAnew, useClient } from '../client.ts';
import type { RequestFormState } from './use-request-form.ts';
import { loadSaved, openRefreshToken, removeSaved } from './saved.ts';
import styles from './request.module.css';

/** Requests that were kept with the environment, to repeat them; and keeping this one. */
export function SavedRequests({ form: { profile, draft } }: { form: RequestFormState }) {
  const { saved, savedId, leavingId } = useClient((state) => clientOf(state, profile.id));
  const shown = saved.filter(({ id }) => id !== leavingId);
  const current = shown.find(({ id }) => id === savedId);
  const choose = (value: string): void => {
    const chosen = shown.find(({ id }) => id === value);
    if (chosen) loadSaved(profile.id, chosen);
    else void beginAnew(profile.id);
  };
  return (
    <div className={styles.saved}>
      {shown.length > 0 && (
        <Field label="Saved request">
          <Select
            className={styles.select}
            name="saved"
            value={current?.id ?? ''}
            onChange={(_event, { value }) => choose(value)}
          >
            <option value="">None</option>
            {shown.map(({ id, name }) => (
              <option key={id} value={id}>
                {visibleText(name)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <div className={styles.row}>
        {/* Nothing can be kept with the practice environment. */}
        {!profile.builtIn && (
          <Button
            size="small"
            icon={<SaveRegular />}
            onClick={() => changeClient(profile.id, () => ({ saving: true }))}
          >
            Save this request…
          </Button>
        )}
        <Button size="small" icon={<ArrowResetRegular />} onClick={() => void beginAnew(profile.id)}>
          {draft.direction === 'creatio' ? 'Fill in anew' : 'Empty the fields'}
        </Button>
        {current?.hasRefreshToken && (
          <Button size="small" icon={<KeyRegular />} onClick={() => void openRefreshToken(profile.id, current.id)}>
            Take its refresh token
          </Button>
        )}
        {current && (
          <Button
            size="small"
            icon={<DeleteRegular />}
            aria-label={`Delete ${visibleText(current.name)}`}
            onClick={() => void removeSaved(profile.id, current)}
          >
            Delete
          </Button>
        )}
      </div>
    </div>
  );
}
