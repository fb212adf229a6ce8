import { create } from 'zustand';
import type { KeptDraft } from '../environments/draft.ts';

/** What has been typed and not saved, by the environment's id, so that turning to another page loses nothing. */
export const useDrafts = create<{ drafts: Readonly<Record<string, KeptDraft>> }>(() => ({ drafts: {} }));

/** Where the draft of an environment is kept that does not exist yet. */
export const newDraftId = 'new';

/** Keeps what was typed for an environment, or under `newDraftId`. */
export const keepDraft = (id: string, draft: KeptDraft): void =>
  useDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [id]: draft } }));

/** Forgets what was typed. */
export const dropDraft = (id: string): void =>
  useDrafts.setState(({ drafts: { [id]: _dropped, ...drafts } }) => ({ drafts }));
