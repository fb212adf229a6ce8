import * as z from 'zod/mini';
import { parseJson } from '../../../shared/json.ts';
import { reportSchema, type Report } from '../../../shared/report.ts';
import { UserError } from '../../../shared/user-error.ts';
import { redactionReportSchema, type RedactionReport } from '../../redaction/index.ts';
import { manifestSchema, manifestVersion, type Manifest } from '../manifest.ts';

/** @param isWhole whether the archive's own checksum fits it. Throws a UserError. */
export function manifestOf(text: string | null, isWhole: boolean): Manifest {
  if (text === null) {
    throw unknown('It has no manifest. Choose the file that the console made, which is a zip archive as it stands.');
  }
  const json = parseJson(text);
  const parsed = manifestSchema.safeParse(json);
  if (parsed.success) {
    const { files } = parsed.data;
    if (!isPlausible(parsed.data)) throw unknown('Its manifest holds what none of a bundle does.');
    if (new Set(files.map((file) => file.path)).size === files.length) return withMoments(parsed.data);
    throw new UserError(
      'archive-refused',
      'This archive was not opened: its manifest names a file twice. No bundle of this console is like that. Ask for a new one.',
    );
  }
  if (!isWhole) {
    throw new UserError(
      'archive-unreadable',
      'The bundle is damaged: its manifest, by which the other files are checked, cannot be read. Ask for it again.',
    );
  }
  const { success, data } = versionSchema.safeParse(json);
  if (success && data.schemaVersion > manifestVersion) {
    throw new UserError(
      'bundle-newer',
      `A newer console made this bundle: it has format ${data.schemaVersion}, and this console reads format ${manifestVersion}. Open it in a newer console.`,
    );
  }
  throw unknown('Its manifest is none of a bundle.');
}

/** Longer than any path, program or sentence in a manifest. */
const longestText = 20_000;

const isPlausible = ({ tool, files, skipped }: Manifest): boolean =>
  [
    tool.name,
    tool.version,
    ...files.flatMap((file) => [file.path, file.source, file.cut ?? '']),
    ...skipped.flatMap(({ source, reason }) => [source, reason]),
  ].every((text) => text.length <= longestText);

/** What is no moment is left out: pages and sorting count on it. */
const withMoments = (manifest: Manifest): Manifest => ({
  ...manifest,
  madeOf: momentOrNull(manifest.madeOf),
  files: manifest.files.map((file) => ({ ...file, from: momentOrNull(file.from), to: momentOrNull(file.to) })),
});

function momentOrNull(text: string | null): string | null {
  const time = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

const versionSchema = z.object({ schemaVersion: z.int() });

const unknown = (why: string): UserError =>
  new UserError('bundle-unknown', `This archive is no bundle of this console. ${why}`);

/** Null where a text is no report. */
export function reportOf(text: string | null): Report | null {
  const parsed = text === null ? null : reportSchema.safeParse(parseJson(text));
  return parsed?.success === true ? parsed.data : null;
}

const mostRules = 1_000;

/** What was replaced, by rule; nothing where a text is no report of that. */
export function rulesOf(text: string | null): RedactionReport['rules'] {
  const parsed = text === null ? null : redactionReportSchema.safeParse(parseJson(text));
  const rules = parsed?.success === true ? parsed.data.rules.slice(0, mostRules) : [];
  return rules.every(({ count }) => Number.isSafeInteger(count) && count >= 0) ? rules : [];
}
