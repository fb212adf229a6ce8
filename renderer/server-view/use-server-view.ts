import { useEffect, useState } from 'react';
import type { CallResponse } from '../../shared/contract.ts';
import type { ScriptShell, ServerView } from '../../shared/server-view.ts';
import { consoleApi, settled, type Reply } from '../api.ts';
import { download } from '../download.ts';
import { announce } from '../store/announcements.ts';
import { readPickedFile } from '../transfer/read-file.ts';

export interface ServerViewForm {
  shell: ScriptShell;
  chooseShell(shell: ScriptShell): void;
  /** The script for the chosen shell; null until it is there. */
  script: CallResponse<'serverView.script'> | null;
  saveScript(): void;
  /** Where the script was saved, as a sentence. */
  saved: string | null;
  busy: boolean;
  failure: string | null;
  paste(text: string): void;
  openFile(file: File): void;
  /** What was read; it belongs to the last run, where there is one. */
  result: { view: ServerView; attached: boolean } | null;
}

/** A script is handed out, and its output taken back. */
export function useServerView(profileId: string): ServerViewForm {
  const [shell, setShell] = useState<ScriptShell>('powershell');
  const [script, setScript] = useState<ServerViewForm['script']>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [result, setResult] = useState<ServerViewForm['result']>(null);

  useEffect(() => {
    let current = true;
    void settled(consoleApi().serverView.script({ profileId, shell })).then((reply) => {
      if (!current) return;
      setScript(reply.ok ? reply.value : null);
      setFailure(reply.ok ? null : reply.error.message);
    });
    return () => {
      current = false;
    };
  }, [profileId, shell]);

  async function step<Value>(work: () => Promise<Reply<Value>>, done: (value: Value) => void): Promise<void> {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const reply = await work();
    setBusy(false);
    if (reply.ok) done(reply.value);
    else setFailure(reply.error.message);
  }
  const received = (value: CallResponse<'serverView.receive'>): void => {
    setResult(value);
    announce(value.view.headline);
  };

  return {
    shell,
    chooseShell(chosen) {
      setSaved(null);
      setShell(chosen);
    },
    script,
    saveScript: () =>
      void step(
        () => settled(consoleApi().serverView.saveScript({ profileId, shell })),
        (reply) => {
          if (reply.kind === 'cancelled') return;
          if (reply.kind === 'text') download(reply.name, reply.text);
          setSaved(
            reply.kind === 'saved'
              ? `The script was saved to ${reply.file}.`
              : `The script ${reply.name} was saved where the browser saves downloads.`,
          );
        },
      ),
    saved,
    busy,
    failure,
    paste: (text) =>
      void step(() => settled(consoleApi().serverView.receive({ from: 'paste', profileId, text })), received),
    openFile: (file) =>
      void step(async () => {
        const content = await readPickedFile(file, 'the line of the script');
        if (!content.ok) return content;
        return settled(consoleApi().serverView.receive({ from: 'file', profileId, content: content.value }));
      }, received),
    result,
  };
}
