/** What is read of a reply's head. */
export interface WithHeaders {
  headers: readonly (readonly [name: string, value: string])[];
}

/** All values of a header joined by a comma, as RFC 9110 section 5.3 allows; an empty string when it is absent. */
export const headerOf = (response: WithHeaders, name: string): string =>
  response.headers
    .filter(([header]) => header.toLowerCase() === name)
    .map(([, value]) => value)
    .join(', ');

/** Whether a body is an HTML document or a piece of one, whatever its media type says. */
export const looksLikeHtml = (body: string): boolean =>
  /^\s*(?:<!--[^]{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|form|h[1-6]|div|script|meta|center)\b/i.test(
    body,
  );
