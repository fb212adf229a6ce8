import { useRef, useState, type FormEvent } from 'react';
import type { ProfileView } from '../../shared/contract.ts';
import { isolatedText } from '../../shared/visible-text.ts';
import { announce } from '../store/announcements.ts';
import { saveEnvironment } from '../store/environments.ts';
import { dropDraft, keepDraft, useDrafts } from '../store/drafts.ts';
import { checkDraft, draftFields, type CheckedDraft, type Draft, type DraftField } from './draft.ts';

export interface DraftForm {
  draft: Draft;
  checked: CheckedDraft;
  /** True when something was typed since the form was opened or saved. */
  changed: boolean;
  saving: boolean;
  /** Why saving failed; what was typed is still there. */
  failure: string | null;
  change(part: Partial<Draft>): void;
  /** The error of a field, once it has been left or saving was tried. */
  errorOf(field: DraftField): string | undefined;
  leave(field: DraftField): void;
  discard(): void;
  submit(event: FormEvent<HTMLFormElement>): void;
}

/** Holds what is typed into the form of an environment; `key` says which. */
export function useDraft(key: string, initial: Draft, onSaved: (profile: ProfileView) => void): DraftForm {
  const kept = useDrafts((state) => state.drafts[key]);
  const [left, setLeft] = useState<ReadonlySet<DraftField>>(new Set());
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const busy = useRef(false);
  const draft = kept ?? initial;
  const checked = checkDraft(draft);

  const discard = (): void => {
    dropDraft(key);
    setLeft(new Set());
    setFailure(null);
  };

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (busy.current) return;
    setLeft(new Set(draftFields));
    const { request, errors } = checked;
    if (request === null) {
      const first = draftFields.find((field) => errors[field] !== undefined);
      const field = first && event.currentTarget.elements.namedItem(first);
      if (field instanceof HTMLElement) field.focus();
      return;
    }
    busy.current = true;
    setSaving(true);
    void saveEnvironment(request).then((reply) => {
      busy.current = false;
      setSaving(false);
      if (!reply.ok) {
        setFailure(reply.error.message);
        return;
      }
      discard();
      onSaved(reply.value);
      announce(`${isolatedText(reply.value.name)} was saved.`);
    });
  };

  return {
    draft,
    checked,
    changed: kept !== undefined,
    saving,
    failure,
    change: (part) => keepDraft(key, { ...draft, ...part }),
    errorOf: (field) => (left.has(field) ? checked.errors[field] : undefined),
    leave: (field) => setLeft((before) => new Set(before).add(field)),
    discard,
    submit,
  };
}
