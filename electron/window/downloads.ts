/** The part of Electron's `Session` that tells of downloads. */
interface DownloadingSession {
  on(event: 'will-download', listener: (event: { preventDefault(): void }) => void): unknown;
}

/** Files are written by the main process where the person chose; a page starts no download. */
export function denyDownloads(session: DownloadingSession): void {
  session.on('will-download', (event) => event.preventDefault());
}
