import { readFileSync, writeFileSync } from 'node:fs';
import type { Rectangle } from 'electron';
import * as z from 'zod/mini';

/** Where the window was when it was closed, in device independent pixels. */
export interface WindowPlace extends Rectangle {
  maximized: boolean;
}

/** The part of Electron's `BrowserWindow` that knows its place. */
interface PlacedWindow {
  on(event: 'close', listener: () => void): unknown;
  /** Without what maximizing adds. */
  getNormalBounds(): Rectangle;
  isMaximized(): boolean;
}

const coordinate = z.int().check(z.gte(-100_000), z.lte(100_000));
const length = z.int().check(z.gte(1), z.lte(100_000));
const placeSchema = z.object({ x: coordinate, y: coordinate, width: length, height: length, maximized: z.boolean() });

/** The place that was kept in a file; null when there is none that can be read. */
export function readPlace(file: string): WindowPlace | null {
  try {
    return placeSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Keeps the place of a window in a file when it is closed. One that cannot be written is no reason to disturb anybody. */
export function rememberPlace(window: PlacedWindow, file: string): void {
  window.on('close', () => {
    const place: WindowPlace = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    try {
      writeFileSync(file, `${JSON.stringify(place)}\n`, { mode: 0o600 });
    } catch {
      // The next window then opens where this one did.
    }
  });
}

/** So much of a window must be on a screen that it can be seen and moved. */
const leastVisible = { width: 120, height: 60 };

/**
 * The bounds for a new window: those it had where a screen still shows it, its size alone where not (a screen was taken
 * away, say), nothing where none is known. Never larger than the largest screen.
 */
export function boundsOf(place: WindowPlace | null, screens: readonly Rectangle[]): Partial<Rectangle> {
  if (place === null) return {};
  const { x, y } = place;
  const width = Math.min(place.width, Math.max(...screens.map((screen) => screen.width)));
  const height = Math.min(place.height, Math.max(...screens.map((screen) => screen.height)));
  const isShown = screens.some(
    (screen) =>
      Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x) >= leastVisible.width &&
      // The title bar has to be within reach.
      y >= screen.y &&
      y <= screen.y + screen.height - leastVisible.height,
  );
  return isShown ? { x, y, width, height } : { width, height };
}
