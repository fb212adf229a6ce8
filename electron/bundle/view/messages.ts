import type { BundleProgress } from '../../../shared/bundle.ts';
import type { ViewMethods } from './methods.ts';

export type ViewMethod = keyof ViewMethods;
export type ViewRequest<Method extends ViewMethod> = Parameters<ViewMethods[Method]>[0];
export type ViewAnswer<Method extends ViewMethod> = Awaited<ReturnType<ViewMethods[Method]>>;

/** What is asked, of any method. */
export type ViewCall = {
  [Method in ViewMethod]: { id: number; method: Method; request: ViewRequest<Method> };
}[ViewMethod];

/** A UserError loses its class on the way between threads, so it travels in its parts. */
export type ViewReply<Method extends ViewMethod = ViewMethod> = { id: number } & (
  | { state: 'done'; value: ViewAnswer<Method> }
  | { state: 'refused'; code: string; message: string }
  | { state: 'fault'; message: string }
);

/** What is told before there is an answer. */
export interface ViewNews {
  state: 'opening';
  progress: BundleProgress;
}
