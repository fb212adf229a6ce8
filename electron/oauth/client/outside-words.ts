import { inBrief } from '../../../shared/brief.ts';
import { lineText } from '../../../shared/visible-text.ts';

/** Words of a server within a sentence of ours: on one line, without what deceives, and not endless. */
export const outsideWords = (words: string): string => inBrief(lineText(words));
