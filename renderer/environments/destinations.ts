import { parseUrl } from '../../shared/url.ts';
import { checkConnection } from './check/connection.ts';
import { checkProxy } from './check/proxy.ts';
import { clientSecretName, type Draft, type DraftField } from './draft.ts';

/** Something that is sent elsewhere once a change is saved. */
export interface Destination {
  field: DraftField;
  sentence: string;
}

/**
 * Where secrets that are stored, or the tokens that are got with them, will be sent that they were not sent before:
 * a sentence each, and the field that it follows from. A secret that is entered anew goes where it was entered for.
 */
export function newDestinations(stored: Draft, draft: Draft): Destination[] {
  if (stored.id === null) return [];
  const [before, after] = [destinationsOf(stored), destinationsOf(draft)];
  const clients = keptClientSecrets(stored, draft);
  const found: Destination[] = [];
  const tell = (field: DraftField, sentence: string): void => void found.push({ field, sentence });
  if (clients > 0 && isOther(before.identityService, after.identityService)) {
    tell(
      'identityServiceUrl',
      `${clients === 1 ? 'The stored client secret' : `The ${clients} stored client secrets`} will be sent to ${after.identityService}${insteadOf(before.identityService)}.`,
    );
  }
  if (clients > 0 && after.identityService !== null && isOther(before.creatio, after.creatio)) {
    tell(
      'creatioUrl',
      `Tokens that are got with a stored client secret will be sent to ${after.creatio}${insteadOf(before.creatio)}.`,
    );
  }
  if (isKept(draft, 'proxy-password') && isOther(before.proxy, after.proxy)) {
    tell('proxyUrl', `The stored password of the proxy will be sent to ${after.proxy}${insteadOf(before.proxy)}.`);
  }
  return found;
}

interface Destinations {
  creatio: string | null;
  identityService: string | null;
  proxy: string | null;
}

/** By scheme, host and port; null where nothing is sent or the address cannot be used. */
function destinationsOf(draft: Draft): Destinations {
  const { settings: connection } = checkConnection(draft);
  const { proxy } = checkProxy(draft).settings;
  return {
    creatio: serverOf(connection.creatioUrl),
    identityService: serverOf(connection.identityServiceUrl),
    proxy: proxy.mode === 'manual' ? serverOf(proxy.url) : null,
  };
}

function serverOf(url: string | null): string | null {
  const parsed = url === null ? null : parseUrl(url);
  return parsed && `${parsed.protocol}//${parsed.host}`;
}

const isOther = (before: string | null, after: string | null): boolean => after !== null && after !== before;

const insteadOf = (before: string | null): string => (before === null ? '' : ` instead of ${before}`);

const isKept = ({ storedSecrets, secrets }: Draft, name: string): boolean =>
  storedSecrets.some((secret) => secret.name === name && secrets[secret.name] === undefined);

const keptClientSecrets = (stored: Draft, draft: Draft): number =>
  [
    ...(draft.clientId === '' ? [] : ['client-secret']),
    ...stored.furtherClients
      .filter(({ id }) => draft.furtherClients.some((each) => each.id === id))
      .map(clientSecretName),
  ].filter((name) => isKept(draft, name)).length;
