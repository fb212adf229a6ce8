import { clientRequestSchema } from '../../../shared/client/request.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { ClientRequest, SavedRequest } from '../../../shared/test-client.ts';
import { maskPatterns } from '../../reports/mask/patterns.ts';

type Kept = NonNullable<Profile['savedRequests']>[number];

/** A saved request as it stands in an environment; null for one that this console does not understand. */
export function readSavedRequest(
  profileId: string,
  { id, name, savedAt, request }: Kept,
  secrets: readonly string[],
): SavedRequest | null {
  const parsed = clientRequestSchema.safeParse(request);
  if (!parsed.success) return null;
  return {
    id,
    profileId,
    name,
    savedAt,
    request: parsed.data,
    hasSecret: secrets.includes(`request-secret:${id}`),
    hasRefreshToken: secrets.includes(`refresh-token:${id}`),
  };
}

/** The name of a further parameter that holds a secret, as its name tells, or null: such a request is not written to a file. */
export function secretParameter({ parameters }: ClientRequest): string | null {
  const isSecret = ({ name, value }: ClientRequest['parameters'][number]): boolean => {
    const text = `${name}=${value}`;
    return value !== '' && maskPatterns(text) !== text;
  };
  return parameters.find(isSecret)?.name ?? null;
}
