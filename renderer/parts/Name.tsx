import { visibleText } from '../../shared/visible-text.ts';

/** A name that somebody gave: whatever it is made of, it reads as it is and leaves the words around it in their places. */
export const Name = ({ children }: { children: string }) => <bdi>{visibleText(children)}</bdi>;
