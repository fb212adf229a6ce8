/**
 * Masked secrets in the texts of an attempt. In the place of each stands a marker such as `⟪client_secret.3⟫`: what it is
 * and its number in the attempt, by which it can be revealed.
 */
export const markerOf = (what: string, mask: number): string => `⟪${what}.${mask}⟫`;

// The point is a sign that no rule of masking looks for.
const markers = /⟪([a-z_]+)\.(\d{1,6})⟫/g;

/** A part of a masked text: as it is, or a secret in the place of which a marker stands. */
export type TextPart = { text: string } | { mask: number; what: string; marker: string };

/** Takes a masked text apart. */
export function partsOf(masked: string): TextPart[] {
  const parts: TextPart[] = [];
  let position = 0;
  for (const { 0: marker, 1: what = '', 2: number = '', index } of masked.matchAll(markers)) {
    if (index > position) parts.push({ text: masked.slice(position, index) });
    parts.push({ mask: Number(number), what, marker });
    position = index + marker.length;
  }
  if (position < masked.length) parts.push({ text: masked.slice(position) });
  return parts;
}

/** The text with something else in the place of each secret. */
export const replaceMarkers = (masked: string, put: (what: string, mask: number, marker: string) => string): string =>
  masked.replace(markers, (marker, what: string, number: string) => put(what, Number(number), marker));
