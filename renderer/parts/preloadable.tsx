import { lazy, useState, type ComponentType } from 'react';

/** A part of the page with code of its own. */
export interface Preloadable<Props extends object> {
  /** Fetches the code. Where that fails, it is tried again when the part is shown. */
  preload: () => void;
  Part: ComponentType<Props>;
}

/**
 * A part whose code comes later than the page, and which stands there at once when its code was preloaded. `lazy` alone
 * shows the fallback even then, and React keeps a fallback for 300 ms, in which typed keys are lost.
 */
export function preloadable<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): Preloadable<Props> {
  let loaded: ComponentType<Props> | null = null;
  const Later: ComponentType<Props> = lazy(load);
  return {
    preload() {
      void load().then(
        (module) => {
          loaded = module.default;
        },
        () => undefined,
      );
    },
    Part: function Part(props) {
      // Held, because another component in its place would lose what was typed into the first.
      const [Shown] = useState<ComponentType<Props>>(() => loaded ?? Later);
      return <Shown {...props} />;
    },
  };
}
