import type { Session } from 'electron';

/** Files are written by the main process where the person chose; a page starts no download. */
export function denyDownloads(session: Session): void {
  session.on('will-download', (event) => event.preventDefault());
}
