/** The executable that is already here, or null. */
export function installedElectron(): string | null;

/** Fetches the runtime, or tells why it cannot be fetched. */
export function fetchElectron(): Promise<{ executable: string } | { reason: string }>;
