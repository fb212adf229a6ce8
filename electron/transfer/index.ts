export { clioSettingsFile, findClioSettings } from './clio/find.ts';
export { exportFileName, exportProfiles } from './export.ts';
export { runImport } from './import.ts';
export { keepSecrets, keepSecretsForSession, notKept, type ImportedSecret, type SecretAccess } from './keep-secrets.ts';
export type { Incoming } from './incoming.ts';
export { planImport, previewRow, type PlannedRow } from './plan.ts';
export { readImport } from './read.ts';
export { readImportFile } from './text.ts';
