import { parseCreatioVersion, parsePath } from '../../../shared/typed-settings.ts';
import type { Draft } from '../draft.ts';
import { emptyAsNull, errorOf, hintOf, line, texts, tooLong, valueOf, type Checked } from './text.ts';

/** Group, production mark, version, case number and notes. */
export function checkDescription(draft: Draft) {
  const group = line(draft.group);
  const caseNumber = line(draft.caseNumber);
  const notes = draft.notes.replaceAll(/\r\n?/g, '\n').replaceAll(/(?![\n\t])\p{Cc}/gu, ' ');
  const version = draft.creatioVersion.trim() === '' ? null : parseCreatioVersion(draft.creatioVersion);
  return {
    errors: texts({
      group: tooLong(group, 200, 'The name of a group'),
      creatioVersion: errorOf(version),
      caseNumber: tooLong(caseNumber, 100, 'A case number'),
      notes: tooLong(notes, 20_000, 'A note'),
    }),
    hints: texts({ creatioVersion: hintOf(version) }),
    settings: {
      group: emptyAsNull(group),
      production: draft.production,
      creatioVersion: valueOf(version),
      caseNumber: emptyAsNull(caseNumber),
      notes,
    },
  } satisfies Checked<unknown>;
}

/** Where the logs of Creatio and of the Identity Service are. */
export function checkLogFolders(draft: Draft) {
  const creatio = pathOrNull(draft.creatioLogs);
  const identityService = pathOrNull(draft.identityServiceLogs);
  return {
    errors: texts({ creatioLogs: errorOf(creatio), identityServiceLogs: errorOf(identityService) }),
    hints: texts({ creatioLogs: hintOf(creatio), identityServiceLogs: hintOf(identityService) }),
    settings: { logFolders: { creatio: valueOf(creatio), identityService: valueOf(identityService) } },
  } satisfies Checked<unknown>;
}

/** A path as it is stored; null where none is given. */
export const pathOrNull = (text: string) => (text.trim() === '' ? null : parsePath(text));
