import { randomUUID } from 'node:crypto';
import type { OpenedBundle } from '../../../shared/bundle.ts';
import { UserError } from '../../../shared/user-error.ts';
import type { AgeKey } from '../age.ts';
import { openBundle, type BundleView } from './opened.ts';
import { createPreviews, type PreviewRequest, type PreviewWindow } from './preview.ts';
import { trySample, type SampleRequest, type Segments } from './sample.ts';
import type { TimelineQuery } from './timeline.ts';

/** What the thread that looks into files can be asked; requests and answers are plain data. */
export interface ViewMethods {
  open(request: { file: string; key: AgeKey }): Promise<OpenedBundle>;
  timeline(request: { bundleId: string; query: TimelineQuery }): ReturnType<BundleView['timeline']>;
  read(request: { bundleId: string; path: string; offset: number }): ReturnType<BundleView['read']>;
  close(request: { bundleId: string }): Promise<null>;
  preview(request: PreviewRequest): Promise<PreviewWindow | { searched: number } | null>;
  tryRule(request: SampleRequest): Promise<Segments>;
  /** Removes what was unpacked. */
  end(request: null): Promise<null>;
}

export function createViewMethods(): ViewMethods {
  const views = new Map<string, BundleView>();
  const previews = createPreviews();
  const viewOf = (bundleId: string): BundleView => {
    const view = views.get(bundleId);
    if (view !== undefined) return view;
    throw new UserError('bundle-closed', 'This bundle is no longer open. Open it again.');
  };
  return {
    async open({ file, key }) {
      const view = await openBundle(file, key);
      const bundleId = randomUUID();
      views.set(bundleId, view);
      return { bundleId, ...view.overview };
    },
    timeline: async ({ bundleId, query }) => viewOf(bundleId).timeline(query),
    read: async ({ bundleId, path, offset }) => viewOf(bundleId).read(path, offset),
    async close({ bundleId }) {
      await views.get(bundleId)?.close();
      views.delete(bundleId);
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
