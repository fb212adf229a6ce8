import { create } from 'zustand';
import type { BundleRule } from '../../../shared/bundle.ts';
import { counted } from '../../../shared/amounts.ts';
import { consoleApi, settled } from '../../api.ts';
import { download } from '../../download.ts';
import { announce } from '../../store/announcements.ts';
import { showError } from '../../store/notices.ts';

/** Own rules, which are the same for every environment. */
interface OwnRules {
  /** Null until those that are kept were read. */
  rules: readonly BundleRule[] | null;
  /** The ids of those that are on the disk; the others end with the console. */
  kept: ReadonlySet<string>;
  /** Why none is there or one could not be kept, as a sentence. */
  problem: string | null;
}

export const useOwnRules = create<OwnRules>(() => ({ rules: null, kept: new Set(), problem: null }));

let asked = false;

/** Reads what is kept, once. */
export async function openOwnRules(): Promise<void> {
  if (asked) return;
  asked = true;
  const reply = await settled(consoleApi().bundle.rules());
  if (reply.ok) take(reply.value.rules, reply.value.problem);
  else {
    asked = false;
    useOwnRules.setState({ rules: [], problem: reply.error.message });
  }
}

/** What is kept now, besides what is not. */
function take(rules: readonly BundleRule[], problem: string | null): void {
  const { rules: before, kept: keptBefore } = useOwnRules.getState();
  const kept = new Set(rules.map(({ id }) => id));
  const others = (before ?? []).filter(({ id }) => !kept.has(id) && !keptBefore.has(id));
  useOwnRules.setState({ rules: [...rules, ...others], kept, problem });
}

/** A rule of a name that none has. */
export function freeId(start: string): string {
  const taken = new Set((useOwnRules.getState().rules ?? []).map(({ id }) => id));
  let number = 1;
  while (taken.has(`${start}-${number}`)) number += 1;
  return `${start}-${number}`;
}

const add = (rule: BundleRule): void =>
  useOwnRules.setState(({ rules }) => ({ rules: [...(rules ?? []), rule], problem: null }));

/** Replaces a text wherever it stands. Such a rule is the text itself, so it is not written to the disk. */
export function hideText(text: string): void {
  const protects = 'a text that was selected';
  add({ id: freeId('own-text'), protects, starts: text, follows: '', wholly: true });
  announce('The rule was added. It is used until the console is closed.');
}

/** Adds a rule and keeps it; one that cannot be kept is used until the console is closed. */
export async function addRule(rule: BundleRule): Promise<void> {
  add(rule);
  const reply = await settled(consoleApi().bundle.keepRule({ rule }));
  if (reply.ok) take(reply.value.rules, null);
  else useOwnRules.setState({ problem: `${reply.error.message} Until the console is closed, the rule is used.` });
  announce(
    reply.ok ? 'The rule was added and is kept.' : 'The rule was added. It is used until the console is closed.',
  );
}

export async function dropRule(id: string): Promise<void> {
  const { kept } = useOwnRules.getState();
  if (kept.has(id)) {
    const reply = await settled(consoleApi().bundle.dropRule({ id }));
    if (!reply.ok) {
      showError(reply.error);
      return;
    }
    take(reply.value.rules, null);
  } else useOwnRules.setState(({ rules }) => ({ rules: (rules ?? []).filter((rule) => rule.id !== id) }));
  announce('The rule was dropped.');
}

/** Gives why nothing was imported, as a sentence; null where it was. */
export async function importRules(path: string): Promise<string | null> {
  const reply = await settled(consoleApi().bundle.importRules({ path }));
  if (!reply.ok) return reply.error.message;
  const { rules, added } = reply.value;
  take(rules, null);
  announce(added === 0 ? 'Every rule of the file was there already.' : `${counted(added, 'rule')} imported.`);
  return null;
}

export async function exportRules(): Promise<void> {
  const reply = await settled(consoleApi().bundle.exportRules());
  if (!reply.ok) showError(reply.error);
  else if (reply.value.kind === 'saved') announce(`The rules are in ${reply.value.file}.`);
  else if (reply.value.kind === 'text') announce(`The rules are in ${download(reply.value.name, reply.value.text)}.`);
}
