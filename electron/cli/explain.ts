import { loadCatalogue, parseVersion } from '../../shared/remediation/index.ts';
import { UserError } from '../../shared/user-error.ts';
import { remediationLines } from '../reports/index.ts';
import { formatOption, parseOptions, platformOption, usageError } from './options.ts';
import type { ExitCode } from './output.ts';
import { printResult } from './output.ts';

/** `explain`: an entry of the catalogue, or the list of all. */
export async function explain(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = parseOptions('explain', args, {
    version: { type: 'string' },
    platform: { type: 'string' },
    format: { type: 'string' },
  });
  const platform = platformOption('explain', values.platform);
  const json = formatOption('explain', values.format) === 'json';
  const { version } = values;
  if (version !== undefined && parseVersion(version) === null) {
    throw usageError('explain', '--version takes a version of Creatio, for example 8.2.1.');
  }
  if (positionals.length > 1) throw usageError('explain', 'explain takes one id.');
  const facts = { platform, ...(version === undefined ? {} : { version }) };
  const { ids, find } = await loadCatalogue();
  const entry = (id: string) => {
    const found = find(id, facts);
    if (found !== null) return found;
    throw new UserError('remediation-unknown', `There is no entry "${id}". creatio-oauth explain lists all.`);
  };

  const [id] = positionals;
  if (id !== undefined) {
    const found = entry(id);
    await printResult(json ? JSON.stringify(found, null, 2) : remediationLines(found).join('\n'));
    return 0;
  }
  const all = ids.map(entry);
  const width = Math.max(...ids.map((each) => each.length));
  await printResult(
    json ? JSON.stringify(all, null, 2) : all.map((each) => `${each.id.padEnd(width)}  ${each.title}`).join('\n'),
  );
  return 0;
}
