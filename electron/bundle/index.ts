export { createBundle, type BundleMade, type BundleOptions, type BundleOrder } from './create.ts';
export { plainDocuments } from './documents.ts';
export { estimatePacked } from './estimate.ts';
export { logsOf, orderOf, type BundleContents } from './order.ts';
export { bundleName, mailOf, supportAddress } from './hand-over.ts';
export { redactFile, type RedactFileOptions } from './redact-file.ts';
export type { RedactionSettings } from './redaction-settings.ts';
export type { Progress } from './pack/progress.ts';
export { createView, type View } from './view/client.ts';
