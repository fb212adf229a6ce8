import { parseCreatioAddress, parseIdentityServiceAddress, type ParsedAddress } from '../../shared/address.ts';
import type { CallRequest, ProfileView, SecretChange } from '../../shared/contract.ts';
import type { PlatformChoice } from '../../shared/profile.ts';
import type { SecretName } from '../../shared/profile-schema.ts';

/** The settings that the form does not show; they stay as they are. */
type OtherSettings = Omit<
  CallRequest<'profiles.save'>['profile'],
  'id' | 'name' | 'creatioUrl' | 'platform' | 'identityServiceUrl' | 'clientId' | 'timeLimitSeconds'
>;

/** An environment as it is being typed; nothing is parsed or thrown away. */
export interface Draft {
  id: string | null;
  name: string;
  creatioUrl: string;
  platform: PlatformChoice;
  identityServiceUrl: string;
  clientId: string;
  /** `keep` leaves the stored secret as it is, which the page never sees. */
  secret: 'keep' | 'remove' | 'set';
  secretValue: string;
  timeLimitSeconds: string;
  others: OtherSettings;
}

export type DraftField =
  'name' | 'creatioUrl' | 'identityServiceUrl' | 'clientId' | 'clientSecret' | 'timeLimitSeconds';

/** The fields in the order in which they stand. */
export const draftFields: readonly DraftField[] = [
  'name',
  'creatioUrl',
  'identityServiceUrl',
  'clientId',
  'clientSecret',
  'timeLimitSeconds',
];

/** What is wrong with a draft, what was understood differently, and, where nothing is wrong, what can be saved. */
export interface CheckedDraft {
  errors: Partial<Record<DraftField, string>>;
  hints: Partial<Record<DraftField, string>>;
  request: CallRequest<'profiles.save'> | null;
}

export const emptyDraft: Draft = {
  id: null,
  name: '',
  creatioUrl: '',
  platform: 'auto',
  identityServiceUrl: '',
  clientId: '',
  secret: 'set',
  secretValue: '',
  timeLimitSeconds: '15',
  others: {},
};

export const draftOf = (profile: ProfileView): Draft => ({
  id: profile.id,
  name: profile.name,
  creatioUrl: profile.creatioUrl,
  platform: profile.platform,
  identityServiceUrl: profile.identityServiceUrl ?? '',
  clientId: profile.clientId ?? '',
  secret: hasSecret(profile, 'client-secret') ? 'keep' : 'set',
  secretValue: '',
  timeLimitSeconds: String(profile.timeLimitSeconds),
  others: {
    group: profile.group,
    production: profile.production,
    creatioVersion: profile.creatioVersion,
    logFolders: profile.logFolders,
    notes: profile.notes,
    caseNumber: profile.caseNumber,
    trust: profile.trust,
    proxy: profile.proxy,
    furtherClients: profile.furtherClients,
  },
});

/** Checks a draft by the rules of the contract, in sentences. */
export function checkDraft(draft: Draft): CheckedDraft {
  const creatio = parseCreatioAddress(draft.creatioUrl);
  const identity =
    draft.identityServiceUrl.trim() === '' ? null : parseIdentityServiceAddress(draft.identityServiceUrl);
  const seconds = Number(draft.timeLimitSeconds.trim());
  const name = draft.name.trim();
  const clientId = draft.clientId.trim();
  const errors = withoutNulls({
    name: nameError(name),
    creatioUrl: creatio.ok ? null : creatio.message,
    identityServiceUrl: identity === null || identity.ok ? null : identity.message,
    clientId: clientId.length > 200 ? 'A client id has at most 200 characters.' : null,
    clientSecret: secretError(draft),
    timeLimitSeconds:
      draft.timeLimitSeconds.trim() !== '' && Number.isInteger(seconds) && seconds >= 1 && seconds <= 600
        ? null
        : 'Enter a whole number of seconds from 1 to 600.',
  });
  const hints = withoutNulls({
    creatioUrl: addressHint(creatio, draft.platform),
    identityServiceUrl: identity && addressHint(identity, draft.platform),
  });
  if (Object.keys(errors).length > 0 || !creatio.ok || identity?.ok === false) return { errors, hints, request: null };
  return {
    errors,
    hints,
    request: {
      profile: {
        ...draft.others,
        ...(draft.id !== null && { id: draft.id }),
        name,
        creatioUrl: creatio.url,
        platform: draft.platform,
        identityServiceUrl: identity?.url ?? null,
        clientId: clientId === '' ? null : clientId,
        timeLimitSeconds: seconds,
      },
      secrets: clientSecretChange(draft),
    },
  };
}

function nameError(name: string): string | null {
  if (name === '') return 'Enter a name by which you recognise the environment.';
  return name.length > 200 ? 'A name has at most 200 characters.' : null;
}

function secretError({ secret, secretValue, clientId }: Draft): string | null {
  if (secret === 'remove' || (secret === 'set' && secretValue === '')) return null;
  if (secretValue.length > 4_000) return 'A client secret has at most 4000 characters.';
  return clientId.trim() === '' ? 'A client secret needs the client id that it belongs to.' : null;
}

const hasSecret = ({ secrets }: ProfileView, wanted: SecretName): boolean =>
  secrets.some(({ name }) => name === wanted);

function clientSecretChange({ secret, secretValue }: Draft): Partial<Record<'client-secret', SecretChange>> {
  if (secret === 'set' && secretValue !== '') return { 'client-secret': { action: 'set', value: secretValue } };
  return secret === 'remove' ? { 'client-secret': { action: 'remove' } } : {};
}

const platformHints = {
  'net-framework': 'The address belongs to a Creatio on .NET Framework.',
  net: 'The address belongs to a Creatio on .NET.',
} as const;

/** Says how an address was understood, so that nothing is corrected in silence. */
function addressHint(parsed: ParsedAddress, platform: PlatformChoice): string | null {
  if (!parsed.ok || parsed.corrections.length === 0) return null;
  const hint = platform !== parsed.platformHint && parsed.platformHint ? [platformHints[parsed.platformHint]] : [];
  return [`Understood as ${parsed.url}.`, ...parsed.corrections, ...hint].join(' ');
}

function withoutNulls(texts: Partial<Record<DraftField, string | null>>): Partial<Record<DraftField, string>> {
  return Object.fromEntries(Object.entries(texts).filter((entry) => entry[1] !== null && entry[1] !== undefined));
}
