import type { z } from 'zod';
import type { CallError } from '../../shared/contract.ts';

/** What the page is told of a fault of our own: calm, and nothing of what is inside. */
export const internalError: CallError = {
  code: 'internal',
  message:
    'The console itself failed here; your environment is not the cause. Try again; if it happens again, start the console anew.',
};

/** An error as a log line: its kind and where it arose. Messages are left out, since they may quote a secret. */
export function describeCrash(error: unknown): string {
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.map((line) => line.trim())].join(' ');
}

/** Where data does not fit its schema and why, without the data. */
export function describeMismatch(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.map(String).join('.') || '(all of it)'}: ${issue.code}`).join('; ');
}
