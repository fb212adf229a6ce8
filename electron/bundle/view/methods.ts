import { randomUUID } from 'node:crypto';
import type { BundleProgress } from '../../../shared/bundle.ts';
import type { OpenedBundle } from '../../../shared/opened-bundle.ts';
import { UserError } from '../../../shared/user-error.ts';
import type { AgeKey } from '../age.ts';
import type { FilesQuery } from './files.ts';
import { openBundle, type BundleView } from './opened.ts';
import { createPreviews, type PreviewRequest, type PreviewWindow } from './preview.ts';
import { trySample, type SampleRequest, type Segments } from './sample.ts';
import type { TimelinePage, TimelineQuery } from './timeline.ts';

/** What the thread that looks into files can be asked; requests and answers are plain data. */
export interface ViewMethods {
  open(request: { file: string; key: AgeKey; openingId?: string }): Promise<OpenedBundle>;
  /** Nothing happens where it is not being opened. */
  stopOpening(request: { openingId: string }): Promise<null>;
  files(request: { bundleId: string; query: FilesQuery }): Promise<ReturnType<BundleView['files']>>;
  timeline(request: { bundleId: string; query: TimelineQuery }): Promise<TimelinePage>;
  read(request: { bundleId: string; path: string; offset: number }): Promise<ReturnType<BundleView['read']>>;
  close(request: { bundleId: string }): Promise<null>;
  preview(request: PreviewRequest): Promise<PreviewWindow | { searched: number } | null>;
  tryRule(request: SampleRequest): Promise<Segments>;
  /** Removes what was unpacked. */
  end(request: null): Promise<null>;
}

/** A page that was opened anew knows nothing of what it had open, which may fill gigabytes of the disk. */
const mostOpen = 4;

/** @param tell takes how far a bundle that has a name is opened */
export function createViewMethods(tell: (progress: BundleProgress) => void = () => undefined): ViewMethods {
  const openings = new Map<string, AbortController>();
  const views = new Map<string, BundleView>();
  const previews = createPreviews();
  const viewOf = (bundleId: string): BundleView => {
    const view = views.get(bundleId);
    if (view !== undefined) return view;
    throw new UserError('bundle-closed', 'This bundle is no longer open. Open it again.');
  };
  const close = async (bundleId: string): Promise<void> => {
    const view = views.get(bundleId);
    views.delete(bundleId);
    await view?.close();
  };
  return {
    async open({ file, key, openingId = randomUUID() }) {
      const opening = new AbortController();
      openings.set(openingId, opening);
      try {
        const view = await openBundle(file, key, {
          tell: (progress) => tell({ jobId: openingId, ...progress }),
          signal: opening.signal,
        });
        const bundleId = randomUUID();
        views.set(bundleId, view);
        for (const oldest of [...views.keys()].slice(0, -mostOpen)) await close(oldest);
        return { bundleId, ...view.overview };
      } finally {
        openings.delete(openingId);
      }
    },
    async stopOpening({ openingId }) {
      openings.get(openingId)?.abort();
      return null;
    },
    files: async ({ bundleId, query }) => viewOf(bundleId).files(query),
    timeline: async ({ bundleId, query }) => viewOf(bundleId).timeline(query),
    read: async ({ bundleId, path, offset }) => viewOf(bundleId).read(path, offset),
    async close({ bundleId }) {
      await close(bundleId);
      return null;
    },
    preview: (request) => previews.window(request),
    tryRule: async (request) => trySample(request),
    async end() {
      await Promise.all([previews.close(), ...[...views.values()].map((view) => view.close())]);
      views.clear();
      return null;
    },
  };
}
