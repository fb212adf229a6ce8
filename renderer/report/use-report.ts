import { useEffect, useState } from 'react';
import type { ReportFormat, ReportSource } from '../../shared/report-format.ts';
import { consoleApi, settled } from '../api.ts';
import { copyText } from '../clipboard.ts';
import { download } from '../download.ts';
import { announce } from '../store/announcements.ts';

export interface ReportChoice {
  format: ReportFormat;
  replaceHosts: boolean;
  /** The report in the chosen format; null while it is made. */
  text: string | null;
  /** What was done, or why it was not, as a sentence. */
  done: string | null;
  failure: string | null;
  choose(part: { format?: ReportFormat; replaceHosts?: boolean }): void;
  copy(): void;
  save(): Promise<void>;
}

/** A report in a format of choice. It is made as soon as it is chosen, because only a press of a button may copy. */
export function useReport(source: ReportSource): ReportChoice {
  const [about] = useState(source);
  const [chosen, setChosen] = useState<{ format: ReportFormat; replaceHosts: boolean }>({
    format: 'html',
    replaceHosts: false,
  });
  const [made, setMade] = useState<{ of: typeof chosen; text: string } | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    let outdated = false;
    void settled(consoleApi().report.make({ source: about, ...chosen })).then((reply) => {
      if (outdated) return;
      if (reply.ok) setMade({ of: chosen, text: reply.value.text });
      else setFailure(reply.error.message);
    });
    return () => {
      outdated = true;
    };
  }, [about, chosen]);

  const text = made?.of === chosen ? made.text : null;
  const say = (sentence: string): void => {
    setFailure(null);
    setDone(sentence);
    announce(sentence);
  };
  return {
    ...chosen,
    text,
    done,
    failure,
    choose(part) {
      setChosen((before) => ({ ...before, ...part }));
      setDone(null);
      setFailure(null);
    },
    copy() {
      if (text !== null && copyText(text)) setDone('The report was copied.');
    },
    async save() {
      const reply = await settled(consoleApi().report.save({ source: about, ...chosen }));
      if (!reply.ok) setFailure(reply.error.message);
      else if (reply.value.kind === 'saved') say(`The report is in ${reply.value.file}.`);
      else if (reply.value.kind === 'text') say(`The report is in ${download(reply.value.name, reply.value.text)}.`);
    },
  };
}
