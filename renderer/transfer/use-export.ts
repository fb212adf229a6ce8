import { useState } from 'react';
import { counted } from '../../shared/amounts.ts';
import { passphraseProblem } from '../../shared/passphrase.ts';
import type { ProfileView } from '../../shared/contract.ts';
import { consoleApi, settled } from '../api.ts';
import { download } from '../download.ts';
import { announce } from '../store/announcements.ts';
import { environments } from './words.ts';

export interface ExportForm {
  chosen: ReadonlySet<string>;
  withSecrets: boolean;
  passphrase: string;
  repeated: string;
  /** Why it cannot be exported as it is, by field, once that was tried. */
  errors: { chosen?: string; passphrase?: string; repeated?: string };
  busy: boolean;
  failure: string | null;
  /** What was exported and where to, in sentences. */
  done: readonly string[] | null;
  choose(ids: readonly string[], chosen: boolean): void;
  change(part: { withSecrets?: boolean; passphrase?: string; repeated?: string }): void;
  /** Exports, or gives the name of the first field that has to be filled in otherwise. */
  submit(): string | null;
}

const empty = { withSecrets: false, passphrase: '', repeated: '' };

/** What is being exported, and under which passphrase; that is gone from the page as soon as it has been sent. */
export function useExport(profiles: readonly ProfileView[]): ExportForm {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(profiles.map(({ id }) => id)));
  const [typed, setTyped] = useState(empty);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [done, setDone] = useState<readonly string[] | null>(null);
  const errors = errorsOf(chosen, typed);

  async function run(): Promise<void> {
    setBusy(true);
    setFailure(null);
    const passphrase = typed.withSecrets ? typed.passphrase : null;
    const reply = await settled(consoleApi().transfer.export({ profileIds: [...chosen], passphrase }));
    setBusy(false);
    if (!reply.ok) {
      setFailure(reply.error.message);
      return;
    }
    if (reply.value.kind === 'cancelled') return;
    const where = reply.value.kind === 'saved' ? reply.value.file : download(reply.value.name, reply.value.text);
    const { secrets, missing } = reply.value;
    const what = `${environments(chosen.size)} ${chosen.size === 1 ? 'was' : 'were'} exported ${secrets === 0 ? 'without secrets' : `with ${counted(secrets, 'secret')}`} to ${where}.`;
    setTyped(empty);
    setDone([what, ...missing.map((each) => `The ${each} was not found in the keychain and is not in the file.`)]);
    announce(what);
  }

  return {
    chosen,
    ...typed,
    errors: tried ? errors : {},
    busy,
    failure,
    done,
    choose: (ids, on) =>
      setChosen((before) => {
        const after = new Set(before);
        for (const id of ids) {
          if (on) after.add(id);
          else after.delete(id);
        }
        return after;
      }),
    change: (part) => setTyped((before) => ({ ...before, ...part })),
    submit() {
      setTried(true);
      const [faulty = null] = Object.keys(errors);
      if (!busy && faulty === null) void run();
      return faulty;
    },
  };
}

function errorsOf(
  chosen: ReadonlySet<string>,
  { withSecrets, passphrase, repeated }: typeof empty,
): ExportForm['errors'] {
  const problem = withSecrets ? passphraseProblem(passphrase) : null;
  return {
    ...(chosen.size === 0 && { chosen: 'Choose at least one environment.' }),
    ...(problem !== null && { passphrase: problem }),
    ...(withSecrets &&
      passphrase !== repeated && { repeated: 'The two do not agree. Upper and lower case and spaces count.' }),
  };
}
