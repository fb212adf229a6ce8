import { randomUUID } from 'node:crypto';
import type { ParsedRequest } from '../../shared/contract.ts';
import { practiceProfileId, type Profile } from '../../shared/profile.ts';
import type { SecretName } from '../../shared/profile-schema.ts';
import type { SavedRequest } from '../../shared/test-client.ts';
import { UserError } from '../../shared/user-error.ts';
import { readSavedRequest, secretAddress, secretParameter } from '../oauth/client/index.ts';
import type { ProfileStore } from '../profiles/index.ts';
import type { EnvironmentSecrets } from '../secrets/index.ts';
import { createSecretAccess } from './secret-access.ts';

/** The requests of the test client that are kept with the environments, and their secrets. */
export interface SavedRequests {
  list(profileId: string): Promise<SavedRequest[]>;
  /** Throws a UserError `request-unknown`. */
  find(profileId: string, id: string): Promise<SavedRequest>;
  /** Throws a UserError `request-holds-secret`, `requests-full`, `profile-built-in`, or where neither file nor keychain can be written. */
  save(request: ParsedRequest<'client.saveRequest'>): Promise<SavedRequest>;
  remove(profileId: string, id: string): Promise<void>;
  keepRefreshToken(profileId: string, id: string, value: string): Promise<void>;
  readRefreshToken(profileId: string, id: string): Promise<string>;
  forgetRefreshToken(profileId: string, id: string): Promise<void>;
}

/** As many as the file of the environments takes for each of them. */
const mostRequests = 200;

/** A name as a line; a pasted one can hold tabs and line ends. */
const inOneLine = (name: string): string => name.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim() || 'Request';

const secretOf = (id: string): SecretName => `request-secret:${id}`;
const refreshTokenOf = (id: string): SecretName => `refresh-token:${id}`;

/** The requests that are saved with environments, and their secrets. */
export function createSavedRequests(store: ProfileStore, secrets: EnvironmentSecrets): SavedRequests {
  const access = createSecretAccess(store, secrets);

  async function profileOf(id: string): Promise<Profile> {
    if (id === practiceProfileId) throw builtIn();
    const profile = (await store.list()).find((each) => each.id === id);
    if (profile === undefined) {
      throw new UserError('profile-not-found', 'This environment no longer exists. Choose another one in the list.');
    }
    return profile;
  }

  async function list(profileId: string): Promise<SavedRequest[]> {
    if (profileId === practiceProfileId) return [];
    const profile = await profileOf(profileId);
    const names = secrets.view(profile).map(({ name }) => name);
    return (profile.savedRequests ?? []).flatMap((kept) => readSavedRequest(profileId, kept, names) ?? []);
  }

  async function find(profileId: string, id: string): Promise<SavedRequest> {
    const found = (await list(profileId)).find((saved) => saved.id === id);
    if (found !== undefined) return found;
    throw new UserError(
      'request-unknown',
      'This saved request no longer exists. It may have been removed in another window.',
    );
  }

  /** Marks go before their secrets: what cannot be removed from the keychain now is found as an orphan. */
  async function drop(profileId: string, names: readonly SecretName[]): Promise<void> {
    const marked = (await profileOf(profileId)).secrets.filter(({ name }) => names.includes(name));
    secrets.forgetSession(profileId, names);
    if (marked.length === 0) return;
    await store.update(profileId, (profile) => ({
      ...profile,
      secrets: profile.secrets.filter(({ name }) => !names.includes(name)),
    }));
    await secrets.remove(
      profileId,
      marked.map(({ name }) => name),
    );
  }

  return {
    list,
    find,
    async save({ profileId, id = randomUUID(), name, request, secret }) {
      if (profileId === practiceProfileId) throw builtIn();
      const address = secretAddress(request);
      if (address !== null) {
        throw new UserError(
          'request-holds-secret',
          `The ${address} holds a secret, which would be written to a file. Remove it there before you save the request.`,
        );
      }
      const parameter = secretParameter(request);
      if (parameter !== null) {
        throw new UserError(
          'request-holds-secret',
          `The further parameter "${parameter}" holds a secret, which would be written to a file. Remove its value before you save the request.`,
        );
      }
      const saved = {
        id,
        name: inOneLine(name),
        savedAt: new Date().toISOString(),
        // A secret of its own takes the place of that of the environment.
        request: secret?.action === 'set' ? { ...request, secret: secretOf(id) } : request,
      };
      await store.update(profileId, (profile) => {
        const others = profile.savedRequests ?? [];
        if (others.length >= mostRequests && !others.some((each) => each.id === id)) {
          throw new UserError(
            'requests-full',
            `This environment has ${mostRequests} saved requests, and holds no more. Remove one that is no longer needed.`,
          );
        }
        return {
          ...profile,
          savedRequests: others.some((each) => each.id === id)
            ? others.map((each) => (each.id === id ? saved : each))
            : [...others, saved],
        };
      });
      if (secret?.action === 'set') {
        const values = new Map([[secretOf(id), secret.value]]);
        if (secret.keep === 'keychain') await access.setSecrets(profileId, values);
        else {
          await drop(profileId, [secretOf(id)]);
          secrets.keepForSession(profileId, values);
        }
      }
      if (secret?.action === 'remove') await drop(profileId, [secretOf(id)]);
      return find(profileId, id);
    },
    async remove(profileId, id) {
      await store.update(profileId, (profile) => ({
        ...profile,
        savedRequests: (profile.savedRequests ?? []).filter((each) => each.id !== id),
      }));
      await drop(profileId, [secretOf(id), refreshTokenOf(id)]);
    },
    async keepRefreshToken(profileId, id, value) {
      await find(profileId, id);
      await access.setSecrets(profileId, new Map([[refreshTokenOf(id), value]]));
    },
    async readRefreshToken(profileId, id) {
      await find(profileId, id);
      const value = await access.readSecret(profileId, refreshTokenOf(id));
      if (value !== null) return value;
      throw new UserError('token-unknown', 'No refresh token is kept for this request.');
    },
    forgetRefreshToken: (profileId, id) => drop(profileId, [refreshTokenOf(id)]),
  };
}

const builtIn = (): UserError =>
  new UserError(
    'profile-built-in',
    'The practice environment is built in, so nothing can be saved with it. Add an environment of your own.',
  );
