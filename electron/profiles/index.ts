export { withEnding } from './copy.ts';
export { parseContent, schemaVersion, type FileContent } from './format.ts';
export { acceptCertificate, dropCertificates, dropChangedCertificates } from './certificate-exceptions.ts';
export { mergeSettings } from './merge-settings.ts';
export { createProfileStore, type ProfileStore, type SecretMarks } from './store.ts';
