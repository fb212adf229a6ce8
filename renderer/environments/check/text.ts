import type { Understood } from '../../../shared/typed-settings.ts';
import type { DraftField, FieldTexts, SecretDraft } from '../draft.ts';

/** What a part of the form makes of what was typed; the settings hold where there is no error. */
export interface Checked<Settings> {
  errors: FieldTexts;
  hints: FieldTexts;
  settings: Settings;
}

/** A line as it is stored: control characters, which come along from other programs, have no place in it. */
export const line = (text: string): string => text.replaceAll(/\p{Cc}+/gu, ' ').trim();

/** What is not filled in is stored as null. */
export const emptyAsNull = (text: string): string | null => (text === '' ? null : text);

/** Says that a text is too long; null where it is not. */
export const tooLong = (text: string, most: number, what: string): string | null =>
  text.length > most ? `${what} has at most ${most} characters.` : null;

/** The same for a secret that is to be set. */
export function secretTooLong(secret: SecretDraft | undefined, what: string): string | null {
  return secret?.action === 'set' ? tooLong(secret.value, 4_000, what) : null;
}

/** The fields that have a text. */
export function texts(all: Partial<Record<DraftField, string | null>>): FieldTexts {
  return Object.fromEntries(Object.entries(all).flatMap(([field, text]) => (text ? [[field, text] as const] : [])));
}

/** Why a text could not be understood; null where it was, or where there is none. */
export const errorOf = (read: Understood<unknown> | null): string | null =>
  read === null || read.ok ? null : read.message;

/** Says how something was understood, so that nothing is corrected in silence. */
export const hintOf = (read: Understood<unknown> | null): string | null =>
  read?.ok === true && read.corrections.length > 0 ? read.corrections.join(' ') : null;

/** What was understood; null where nothing was. */
export const valueOf = <Value>(read: Understood<Value> | null): Value | null => (read?.ok === true ? read.value : null);
