import { useState } from 'react';
import { flushSync } from 'react-dom';
import type { ProfileView } from '../../../shared/contract.ts';
import type { ClientAct } from '../../../shared/test-client.ts';
import { changeDraft, clientOf, runningAttempt, useClient } from '../client.ts';
import { start } from '../start.ts';
import { checkRequest, type NeededField } from './check.ts';
import type { DraftField, RequestDraft } from './draft.ts';

/** What the parts of the page share of the request. */
export interface RequestFormState {
  profile: ProfileView;
  draft: RequestDraft;
  /** Something is under way, so that nothing else can begin. */
  busy: boolean;
  change: (part: Partial<RequestDraft>) => void;
  errorOf: (field: DraftField) => string | undefined;
  /** Does something with the request as it stands, or with a part of it changed, or shows which fields it lacks. */
  act: (act: ClientAct, needed?: readonly NeededField[], part?: Partial<RequestDraft>) => void;
}

/** Holds which fields were found wrong; what is typed is kept in the store. */
export function useRequestForm(profile: ProfileView, draft: RequestDraft): RequestFormState {
  const [tried, setTried] = useState<readonly NeededField[] | null>(null);
  const busy = useClient((state) => {
    const client = clientOf(state, profile.id);
    return client.starting || runningAttempt(client) !== null;
  });
  const checked = checkRequest(draft, tried ?? []);
  return {
    profile,
    draft,
    busy,
    change: (part) => changeDraft(profile.id, part),
    errorOf: (field) => (tried === null || checked.ok ? undefined : checked.errors[field]),
    act: (act, needed = [], part = {}) => {
      if (busy) return;
      const next = { ...draft, ...part };
      const now = checkRequest(next, needed);
      flushSync(() => {
        changeDraft(profile.id, part);
        setTried(now.ok ? null : needed);
      });
      if (now.ok) void start(profile, act, now.request, next.typedSecret);
      else showFirstWrong();
    },
  };
}

/** Goes to the first field that is wrong, also where it is in a part that is closed. */
function showFirstWrong(): void {
  const field = document.querySelector<HTMLElement>('#client-request [aria-invalid=true]');
  const part = field?.closest('details');
  if (part) part.open = true;
  field?.focus();
}
