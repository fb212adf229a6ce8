import { useEffect, useState, type RefObject } from 'react';

/** What is selected within the text of a preview. */
export interface SelectedText {
  text: string;
  /** Which segments of it were replaced; what stands behind them, the page does not know. */
  parts: readonly number[];
}

/** The shortest and the longest text that a rule of one's own can start with. */
const [shortest, longest] = [2, 200];

/** Why no rule can be made of a text, as a sentence; null where one can. */
export function unfitForRule(text: string): string | null {
  if (/[\r\n]/.test(text)) return 'A rule is about a text within one line. Select less.';
  // Characters are counted here as the console counts them: one outside of the first plane is one.
  const { length } = Array.from(text);
  if (length < shortest) return 'One character alone is too little for a rule. Select at least two.';
  if (length > longest) return `A rule is about ${longest} characters at most. Select less.`;
  if (/\[U\+[0-9A-F]{4,6}\]/.test(text))
    return 'A character in it is shown by its number only. Select what stands beside it.';
  // What is no UTF-8 is shown as this character, and stands otherwise in the file.
  return text.includes('\uFFFD') ? 'A character in it could not be read. Select what stands beside it.' : null;
}

/** What is selected within an element whose marks name their segments; null where nothing is. */
export function useSelectedText(within: RefObject<HTMLElement | null>): SelectedText | null {
  const [selected, setSelected] = useState<SelectedText | null>(null);
  useEffect(() => {
    const read = (): void => {
      const selection = document.getSelection();
      const range = selection?.isCollapsed === false ? selection.getRangeAt(0) : null;
      const { current } = within;
      const isInside =
        range !== null && current?.contains(range.startContainer) && current.contains(range.endContainer);
      const text = isInside ? (selection?.toString().trim() ?? '') : '';
      setSelected(range === null || current === null || text === '' ? null : { text, parts: partsIn(range, current) });
    };
    document.addEventListener('selectionchange', read);
    return () => document.removeEventListener('selectionchange', read);
  }, [within]);
  return selected;
}

function partsIn(range: Range, within: HTMLElement): number[] {
  const parts: number[] = [];
  for (const mark of within.querySelectorAll<HTMLElement>('mark[data-segment]')) {
    const inside = document.createRange();
    inside.selectNodeContents(mark);
    const endsBehindStart = range.compareBoundaryPoints(Range.START_TO_END, inside) > 0;
    const startsBeforeEnd = range.compareBoundaryPoints(Range.END_TO_START, inside) < 0;
    if (endsBehindStart && startsBeforeEnd) parts.push(Number(mark.dataset['segment']));
  }
  return parts;
}
