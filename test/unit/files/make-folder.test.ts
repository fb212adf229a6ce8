import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder } from '../../../electron/files/make-folder.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'make-folder-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Where no folder can be made though the one above it seems to be there, or not even a disk is. */
const nowhere = process.platform === 'win32' ? 'Q:\\none\\here' : '/proc/none/here';

describe('a folder for our own files', () => {
  it('is made with all those above it, and left alone when it is there', () => {
    const deep = path.join(folder, 'one', 'two', 'three');
    makeFolder(deep);
    writeFileSync(path.join(deep, 'kept'), 'kept');
    makeFolder(deep);
    makeFolder(`${deep}${path.sep}`);
    expect(statSync(path.join(deep, 'kept')).size).toBe(4);
  });

  it.runIf(process.platform !== 'win32')('is for its user alone', () => {
    const own = path.join(folder, 'parent', 'own');
    makeFolder(own);
    expect([own, path.dirname(own)].map((each) => statSync(each).mode & 0o777)).toEqual([0o700, 0o700]);
  });

  it('is refused where a file stands', () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    expect(() => makeFolder(file)).toThrow(/EEXIST/);
    expect(() => makeFolder(path.join(file, 'below'))).toThrow(/ENOTDIR|ENOENT|EEXIST/);
  });

  it('is refused, and not tried for ever, where the system makes none', () => {
    expect(() => makeFolder(nowhere)).toThrow();
  });
});
