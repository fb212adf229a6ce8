import { ConfirmByName } from './ConfirmByName.tsx';
import type { DraftForm } from './use-draft.ts';

/** Asks before a change that has a production environment's secrets or tokens sent elsewhere. */
export function ConfirmSaving({ form }: { form: DraftForm }) {
  if (!form.confirming) return null;
  return (
    <ConfirmByName
      title="Save this production environment?"
      name={form.stored.name}
      action="Save"
      onConfirm={form.confirm}
      onCancel={form.goBack}
    >
      <ul>
        {form.destinations.map(({ sentence }) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </ConfirmByName>
  );
}
