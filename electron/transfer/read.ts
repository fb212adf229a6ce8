import * as z from 'zod/mini';
import { UserError } from '../../shared/user-error.ts';
import { isClioSettings, readClioSettings } from './clio/settings.ts';
import { parseLenientJson } from './clio/json.ts';
import { isRecord } from './clio/values.ts';
import { formatName, readExport, readStored } from './export-file.ts';
import type { Incoming } from './incoming.ts';
import { decodeText } from './text.ts';

const storedSchema = z.strictObject({ schemaVersion: z.int(), profiles: z.array(z.unknown()) });

/**
 * Reads a file of environments: an export of the console, its own `profiles.json` or a copy of that, or clio's
 * `appsettings.json`. The file is named as the user knows it. Throws a UserError with what is wrong with it.
 */
export function readImport(bytes: Uint8Array, file: string): Incoming {
  const text = decodeText(bytes, file);
  if (text.trim() === '') throw new UserError('import-empty', `${file} is empty.`);
  const content = parseLenientJson(text);
  if (content === undefined) {
    throw new UserError(
      'import-damaged',
      `${file} is no JSON, or is cut off somewhere. Choose a file that this console exported, or clio's appsettings.json.`,
    );
  }
  const found = readContent(content, file);
  if (found.environments.length + found.refused.length > 0) return found;
  throw new UserError('import-empty', `${file} holds no environment.`);
}

function readContent(content: unknown, file: string): Incoming {
  if (isRecord(content) && Object.hasOwn(content, 'format') && content['format'] === formatName) {
    return readExport(content, file);
  }
  const stored = storedSchema.safeParse(content);
  if (stored.success) return readStored(stored.data, file);
  if (isClioSettings(content)) return readClioSettings(content, file);
  throw new UserError(
    'import-foreign',
    `${file} was written by another program: it is neither an export of this console nor clio's appsettings.json. Choose one of these.`,
  );
}
