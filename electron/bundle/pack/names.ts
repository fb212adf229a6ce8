import { findIn, replaceIn, type Pseudonyms, type Redaction, type Stretch } from '../../redaction/index.ts';
import { createSafeNames } from '../zip/names.ts';

/** Hides what is secret in short texts of a bundle, in the names of its files above all. */
export interface ShortTexts {
  /** @param found is told of what was found */
  redacted(text: string, found?: (stretch: Stretch) => void): string;
  /**
   * A name in the archive, which no other file has and in which no secret stands. What is found stays the same for the same
   * names, asked for in the same order.
   */
  nameOf(path: string): string;
  /** Takes a name of the console's own. */
  take(path: string): void;
}

/** A name can become like a secret by what is changed for other systems; what it becomes then is looked at again. */
const mostTries = 3;

export function createShortTexts(redaction: Redaction, pseudonyms: Pseudonyms): ShortTexts {
  const safeName = createSafeNames();
  const stretchesOf = (text: string): Stretch[] => {
    const finder = findIn(redaction);
    return [finder.next(Buffer.from(text, 'utf8')), finder.end()].filter((stretch) => stretch !== null);
  };
  const redacted: ShortTexts['redacted'] = (text, found) => {
    const stretches = stretchesOf(text);
    for (const stretch of stretches) found?.(stretch);
    if (stretches.every(({ findings }) => findings.length === 0)) return text;
    const parts = stretches.map((stretch) => replaceIn(stretch, pseudonyms));
    return Buffer.concat(parts).toString('utf8');
  };
  const holdsSecret = (text: string): boolean =>
    stretchesOf(text).some(({ findings }) => findings.some(({ personal }) => personal === null));
  // In a path of Windows the folder of a user is known wherever it stands; a name within an archive has no root.
  const redactedPath = (path: string): string => redacted(`C:\\${path.replaceAll('/', '\\')}`).slice(3);

  return {
    redacted,
    nameOf(path) {
      let text = redactedPath(path);
      for (let tries = 0; tries < mostTries; tries += 1) {
        const name = safeName(text);
        if (!holdsSecret(name)) return name;
        text = redacted(name);
      }
      return safeName('logs/unnamed');
    },
    take: (path) => void safeName(path),
  };
}
