import { headerOf } from '../reply/headers.ts';
import { finding, found, type Found } from './found.ts';
import type { ExplanationContext, SeenExchange } from './types.ts';
import { secondsInWords } from './words.ts';

/** Differences below this many seconds do no harm. */
const noticeable = 60;
/** How far clocks may differ before validators refuse a token, by their usual default. */
const tolerated = 300;

/** The clock of the server, by its Date header and by a token that was issued just now. */
export function explainClock(exchange: SeenExchange, context: ExplanationContext): Found {
  const { receivedAt, token, purpose } = context;
  if (receivedAt === undefined) return found([]);
  const now = receivedAt / 1_000;
  const { ahead: byHeader, header } = readDate(exchange, now);
  const issued = purpose === 'token' && token ? (token.issuedAt ?? token.notBefore) : null;
  // A token may have been issued before; only a beginning in the future tells of a clock.
  const byToken = issued === null || issued < now ? null : issued - now;
  const ahead = byHeader ?? byToken;
  const findings = [];
  if (ahead !== null && Math.abs(ahead) > noticeable) {
    const title = `The clock of the server is ${secondsInWords(ahead)} ${ahead > 0 ? 'ahead of' : 'behind'} that of this computer. Tokens can seem expired or not yet valid.`;
    findings.push(
      finding('clock-differs', Math.abs(ahead) > tolerated ? 'shown' : 'likely', title, 'clock-differs', [
        header === '' ? '' : `Date: ${header}`,
        byToken === null ? '' : `The token says that it was issued ${secondsInWords(byToken)} from now.`,
      ]),
    );
  }
  const start = purpose === 'token' && token ? Math.max(token.notBefore ?? 0, token.issuedAt ?? 0) - now : 0;
  if (start > noticeable) {
    const title = `The new token begins ${secondsInWords(start)} in the future by the clock of this computer.`;
    findings.push(finding('token-not-yet-valid', 'shown', title, 'token-not-yet-valid'));
  }
  const end = purpose === 'token' && token?.expiresAt ? token.expiresAt - now : 1;
  if (end <= 0) {
    const title = `The new token expired ${secondsInWords(end)} ago by the clock of this computer.`;
    findings.push(finding('token-expired', 'shown', title, 'token-expired'));
  }
  return found(findings, ...(findings.length > 0 ? (['diagnosis'] as const) : []));
}

/** The Date header against this computer; a cache on the way says how old it is (RFC 9111, section 5.1). */
function readDate({ response }: SeenExchange, now: number): { ahead: number | null; header: string } {
  const header = response === null ? '' : headerOf(response, 'date');
  const moment = Date.parse(header);
  if (response === null || Number.isNaN(moment)) return { ahead: null, header: '' };
  const age = Number.parseInt(headerOf(response, 'age') || '0', 10);
  return { ahead: moment / 1_000 + (Number.isNaN(age) ? 0 : age) - now, header };
}
