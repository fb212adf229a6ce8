import type { ServerResult } from '../../../shared/server-view.ts';
import type { LookReason } from '../look.ts';

/** What a part of a look comes to, in a sentence. */
export type Seen = Pick<ServerResult, 'status' | 'summary' | 'remediation'>;

/** What that machine can do, or has no need of. */
export const pass = (summary: string): Seen => ({ status: 'pass', summary, remediation: null });
/** What that machine cannot do; the entry of the catalogue mends it. */
export const fail = (summary: string, remediation: string): Seen => ({ status: 'fail', summary, remediation });
/** What that machine can do, but not for long or not as it should. */
export const warn = (summary: string, remediation: string): Seen => ({ status: 'warn', summary, remediation });

/** What was not looked at is neither right nor wrong; the reason says why. */
export function skipped(reason: LookReason | null, what: string): Seen {
  const why =
    reason === 'no-tool'
      ? 'the tools for it are missing there, or may not be used'
      : reason === 'not-needed'
        ? 'it is not needed for this address'
        : 'what comes before it failed';
  return { status: 'skip', summary: `${what} was not looked at: ${why}.`, remediation: null };
}

export type Facts = ServerResult['facts'];

/** A fact where it is known. */
export const one = (label: string, value: string | null): Facts => (value === null ? [] : [{ label, value }]);
export const list = (label: string, values: readonly string[]): Facts => values.flatMap((value) => one(label, value));
export const said = (detail: string | null): Facts => one('In the words of the system', detail);
