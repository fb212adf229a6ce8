import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { EventEmitter } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boundsOf, readPlace, rememberPlace, type WindowPlace } from '../../../electron/window/place.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'window-place-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const place: WindowPlace = { x: 10, y: 20, width: 900, height: 600, maximized: true };
const closing = () =>
  Object.assign(new EventEmitter(), {
    getNormalBounds: () => ({ x: 10, y: 20, width: 900, height: 600 }),
    isMaximized: () => true,
  });

describe('the place of the window', () => {
  it('is kept when the window is closed', () => {
    const file = path.join(folder, 'window.json');
    const window = closing();
    rememberPlace(window, file);
    expect(readPlace(file)).toBeNull();
    window.emit('close');
    expect(readPlace(file)).toEqual(place);
  });

  it('is forgotten where it cannot be kept, without a word', () => {
    const window = closing();
    rememberPlace(window, path.join(folder, 'none', 'window.json'));
    expect(() => window.emit('close')).not.toThrow();
  });

  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"x":1}',
    JSON.stringify({ ...place, width: 0 }),
    JSON.stringify({ ...place, x: 1e9 }),
  ])('is unknown where the file holds %s', (text) => {
    const file = path.join(folder, 'odd.json');
    writeFileSync(file, text);
    expect(readPlace(file)).toBeNull();
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});

describe('the bounds of a new window', () => {
  const screens = [
    { x: 0, y: 0, width: 1920, height: 1040 },
    { x: -1280, y: 0, width: 1280, height: 984 },
  ];
  it.each([
    ['nothing known', null, {}],
    ['on a screen', place, { x: 10, y: 20, width: 900, height: 600 }],
    ['on the other screen', { ...place, x: -1200 }, { x: -1200, y: 20, width: 900, height: 600 }],
    ['half outside', { ...place, x: 1700 }, { x: 1700, y: 20, width: 900, height: 600 }],
    ['on a screen that is gone', { ...place, x: 3000 }, { width: 900, height: 600 }],
    ['above the screen', { ...place, y: -300 }, { width: 900, height: 600 }],
    ['below the screen', { ...place, y: 1030 }, { width: 900, height: 600 }],
    ['larger than every screen', { ...place, width: 9000, height: 9000 }, { x: 10, y: 20, width: 1920, height: 1040 }],
  ] as const)('%s', (_name, kept, bounds) => {
    expect(boundsOf(kept, screens)).toEqual(bounds);
  });
});
