import { useEffect, useState } from 'react';
import { openedPage, type OpenedBundle, type OpenedFile } from '../../../shared/opened-bundle.ts';
import { counted } from '../../../shared/amounts.ts';
import { consoleApi, settled } from '../../api.ts';
import { announce } from '../../store/announcements.ts';
import { showError } from '../../store/notices.ts';

interface OpenedFiles {
  files: readonly OpenedFile[];
  /** Of all that are wanted. */
  count: number;
  /** Fetches further ones. */
  more: () => void;
}

/** A change waits for the next one, so that not every letter is searched for. */
const pauseMs = 200;

/** The files of an opened bundle that are wanted, as many as were asked for. */
export function useOpenedFiles(
  { bundleId, files, counts }: OpenedBundle,
  search: string,
  wrongOnly: boolean,
): OpenedFiles {
  const [found, setFound] = useState<{ files: readonly OpenedFile[]; count: number } | null>(null);
  const [asked, setAsked] = useState({ search, wrongOnly, most: openedPage });
  if (asked.search !== search || asked.wrongOnly !== wrongOnly) setAsked({ search, wrongOnly, most: openedPage });
  const { most } = asked;
  // The first page came with the bundle.
  const isFirst = asked.search === '' && !asked.wrongOnly && most === openedPage;
  useEffect(() => {
    if (isFirst) return undefined;
    let outdated = false;
    const fetch = async (): Promise<void> => {
      const offset = most - openedPage;
      const query = { bundleId, search: asked.search.trim(), wrongOnly: asked.wrongOnly, offset, limit: openedPage };
      const reply = await settled(consoleApi().bundle.files(query));
      if (outdated) return;
      if (!reply.ok) {
        showError(reply.error);
        return;
      }
      const { count, files: page } = reply.value;
      setFound((before) => ({
        count,
        files: offset === 0 ? page : [...(before?.files ?? files).slice(0, offset), ...page],
      }));
      if (offset === 0) announce(`${counted(count, 'file')} found.`);
    };
    const timer = setTimeout(() => void fetch(), most === openedPage ? pauseMs : 0);
    return () => {
      outdated = true;
      clearTimeout(timer);
    };
  }, [asked, most, isFirst, bundleId, files]);
  const shown = isFirst || found === null ? { files, count: counts.files } : found;
  return {
    ...shown,
    more() {
      setFound(shown);
      setAsked({ ...asked, most: shown.files.length + openedPage });
    },
  };
}
