export { withEnding } from './copy.ts';
export { parseContent, schemaVersion, type FileContent } from './format.ts';
export { createSessionSecrets, type SessionSecrets } from './session-secrets.ts';
export { acceptCertificate, dropCertificates, dropChangedCertificates } from './certificate-exceptions.ts';
export { createProfileStore, type ProfileStore } from './store.ts';
