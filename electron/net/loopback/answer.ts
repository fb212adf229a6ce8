import { createHash } from 'node:crypto';

const style =
  'body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1.5rem;color:#242424;background:#fff}' +
  '@media(prefers-color-scheme:dark){body{color:#f5f5f5;background:#1f1f1f}}';

const styleHash = createHash('sha256').update(style).digest('base64');

/** The page may load and run nothing; it goes nowhere and tells nobody the address it was reached by, in which the code stands. */
export const answerHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  connection: 'close',
};

/** What the browser shows after the redirect, the same whatever came with it. */
export function answerPage(arrived: boolean): string {
  const [title, text] = arrived
    ? [
        'Back to the console',
        'The OAuth Console has the answer of the service. You can close this page and go on there.',
      ]
    : ['Nothing here', 'The OAuth Console waits here for the answer of a service only.'];
  return `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${style}</style></head><body><h1>${title}</h1><p>${text}</p></body></html>\n`;
}
