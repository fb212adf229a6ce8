import { useEffect } from 'react';

/** Where somebody was on the page, from the element itself up, and what stood beside. */
type Trail = readonly { node: Element; next: Element | null; previous: Element | null }[];

const focusable = 'button, input, select, textarea, summary, a[href], [tabindex="0"]';

/**
 * Keeps the keyboard where it was: what has the focus can go away, such as a rule that is dropped, the last button for more, or
 * a bundle that is closed. Then what stands beside it takes the focus, or what is around it.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    const panel = document.querySelector('#tab-panel');
    if (panel === null) return undefined;
    let trail: Trail = [];
    const note = ({ target }: FocusEvent): void => {
      trail = target instanceof Element && panel.contains(target) ? trailOf(target, panel) : [];
    };
    const mend = (): void => {
      if (document.activeElement !== document.body || trail[0] === undefined || trail[0].node.isConnected) return;
      besides(trail)?.focus();
    };
    const observer = new MutationObserver(() => requestAnimationFrame(mend));
    observer.observe(panel, { childList: true, subtree: true });
    document.addEventListener('focusin', note);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', note);
    };
  }, []);
}

function trailOf(element: Element, panel: Element): Trail {
  const trail = [];
  for (let node: Element | null = element; node !== null; node = node === panel ? null : node.parentElement) {
    trail.push({ node, next: node.nextElementSibling, previous: node.previousElementSibling });
  }
  return trail;
}

function besides(trail: Trail): HTMLElement | undefined {
  for (const { node, next, previous } of trail) {
    const found = node.isConnected ? focusableIn(node)[0] : (focusableIn(next)[0] ?? focusableIn(previous).at(-1));
    if (found !== undefined) return found;
  }
  return undefined;
}

function focusableIn(element: Element | null): HTMLElement[] {
  if (element?.isConnected !== true) return [];
  const within = [...element.querySelectorAll<HTMLElement>(focusable)];
  const all = element instanceof HTMLElement && element.matches(focusable) ? [element, ...within] : within;
  return all.filter((each) => each.getClientRects().length > 0);
}
