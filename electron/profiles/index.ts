export { createSessionSecrets, type SessionSecrets } from './session-secrets.ts';
export { createProfileStore, type ProfileStore } from './store.ts';
