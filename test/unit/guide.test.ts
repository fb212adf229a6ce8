import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { outcomeIds } from '../../shared/outcomes.ts';
import { pictures } from '../pictures/entries.ts';

const pages = ['README.md', ...readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []))];
const read = (page: string): string => readFileSync(page, 'utf8');

/** What a page leads to or shows, besides the web: Markdown's links and pictures, and those of HTML. */
const targetsOf = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)|\b(?:src|srcset|href)="([^"]+)"/g)]
    .map(([, markdown, html]) => markdown ?? html ?? '')
    .filter((target) => !/^https?:/.test(target));

/** The names of headings as addresses, as GitHub makes them. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );

describe('README and the user guide', () => {
  it.each(pages)('%s leads to what is there', (page) => {
    const known = new Set([...filesBelow('docs'), ...readdirSync('.')]);
    const missing = targetsOf(read(page)).filter((target) => {
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? page : join(dirname(page), path);
      return !known.has(file) || (anchor !== undefined && !anchorsOf(read(file)).includes(anchor));
    });
    expect(missing).toEqual([]);
  });

  it('has every page in its index', () => {
    const listed = targetsOf(read('docs/README.md')).map((target) => join('docs', target));
    expect(
      pages.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md' && !listed.includes(page)),
    ).toEqual([]);
  });

  it('explains every outcome under a heading of its own', () => {
    const headings = pages.flatMap((page) => anchorsOf(read(page)));
    expect(outcomeIds.filter((id) => headings.filter((heading) => heading === id).length !== 1)).toEqual([]);
    const overview = read('docs/outcomes.md');
    expect(outcomeIds.filter((id) => !overview.includes(`\`${id}\``))).toEqual([]);
  });

  it('shows every picture that the command takes, light and dark, and no other', () => {
    const taken = pictures.flatMap(({ name }) =>
      ['dark', 'light'].map((theme) => `docs/pictures/${name}-${theme}.png`),
    );
    const shown = pages.flatMap((page) => targetsOf(read(page)).map((target) => join(dirname(page), target)));
    expect(filesBelow('docs/pictures').toSorted()).toEqual(taken.toSorted());
    expect([...new Set(shown.filter((file) => file.endsWith('.png')))].toSorted()).toEqual(taken.toSorted());
  });
});
