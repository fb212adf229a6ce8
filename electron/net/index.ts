export type * from './types.ts';
export { bodyLimitBytes } from './types.ts';
