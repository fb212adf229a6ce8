import { clientOf, runningAttempt, useClient, type Client } from '../client.ts';
import { neededFor } from '../request/check.ts';
import type { RequestFormState } from '../request/use-request-form.ts';

/** More would be a burden for the server, and hardly be read. */
const mostScopes = 10;

/** Asks for each scope alone, one after the other; the attempts then stand below each other. Ends where something is asked first. */
export async function askForEachScope(form: RequestFormState, scopes: readonly string[]): Promise<void> {
  const { profile, draft } = form;
  for (const scope of scopes.slice(0, mostScopes)) {
    form.act({ kind: 'token' }, neededFor(draft), { scope });
    const client = await quiet(profile.id);
    if (client.question !== null) break;
  }
  form.change({ scope: draft.scope });
}

const isQuiet = (client: Client): boolean => !client.starting && runningAttempt(client) === null;

/** Waits until nothing is under way. */
async function quiet(profileId: string): Promise<Client> {
  const now = clientOf(useClient.getState(), profileId);
  if (isQuiet(now)) return now;
  return new Promise((resolve) => {
    const stop = useClient.subscribe((state) => {
      const client = clientOf(state, profileId);
      if (!isQuiet(client)) return;
      stop();
      resolve(client);
    });
  });
}
