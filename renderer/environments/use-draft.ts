import { useRef, useState, type FormEvent } from 'react';
import { flushSync } from 'react-dom';
import type { CallRequest, ProfileView } from '../../shared/contract.ts';
import { isolatedText } from '../../shared/visible-text.ts';
import { announce } from '../store/announcements.ts';
import { saveEnvironment } from '../store/environments.ts';
import { dropDraft, keepDraft, newDraftId, useDrafts } from '../store/drafts.ts';
import { checkDraft, type CheckedDraft } from './check/index.ts';
import { movedCredentials } from './check/proxy.ts';
import { changesOf, draftOf, draftWith, emptyDraft, settingsOf, type Draft, type DraftField } from './draft.ts';
import { newDestinations, type Destination } from './destinations.ts';
import { fieldsOf, sectionIds, type SectionId } from './sections/index.ts';

export interface DraftForm {
  /** What is stored. */
  stored: Draft;
  draft: Draft;
  checked: CheckedDraft;
  /** True when something differs from what is stored. */
  changed: boolean;
  saving: boolean;
  /** Why saving failed; what was typed is still there. */
  failure: string | null;
  /** Where stored secrets and tokens will be sent that they were not sent before. */
  destinations: readonly Destination[];
  /** True while a production environment waits for its name to be typed. */
  confirming: boolean;
  /** The parts of the form that are open. */
  open: ReadonlySet<SectionId>;
  toggle(section: SectionId): void;
  change(part: Partial<Draft>): void;
  /** The error of a field, once it has been left or saving was tried. */
  errorOf(field: DraftField): string | undefined;
  leave(field: DraftField): void;
  discard(): void;
  submit(event: FormEvent<HTMLFormElement>): void;
  confirm(): void;
  goBack(): void;
}

/** Holds what is typed into the form of a stored environment, or of a new one (null). */
export function useDraft(profile: ProfileView | null, onSaved: (profile: ProfileView) => void): DraftForm {
  const key = profile?.id ?? newDraftId;
  const stored = profile === null ? emptyDraft : draftOf(profile);
  const kept = useDrafts((state) => state.drafts[key]);
  const [left, setLeft] = useState<ReadonlySet<DraftField>>(new Set());
  const [open, setOpen] = useState<ReadonlySet<SectionId>>(new Set());
  const [saving, setSaving] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const busy = useRef(false);
  const draft = draftWith(stored, kept);
  const checked = checkDraft(draft);
  const destinations = newDestinations(stored, draft);

  const change = (part: Partial<Draft>): Draft => {
    const next = { ...draft, ...part };
    const changes = changesOf(stored, next);
    if (Object.keys(changes).length === 0) dropDraft(key);
    else keepDraft(key, { base: stored, changes });
    return next;
  };

  const discard = (): void => {
    dropDraft(key);
    setLeft(new Set());
    setFailure(null);
  };

  const save = (request: CallRequest<'profiles.save'>): void => {
    busy.current = true;
    setConfirming(false);
    setFailure(null);
    setSaving(true);
    // Sent beside the changes, so that what another console changed and this one has not heard of yet stays.
    void saveEnvironment(profile === null ? request : { ...request, base: settingsOf(profile) }).then((reply) => {
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

  const showErrors = (form: HTMLFormElement, { errors }: CheckedDraft): void => {
    const parts = (['connection', ...sectionIds] as const).map((part) => ({ part, fields: fieldsOf(part, draft) }));
    const wrong = parts.filter(({ fields }) => fields.some((field) => errors[field] !== undefined));
    flushSync(() => {
      setLeft(new Set(parts.flatMap(({ fields }) => fields)));
      setOpen((before) => new Set([...before, ...wrong.flatMap(({ part }) => (part === 'connection' ? [] : [part]))]));
    });
    const first = wrong[0]?.fields.find((field) => errors[field] !== undefined);
    const element = first && form.elements.namedItem(first);
    if (element instanceof HTMLElement) element.focus();
  };

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (busy.current) return;
    // The address of a proxy may not have been left yet.
    const moved = movedCredentials(draft);
    const now = moved ? checkDraft(change(moved)) : checked;
    if (now.request === null) showErrors(event.currentTarget, now);
    else if (destinations.length > 0 && (stored.production || draft.production)) setConfirming(true);
    else save(now.request);
  };

  return {
    stored,
    draft,
    checked,
    changed: Object.keys(changesOf(stored, draft)).length > 0,
    saving,
    failure,
    destinations,
    confirming,
    open,
    toggle: (section) =>
      setOpen((before) => {
        const next = new Set(before);
        if (!next.delete(section)) next.add(section);
        return next;
      }),
    change,
    errorOf: (field) => (left.has(field) ? checked.errors[field] : undefined),
    leave: (field) => setLeft((before) => new Set(before).add(field)),
    discard,
    submit,
    confirm: () => (checked.request === null ? setConfirming(false) : save(checked.request)),
    goBack: () => setConfirming(false),
  };
}
