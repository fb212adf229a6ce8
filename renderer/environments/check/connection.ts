import { parseCreatioAddress, parseIdentityServiceAddress, type ParsedAddress } from '../../../shared/address.ts';
import type { PlatformChoice } from '../../../shared/profile.ts';
import type { Draft } from '../draft.ts';
import { emptyAsNull, line, secretTooLong, texts, tooLong, type Checked } from './text.ts';

/** Name, addresses and client. */
export function checkConnection(draft: Draft) {
  const creatio = parseCreatioAddress(draft.creatioUrl);
  const identity =
    draft.identityServiceUrl.trim() === '' ? null : parseIdentityServiceAddress(draft.identityServiceUrl);
  const seconds = Number(draft.timeLimitSeconds.trim());
  const name = line(draft.name);
  const clientId = line(draft.clientId);
  return {
    errors: texts({
      name: name === '' ? 'Enter a name by which you recognise the environment.' : tooLong(name, 200, 'A name'),
      creatioUrl: creatio.ok ? null : creatio.message,
      identityServiceUrl: identity === null || identity.ok ? null : identity.message,
      clientId: tooLong(clientId, 200, 'A client id'),
      clientSecret: clientSecretError(draft, clientId),
      timeLimitSeconds:
        draft.timeLimitSeconds.trim() !== '' && Number.isInteger(seconds) && seconds >= 1 && seconds <= 600
          ? null
          : 'Enter a whole number of seconds from 1 to 600.',
    }),
    hints: texts({
      creatioUrl: addressHint(creatio, draft.platform),
      identityServiceUrl: identity && addressHint(identity, draft.platform),
    }),
    settings: {
      name,
      creatioUrl: creatio.ok ? creatio.url : '',
      platform: draft.platform,
      identityServiceUrl: identity?.ok ? identity.url : null,
      clientId: emptyAsNull(clientId),
      timeLimitSeconds: seconds,
    },
  } satisfies Checked<unknown>;
}

function clientSecretError({ secrets }: Draft, clientId: string): string | null {
  const secret = secrets['client-secret'];
  if (secret?.action !== 'set' || secret.value === '') return null;
  const error = secretTooLong(secret, 'A client secret');
  return error ?? (clientId === '' ? 'A client secret needs the client id that it belongs to.' : null);
}

const platformHints = {
  'net-framework': 'The address belongs to a Creatio on .NET Framework.',
  net: 'The address belongs to a Creatio on .NET.',
} as const;

function addressHint(parsed: ParsedAddress, platform: PlatformChoice): string | null {
  if (!parsed.ok || parsed.corrections.length === 0) return null;
  const hint = platform !== parsed.platformHint && parsed.platformHint ? [platformHints[parsed.platformHint]] : [];
  return [`Understood as ${parsed.url}.`, ...parsed.corrections, ...hint].join(' ');
}
