import { useEffect, useRef, type RefObject } from 'react';

/** For a field of a secret: empties it when it is taken away, because the page keeps it in memory for a while. */
export function useEmptiedInput(): RefObject<HTMLInputElement | null> {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const element = input.current;
    return () => {
      if (element) element.value = '';
    };
  }, []);
  return input;
}
