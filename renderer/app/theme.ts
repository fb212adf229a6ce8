import { useSyncExternalStore } from 'react';
import { createDOMRenderer, webDarkTheme, webLightTheme, type Theme } from '@fluentui/react-components';

const dark = window.matchMedia('(prefers-color-scheme: dark)');

const subscribe = (changed: () => void): (() => void) => {
  dark.addEventListener('change', changed);
  return () => dark.removeEventListener('change', changed);
};

/** Light or dark, as the system says; it follows while the window is open. */
export const useTheme = (): Theme =>
  useSyncExternalStore(subscribe, () => dark.matches) ? webDarkTheme : webLightTheme;

/**
 * Writes the components' styles with the nonce that the host put into the page, which the content security policy asks
 * for, and before our own style sheet, so that ours has the last word.
 */
export function createStyleRenderer(): ReturnType<typeof createDOMRenderer> {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]');
  return createDOMRenderer(document, {
    ...(meta && { insertionPoint: meta }),
    styleElementAttributes: { nonce: meta?.content ?? '' },
  });
}
