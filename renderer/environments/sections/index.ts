import type { Draft, DraftField } from '../draft.ts';
import { clientField } from '../draft.ts';

/** The parts of the form that open, in their order. */
export const sectionIds = ['description', 'logs', 'trust', 'proxy', 'clients'] as const;
export type SectionId = (typeof sectionIds)[number];

const fixedFields: Readonly<Record<'connection' | SectionId, readonly DraftField[]>> = {
  connection: ['name', 'creatioUrl', 'identityServiceUrl', 'clientId', 'clientSecret', 'timeLimitSeconds'],
  description: ['group', 'creatioVersion', 'caseNumber', 'notes'],
  logs: ['creatioLogs', 'identityServiceLogs'],
  trust: ['authorityFile', 'pfxFile', 'certificateFile', 'keyFile', 'certificatePassphrase'],
  proxy: ['proxyUrl', 'proxyUsername', 'proxyPassword', 'proxyBypass'],
  clients: [],
};

/** The fields of a part in the order in which they stand. */
export function fieldsOf(part: 'connection' | SectionId, { furtherClients }: Draft): DraftField[] {
  const ofClients =
    part === 'clients'
      ? furtherClients.flatMap((client) => [
          clientField(client, 'name'),
          clientField(client, 'clientId'),
          clientField(client, 'secret'),
        ])
      : [];
  return [...fixedFields[part], ...ofClients];
}
