// Takes the pictures of README.md and docs/ anew: each entry of entries.ts, light and dark. Names as arguments take these alone.
import './pretend.ts';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pictures } from './entries.ts';
import { withPalette } from './palette.ts';
import { openStage } from './stage.ts';

const folder = process.env['PICTURES_FOLDER'] ?? 'docs/pictures';
const wanted = process.argv.slice(2);

await mkdir(folder, { recursive: true });
const stage = await openStage();
try {
  for (const { name, scenario = 'healthy', environment = 'Practice environment', show } of pictures) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const { page } = stage;
    await stage.play(scenario);
    stage.lockKeychain(false);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.reload();
    await page.getByRole('navigation').getByText(environment, { exact: true }).click();
    await page.getByRole('heading', { level: 1, name: environment }).waitFor();
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await show(page, stage);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const png = await page.screenshot({ animations: 'disabled' });
      await writeFile(join(folder, `${name}-${colorScheme}.png`), withPalette(png));
    }
    process.stdout.write(`${name}\n`);
  }
} finally {
  await stage.close();
}
