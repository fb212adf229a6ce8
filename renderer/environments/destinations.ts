import { parseUrl } from '../../shared/url.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { checkConnection } from './check/connection.ts';
import { checkProxy } from './check/proxy.ts';
import { checkTrust } from './check/trust.ts';
import { certificateKey, clientSecretName, type Draft, type DraftField } from './draft.ts';

/** Something that is sent elsewhere, or accepted, once a change is saved. */
export interface Destination {
  field: DraftField;
  sentence: string;
}

/**
 * Where secrets that are stored, or the tokens that are got with them, will be sent that they were not sent before, and whose
 * certificates will be accepted that were not: a sentence each, and the field that it follows from. A secret that is entered anew goes where it was entered for.
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
  const known = new Set(stored.acceptedCertificates.map(certificateKey));
  const { acceptedCertificates } = checkTrust(draft).settings.trust;
  for (const certificate of acceptedCertificates.filter((each) => !known.has(certificateKey(each)))) {
    tell(
      'certificateServer',
      `A certificate of ${visibleText(certificate.server)} will be accepted that the computer does not trust.`,
    );
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
