import { useEffect, useRef, useState } from 'react';
import type { ImportChoice, ImportPreview, ImportResult } from '../../shared/transfer.ts';
import { consoleApi, settled, type Reply } from '../api.ts';
import { announce } from '../store/announcements.ts';
import { finishRemoval, loadEnvironments } from '../store/environments.ts';
import { readPickedFile } from './read-file.ts';
import { resultSentence } from './words.ts';

export interface ImportForm {
  /** The settings file of clio on this computer, where there is one. */
  clioFile: string | null;
  preview: ImportPreview | null;
  /** What was chosen for a row; the others are done as the preview says. */
  choiceOf(row: number): ImportChoice;
  result: ImportResult | null;
  busy: boolean;
  /** Why the last step failed; the step can be tried again. */
  failure: string | null;
  openClio(): void;
  openFile(file: File): void;
  unlock(passphrase: string): void;
  choose(rows: readonly number[], choice: ImportChoice): void;
  confirm(): void;
  /** Another try with the secrets that the keychain did not take. */
  keepSecrets(where: 'keychain' | 'session'): void;
  startOver(): void;
}

/** Lets the main process forget what was opened. */
function discard(openedId: { current: string | null }): void {
  if (openedId.current !== null) void settled(consoleApi().transfer.discard({ importId: openedId.current }));
  openedId.current = null;
}

/** The steps of an import: a file is opened, looked at, and confirmed. Nothing is written before that. */
export function useImport(): ImportForm {
  const [clioFile, setClioFile] = useState<string | null>(null);
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [choices, setChoices] = useState<ReadonlyMap<number, ImportChoice>>(new Map());
  const [result, setResult] = useState<ImportResult | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  /** What the main process keeps opened for this dialog. */
  const openedId = useRef<string | null>(null);

  useEffect(() => {
    void settled(consoleApi().transfer.findClio()).then((reply) =>
      setClioFile(reply.ok ? (reply.value?.file ?? null) : null),
    );
    return () => discard(openedId);
  }, []);

  async function step<Value>(work: () => Promise<Reply<Value>>, done: (value: Value) => void): Promise<void> {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    // What is about to be deleted is not to be taken for something that is already here.
    await finishRemoval();
    const reply = await work();
    setBusy(false);
    if (reply.ok) done(reply.value);
    else setFailure(reply.error.message);
  }

  const show = (opened: ImportPreview): void => {
    openedId.current = opened.importId;
    setPreview(opened);
  };
  const choiceOf = (row: number): ImportChoice => choices.get(row) ?? preview?.rows[row]?.choice ?? 'skip';

  return {
    clioFile,
    preview,
    choiceOf,
    result,
    busy,
    failure,
    openClio: () => void step(() => settled(consoleApi().transfer.open({ from: 'clio' })), show),
    openFile: (file) =>
      void step(async () => {
        const content = await readPickedFile(file);
        if (!content.ok) return content;
        return settled(consoleApi().transfer.open({ from: 'file', name: file.name, content: content.value }));
      }, show),
    unlock(passphrase) {
      const importId = openedId.current;
      if (importId !== null) void step(() => settled(consoleApi().transfer.unlock({ importId, passphrase })), show);
    },
    choose: (rows, choice) =>
      setChoices((before) => new Map([...before, ...rows.map((row) => [row, choice] as const)])),
    confirm() {
      const importId = openedId.current;
      if (importId === null) return;
      const request = { importId, choices: [...choices].map(([row, choice]) => ({ row, choice })) };
      void step(
        () => settled(consoleApi().transfer.import(request)),
        (done) => {
          setResult(done);
          announce(resultSentence(done));
          void loadEnvironments();
        },
      );
    },
    keepSecrets(where) {
      const importId = openedId.current;
      if (importId === null) return;
      void step(
        () => settled(consoleApi().transfer.keepSecrets({ importId, where })),
        ({ secretsKept, secretsNotKept }) => {
          setResult((before) => before && { ...before, secretsKept: before.secretsKept + secretsKept, secretsNotKept });
          if (secretsNotKept.length === 0) {
            announce(
              where === 'session'
                ? 'The secrets are kept until the console is closed.'
                : 'The secrets are in the keychain.',
            );
          }
          void loadEnvironments();
        },
      );
    },
    startOver() {
      discard(openedId);
      setPreview(null);
      setChoices(new Map());
      setFailure(null);
    },
  };
}
