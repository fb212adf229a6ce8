import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import type { BundleRule } from '../../shared/bundle.ts';
import { UserError } from '../../shared/user-error.ts';
import { mostOwnRules, ownRulesIn, ownRulesText, readOwnRules } from '../bundle/own-rules.ts';
import { fileErrorCode, fileErrorReason, makeFolder, writeTextFile } from '../files/index.ts';
import type { Handlers } from '../ipc/index.ts';
import { personalKinds, prepareRedaction, redactText, type OwnRule } from '../redaction/index.ts';

export interface OwnRulesOptions {
  dataFolder: string;
  /** Every secret that is known: none of them may be written into the file. */
  secrets: () => Promise<readonly string[]>;
  /** Asks where to and writes a text there; null where the host cannot. */
  saveFile: ((name: string, text: string) => Promise<string | null>) | null;
  onNotice: (message: string) => void;
}

type OwnRuleCall = 'bundle.rules' | 'bundle.keepRule' | 'bundle.dropRule' | 'bundle.importRules' | 'bundle.exportRules';

/**
 * Keeps `<dataFolder>/redaction-rules.json`, own rules for every environment, in the very form that `bundle --rules` takes.
 * Exceptions are never kept: they are values.
 */
export function createOwnRules(options: OwnRulesOptions): Pick<Handlers, OwnRuleCall> {
  const { dataFolder, secrets, saveFile, onNotice } = options;
  const file = path.join(dataFolder, 'redaction-rules.json');
  let problem: string | null = null;
  /** One change after the other. */
  let last: Promise<unknown> = Promise.resolve();

  async function read(): Promise<OwnRule[]> {
    try {
      return ownRulesIn((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''));
    } catch (error) {
      const code = fileErrorCode(error);
      if (code === 'ENOENT') return [];
      if (!(error instanceof UserError) || error.code !== 'rule-invalid') {
        if (code === null) throw error;
        throw new UserError('rules-unreadable', `Your rules in ${file} could not be read: ${fileErrorReason(error)}.`);
      }
      const aside = file.replace(
        /\.json$/,
        `.set-aside-damaged-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.json`,
      );
      await rename(file, aside).catch((fault: unknown) => {
        throw new UserError(
          'rules-unreadable',
          `Your rules in ${file} cannot be used, and the file could not be set aside: ${fileErrorReason(fault)}. Move it away, then try again.`,
        );
      });
      problem = `The file with your rules is damaged, so none of them is used. It was kept as ${aside}. Import it once it is mended, or add the rules again.`;
      onNotice(problem);
      return [];
    }
  }

  async function change(how: (rules: OwnRule[]) => OwnRule[] | Promise<OwnRule[]>): Promise<BundleRule[]> {
    const changed = last.then(async () => {
      const before = await read();
      const rules = await how(before);
      if (rules.length > mostOwnRules) {
        throw new UserError(
          'rules-full',
          `No more than ${mostOwnRules} rules are kept. Drop one that is no longer needed.`,
        );
      }
      const text = ownRulesText(rules);
      // What would not be read again is not written.
      ownRulesIn(text);
      try {
        makeFolder(dataFolder);
        await writeTextFile(file, text, 0o600);
      } catch (error) {
        throw new UserError(
          'rules-unwritable',
          `Your rules could not be kept in ${file}: ${fileErrorReason(error)}. They are used until the console is closed.`,
        );
      }
      return rules;
    });
    last = changed.catch(() => undefined);
    return changed;
  }

  async function refuseSecrets(rules: readonly OwnRule[]): Promise<void> {
    const redaction = prepareRedaction({ secrets: await secrets(), keep: personalKinds });
    for (const { id, starts, follows = '', protects } of rules) {
      if ([starts, follows, protects].every((text) => redactText(text, redaction) === text)) continue;
      throw new UserError(
        'rule-holds-secret',
        `The rule "${id}" holds what is or looks like a secret, so it is not written to the disk. Let it begin with what stands before the secret.`,
      );
    }
  }

  return {
    async 'bundle.rules'() {
      await last;
      const rules = await read();
      return { rules, problem };
    },
    async 'bundle.keepRule'({ rule }) {
      const kept = plainRule(rule);
      await refuseSecrets([kept]);
      problem = null;
      return { rules: await change((before) => [...before.filter(({ id }) => id !== kept.id), kept]) };
    },
    async 'bundle.dropRule'({ id }) {
      return { rules: await change((before) => before.filter((rule) => rule.id !== id)) };
    },
    async 'bundle.importRules'({ path: from }) {
      const imported = await readOwnRules(from);
      await refuseSecrets(imported);
      problem = null;
      let added = 0;
      const rules = await change((before) => {
        const all = joined(before, imported);
        added = all.length - before.length;
        return all;
      });
      return { rules, added };
    },
    async 'bundle.exportRules'() {
      await last;
      const text = ownRulesText(await read());
      const name = 'redaction-rules.json';
      if (saveFile === null) return { kind: 'text', name, text };
      const saved = await saveFile(name, text);
      return saved === null ? { kind: 'cancelled' } : { kind: 'saved', file: saved };
    },
  };
}

/** Without what is absent. */
export const plainRule = ({ follows, wholly, ...rule }: BundleRule): OwnRule => ({
  ...rule,
  ...(follows !== undefined && { follows }),
  ...(wholly !== undefined && { wholly }),
});

const contentOf = ({ starts, follows, wholly = false }: OwnRule): string => JSON.stringify([starts, follows, wholly]);

/** Adds rules that are not there; one with the id of another gets its own. */
function joined(before: readonly OwnRule[], imported: readonly OwnRule[]): OwnRule[] {
  const all = [...before];
  for (const rule of imported) {
    if (all.some((each) => contentOf(each) === contentOf(rule))) continue;
    let { id } = rule;
    for (let number = 2; all.some((each) => each.id === id); number += 1) id = `${rule.id.slice(0, 58)}-${number}`;
    all.push({ ...rule, id });
  }
  return all;
}
