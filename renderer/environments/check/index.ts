import type { CallRequest, SecretChange } from '../../../shared/contract.ts';
import type { SecretName } from '../../../shared/profile-schema.ts';
import { clientSecretName, type Draft, type FieldTexts } from '../draft.ts';
import { checkClients } from './clients.ts';
import { checkConnection } from './connection.ts';
import { checkDescription, checkLogFolders } from './description.ts';
import { checkProxy } from './proxy.ts';
import { checkTrust } from './trust.ts';

/** What is wrong with a draft, what was understood differently, and, where nothing is wrong, what can be saved. */
export interface CheckedDraft {
  errors: FieldTexts;
  hints: FieldTexts;
  request: CallRequest<'profiles.save'> | null;
}

/** Checks a draft by the rules of the contract, in sentences. */
export function checkDraft(draft: Draft): CheckedDraft {
  const connection = checkConnection(draft);
  const description = checkDescription(draft);
  const logFolders = checkLogFolders(draft);
  const trust = checkTrust(draft);
  const proxy = checkProxy(draft);
  const clients = checkClients(draft);
  const parts = [connection, description, logFolders, trust, proxy, clients];
  const errors: FieldTexts = Object.assign({}, ...parts.map((part) => part.errors));
  const hints: FieldTexts = Object.assign({}, ...parts.map((part) => part.hints));
  if (Object.keys(errors).length > 0) return { errors, hints, request: null };
  const profile = {
    ...(draft.id !== null && { id: draft.id }),
    ...connection.settings,
    ...description.settings,
    ...logFolders.settings,
    ...trust.settings,
    ...proxy.settings,
    ...clients.settings,
  };
  return { errors, hints, request: { profile, secrets: secretChanges(draft) } };
}

/** What was typed, and the removal of stored secrets that belong to nothing any more. */
function secretChanges(draft: Draft): Partial<Record<SecretName, SecretChange>> {
  const names: SecretName[] = ['client-secret', 'proxy-password', ...draft.furtherClients.map(clientSecretName)];
  if (draft.clientCertificate !== 'none') names.push('client-certificate-passphrase');
  const changes: Partial<Record<SecretName, SecretChange>> = {};
  for (const name of names) {
    const change = draft.secrets[name];
    if (change?.action === 'remove' || (change?.action === 'set' && change.value !== '')) changes[name] = change;
  }
  for (const { name } of draft.storedSecrets) {
    if (!names.includes(name) && !isOfTestClient(name)) changes[name] = { action: 'remove' };
  }
  return changes;
}

/** Secrets of saved requests come and go with those, on the page of the test client. */
const isOfTestClient = (name: SecretName): boolean => /^(?:request-secret|refresh-token):/.test(name);
