// Draws build/icon.svg in every size the installers want. Run by hand after a change of the drawing; the results are committed.
import { readFile, rm, mkdir, writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { findBrowser } from './browser.mjs';

const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const svg = await readFile('build/icon.svg', 'utf8');

const images = await draw();
await writeFile('build/icon.png', images.get(1024).png);
await writeFile('build/icon.ico', ico([16, 24, 32, 48, 64, 128, 256]));
await writeFile('build/icon.icns', icns());
await rm('build/icons', { recursive: true, force: true });
await mkdir('build/icons');
for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
  await writeFile(`build/icons/${size}x${size}.png`, images.get(size).png);
}

/** Every size as PNG and as RGBA pixels. */
async function draw() {
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] });
  const page = await browser.newPage();
  const drawn = new Map();
  for (const size of sizes) {
    const { png, pixels } = await page.evaluate(
      async ({ source, side }) => {
        const image = new Image(side, side);
        image.src = `data:image/svg+xml,${encodeURIComponent(source)}`;
        await image.decode();
        const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side });
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0, side, side);
        return { png: canvas.toDataURL('image/png'), pixels: [...context.getImageData(0, 0, side, side).data] };
      },
      { source: svg.replace('<svg ', `<svg width="${size}" height="${size}" `), side: size },
    );
    drawn.set(size, { png: Buffer.from(png.split(',')[1], 'base64'), pixels });
  }
  await browser.close();
  return drawn;
}

/** Windows icon file: sizes from 128 up as PNG, smaller ones as bitmaps, which every reader of icons understands. */
function ico(wanted) {
  const parts = wanted.map((size) => (size >= 128 ? images.get(size).png : bitmap(size)));
  const header = Buffer.alloc(6 + 16 * parts.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(parts.length, 4);
  let offset = header.length;
  parts.forEach((part, index) => {
    const entry = 6 + 16 * index;
    header.writeUInt8(wanted[index] % 256, entry);
    header.writeUInt8(wanted[index] % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(part.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += part.length;
  });
  return Buffer.concat([header, ...parts]);
}

/** A device-independent bitmap of an icon: 32 bits a pixel, from the bottom up, with an empty mask after it. */
function bitmap(size) {
  const { pixels } = images.get(size);
  const maskRow = Math.ceil(size / 32) * 4;
  const buffer = Buffer.alloc(40 + size * size * 4 + size * maskRow);
  buffer.writeUInt32LE(40, 0);
  buffer.writeInt32LE(size, 4);
  buffer.writeInt32LE(size * 2, 8);
  buffer.writeUInt16LE(1, 12);
  buffer.writeUInt16LE(32, 14);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const from = (y * size + x) * 4;
      const to = 40 + ((size - 1 - y) * size + x) * 4;
      buffer.set([pixels[from + 2], pixels[from + 1], pixels[from], pixels[from + 3]], to);
    }
  }
  return buffer;
}

/** macOS icon file: PNG for every size, ordinary and for twice the density. */
function icns() {
  const types = {
    icp4: 16,
    icp5: 32,
    ic07: 128,
    ic08: 256,
    ic09: 512,
    ic10: 1024,
    ic11: 32,
    ic12: 64,
    ic13: 256,
    ic14: 512,
  };
  const parts = Object.entries(types).map(([type, size]) => chunk(type, images.get(size).png));
  return chunk('icns', Buffer.concat(parts));
}

function chunk(type, data) {
  const header = Buffer.alloc(8);
  header.write(type, 0, 'ascii');
  header.writeUInt32BE(data.length + 8, 4);
  return Buffer.concat([header, data]);
}
