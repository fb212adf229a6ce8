import type { ProfileView } from '../../shared/contract.ts';
import { mergeFields, mergeList } from '../../shared/merge.ts';
import type { PlatformChoice, Profile, ProfileInput, ProxyMode } from '../../shared/profile.ts';
import type { SecretName } from '../../shared/profile-schema.ts';

export type AcceptedCertificate = Profile['trust']['acceptedCertificates'][number];
export type FurtherClient = Profile['furtherClients'][number];
export type StoredSecret = ProfileView['secrets'][number];

/** What becomes of a secret on saving; a stored one, which the page never sees, is kept where nothing is said. */
export type SecretDraft = { action: 'remove' } | { action: 'set'; value: string };

/** An environment as it is being typed; nothing is parsed or thrown away. */
export interface Draft {
  id: string | null;
  name: string;
  creatioUrl: string;
  platform: PlatformChoice;
  identityServiceUrl: string;
  clientId: string;
  timeLimitSeconds: string;
  group: string;
  production: boolean;
  creatioVersion: string;
  caseNumber: string;
  notes: string;
  creatioLogs: string;
  identityServiceLogs: string;
  authorityFile: string;
  /** As they are stored. */
  acceptedCertificates: readonly AcceptedCertificate[];
  /** Keys of those that saving removes. */
  removedCertificates: readonly string[];
  clientCertificate: 'none' | 'pfx' | 'pem';
  pfxFile: string;
  certificateFile: string;
  keyFile: string;
  proxyMode: ProxyMode;
  proxyUrl: string;
  proxyUsername: string;
  proxyBypass: string;
  furtherClients: readonly FurtherClient[];
  /** Which secrets are stored, since when and where. */
  storedSecrets: readonly StoredSecret[];
  secrets: Readonly<Partial<Record<SecretName, SecretDraft>>>;
}

/** What was changed of an environment; all else follows what is stored, even when another console changes it. */
export type DraftChanges = Partial<Draft>;

/** Changes, and what was stored when they were made. */
export interface KeptDraft {
  base: Draft;
  changes: DraftChanges;
}

/** The fields of a draft that hold a line or more of text. */
export type TextKey = { [Key in keyof Draft]: Draft[Key] extends string ? Key : never }[Exclude<
  keyof Draft,
  'platform' | 'clientCertificate' | 'proxyMode'
>];

export type ClientField = `client.${string}.${'name' | 'clientId' | 'secret'}`;
export type DraftField = TextKey | 'clientSecret' | 'certificatePassphrase' | 'proxyPassword' | ClientField;

export type FieldTexts = Partial<Record<DraftField, string>>;

/** The form of an environment that is added. */
export const emptyDraft: Draft = {
  id: null,
  name: '',
  creatioUrl: '',
  platform: 'auto',
  identityServiceUrl: '',
  clientId: '',
  timeLimitSeconds: '15',
  group: '',
  production: false,
  creatioVersion: '',
  caseNumber: '',
  notes: '',
  creatioLogs: '',
  identityServiceLogs: '',
  authorityFile: '',
  acceptedCertificates: [],
  removedCertificates: [],
  clientCertificate: 'none',
  pfxFile: '',
  certificateFile: '',
  keyFile: '',
  proxyMode: 'system',
  proxyUrl: '',
  proxyUsername: '',
  proxyBypass: '',
  furtherClients: [],
  storedSecrets: [],
  secrets: {},
};

/** The form of an environment as it is stored; its secrets are not in it. */
export function draftOf(profile: ProfileView): Draft {
  const { trust, proxy, logFolders } = profile;
  const certificate = trust.clientCertificate;
  return {
    ...emptyDraft,
    id: profile.id,
    name: profile.name,
    creatioUrl: profile.creatioUrl,
    platform: profile.platform,
    identityServiceUrl: profile.identityServiceUrl ?? '',
    clientId: profile.clientId ?? '',
    timeLimitSeconds: String(profile.timeLimitSeconds),
    group: profile.group ?? '',
    production: profile.production,
    creatioVersion: profile.creatioVersion ?? '',
    caseNumber: profile.caseNumber ?? '',
    notes: profile.notes,
    creatioLogs: logFolders.creatio ?? '',
    identityServiceLogs: logFolders.identityService ?? '',
    authorityFile: trust.authorityFile ?? '',
    acceptedCertificates: trust.acceptedCertificates,
    clientCertificate: certificate?.format ?? 'none',
    pfxFile: certificate?.format === 'pfx' ? certificate.file : '',
    certificateFile: certificate?.format === 'pem' ? certificate.certificateFile : '',
    keyFile: certificate?.format === 'pem' ? certificate.keyFile : '',
    proxyMode: proxy.mode,
    proxyUrl: proxy.url ?? '',
    proxyUsername: proxy.username ?? '',
    proxyBypass: proxy.bypass.join('\n'),
    furtherClients: profile.furtherClients,
    storedSecrets: profile.secrets,
  };
}

/**
 * The draft that changes make of what is stored by now. What another console adds to a list, or removes from it, joins a list
 * that was changed here.
 */
export function draftWith(stored: Draft, kept: KeptDraft | undefined): Draft {
  if (kept === undefined) return stored;
  const { base, changes } = kept;
  const draft = { ...stored, ...changes };
  const clients = [base.furtherClients, stored.furtherClients, draft.furtherClients] as const;
  const bypass = [base.proxyBypass.split('\n'), stored.proxyBypass.split('\n'), draft.proxyBypass.split('\n')] as const;
  return {
    ...draft,
    furtherClients: mergeList(clients, ({ id }) => id, mergeFields),
    proxyBypass: mergeList(bypass, (line) => line).join('\n'),
  };
}

/** The settings of a stored environment, as the page gives them back beside changed ones. */
export function settingsOf(profile: ProfileView): ProfileInput {
  const {
    builtIn: _builtIn,
    secrets: _secrets,
    lastRun: _lastRun,
    mutedChecks: _mutedChecks,
    savedRequests: _savedRequests,
    ...settings
  } = profile;
  return settings;
}

/** What was changed, without what is again as it is stored. */
export function changesOf(stored: Draft, draft: Draft): DraftChanges {
  const known = new Map<string, unknown>(Object.entries(stored));
  const changed = Object.entries(draft).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(known.get(key)),
  );
  return Object.fromEntries(changed);
}

/** Tells accepted certificates apart. */
export const certificateKey = ({ server, fingerprint256 }: AcceptedCertificate): string =>
  `${server} ${fingerprint256}`;

/** The name under which the secret of a further client is kept. */
export const clientSecretName = (client: FurtherClient): SecretName => `further-client:${client.id}`;
/** The name of a field of a further client within the form. */
export const clientField = <Part extends 'name' | 'clientId' | 'secret'>(
  client: FurtherClient,
  part: Part,
): `client.${string}.${Part}` => `client.${client.id}.${part}`;
