import { parseUrl } from '../../shared/url.ts';
import { lineText } from '../../shared/visible-text.ts';
import { inBrief } from '../checks/reply/words.ts';
import { maskPatterns } from '../reports/mask/patterns.ts';
import type { Look } from './look.ts';

/** Words of another machine, for people: on one line, without what is a secret by its place, and never cut. */
export const outsideWords = (text: string): string => inBrief(lineText(maskPatterns(text)));

/** The machine as the subject of a sentence. */
export const machineOf = ({ machine }: Look): string => outsideWords(machine.name);

/** The host of the address that was looked at, with its port. */
export const hostOf = ({ address }: Look): string => parseUrl(address)?.host ?? address;
